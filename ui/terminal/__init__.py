"""Answers, messages and progress as a terminal shows them."""
