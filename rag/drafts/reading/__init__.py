"""A draft taken apart: its words, its quotations with who is said to speak, and its statements."""
