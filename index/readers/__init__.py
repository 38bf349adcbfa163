"""One reader a kind of file: a pure function from bytes to the text of an article, in a module of its own.

`index.readers.registry` chooses the reader. Nothing heavy is imported before a file needs it.
"""
