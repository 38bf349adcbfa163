"""Verbatim quotes with their places, who says them, what their dates mean, and where sources differ."""
