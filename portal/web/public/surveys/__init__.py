"""Survey pages for whoever is asked: by invitation, at a counter, at a kiosk, in a frame."""
