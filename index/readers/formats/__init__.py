"""One reader a file format: a pure function from bytes to the text of one or more articles."""
