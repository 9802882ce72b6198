"""The workings of the search index on disk; `portal.adapters.whoosh_index` is its door."""
