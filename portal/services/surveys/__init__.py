"""Acts of surveys: asking, answering, counting and remedying (rules §9)."""
