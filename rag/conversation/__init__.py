"""What is more or other than one question: small talk with the tool, comparisons, several questions in a message."""
