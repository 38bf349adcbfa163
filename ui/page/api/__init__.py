"""The page's endpoints for programs, and its tools for language models."""
