"""The SQL database of articles: its tables, how it is written and queried, and near-duplicates."""
