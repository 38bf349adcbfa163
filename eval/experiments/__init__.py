"""Programs of developers: they fit, train and try things, and are no part of the wheel."""
