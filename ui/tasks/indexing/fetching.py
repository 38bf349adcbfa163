"""`index --allow-network`: fetches the pages whose addresses were given, once, into the library's folder.

Only `ui.tasks.indexing.web` opens a connection. What was fetched stays a file like any other, so it can be read again,
verified and deleted; nothing is fetched twice.
"""

import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

from index.errors import PressmarkError, UsageError
from index.private_files import PRIVATE, make_private_folder
from index.readers.formats.feed import root_tag, sitemap_addresses
from index.readers.registry import HEAD, kind_by_content
from rag.settings import Settings
from ui.tasks.indexing.web import AGENT, Web
from ui.terminal.output import message
from ui.wording import counted

FETCHED: Final = "fetched"
"""Where, in the library's folder, fetched pages are kept."""
MOST: Final = 1000
"""Pages of one sitemap that are fetched."""
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[^\w.=,+~-]+")
_SUFFIXES: Final = {
    "html": ".html", "pdf": ".pdf", "feed": ".xml", "epub": ".epub", "docx": ".docx", "odt": ".odt", "warc": ".warc"
}  # fmt: skip


def split_addresses(named: Sequence[str], *, allowed: bool) -> tuple[list[str], list[Path]]:
    """Part web addresses from paths, and sitemaps given as files into the addresses they list.

    Raises:
        UsageError: there are addresses, and the network may not be used.
    """
    addresses = [each for each in named if _ADDRESS.fullmatch(each)]
    paths = [Path(each) for each in named if not _ADDRESS.fullmatch(each)]
    if addresses and not allowed:
        raise UsageError(f"{addresses[0]}: give --allow-network to fetch it; else Pressmark uses no network.")
    if allowed:
        sitemaps = [path for path in paths if path.is_file() and _is_sitemap(_head(path))]
        addresses += [address for path in sitemaps for address in sitemap_addresses(path.read_bytes())[:MOST]]
        paths = [path for path in paths if path not in sitemaps]
    return addresses, paths


def fetch_into(addresses: Sequence[str], settings: Settings, web: Web | None = None) -> Path:
    """Fetch pages that aren't there yet, and return the folder that holds them; what fails is told, the others go on.

    Args:
        addresses: of pages, feeds and sitemaps.
        settings: where the library is, and how large a page may be.
        web: what gets them; by default from public addresses only.

    Raises:
        PressmarkError: nothing could be fetched and nothing was fetched before.
    """
    folder = settings.library.expanduser() / FETCHED
    web = web or Web()
    failed = 0
    for address in _expanded(addresses, settings, folder, web):
        if not any(folder.glob(f"{_stem(address)}.*")):
            failed += not _fetched(address, folder, settings, web)
    if failed:
        message(f"{counted(failed, 'page')} could not be fetched.")
    if not folder.is_dir():
        raise PressmarkError("Nothing was fetched: check the addresses and the connection.")
    return folder


def _expanded(addresses: Sequence[str], settings: Settings, folder: Path, web: Web) -> Iterator[str]:
    """Yield the addresses, those of a sitemap in its place."""
    rules = _Rules(web)
    for address in dict.fromkeys(addresses):
        if not _is_whole(address):
            message(f"{address}: can't be fetched (it is no address of a page).")
            continue
        if not urlsplit(address).path.lower().endswith(".xml"):
            yield address
            continue
        try:
            data = web.get(address, settings.file_limit)
        except PressmarkError as error:
            message(str(error))
            continue
        if _is_sitemap(data[:HEAD]):
            yield from (each for each in sitemap_addresses(data)[:MOST] if _is_whole(each) and rules.allow(each))
        else:
            _save(address, data, folder)


def _is_whole(address: str) -> bool:
    """Return True if an address can be taken apart: `http://[` can't."""
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _fetched(address: str, folder: Path, settings: Settings, web: Web) -> bool:
    try:
        _save(address, web.get(address, settings.file_limit), folder)
    except PressmarkError as error:
        message(str(error))
        return False
    return True


def _save(address: str, data: bytes, folder: Path) -> None:
    """Write what was fetched; a page gets the line by which browsers, too, note where a page was saved from."""
    kind = kind_by_content(data[:HEAD]) or "text"
    if kind == "html":
        data = f"<!-- saved from url=({len(address):04}){address} -->\n".encode() + data
    path = folder / f"{_stem(address)}{_SUFFIXES.get(kind, '.txt')}"
    for each in (folder.parent, folder, path.parent):  # the library's folder may be made here
        make_private_folder(each)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
        file.write(data)


def _stem(address: str) -> str:
    """Return the name of a page's file without its suffix: readable, and no two addresses have the same."""
    parts = urlsplit(address)
    words = _UNSAFE.sub("-", unquote(parts.path)).strip("-.")[:80] or "index"
    host = _UNSAFE.sub("-", parts.hostname or "").strip(".") or "page"  # `..` would lead out of the folder
    return f"{host}/{words}-{sha256(address.encode()).hexdigest()[:8]}"


class _Rules:
    """The robots.txt of each site: pages of a sitemap are fetched by a machine, so its rules are followed."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._sites: dict[str, RobotFileParser] = {}

    def allow(self, address: str) -> bool:
        """Return True if a machine may fetch a page."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._sites:
            rules = RobotFileParser()
            try:
                rules.parse(self._web.get(f"{site}/robots.txt", 500_000).decode("utf-8", "replace").splitlines())
            except PressmarkError:  # a site without rules allows all
                rules.parse([])
            self._sites[site] = rules
        return self._sites[site].can_fetch(AGENT, address)


def _is_sitemap(head: bytes) -> bool:
    return root_tag(head) in {"urlset", "sitemapindex"}


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
