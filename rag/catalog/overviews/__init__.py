"""Overviews: of the library, of an article, of a matter, and of the people in them, all of it quoted."""
