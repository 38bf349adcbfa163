"""The card of a web page: what its structured data, its meta tags and its visible parts say, the surest first."""
