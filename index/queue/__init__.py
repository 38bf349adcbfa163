"""Files on a queue in Postgres, for workers on any number of machines: put there, leased, indexed, retried."""
