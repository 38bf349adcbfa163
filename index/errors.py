"""The one family of errors that a user may see: each is a single sentence that says what to do."""


class PressmarkError(Exception):
    """Something a user can mend; its text is one sentence with the file and the remedy."""


class UnreadableFileError(PressmarkError):
    """A file that can't be read as an article; the others go on."""


class LibraryError(PressmarkError):
    """A library that is missing, empty, locked, damaged or made by another maker."""


class BusyError(LibraryError):
    """A library that another process is writing to."""


class UsageError(PressmarkError):
    """A question or an argument that can't be used."""
