"""Acts about reports: asking for one, making it, and having those made that fall due."""
