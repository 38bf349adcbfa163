"""A set asked of a collection, compared with an earlier run and held to its bars."""
