"""People in a text: who speaks, with which words, and which offices they have."""
