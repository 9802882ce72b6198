"""Reads, scoped to what the actor may see; they take a session and never change anything."""
