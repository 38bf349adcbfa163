"""What `pressmark index` does: files, addresses, and folders that are watched."""
