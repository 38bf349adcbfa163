"""A question set from a user's own articles, made without a model, to be edited by hand.

Three kinds of questions, of which only the first has an answer: plain ones about a date, a number or a person; the same
with their article withheld; and claims with one figure altered, which no answer may confirm. Only English articles are
asked about. What these questions measure is how well stated facts are found and false ones refused, not how well
paraphrases are understood: the set stays close to the words of the articles.
"""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eval.metrics.matching import states
from eval.question_generation.altering import alter_figure
from eval.question_generation.in_place_questions import false_statement, figures, in_place_questions, read_statement
from eval.question_generation.plain_clauses import one_line, read_clause
from eval.question_generation.question_shapes import IsCommon, MadeQuestion, make_questions, who_said
from eval.records import Alternative, Date, Number
from index.errors import PressmarkError, UnreadableFileError
from index.ingestion.article import cut_article
from index.language.analysis import content_words, stem
from index.language.english_verbs import word_set
from index.readers.files import list_articles, read_articles
from index.records import Article, member_name
from rag.settings import Settings

NOTE: Final = "generated: edit by hand"
WITHHELD: Final = "withheld"
"""Type of a question whose article is left out when it is asked."""
ALTERED: Final = "altered-figure"
"""Type of a question whether something false is true."""
_ALWAYS_COMMON: Final = word_set("""
the a an in on at during after before under by for according over about around more less nearly almost some only
""")
_ASKING: Final = frozenset({"year", "month", "date", "percentag"})
"""Stems that ask, and say nothing on the subject."""
ELSEWHERE: Final = 0.5
"""Share of a question's words that a sentence elsewhere must have, beside the answer, to count as saying the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence of an article, and the question that can be made of it."""

    file: str
    sentence: str
    """As it stands in the file."""
    question: MadeQuestion | None
    claim: str
    """With a figure altered; empty when there is none."""
    true_figure: str


