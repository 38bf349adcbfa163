"""Write dates and figures as a language writes them."""

from datetime import date
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton

from rag.messages.translations import spoken_language

_WRITTEN_OUT: Final = {"en": "en_GB"}
"""Where dates are written otherwise than the language alone says: the day comes before the month."""


def long_date(iso: str | None, language: str | None = "en") -> str:
    """Return `2017-04-28` as `28 April 2017`, `2017-04` as `April 2017`; what is no date comes back as it is."""
    try:
        parts = [int(part) for part in (iso or "").split("-")]
        year, month, day = parts + [0] * (3 - len(parts))
        if not month:
            return str(year)
        when = date(year, month, day or 1)
    except ValueError:
        return iso or ""
    if day:
        return format_date(when, "long", written_locale(language or "en"))
    return format_skeleton("yMMMM", when, locale=written_locale(language or "en"))


@cache
def written_locale(language: str) -> Locale:
    """Return the rules by which dates and figures are written in a language, ISO 639-1."""
    spoken = spoken_language(language)
    return Locale.parse(_WRITTEN_OUT.get(spoken, spoken))
