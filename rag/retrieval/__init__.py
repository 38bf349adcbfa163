"""Passages found for a question, and their sentences ranked."""
