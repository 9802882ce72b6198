"""Reports: what they cover, what they say, and when they are due; pure, in both languages."""
