"""Put what happened in order of time, by the day, month or year that each sentence speaks of."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.written_dates import find_days
from rag.catalog.overviews.covering import Telling, cover
from rag.citations.relative_dates import date_words
from rag.language.dates import find_dates, read_date

MOST: Final = 12
"""Events of a chronology at the most."""
WORDS: Final = 300
"""Words of their sentences together at the most."""
FEWEST: Final = 2
"""Events that make a chronology."""


def events_in_order(told: Sequence[Telling]) -> list[tuple[str, Telling]]:
    """Return sentences that tell of a day, a month or a year, the oldest first, each with that time in ISO 8601.

    When there are too many, those stay that cover the others best.
    """
    dated = {each: when for each in told if (when := time_of(each))}
    return sorted(((dated[each], each) for each in cover(list(dated), MOST, WORDS)), key=_order)


def _order(event: tuple[str, Telling]) -> tuple[str, str, str, int]:
    when, told = event
    card = told.passage.article
    return when, card.published or "", card.file, told.sentence.span.start


def time_of(told: Telling) -> str | None:
    """Return the time that a sentence speaks of, as exactly as it says: `2016-07-15`, `2016-07` or `2016`.

    Of several the most exact one, and of those the first. "Last December" and "on Friday" are reckoned from the day
    of the article, where it is sure what they mean.
    """
    card, text = told.passage.article, told.sentence.text
    found = sorted(_times(text, card.published, card.language), key=lambda each: each[0])
    return max((when for _, when in found), key=len, default=None)


def _times(text: str, published: str | None, language: str | None) -> Iterator[tuple[int, str]]:
    """Yield the times that some words tell with where they stand: written out, and as seen from the article's day."""
    for each in date_words(text, published, language):
        yield each.start, each.meaning
    for day in find_days(text):
        if day.iso:
            yield day.span.start, day.iso
    for span in find_dates(text):
        year, month, number = read_date(span.of(text))
        if year is not None and number is None:
            yield span.start, f"{year}-{month:02}" if month else f"{year}"
