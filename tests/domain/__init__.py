"""Tests of the rules alone: no app, no database, no clock of their own."""
