"""The reader model: which sentence of a passage answers the question, and with which words?"""
