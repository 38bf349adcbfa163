"""Who may come in to the page, by which routes, and with how much."""
