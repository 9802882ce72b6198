"""Surveys: questionnaires, ballots, samples and what follows from low ones (rules §9)."""
