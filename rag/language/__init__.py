"""Names, quantities, dates and speakers found in a sentence."""
