"""Programs for developers that measure and fit; not part of the installed package."""
