"""Question sets made from a user's own articles."""
