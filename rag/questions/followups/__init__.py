"""A follow-up made complete in itself: what it takes from the conversation, and how it is put in."""