def make_set(articles_dir: Path, limit: int, seed: int) -> list[dict[str, Any]]:
    """Return a question set over the articles of a folder: about half of it answerable.

    Args:
        articles_dir: the articles; a folder is read with all its subfolders.
        limit: the most questions.
        seed: which sentences are chosen; the same articles and seed give the same set.

    Raises:
        PressmarkError: the folder can't be read, or has no English sentence that fits.
    """
    articles = _read_articles(articles_dir)
    is_common = word_case([article.source.text for article in articles])
    asked = [each for article in articles for each in _asked_of(article, is_common)]
    if not asked:
        raise PressmarkError(f"{articles_dir}: no English sentence with a date, number or name to ask about was found.")
    rng = random.Random(seed)  # noqa: S311  # chooses sentences, not secrets
    chosen = _choose([each for each in asked if each.question], (limit + 1) // 2, rng)
    others = _other_sentences(articles)
    cases = [_answerable(each) for each in chosen]
    withheld = [case for each in chosen if (case := _withheld(each, others))]
    altered = [_altered(each) for each in _choose([each for each in asked if each.claim], limit, rng)]
    room = min(limit - len(cases), 2 * len(cases) + 2)
    shown = withheld[: max(room - len(altered), (room + 1) // 2)]
    cases += [*shown, *altered[: room - len(shown)]]
    return list({case["id"]: case for case in cases}.values())


def set_lines(cases: Sequence[Mapping[str, Any]]) -> str:
    """Return a set as the text of its file: an object a line, every script as it is written."""
    return "".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)


def word_case(texts: Sequence[str]) -> IsCommon:
    """Return a function that tells whether a word that opens a sentence is written small inside of one.

    Names stay as they are, other words lose their capital; a word seen only at the beginning of sentences could be
    either, so nobody knows.
    """
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        small.update(re.findall(r"(?<![\w’'-])[^\W\d_A-Z][\w’'-]*", text))
        capital.update(re.findall(r"(?<=[a-z0-9,] )[A-Z][\w’'-]*", text))

    def is_common(word: str) -> bool | None:
        low = word.lower()
        if low in _ALWAYS_COMMON:
            return True
        if small[low] > capital[word]:
            return True
        like_name = not word[:1].isalpha() or word[1:] != word[1:].lower() or any(map(str.isdigit, word))
        return False if capital[word] or like_name else None

    return is_common


def _read_articles(folder: Path) -> list[Article]:
    """Read and cut the English articles; a file that can't be read is passed over, for `index` reports those."""
    found = []
    tokens = int(Settings.model_fields["passage_tokens"].default)
    for name, path in list_articles([folder]).articles:
        try:
            sources = read_articles(path).articles
        except UnreadableFileError:
            continue
        cut = [cut_article(member_name(name, source.member), source, tokens) for source in sources]
        found += [each for each in cut if each.metadata.language is None or each.metadata.language.value == "en"]
    return found


def _asked_of(article: Article, is_common: IsCommon) -> Iterator[Asked]:
    text = article.source.text
    for sentence in (each for passage in article.passages for each in passage.sentences if not each.heading):
        words = sentence.span.of(text)
        question = _question(words, is_common)
        claim, figure = _claim(words, text, is_common)
        if question or claim:
            yield Asked(article.file, words, question, claim, figure)


def _question(sentence: str, is_common: IsCommon) -> MadeQuestion | None:
    """Return the best question that the sentence itself answers: one in a question's order before one in place."""
    said = who_said(one_line(sentence), is_common)
    clause = read_clause(sentence)
    statement = read_statement(sentence, is_common)
    made = [said] if said else []
    made += make_questions(clause, is_common) if clause else []
    made += in_place_questions(statement)[::-1] if statement else []
    return next((each for each in made if _is_answered(each, sentence)), None)


def _is_answered(made: MadeQuestion, sentence: str) -> bool:
    """Return True if the sentence states the answer, as the metrics see it, and the question doesn't give it away."""
    wanted = [as_alternative(each) for each in made.fact]
    return any(states(one_line(sentence), each) for each in wanted) and not any(
        states(made.question, each) for each in wanted
    )


def as_alternative(written: str | Mapping[str, Any]) -> Alternative:
    """Return an acceptable answer as the metrics read it, from the way a set writes it."""
    if isinstance(written, str):
        return written
    return Date(written["date"]) if "date" in written else Number(written["number"], written.get("unit"))


def _claim(sentence: str, text: str, is_common: IsCommon) -> tuple[str, str]:
    """Return a false claim and the true figure; empty when no figure can be altered so that the article denies it."""
    statement = read_statement(sentence, is_common)
    for figure in reversed(figures(statement)) if statement else []:
        altered = alter_figure(figure.text, text)
        claim = false_statement(statement, figure, altered, is_common) if statement and altered else ""
        if claim:
            return claim, figure.text
    return "", ""


def _choose(asked: Sequence[Asked], count: int, rng: random.Random) -> list[Asked]:
    """Choose sentences: each article in turn, and from each the type that was chosen least so far."""
    waiting: dict[str, list[Asked]] = {}
    for each in rng.sample(asked, len(asked)):
        waiting.setdefault(each.file, []).append(each)
    types: Counter[str] = Counter()
    chosen: list[Asked] = []
    while waiting and len(chosen) < count:
        for file in list(waiting):
            best = min(waiting[file], key=lambda each: types[_type(each)])
            waiting[file].remove(best)
            types[_type(best)] += 1
            chosen.append(best)
            if not waiting[file]:
                del waiting[file]
    return chosen[:count]


def _type(asked: Asked) -> str:
    return asked.question.type if asked.question else ""


Others = Callable[[str], Iterator[tuple[str, str, frozenset[str]]]]
"""Gives the sentences of every article but the one named, each with its file and its stems."""


def _other_sentences(articles: Sequence[Article]) -> Others:
    every = [
        (article.file, words, _stems(words))
        for article in articles
        for passage in article.passages
        for sentence in passage.sentences
        for words in [sentence.span.of(article.source.text)]
    ]
    return lambda file: (each for each in every if each[0] != file)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(content_words(words, "en"), "en"))


def _answerable(asked: Asked) -> dict[str, Any]:
    made = _made(asked)
    return _case(asked, made.question, made.type) | {
        "facts": [list(made.fact)],
        "sources": [{"article": asked.file, "words": asked.sentence}],
    }


def _withheld(asked: Asked, others: Others) -> dict[str, Any] | None:
    """Return the question without its article, and without others that say the same; None when nothing is left."""
    made = _made(asked)
    wanted, stems = [as_alternative(each) for each in made.fact], _stems(made.question) - _ASKING
    files, same = set[str](), set[str]()
    for file, words, found in others(asked.file):
        files.add(file)
        if len(stems & found) >= ELSEWHERE * len(stems) and any(states(words, each) for each in wanted):
            same.add(file)
    if not files - same:
        return None
    return _case(asked, made.question, WITHHELD, answerable=False) | {"without": [asked.file, *sorted(same)]}


def _altered(asked: Asked) -> dict[str, Any]:
    case = _case(asked, asked.claim, ALTERED, answerable=False)
    return case | {"note": f"{NOTE}; the article says {asked.true_figure}"}


def _made(asked: Asked) -> MadeQuestion:
    if asked.question is None:
        raise ValueError("only sentences with a question are chosen for one")
    return asked.question


def _case(asked: Asked, question: str, kind: str, *, answerable: bool = True) -> dict[str, Any]:
    """Return a line of a set; the id comes from the content, so that it stays when the set is made again."""
    made_of = f"{kind}\0{asked.file}\0{question}"
    return {
        "id": f"g-{hashlib.sha256(made_of.encode('utf-8', 'replace')).hexdigest()[:10]}",
        "question": question,
        "history": [],
        "answerable": answerable,
        "facts": [],
        "sources": [],
        "type": kind,
        "note": NOTE,
    }
