"""Every sentence that the engine itself says: what is not a quote stands here, and its translations in `locale`.

How to say something: `say("searched", language, count=12)` gives the words of that key in the language, or in English
where it isn't spoken. How to add something: a key in `MESSAGES`, and the same key in each `locale/*.toml` (a test
compares keys and blanks); a message that counts has a form for "one" and "other", and what else its language needs.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

Message = str | Mapping[str, str]
"""Words with blanks (`{title}`); or the same for each form that `count` can take."""

REFUSAL: Final = "The articles don't answer this question."
"""How every refusal in English begins, whoever writes it."""
MESSAGES: Final[Mapping[str, Message]] = {
    "refusal": REFUSAL,
    "searched": {"one": "Searched {count} article", "other": "Searched {count} articles"},
    "unreadable": {"one": "{count} file could not be read", "other": "{count} files could not be read"},
    "unsupported": "Nothing near it supports {words}.",
    "nearest": "Nearest: {places}.",
    "model-silent": "The language model did not answer in time, so these are the articles' own words.",
    "model-unreachable": "The language model could not be reached, so these are the articles' own words.",
    "model-key": "The language model refused the key, so these are the articles' own words.",
    "model-busy": "The language model is overloaded, so these are the articles' own words.",
    "model-broken": "The language model failed, so these are the articles' own words.",
    "model-empty": "The language model wrote nothing, so these are the articles' own words.",
    "model-unsure": "The language model found no answer in the evidence, so these are the articles' own words.",
    "model-unsupported": "Nothing that the language model wrote held up, so these are the articles' own words.",
    "model-demo": "Written by the small demonstration model, which writes poorly; every sentence was checked.",
    "differ": "The sources differ: {values}.",
    "denied": "What {claim} says, {denial} denies.",
    "mentioned": "Mentioned in: {values}.",
    "copies": "1 origin, {count} articles: {files}.",
    "as-of": "As of {newest}; the oldest source is of {oldest}.",
    "according-to": "according to {speaker}",
    "in-opinion": "in an opinion piece",
    "in-headline": "in a headline",
    "catalog-author": "“{title}” was written by {value}",
    "catalog-published": "“{title}” was published on {value}",
    "catalog-publisher": "“{title}” was published by {value}",
    "catalog-no-author": "“{title}” doesn't say who wrote it.",
    "catalog-no-published": "“{title}” doesn't say when it was published.",
    "catalog-no-publisher": "“{title}” doesn't say who published it.",
    "catalog-count": {"one": "{count} article.", "other": "{count} articles."},
    "catalog-more": {"one": "And {count} more.", "other": "And {count} more."},
    "catalog-from-name": "This is taken from the name of the file, {file}, not from its text.",
    "catalog-counted": "Read from the list of the library's articles.",
}
"""What the engine says in English. Every other language has the same keys."""
LANGUAGES: Final = ("en", "tr", "ru", "de", "fr", "es", "ar")
"""The languages that it speaks, by ISO 639-1 code."""
LOCALE: Final = Path(__file__).parent / "locale"


def say(key: str, language: str | None, **values: object) -> str:
    """Return what the engine says in a language.

    Args:
        key: which message: a key of `MESSAGES`.
        language: an ISO 639-1 code; English where it is unknown or not spoken.
        values: what fills the blanks; `count`, an integer, also chooses the form of a message that counts.

    Raises:
        KeyError: there is no such message, or a blank has no value.
    """
    spoken = spoken_language(language)
    message = _messages(spoken).get(key) or MESSAGES[key]
    if isinstance(message, str):
        return message.format_map(values)
    count = values["count"]
    form = plural_form(spoken, count if isinstance(count, int) else int(str(count)))
    return message.get(form, message["other"]).format_map(values)


def spoken_language(language: str | None) -> str:
    """Return the language in which the engine answers a question asked in `language`."""
    return language if language in LANGUAGES else "en"


@cache
def _messages(language: str) -> Mapping[str, Message]:
    if language == "en":
        return MESSAGES
    return tomllib.loads((LOCALE / f"{language}.toml").read_text(encoding="utf-8"))


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
