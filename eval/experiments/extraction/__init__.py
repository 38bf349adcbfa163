"""Compares libraries that take the text out of files, on small files that are written with a known right text."""
