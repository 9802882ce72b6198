"""The rules of the service, pure: no web, no database, no clock of its own."""
