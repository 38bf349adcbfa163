"""Pure functions from records to escaped HTML."""
