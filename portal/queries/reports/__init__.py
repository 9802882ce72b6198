"""Reads of reports: the figures of any days, and the reports that are kept."""
