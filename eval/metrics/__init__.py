"""Measures of answers against gold facts.

Kept apart from the engine's own reading on purpose: a judge must not share its mistakes.
"""
