"""Which ranges of a text are the article, and its sentences and passages."""
