"""By which names the page may be called, and whether a request comes from a page of ours.

A page on this machine that asks nobody for a password is still open to every web site that the user visits, since their
browser can reach it: a site may send requests here (told by `Origin` and `Sec-Fetch-Site`), or have its own name lead
here (told by `Host`). Both are turned away.
"""

import socket
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from ui.page.access.requests.routes import READING

ENTRIES: Final = ("/", "/login")
"""Where a link on another site may lead: the page opens, as itself, in place of the site."""
_OWN_SITE: Final = ("same-origin", "none", "")


def is_local(host: str) -> bool:
    """Return True if only this machine can reach an address. A name counts as reachable, except `localhost`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def names_of(host: str, more: Iterable[str]) -> frozenset[str]:
    """Return the names by which a page served at an address may be called, besides addresses in numbers."""
    known = {"localhost", *(name.lower().rstrip(".") for name in more)}
    if not is_local(host):
        own = socket.gethostname().lower()
        known |= {host.lower(), own, f"{own}.local"}
    return frozenset(known - {""})


def is_called(host: str, names: frozenset[str], *, only_here: bool) -> bool:
    """Return True if a `Host` header names the page.

    An address in numbers does, since no site can make its own name of it; on a page for this machine only one that
    leads back to it.
    """
    name = name_in(host).lower().rstrip(".")
    try:
        return ip_address(name.strip("[]")).is_loopback or not only_here
    except ValueError:
        return name in names


def name_in(host: str) -> str:
    """Return the name in a `Host` header, without the port.

    >>> name_in("localhost:7860"), name_in("[::1]:7860"), name_in("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return name if colon and (port.isdecimal() or not port) else host


def is_foreign(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Return True if another site's page sends a request. Programs tell neither origin nor site, and may come.

    Another port of this machine counts as another site, as does another name of it.
    """
    origin = headers.get("origin")
    hosts = {headers.get(name, "").lower() for name in ("host", "x-forwarded-host")} - {""}
    if origin is not None and urlsplit(origin).netloc.lower() not in hosts:
        return True
    if headers.get("sec-fetch-site", "") in _OWN_SITE:
        return False
    opens = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"
    return not (opens and method in READING and path in ENTRIES)
