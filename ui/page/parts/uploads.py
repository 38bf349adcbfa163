"""The names that uploaded files get in the library: their own, wherever these lead."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

_LONGEST: Final = 200
"""Bytes of a name; most file systems take 255."""
_DEEPEST: Final = 20

WITH_NAMES: Final = "(files, names, ...more) => [files, pressmark.named(files), ...more]"
"""What the browser does first: it tells Gradio of a file neither its whole name nor the folders that it stood in."""


def by_name(files: Sequence[Path], told: object) -> dict[str, Path]:
    """Return where each uploaded file is, by the name that it gets in the library.

    Args:
        files: where they are now.
        told: their names as the browser told them, in the same order, if it did.
    """
    names = told if isinstance(told, list) and len(told) == len(files) else [""] * len(files)
    return {name_of(str(name), file): file for name, file in zip(names, files, strict=True)}


def name_of(told: str, stored: Path) -> str:
    """Return the name of an uploaded file: where it stood in its folder, if the browser told a path that can be used.

    Nothing in it leads out of the folder that it is kept in; else it gets the name under which it was stored.

    >>> name_of("reports/2020/ferry.md", Path("/tmp/ferry.md")), name_of("../../ferry.md", Path("/tmp/ferry.md"))
    ('reports/2020/ferry.md', 'ferry.md')
    """
    parts = told.replace("\\", "/").split("/")
    fit = len(parts) <= _DEEPEST and all(
        each.isprintable() and each.strip(" .") and not each.startswith(".") and len(each.encode()) <= _LONGEST
        for each in parts
    )
    return "/".join(parts) if fit and Path(told).suffix.lower() == stored.suffix.lower() else stored.name
