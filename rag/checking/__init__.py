"""Whether the sources bear a written sentence out, told from the words alone: pure functions, no model."""
