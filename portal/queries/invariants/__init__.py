"""What must always be true of the live data; each check reads it in batches and names the rows that break it."""
