"""Surveys as they are set up."""
