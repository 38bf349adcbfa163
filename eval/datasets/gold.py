"""A set's gold, found in the articles at hand: which file, and where the words that answer stand in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.datasets.sets import SetError
from eval.metrics.matching import stated_facts
from eval.records import Case, GoldSource, Source
from index.records import Span


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold sources of one question, and what couldn't be found of them."""

    sources: tuple[GoldSource, ...]
    warnings: tuple[str, ...] = ()


def resolve_gold(case: Case, texts: Mapping[str, str]) -> Gold:
    """Find the gold sources of a question.

    Args:
        case: the question.
        texts: the text of each article by file.

    Raises:
        SetError: no article, or more than one, has the name of a gold source: the set belongs to other articles.
    """
    found, warnings = [], []
    for number, source in enumerate(case.sources):
        file = find_article(source.article, texts, case.id)
        spans = _spans(source, texts[file])
        if source.words and not spans:
            warnings.append(f"{case.id}: {file} does not have the words “{source.words[0]}”; only the article counts.")
        found.append(GoldSource(file, spans, _group(number, source, spans, texts[file], case), source.grade))
    return Gold(tuple(found), tuple(warnings))


def find_article(name: str, files: Iterable[str], case_id: str) -> str:
    """Return the file of an article named by its path, its file name, or what its file name begins with.

    Raises:
        SetError: there is none, or more than one.
    """
    found = _candidates(name, tuple(files))
    if len(found) == 1:
        return found[0]
    if not found:
        raise SetError(f"The question {case_id} rests on the article {name!r}, and no article has that name: "
                       "run the set against the articles it was made for (--articles).")  # fmt: skip
    raise SetError(f"The question {case_id} rests on the article {name!r}, and that may be {found[0]} or {found[1]}.")


@lru_cache(maxsize=4096)
def _candidates(name: str, files: tuple[str, ...]) -> list[str]:
    if name in files:
        return [name]
    named = [file for file in files if file.rpartition("/")[2] == name]
    begins = re.compile(rf"{re.escape(name)}(?![^\W_])")
    return named or [file for file in files if begins.match(file.rpartition("/")[2])]


def find_words(words: str, text: str) -> tuple[Span, ...]:
    """Return where words stand in a text; any white space, such as a line break, fits any other."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return tuple(Span(match.start(), match.end()) for match in re.finditer(pattern, text))


def _spans(source: Source, text: str) -> tuple[Span, ...]:
    if source.spans:
        return source.spans
    return next((spans for spans in (find_words(words, text) for words in source.words) if spans), ())


def _group(number: int, source: Source, spans: Sequence[Span], text: str, case: Case) -> int:
    """Return the group of a source: the set's own; else that of the first fact its spans state; else its own.

    Groups told from facts count from 0, the others from 1000, so that they never meet.
    """
    if source.group is not None:
        return source.group
    if source.spans and len(case.facts) > 0:
        stated = stated_facts(" … ".join(span.of(text) for span in spans), case.facts)
        if any(stated):
            return stated.index(True)
    return 1000 + number
