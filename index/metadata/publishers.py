"""Find which outlet published an article: from what it says of its first publication, its dateline or its foot."""

import re
from typing import Final

from index.chunking import cues
from index.metadata.authors import copyright_owners
from index.metadata.names import is_capitalised, is_outlet, is_person, squash
from index.metadata.pages import Page
from index.metadata.publication_dates import find_datelines
from index.records import Found

_ASK: Final = re.compile(
    r"(?:support|follow|join|subscribe to|donate to|become an? (?:member|patron|supporter|sponsor) of)\s+"
    r"(?P<name>\S.{1,60}?)"
    r"(?:\s(?:on|via|at|today|now)\b.*)?[.!]?$",
    re.IGNORECASE,
)


def find_publisher(page: Page) -> Found | None:
    """Return the outlet that published the article, or `None` where nothing says so plainly."""
    for finder in (_from_first_publication, _from_dateline, _from_copyright, _from_appeal):
        found = finder(page)
        if found:
            return found
    return None


def first_published_in(plain: str) -> str | None:
    """Return the outlet that a line such as "The post X appeared first on Y." names."""
    match = cues.REPOSTED.match(plain)
    if not match:
        return None
    named = next((name for name in match.groups() if name), "")
    name = re.split(r"\s(?:on|in|under|and|with|by)\s|[,;|(]|\.\s|\s[–—-]\s|https?:", named, maxsplit=1)[0].strip(
        " .!:*_"
    )
    return name if is_capitalised(name) and not name[0].isdigit() else None


def _from_first_publication(page: Page) -> Found | None:
    for unit in page.dropped:
        name = first_published_in(unit.plain)
        if name:
            return page.found(name, "footer", unit)
    return None


def _from_dateline(page: Page) -> Found | None:
    """Read "Daily Sun, March 3, 2017"; a name that might be a place must stand in the furniture again."""
    furniture = "\n".join(squash(unit.plain) for unit in page.dropped)
    for line in find_datelines(page):
        name = line.prefix
        if is_capitalised(name) and not is_person_only(name) and (is_outlet(name) or squash(name) in furniture):
            return page.found(name, "dateline", line.unit)
    return None


def _from_copyright(page: Page) -> Found | None:
    for unit in page.dropped:
        owners = copyright_owners(unit)
        if len(owners) == 2 and not is_outlet(owners[0]) and is_capitalised(owners[1]):
            return page.found(owners[1], "footer", unit)
        if owners and is_outlet(owners[0]) and is_capitalised(owners[0]):
            return page.found(owners[0], "footer", unit)
    return None


def _from_appeal(page: Page) -> Found | None:
    """Read the name in "Support NAME", if it also stands alone among the furniture, as a site's logo does."""
    alone = {unit.plain: unit for unit in page.dropped}
    for unit in page.dropped:
        match = _ASK.match(unit.plain[:120])
        if match and is_capitalised(match["name"]) and match["name"] in alone:
            return page.found(match["name"], "footer", alone[match["name"]])
    return None


def is_person_only(name: str) -> bool:
    """Tell whether a name is a person's and by its form no outlet's."""
    return is_person(name) and not is_outlet(name) and len(name.split()) > 2
