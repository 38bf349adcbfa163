"""Put the card of a page together."""

import re
from typing import Final
from urllib.parse import urlsplit

from lxml import html

from index.readers.extracted import stated
from index.readers.webpage.byline import find_authors
from index.readers.webpage.dates import find_page_dates
from index.readers.webpage.headline import find_headline
from index.readers.webpage.structured import Structured, as_day
from index.readers.webpage.visible import visible_text
from index.records import Metadata

_DAY_IN_ADDRESS: Final = re.compile(r"(?<!\d)(\d\d)[-._](\d\d)[-._](20\d\d)(?=[/.]|$)")
"""A day in an address as people write it; the other way round, htmldate finds it."""


def page_card(tree: html.HtmlElement, structured: Structured, address: str | None = None) -> Metadata:
    """Return what a page says of itself.

    Args:
        tree: the page, whole.
        structured: what it says for programs.
        address: where it came from, when that is known.
    """
    address = address or _address(tree, structured.meta)
    host = (urlsplit(address).hostname or "") if address else ""
    title = find_headline(tree, structured, host) or ""
    dates = find_page_dates(tree, structured, title, _guessed(tree, address))
    authors = find_authors(tree, structured, title, visible_text(tree), host)
    return stated(
        title=title,
        author=", ".join(authors),
        publisher=structured.sites[0].lstrip("@") if structured.sites else host.removeprefix("www.") or None,
        published=dates.published or _in_address(address),
        updated=dates.updated,
        url=address,
    )


def _guessed(tree: html.HtmlElement, address: str | None) -> str | None:
    """Return the day that htmldate finds in the page's markup and address."""
    from htmldate import find_date

    return find_date(tree, extensive_search=False, original_date=True, url=address)


def _in_address(address: str | None) -> str | None:
    """Return the day with which a part of an address ends, written as `29-10-2021`, or nothing."""
    found = _DAY_IN_ADDRESS.search(urlsplit(address).path) if address else None
    return as_day("-".join(reversed(found.groups()))) if found else None


def _address(tree: html.HtmlElement, meta: object) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    named = meta.get("og:url", ()) if isinstance(meta, dict) else ()
    return next((each for each in named if each.startswith("http")), None)
