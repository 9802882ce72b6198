"""Remedies at the desk: their lists, and one of them."""
