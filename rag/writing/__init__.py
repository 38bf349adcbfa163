"""A language model as the writer of answers, never as their source."""
