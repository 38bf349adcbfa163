"""What a question asks about: a day, a numbered rule, a subject, a person or an office; evidence of that goes first."""
