"""The settings file of the current folder, and whether the user trusts it.

The file `pressmark.toml` may be a stranger's, as in an unpacked download. What it sets counts at once only where it can
do no harm; the rest, such as a model that would be sent passages, counts when the user has trusted that file as it is:
see `trust`. Variables of the environment are the user's own.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic.config import JsonDict
from pydantic.fields import FieldInfo

from index.private_files import PRIVATE, make_private_folder

FILE: Final = "pressmark.toml"
HARMLESS: Final[JsonDict] = {"harmless": True}
"""Marks (as `json_schema_extra`) a setting that may change without trust: it neither sends, fetches nor writes."""


class UntrustedFileWarning(UserWarning):
    """Something that `pressmark.toml` sets was not heard, since nobody has trusted the file."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """The file `pressmark.toml` of the current folder."""

    path: Path
    sha256: str
    values: Mapping[str, Any]
    trusted: bool
    fields: Mapping[str, FieldInfo]
    """The settings that there are, by name."""

    def _is_harmless(self, name: str, value: object) -> bool:
        """Return True if a setting is harmless, the default, or unknown, which is an error later."""
        known, folder = self.fields.get(name), self.path.parent
        if known is None or known.json_schema_extra == HARMLESS or value == known.default:
            return True
        if name == "library" and isinstance(value, str):  # beside the file or below it, where the file came from
            return (folder / Path(value).expanduser()).resolve().is_relative_to(folder)
        return name == "llm" and value == "none"

    @property
    def delicate(self) -> dict[str, Any]:
        """What it sets that has to be trusted."""
        return {name: value for name, value in self.values.items() if not self._is_harmless(name, value)}

    @property
    def withheld(self) -> dict[str, Any]:
        """What it sets that doesn't count, since the file isn't trusted."""
        return {} if self.trusted else self.delicate

    @property
    def heard(self) -> dict[str, Any]:
        """What it sets that counts."""
        return {name: value for name, value in self.values.items() if name not in self.withheld}

    @property
    def warning(self) -> str:
        """One sentence that says what doesn't count, and what to do."""
        names = ", ".join(self.withheld)
        told = "that is ignored until you have read it and run `pressmark trust` there"
        return f"{self.path} also sets {names}: {told}."


def read_project_file(fields: Mapping[str, FieldInfo]) -> ProjectFile | None:
    """Return the settings file of the current folder, if there is one.

    Args:
        fields: the settings that there are, by name: `model_fields` of the class that is made from the file.

    Raises:
        TOMLDecodeError: it is no TOML.
        UnicodeDecodeError: it is no UTF-8.
    """
    path = Path(FILE)
    if not path.is_file():
        return None
    path, content = path.resolve(), path.read_bytes()
    made = hashlib.sha256(content).hexdigest()
    return ProjectFile(path, made, tomllib.loads(content.decode()), _trusted().get(str(path)) == made, fields)


def trust(file: ProjectFile) -> None:
    """Note that the user trusts a settings file, as it is now; a change of it has to be trusted again.

    Raises:
        OSError: it can't be noted.
    """
    kept = _trust_file()
    make_private_folder(kept.parent)
    half = kept.with_name(f".{kept.name}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w", encoding="utf-8") as written:
        json.dump({**_trusted(), str(file.path): file.sha256}, written, indent=1)
    half.replace(kept)


def _trusted() -> dict[str, str]:
    """Return the SHA-256 of each trusted file by its path."""
    try:
        kept = json.loads(_trust_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):  # none yet, or no home folder
        return {}
    return {str(path): str(made) for path, made in kept.items()} if isinstance(kept, dict) else {}


def _trust_file() -> Path:
    """Return where it is noted which files are trusted: with the user's own settings, never beside a file."""
    folder = os.environ.get("XDG_CONFIG_HOME")
    return (Path(folder) if folder else Path.home() / ".config") / "pressmark" / "trusted.json"
