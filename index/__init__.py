"""Articles in, library out: files are read, cut, embedded and stored. Knows nothing of questions."""
