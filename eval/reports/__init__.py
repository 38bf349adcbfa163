"""A run as a terminal table, JSON, JUnit XML, Markdown and an HTML page."""
