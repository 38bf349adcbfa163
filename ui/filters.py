"""The filters that a user typed, checked: a slip must not look like an article that doesn't answer."""

import calendar
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from index.errors import UsageError
from index.records import ArticleCard
from rag.records import Filters

_HALF = re.compile("[\udc80-\udcff]")
"""A byte of a name that isn't UTF-8, as Python gives it to a program."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def make_filters(
    files: Sequence[str] | None,
    publishers: Sequence[str] | None,
    first: str | None,
    last: str | None,
    names: tuple[str, str] = ("--from", "--to"),
) -> Filters:
    """Return the filters for what was typed behind `--file`, `--publisher`, `--from` and `--to`.

    A year or a month stands for its first day behind `--from`, for its last one behind `--to`.

    Args:
        files: names of articles.
        publishers: names of publishers.
        first: the first date.
        last: the last date.
        names: what the two dates are called where they were typed.

    Raises:
        UsageError: a date that is none, or a first date behind the last.
    """
    start = _day(first, names[0], last=False) if first is not None else None
    end = _day(last, names[1], last=True) if last is not None else None
    if start and end and start > end:
        raise UsageError(f"{names[0]} {first} is later than {names[1]} {last}: change one of them.")
    named = dict.fromkeys(each for name in files or () for each in spellings(name))
    return Filters(tuple(named), tuple(publishers or ()), start, end)


def spellings(name: str) -> tuple[str, ...]:
    """Return a file's name as it was typed and as systems spell it: some write `ü` as `u` with a mark."""
    plain = os.fsencode(name).decode("utf-8", "replace") if _HALF.search(name) else name
    return tuple(dict.fromkeys((plain, *(unicodedata.normalize(form, plain) for form in ("NFC", "NFD")))))


def check_filters(filters: Filters, articles: Iterable[ArticleCard]) -> None:
    """Make sure that the library has the files and publishers that the filters name.

    Raises:
        UsageError: it has not, or no article passes all the filters.
    """
    cards = list(articles)
    known = {card.file for card in cards}
    spelled = {unicodedata.normalize("NFC", name) for name in known}
    _check_known(
        "article", [name for name in filters.files if unicodedata.normalize("NFC", name) not in spelled], known
    )
    publishers = {card.publisher.lower(): card.publisher for card in cards if card.publisher}
    unknown = [name for name in filters.publishers if name.lower() not in publishers]
    _check_known("publisher", unknown, set(publishers.values()))
    if cards and not any(passes(card, filters) for card in cards):
        raise UsageError("No article passes the filters: widen them; `pressmark info` lists the articles.")


def _day(typed: str, option: str, *, last: bool) -> str:
    found = _DATE.fullmatch(typed.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # noqa: S101  # the pattern demands it
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1)).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {typed!r} is no date: write it as 2017-03-12, 2017-03 or 2017.") from error


def _check_known(kind: str, names: Sequence[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`pressmark info` lists them."
            raise UsageError(f"The library has no {kind} {name!r}: {hint}")


def passes(card: ArticleCard, filters: Filters) -> bool:
    """Return True if an article passes; by the same rules as the catalog's own query."""
    return (
        (not filters.files or card.file in filters.files)
        and (not filters.publishers or (card.publisher or "").lower() in {name.lower() for name in filters.publishers})
        and (filters.published_from is None or (card.published or "") >= filters.published_from)
        and (filters.published_to is None or "" < (card.published or "") <= filters.published_to)
    )
