"""Translations: `around` an answer in the language of the answer, the `page` in one that is chosen once."""
