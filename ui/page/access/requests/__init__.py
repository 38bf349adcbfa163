"""What a request may say, and what its answer carries: routes, origins, values, headers and time."""
