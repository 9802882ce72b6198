"""Tables out of files that nobody vouches for: workbooks and delimited text."""
