"""One verdict on a question: whether the articles answer it, how surely, and why not."""
