"""Sentences embedded as vectors, and the Chroma collection that finds the nearest ones."""
