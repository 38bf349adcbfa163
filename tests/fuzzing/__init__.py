"""Targets that are fed with whatever may come, and the program that feeds them for a given time (`make fuzz`)."""
