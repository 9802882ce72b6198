"""Open data: which tables, what each column means, and how far a row is coarsened before everybody may have it."""
