"""Whether a quotation stands in the articles, word for word, and who speaks there."""
