"""The `flask …` commands for those who run the portal."""
