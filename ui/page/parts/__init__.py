"""The components of the page and their events."""
