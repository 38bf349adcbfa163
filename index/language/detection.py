"""Tell the language of an article from its words, offline."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from index.language.analysis import LANGUAGES, function_words, words
from index.records import Span

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH: Final = 100
"""Letters below which a guess from letters alone isn't worth storing."""
_FEWEST: Final = 20
_FUNCTION_WORDS: Final = 3
"""How many words without meaning of its own confirm the language of a short note."""
_SAMPLE: Final = 4000
_SURE: Final = 0.8
_LIKELY: Final = 0.5
_CERTAIN: Final = 0.95


def detect_language(text: str, content: Sequence[Span]) -> str | None:
    """Return the ISO 639-1 code of the language in which `content` is written, or `None` when it isn't sure."""
    sample = ""
    for span in content:
        sample += " " + text[span.start : min(span.end, span.start + _SAMPLE)]
        if len(sample) >= _SAMPLE:
            break
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST or 2 * letters < len(sample):  # the numbers of a table would make it Volapük
        return None
    code, sureness = _identifier().classify(sample[:_SAMPLE])
    if letters < _ENOUGH:
        return str(code) if _is_confirmed(sample, str(code), float(sureness)) else None
    return str(code) if sureness >= _SURE and len(code) == 2 else None


def _is_confirmed(sample: str, code: str, sureness: float) -> bool:
    """Return True if a text has some function words of a language, and of no other more: the fewer, the surer it is.

    Names mislead a guess from letters, so that of a few words it need only be likelier than all others together.
    """
    said = words(sample)
    counted = {language: sum(word in function_words(language) for word in said) for language in LANGUAGES}
    own = counted.pop(code, 0)
    if own >= max(_FUNCTION_WORDS, *counted.values()):
        return sureness >= _LIKELY
    return own == _FUNCTION_WORDS - 1 and own > max(counted.values()) and sureness >= _CERTAIN


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model once, and only when an article is indexed: it takes a tenth of a second and 60 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
