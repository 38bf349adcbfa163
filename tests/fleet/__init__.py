"""A whole fleet on one machine: Postgres, workers, pages and a balancer, measured, and killed at random moments."""
