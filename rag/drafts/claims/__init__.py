"""Whether the articles say what a draft states: its figures, dates, names and attributions."""
