"""Charts as marks on a frame: pure geometry, from which pages and papers are drawn alike."""
