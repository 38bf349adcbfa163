"""What the articles of a library say to each quotation and each statement of a draft."""
