"""The one family of errors that a user may see: each is a single sentence that says what to do."""


class PressmarkError(Exception):
    """Something a user can mend; its text is one sentence with the file and the remedy."""


class UnreadableFileError(PressmarkError):
    """A file that can't be read as an article; the others go on."""


class LibraryError(PressmarkError):
    """A library that is missing, empty, locked, damaged or made by another maker."""


class BusyError(LibraryError):
    """A library that another process is writing to."""


class OvertakenError(LibraryError):
    """A file that another process has read since this one did: what this one has of it may be older."""


class DamagedCatalogError(LibraryError):
    """A catalog whose file is damaged: what is derived from it can't be made anew."""


class UsageError(PressmarkError):
    """A question or an argument that can't be used."""


def remedy(reason: str, otherwise: str) -> str:
    """Return what to do about something that a database refused, by what it says of the reason."""
    said = reason.casefold()
    if "disk is full" in said or "no space left" in said:
        return "make room on the disk and run the same command again: what was stored stays"
    if "i/o error" in said or "too large" in said:
        return "see that the disk is sound and has room, and run the same command again: what was stored stays"
    if any(sign in said for sign in ("readonly", "read-only", "unable to open")):
        return "its folder must be one that you may write to, also for questions: copy it to such a place"
    return otherwise
