"""What Postgres refuses, in one sentence each: never with a password, nor with words of an article."""

from typing import Final

from sqlalchemy.exc import DBAPIError

from index.errors import DamagedCatalogError, LibraryError

LOCKED: Final = "55P03"
"""SQLSTATE of a lock that somebody else has."""
LOST: Final = "The connection to the catalog in {place} was lost; run the same command again: what was stored stays."
_AGAIN: Final = "run the same command again: what was stored stays"
_ADVICE: Final = {
    "28": "check the user and the password in its address",
    "3D": "make the database first, with `createdb` or CREATE DATABASE",
    "42501": "let a user who may, grant this one CREATE on the database, or all rights on the schema",
    "25006": "its address must be that of the server that may be written to",
    "53100": "make room on the server's disk and run the same command again: what was stored stays",
    "53": "the server has too many connections or too little memory: give it more, or try again later",
    "57": _AGAIN,
    "08": _AGAIN,
    "40": _AGAIN,
}
"""What to do, by SQLSTATE or the class that its first two signs name."""
_DAMAGED: Final = ("XX001", "XX002")
_REFUSED: Final = (
    ("password", _ADVICE["28"]),
    ("no pg_hba.conf entry", "let the server accept this user from this machine, in its pg_hba.conf"),
    ("does not exist", _ADVICE["3D"]),
    ("too many clients", _ADVICE["53"]),
    ("SSL", "check what the address says of `sslmode`"),
)
"""Signs in what a server says that wouldn't be connected to: there is no SQLSTATE then."""


def explained(error: DBAPIError, place: str) -> LibraryError:
    """Return one sentence on what Postgres refused, and what to do about it.

    Args:
        error: what SQLAlchemy raised.
        place: the address without its password.
    """
    reason = _reason(error)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _DAMAGED:
        return DamagedCatalogError(f"The catalog in {place} is damaged ({reason}); restore it from a backup.")
    if not state and not error.connection_invalidated:
        advice = next((advice for sign, advice in _REFUSED if sign in reason), None)
        return LibraryError(
            f"The catalog in {place} can't be reached ({reason}); "
            f"{advice or 'check its address, and that the server runs'}."
        )
    if error.connection_invalidated:
        return LibraryError(f"The connection to the catalog in {place} was lost ({reason}); {_AGAIN}.")
    advice = _ADVICE.get(state) or _ADVICE.get(state[:2]) or f"Postgres calls it {state}"
    return LibraryError(f"The catalog in {place} can't be used ({reason}); {advice}.")


def _reason(error: DBAPIError) -> str:
    """Return the first line of what Postgres says: those that follow may quote a row."""
    lines = str(error.orig).strip().splitlines()
    return lines[0].strip().rstrip(".") if lines else "it says nothing"
