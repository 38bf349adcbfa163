"""The page's fixed words, in the language that was chosen when the page was started.

What is said of one answer stands in `ui.wording`, in the language of that answer; what an article says is nobody's to
translate. The words stand in `messages/page`, a file a language.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

from babel import Locale
from babel.numbers import format_decimal
from babel.units import format_unit

from rag.messages.days import long_date
from rag.messages.translations import Translations
from ui.page.html.markup import filled_html
from ui.wording import AROUND

FOLDER: Final = AROUND.with_name("page")
_SAY: Final = Translations(FOLDER).say
_SCRIPTS: Final = (
    "article", "at", "copied", "library", "lost", "not-copied", "quote-at", "remove", "remove-sure", "send",
    "what-good", "what-wrong",
)  # fmt: skip
"""What `page.js` and `keeping.js` say by themselves."""
_BLANKS: Final = {"at": "{at}", "all": "{all}"}
"""Blanks that the scripts fill."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words in one language: `texts("ask")` gives those of a key, as plain text."""

    language: str = "en"
    """One of `rag.messages.translations.LANGUAGES`."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with these values in their blanks."""
        return _SAY(key, self.language, **values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """Return the words that go with a count: `12 articles`, `статья`, `مقالان`."""
        return _SAY(key, self.language, count=count, number=self.number(count), **values)

    def html(self, key: str, /, **pieces: str) -> str:
        """Return the words of a key for HTML, with HTML in their blanks."""
        return filled_html(partial(self, key), **pieces)

    def date(self, iso: str | None) -> str:
        """Return an ISO date as the language writes it."""
        return long_date(iso, self.language)

    def number(self, number: int) -> str:
        """Return a whole number as the language writes it."""
        return format_decimal(number, locale=self.language)

    def size(self, size: int) -> str:
        """Return so many bytes in words: `1.5 GB`."""
        unit, one = ("digital-gigabyte", 1e9) if size >= 1e9 else ("digital-megabyte", 1e6)
        return format_unit(size / one, unit, "short", "#,##0.0", locale=self.language)

    @property
    def direction(self) -> str:
        """The direction of the language: `ltr` or `rtl`."""
        return Locale.parse(self.language).text_direction

    @property
    def for_scripts(self) -> dict[str, str]:
        """The words that the scripts show, by key, with the language and its direction."""
        said = {key: _SAY(key, self.language, **_BLANKS) for key in _SCRIPTS}
        return {"lang": self.language, "dir": self.direction, **said}


ENGLISH: Final = Texts()
