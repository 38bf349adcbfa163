"""The questions that the reader is trained on, and the groups that they are put into."""
