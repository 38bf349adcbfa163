"""The title, author, publisher and date of an article, each with the words that prove it."""
