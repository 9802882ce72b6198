"""A year of ballots of the demo office, and what it did about what was rated low."""
