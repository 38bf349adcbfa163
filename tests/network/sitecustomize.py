"""Notes every connection and every look-up of a name in a process, and refuses those that leave this machine.

Python imports a module of this name at its start, also in the processes that a watched one starts, when this folder is
on PYTHONPATH. Only what Python's own sockets do is seen: a native library could open one that isn't.
"""

import os
import sys

LOG = os.environ.get("WATCHED_SOCKETS")
LOCAL = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "None"}  # noqa: S104  # a look-up for listening
CALLS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "socket.getnameinfo": 0,
}
"""The events of the sockets, and which of their arguments names the other side."""


def host_of(other: object) -> str | None:
    """Return the host that an argument names; nothing for a socket of this machine's own files, or for none."""
    if isinstance(other, tuple):
        return str(other[0])
    if other is None or isinstance(other, int):
        return None
    named = other.decode("utf-8", "replace") if isinstance(other, bytes) else str(other)
    return None if named.startswith(("/", "\0")) else named


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note a call that leads elsewhere, and refuse it."""
    if event not in CALLS:
        return
    host = host_of(arguments[CALLS[event]])
    if host is None or host in LOCAL or host.startswith("127."):
        return
    file = os.open(str(LOG), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, f"{event} {host} in {' '.join(sys.orig_argv)[:200]!r}\n".encode())
    finally:
        os.close(file)
    raise OSError(f"{event} {host}: the tests let nothing leave this machine")


if LOG:
    sys.addaudithook(watch)
