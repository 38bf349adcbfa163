"""Words, stems, verbs, dates and token counts of a language: the one place that knows them."""
