"""Very many consistent cases, written in bulk, to measure the portal with; never in production."""
