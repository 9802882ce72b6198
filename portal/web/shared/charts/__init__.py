"""The charts of pages of figures: what figures say, put on frames for wide screens and for phones."""
