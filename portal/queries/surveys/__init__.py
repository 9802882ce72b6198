"""Reads of surveys: questionnaires, ways in, ballots counted, remedies (rules §9)."""
