"""The databases that a catalog can stand in: how each is opened, locked, searched and checked."""
