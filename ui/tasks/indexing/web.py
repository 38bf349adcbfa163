"""Gets pages of the public web, and nothing else: each address is checked before it is connected to.

A page's address, a redirect and an entry of a sitemap are all written by strangers. Any of them may name this machine
or its network, or a name that resolves to one address when it is checked and to another when it is used. So each name
is resolved once, the addresses are checked, and the connection goes to a checked address, never to the name again. The
proxies that the environment names are not used: they would resolve the name themselves.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import PressmarkError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGENT: Final = "Pressmark"
SILENCE: Final = 30.0
"""Seconds to wait for a server's next bytes."""
LONGEST: Final = 120.0
"""Seconds that one page may take in all, redirects included."""
REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PORTS: Final = {"http": 80, "https": 443}
_PLAIN: Final = "%/:=&?~+!$,;'@()*[]"
"""What stands in an address as it is; all else but letters and digits is written as %XX."""
_UNICAST: Final = IPv6Network("2000::/3")
"""The part of IPv6 that holds public addresses."""
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network without IPv4 sees them (NAT64): the last four bytes are the address."""
_SPECIAL: Final[tuple[IPv4Network | IPv6Network, ...]] = (
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")),
    *map(IPv6Network, ("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20")),
)
"""Protocols that carry another address in theirs (Teredo, 6to4), and documentation."""

Address = IPv4Address | IPv6Address


def is_public(address: Address) -> bool:
    """Return True if an address belongs to a machine of the public internet."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(address.packed[-4:]))
        if address.scope_id is not None or address not in _UNICAST:  # mapped IPv4, loopback, link-local, private
            return False
    plain = address.is_global and not address.is_multicast and not address.is_reserved
    return plain and not any(address in network for network in _SPECIAL)


class Web:
    """Gets pages; every address that it connects to passed a check."""

    def __init__(
        self,
        reachable: Callable[[Address], bool] = is_public,
        longest: float = LONGEST,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        """Get pages from addresses for which `reachable` returns True.

        Args:
            reachable: the check; tests let the loopback address pass.
            longest: seconds that one page may take.
            trusted: whose certificates count; by default those that the system trusts.
        """
        self._reachable, self._longest = reachable, longest
        self._tls = trusted or ssl.create_default_context()
        self._tls.sslsocket_class = _TimedTls

    def get(self, address: str, limit: int) -> bytes:
        """Return what stands at an address, redirects followed.

        Args:
            address: `http` or `https`.
            limit: the most bytes.

        Raises:
            PressmarkError: it can't be had, leads where nothing may be fetched, takes too long or is too large.
        """
        deadline = time.monotonic() + self._longest
        try:
            return self._follow(address, limit, deadline)
        except (OSError, HTTPException, ValueError) as error:  # a time limit and a bad certificate are OSErrors
            reason = " ".join(str(error).split()) or type(error).__name__
            raise PressmarkError(f"{address}: can't be fetched ({reason}).") from error

    def _follow(self, address: str, limit: int, deadline: float) -> bytes:
        at = address
        for _ in range(REDIRECTS + 1):
            parts = _checked_form(at)
            with closing(self._connect(parts, deadline)) as connection:
                answer = _ask(connection, parts)
                if answer.status in _REDIRECTS and (there := answer.headers.get("Location")):
                    at = urljoin(at, there)
                    continue
                if answer.status != 200:
                    raise HTTPException(f"HTTP Error {answer.status}: {answer.reason}")
                return _body(answer, limit, address)
        raise HTTPException(f"it redirects more than {REDIRECTS} times")

    def _connect(self, parts: SplitResult, deadline: float) -> HTTPConnection:
        """Open a connection to one of the checked addresses of a name."""
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        connection = HTTPConnection(host, port)
        connection.sock = self._open(host, port, parts.scheme == "https", deadline)
        return connection

    def _open(self, host: str, port: int, encrypted: bool, deadline: float) -> socket.socket:
        failed: OSError | None = None
        for family, where in self._places(host, port):
            plain = _TimedSocket(family, socket.SOCK_STREAM)
            plain.deadline = deadline
            try:
                plain.settimeout(_left(deadline))
                plain.connect(where)
                if not encrypted:
                    return plain
                secured = self._tls.wrap_socket(plain, server_hostname=host)
                assert isinstance(secured, _TimedTls)  # noqa: S101  # for the type checker
                secured.deadline = deadline
                return secured
            except OSError as error:
                plain.close()
                failed = error
        raise failed or OSError(f"{host} has no address")

    def _places(self, host: str, port: int) -> Iterator[tuple[socket.AddressFamily, tuple[str, int]]]:
        """Yield the addresses of a name that may be connected to.

        Raises:
            OSError: it has none.
        """
        refused = None
        found = False
        for family, _, _, _, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            address = ip_address(str(where[0]))
            if self._reachable(address):
                found = True
                yield family, (str(address), port)
            else:
                refused = address
        if refused and not found:
            raise OSError(f"it leads to {refused}, which is no address of the public internet")


def _checked_form(address: str) -> SplitResult:
    """Return the parts of an address of the web.

    Raises:
        ValueError: it is something else, such as a file of this machine, or has a name and a password in it.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"it leads to {address}")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it has a user's name in it")
    return parts


def _ask(connection: HTTPConnection, parts: SplitResult) -> HTTPResponse:
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    target = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=_PLAIN)
    connection.request("GET", target, headers={"Host": host, "User-Agent": AGENT, "Connection": "close"})
    return connection.getresponse()


def _body(answer: HTTPResponse, limit: int, address: str) -> bytes:
    if (answer.length or 0) <= limit:
        data = answer.read(limit + 1)
        if len(data) <= limit and answer.length:
            raise HTTPException("it ended before its end")
        if len(data) <= limit:
            return data
    raise PressmarkError(f"{address}: larger than {limit:,} bytes; it was left out.")


def _left(deadline: float) -> float:
    """Return how many seconds to wait for the next bytes.

    Raises:
        TimeoutError: none are left.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    return min(SILENCE, left)


class _TimedSocket(socket.socket):
    """A socket that ends at a moment, however slowly the other side goes on: a time limit alone counts each wait."""

    deadline: float

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0, /) -> int:
        """Read, within the time that is left."""
        self.settimeout(_left(self.deadline))
        return super().recv_into(buffer, nbytes, flags)


class _TimedTls(ssl.SSLSocket):
    """The same over TLS."""

    deadline: float

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0) -> int:
        """Read, within the time that is left."""
        self.settimeout(_left(self.deadline))
        return super().recv_into(buffer, nbytes, flags)
