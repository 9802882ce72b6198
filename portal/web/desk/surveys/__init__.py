"""Surveys at the desk: ballots typed in from paper and from interviews."""
