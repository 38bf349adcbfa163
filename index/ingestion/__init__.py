"""A folder or an upload brought into a library: planned, read, cut, embedded, stored."""
