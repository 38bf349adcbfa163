"""Who may do what on the page: who comes in, with which role, and how much they may leave."""
