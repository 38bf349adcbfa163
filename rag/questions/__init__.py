"""What a question asks: its kind, its constraints, and a follow-up made complete in itself."""
