"""The one way from HTML to an article's text: pages, mail, books, feeds, and Word documents once they are HTML."""
