"""One statement beside one article: it says so, it says otherwise, or it doesn't say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.records import ArticleCard, Span
from rag.drafts.claims.derived import other_part
from rag.drafts.claims.reconciling import Reconciler
from rag.drafts.claims.rivals import OTHERWISE, Rival, is_withdrawn, rivals_of, swapped_name, taken_back, withdrawn
from rag.drafts.claims.shares import counts_the_same, matter_of, repeats, share_of
from rag.drafts.claims.statements import Statement
from rag.drafts.claims.tallies import VoteOrScore, other_tally, tallies
from rag.generation.checks.claims import ClaimProblem as Examined
from rag.generation.checks.claims import examine
from rag.generation.checks.polarity import denials, denied_differently, opposite_words
from rag.generation.checks.support import Source, Support
from rag.language.dates import days, same_day
from rag.language.parsing import read
from rag.language.quantities import numbers, same_number
from rag.records import Problem

BEARS: Final = 0.6
"""Share of a statement's words that an article must have to say it, and of those beside its names."""
BEARS_FIGURES: Final = 0.5
"""The same where all its figures are there, too."""
MATTER_FIGURES: Final = 0.3
"""And then of the words beside its names, where its figures aren't there by chance."""
MATTER: Final = 0.51
"""Where they may be."""
CLOSE: Final = 0.2
"""How much less is enough of the article that bears out what the draft says right before."""
TELLING: Final = 0.1
"""How much less is enough where all its figures are there, and aren't there by chance."""
SURELY: Final = 0.9
"""Share of a statement's words taken for granted of an article that takes its number back."""
LARGE: Final = 100
"""Such a figure."""
_BARELY: Final = re.compile(
    r"\b(?:barely|hardly|scarcely) (?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
"""Before a number they deny nothing."""
_SAID: Final = frozenset({"strength", "attribution"})
"""What is no matter of fact: a stronger word, an opinion."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What one article says to a statement."""

    card: ArticleCard
    stand: Literal["says", "otherwise", "silent"]
    share: float
    lead: Source | None
    """The sentence that shares most with it, or says otherwise."""
    rivals: tuple[Rival, ...] = ()
    missing: tuple[str, ...] = ()
    """What of the statement the article hasn't got."""
    support: tuple[Source, ...] = ()
    """The sentences that have most of it, where the article lacks nothing."""

    @property
    def span(self) -> Span | None:
        """The range of the sentence that shares most with it."""
        return self.lead.passage.sentences[self.lead.position].span if self.lead else None


def compare(
    statement: Statement,
    card: ArticleCard,
    sources: Sequence[Source],
    background: frozenset[str],
    *,
    close: bool = False,
    quoted: bool = False,
) -> Compared:
    """Return what one article says to a statement.

    Args:
        statement: a sentence of the draft.
        card: the article.
        sources: the sentences of its passages that are near.
        background: all its words, folded.
        close: whether it bears out what the draft says right before, so that less of the statement is enough.
        quoted: whether it has the words that the statement quotes, so that it must only lack nothing.
    """
    kept = [each for each in sources if not is_withdrawn(each.reading.text)]
    examined = examine(statement.text, kept, "en", background)
    support, lead = examined.support, examined.support.lead
    if lead is None:
        return _only_quoted(statement, card) if quoted else Compared(card, "silent", 0.0, None)
    share = share_of(support.sources, statement)
    reconciler = Reconciler(statement.reading, examined, kept, card, background, repeats(statement, lead))
    problems = tuple(each for each in _factual(examined, statement, kept) if not reconciler.excuses(each))
    problems = problems or tuple(reconciler.unmet())
    back = withdrawn(statement, sources, support)
    if back is not None:
        return Compared(card, "otherwise", max(share, SURELY), back[0], (back[1],), (back[1].draft,))
    if not problems:
        other = _with_another(statement, card, support, reconciler, share)
        if other is not None:
            return other
        stand: Literal["says", "silent"] = (
            "says" if quoted or _bears(statement, support, share, close=close) else "silent"
        )
        return Compared(card, stand, share, lead, support=support.sources)
    missing = tuple(problem.words for problem in problems)
    rivals = rivals_of(statement, problems, lead, reconciler.near, card)
    if rivals and (close or _has_some(statement, reconciler.near)):
        return Compared(card, "otherwise", share, rivals[0], rivals[1], missing)
    return Compared(card, "silent", share, lead, (), missing)


def _with_another(
    statement: Statement, card: ArticleCard, support: Support, reconciler: Reconciler, share: float
) -> Compared | None:
    """Return what an article says that lacks no word of a statement by itself, but has another value in its place."""
    lead = support.lead
    if lead is None:
        return None
    other = taken_back(statement, lead) or swapped_name(statement, support, card)
    if other is not None:
        return Compared(card, "otherwise", share, lead, (other,), (other.draft,))
    counted = other_tally(statement.text, [lead, *support.sources, *reconciler.near])
    if counted is not None:
        return _counted_otherwise(statement, card, counted, share, lead)
    part = other_part(statement.text, lead.reading.text) if share >= OTHERWISE else None
    if part is None:
        return None
    start = lead.passage.sentences[lead.position].span.start
    told = Rival("number", part[0], part[1].of(lead.reading.text), Span(start + part[1].start, start + part[1].end))
    return Compared(card, "otherwise", share, lead, (told,), (told.draft,))


def _counted_otherwise(
    statement: Statement,
    card: ArticleCard,
    counted: tuple[VoteOrScore, Source | None, VoteOrScore | None],
    share: float,
    lead: Source,
) -> Compared:
    """Return what an article says that has another vote or score, or none."""
    ours, source, theirs = counted
    words = statement.text[ours.start : ours.end]
    if source is None or theirs is None or share < OTHERWISE:
        return Compared(card, "silent", share, lead, (), (words,))
    start = source.passage.sentences[source.position].span.start
    told = source.reading.text[theirs.start : theirs.end]
    rival = Rival("number", words, told, Span(start + theirs.start, start + theirs.end))
    return Compared(card, "otherwise", share, source, (rival,), (words,))


def _has_some(statement: Statement, sources: Sequence[Source]) -> bool:
    """Return True if some sentences have at least one of a statement's figures, where it has several.

    What has none of them speaks of something else.
    """
    counted, dated = numbers(statement.reading), days(statement.reading)
    if len(counted) + len(dated) < 2:
        return True
    readings = [each.reading for each in sources]
    return any(same_number(ours, each) for ours in counted for one in readings for each in numbers(one)) or any(
        same_day(ours, each, None) for ours in dated for one in readings for each in days(one)
    )


def _only_quoted(statement: Statement, card: ArticleCard) -> Compared:
    """Return what an article says to a statement of which it has only the words that are quoted."""
    published = days(read(f"({card.published})")) if card.published else ()
    strange = tuple(
        day.words for day in days(statement.reading) if not any(same_day(day, each, None) for each in published)
    )
    return Compared(card, "silent" if strange else "says", 0.0, None, (), strange)


def _bears(statement: Statement, support: Support, share: float, *, close: bool) -> bool:
    """Return True if some sentences have enough of a statement that lacks nothing else."""
    shared, said = matter_of(support.sources, statement)
    less = CLOSE if close else 0.0
    if close and any(each.value >= LARGE and each.unit for each in numbers(statement.reading)):
        return True  # 930 km, in the article that the sentences before rest on
    if statement.figures:
        telling = _telling(statement) or counts_the_same(statement, support.sources)
        least = 0 if close and telling else MATTER_FIGURES if telling else MATTER
        return share >= BEARS_FIGURES - less - (TELLING if telling else 0) and shared >= least * said
    return share >= BEARS - less and shared >= (BEARS - less) * said


def _telling(statement: Statement) -> bool:
    """Return True if a statement has figures that are in no article by chance: a large one, a dated month, or two."""
    found, dates = numbers(statement.reading), days(statement.reading)
    dated = any(day.month and day.year for day in dates)
    dated = dated or bool(tallies(statement.text))
    return dated or len(found) + len(dates) > 1 or any(each.value >= LARGE for each in found)


def _factual(examined: Examined, statement: Statement, sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield what is wrong as a matter of fact; that a paraphrase has an opposite word is none by itself."""
    lead = examined.support.lead
    for problem in examined.problems:
        if problem.kind in _SAID:
            continue
        if problem.kind == "negation" and (lead is None or not _denies(problem, statement, lead, sources)):
            continue
        yield problem


def _denies(problem: Problem, statement: Statement, lead: Source, sources: Sequence[Source]) -> bool:
    """Return True if a negation can be judged: the sentence has what it bears on, or nearly all of the statement."""
    mine = [denial for denial in denials(statement.reading, doubts=True) if denial.words == problem.words]
    theirs = denials(lead.reading, doubts=True)
    if any(denial.words == problem.words for denial in theirs) or _BARELY.search(statement.text):
        return False
    if re.search(rf"\b{re.escape(problem.words)}(?=[,.;:—–]| [—–-] )", statement.text):  # "It couldn't, and so ..."
        return False
    if any(denial.ahead & lead.reading.stems for denial in mine):
        return True
    beside = [
        each
        for each in sources
        if each.passage.id == lead.passage.id and abs(each.position - lead.position) == 1
    ]  # fmt: skip
    if not mine and not (
        denied_differently(statement.reading, lead.reading, [each.reading for each in beside])
        or opposite_words(statement.reading, lead.reading)
    ):
        return False  # what is denied stands in the next sentence, which goes on to speak of something else
    if mine and any(denials(each.reading, doubts=True) for each in beside):
        return False
    return share_of([lead], statement, [problem.words]) >= OTHERWISE
