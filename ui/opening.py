"""Settings and libraries opened for a command; what is wrong with them becomes one sentence."""

import os
import tomllib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

from index.errors import UsageError
from index.project_file import FILE, ProjectFile, UntrustedFileWarning, read_project_file
from rag import Filters, Pressmark, open_library
from rag.generation.models import NOBODY
from rag.settings import Settings
from ui.filters import check_filters
from ui.terminal.output import message


@dataclass(frozen=True, slots=True)
class Writing:
    """Which language model reads and writes for a command, and how strictly it is checked, as the options say."""

    llm: str | None = None
    """A model, or `none`; by default what the settings say."""
    strict: bool = False
    """Whether what failed its check is left out; the settings may say so too."""
    write: bool | None = None
    """Whether the model writes, or only says what is quoted; by default what the settings say."""

    def over(self, settings: Settings) -> Settings:
        """Return settings with what the options say in the place of what the settings said."""
        llm = settings.llm if self.llm is None else self.llm
        llm = None if llm == NOBODY else llm
        write = settings.write if self.write is None else self.write
        return settings.model_copy(update={"llm": llm, "strict": settings.strict or self.strict, "write": write})


QUOTES: Final = Writing(NOBODY)
"""No model is wanted, nor its key or its server: the command only looks things up."""


def read_settings(library: Path | None = None) -> Settings:
    """Return the settings, with the library that the command names, if it names one.

    What the file of the current folder sets and nobody has trusted is told, once.

    Raises:
        UsageError: a setting is wrong; the sentence says which one and where it comes from.
    """
    with _told(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UntrustedFileWarning)  # it is told here
        file = read_project_file(Settings.model_fields)
        if file is not None and file.withheld:
            _tell(file.warning)
        return Settings() if library is None else Settings(library=library)


def project_file() -> ProjectFile | None:
    """Return the settings file of the current folder, if there is one.

    Raises:
        UsageError: it can't be read.
    """
    with _told():
        return read_project_file(Settings.model_fields)


@cache
def _tell(sentence: str) -> None:
    message(sentence)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what is wrong with the settings into one sentence."""
    try:
        yield
    except ValidationError as error:
        raise UsageError(" ".join(map(_sentence, error.errors()))) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{FILE} is no TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{FILE} is no UTF-8 text: save it again as UTF-8.") from error
    except SettingsError as error:
        raise UsageError(f"A setting can't be read: {error}.") from error


@contextmanager
def opened(settings: Settings, filters: Filters | None = None, writing: Writing = QUOTES) -> Iterator[Pressmark]:
    """Open a library for questions while the block runs, and check filters against what it holds.

    Raises:
        LibraryError: there is none, or it is damaged or made otherwise.
        UsageError: the filters name what the library hasn't got, or the model can't be used.
    """
    with open_library(settings=writing.over(settings)) as pressmark:
        if filters and filters != Filters():
            check_filters(filters, pressmark.articles())
        yield pressmark


def _sentence(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"]))
    variable = f"PRESSMARK_{name.upper()}"
    source = variable if variable in {key.upper() for key in os.environ} else FILE
    if error["type"] == "extra_forbidden":
        return f"{source} has an unknown setting, {name!r}: remove it."
    wrong = error["msg"][:1].lower() + error["msg"][1:]
    known = Settings.model_fields.get(name)
    secret = known is not None and SecretStr.__name__ in str(known.annotation)
    told = "" if secret else f": it is {error['input']!r}"
    return f"The setting {name!r} in {source} is wrong ({wrong}){told}."
