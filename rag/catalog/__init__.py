"""Questions about the articles themselves (who wrote, when published), answered from the catalog."""
