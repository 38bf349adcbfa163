"""What `index` does: fetch, index, watch."""
