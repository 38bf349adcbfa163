"""What the command `check` does: read a draft, check it, and tell what was found in the form that is wanted."""
