"""The reader model: it says which sentence of a passage answers the question, and with which words."""
