"""The feedback and hotline portal of a public office; docs/architecture.md is its map."""
