"""Tables, relations and constraints; no policy, no addresses, no rendering."""
