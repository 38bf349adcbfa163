"""A library as one thing: opened, checked, repaired, exported and imported."""
