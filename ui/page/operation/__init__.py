"""What whoever operates a page looks at: whether it lives, whether it can answer, and how much it does."""
