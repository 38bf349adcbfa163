"""A language model writes an answer from the quoted evidence, and each sentence is checked."""
