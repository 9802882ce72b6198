"""The rows of the open data: nobody's words, references or moments, and nothing of what is sealed."""
