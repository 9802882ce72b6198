"""Reports: those that are kept, asking for one, reading it, and its files."""
