"""Messages in several languages: which words a key stands for, and which form of them goes with a count."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

Message = str | Mapping[str, str]
"""Words with blanks (`{title}`); or the same for each form that `count` can take."""
LOCALE: Final = Path(__file__).parent / "locale"
"""What the engine says, a file a language but for English: the languages that are spoken are those that it has."""
LANGUAGES: Final = ("en", *sorted(path.stem for path in LOCALE.glob("*.toml")))
"""The languages that are spoken, by ISO 639-1 code."""


class Translations:
    """The messages of one folder, which has a TOML file a language; each is read when it is first spoken."""

    def __init__(self, folder: Path, english: Mapping[str, Message] | None = None) -> None:
        """Read messages from a folder.

        Args:
            folder: where `de.toml` and the others are.
            english: the messages in English, where they don't stand in `en.toml`.
        """
        self._folder = folder
        self._read: dict[str, Mapping[str, Message]] = {} if english is None else {"en": english}

    def say(self, key: str, language: str | None, **values: object) -> str:
        """Return what a key stands for in a language.

        Args:
            key: which message.
            language: an ISO 639-1 code; English where it is unknown or not spoken.
            values: what fills the blanks; `count`, an integer, also chooses the form of a message that counts.

        Raises:
            KeyError: there is no such message, or a blank has no value.
        """
        spoken = spoken_language(language)
        message = self.messages(spoken).get(key) or self.messages("en")[key]
        if isinstance(message, str):
            return message.format_map(values)
        count = values["count"]
        form = plural_form(spoken, count if isinstance(count, int) else int(str(count)))
        return message.get(form, message["other"]).format_map(values)

    def messages(self, language: str) -> Mapping[str, Message]:
        """Return all messages of a language that is spoken."""
        if language not in self._read:
            self._read[language] = tomllib.loads((self._folder / f"{language}.toml").read_text(encoding="utf-8"))
        return self._read[language]


def spoken_language(language: str | None) -> str:
    """Return the language in which somebody is answered who speaks `language`."""
    return language if language in LANGUAGES else "en"


def plural_form(language: str, count: int) -> str:
    """Return which form of a message goes with a count: `one`, `other`, and what Russian and Arabic have beside them.

    These are the rules of the Unicode CLDR for whole numbers.
    """
    return _PLURALS.get(language, _one_or_other)(count)


def _one_or_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _french(count: int) -> str:
    return "one" if count in {0, 1} else "other"


def _russian(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else "many"


def _arabic(count: int) -> str:
    if count <= 2:
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if count % 100 >= 11 else "other"


_PLURALS: Final[Mapping[str, Callable[[int], str]]] = {"fr": _french, "ru": _russian, "ar": _arabic}
