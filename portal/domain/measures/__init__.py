"""The measures: every figure is one object that says what it counts and counts it (rules §10)."""
