"""A language model reads numbered sentences and says which of them answer; what it says is held to the text."""
