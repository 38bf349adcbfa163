"""Question sets and articles read and checked, with gold resolved to places in the files."""
