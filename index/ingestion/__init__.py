"""A folder or an upload brought into step with the library: added, changed, removed, restored."""
