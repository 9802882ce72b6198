"""The chapters of a report, each composed from facts alone."""
