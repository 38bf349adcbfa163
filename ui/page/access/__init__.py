"""Who may do what over HTTP: request checks, log-in and users."""
