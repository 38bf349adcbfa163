"""Choose the sentences that an answer quotes: one fact, what each source gives, or what a broad question needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answers.agreement import LONGEST, LOOKED_AT, Given, about_the_same, answers_given
from rag.answers.breadth import denial_of, rule_evidence, spread_evidence
from rag.answers.changes import Differing, renewed, rounded, told_apart
from rag.answers.corrections import Correction, put_right
from rag.answers.items import list_evidence
from rag.answers.listing import articles_holding
from rag.answers.standing import standing
from rag.answers.values import Value, agree, values_of
from rag.questions.kinds import Kind
from rag.questions.scope import Breadth
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, choose_evidence, same_words

MARGINS = (0.09, 0.1)
"""How far below the best evidence the second sentence of an answer may score, and the third.

Without a reader these quote the gold words for 95.1 % of the questions of xquad-dev, in answers of 59 words at the
median: 0.12 and 0.1 for 95.3 % in 66 words, 0.1 and 0.1 for 95.1 % in 64, 0.09 and 0.09 for 94.8 % in 58, 0.1 and 0.05
for 93.6 % in 57. On `seeds`, over either collection, they find as much as 0.12 and 0.1, and 0.1 and 0.05 one question
less.
"""
MARGINS_READ = (0.15, 0.15)
"""The same where a reader's word is in the scores, which then lie further apart.

With 0.15 and 0.15 / 0.12 / 0.1 answers to newsroom-dev take 60 / 55 / 51 words at the median and as many are right; to
`seeds` over the samples 0.860 / 0.853 / 0.853 are right.
"""
VALUES = 4
"""The most different answers that are listed: of a fifth none was right on ramdocs-dev."""
SENTENCES, WORDS = 8, 160
"""The most sentences, and words of them all, where the sources differ."""
MARGIN, MARGIN_READ = 0.25, 0.6
"""How far below the best score a sentence may lie that is added where the sources differ; and where a reader's word is
in the score, which then spreads further."""
NEAR_TIE = 0.02
"""How far below the best score a sentence may lie that its article corrects, so that the note on it comes first."""
VALUE_BONUS = 0.08
"""What such a sentence gains for holding words of the kind asked for.

Without a reader these four quote every right answer for 62 % of the questions of ramdocs-dev, in 157 words at the
median; 8 sentences in 140 words for 58 %, 7 in 130 for 57 %.
"""
_TOLD = frozenset({Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY})


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """A sentence that its article corrects."""

    wrong: Evidence
    note: Evidence
    """The sentence with which the note on it begins."""
    values: tuple[str, str] | None = None
    """The value that stands and the one that was wrong, where both can be told."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """What an answer quotes."""

    evidence: tuple[Evidence, ...]
    """The best first."""
    differing: Differing | None = None
    """Where the sources differ: what each gives."""
    denials: tuple[tuple[Evidence, Evidence], ...] = ()
    """A sentence and the one that denies it."""
    corrected: tuple[Corrected, ...] = ()
    listed: bool = False
    """Whether it is a list of the articles that mention something."""

    @property
    def answers(self) -> tuple[Given, ...]:
        """Return the sentence of each of the answers that differ, in the order in which they are told."""
        return self.differing.answers if self.differing else ()

    @property
    def given(self) -> tuple[Given, ...]:
        """Return all sentences that give one of them."""
        return tuple(each for group in self.differing.groups for each in group) if self.differing else ()

    @property
    def by_date(self) -> bool:
        """Return True if the oldest article is quoted first: articles listed, or sources that contradict each other."""
        return self.listed or (self.differing is not None and self.differing.kind == "conflict")


def choose(search: Search, ranked: Sequence[Evidence], most: int, margins: Sequence[float]) -> Chosen:
    """Choose what to quote.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
        most: how many sentences answer a question for one fact, at the most.
        margins: see `choose_evidence`.
    """
    ranked, corrections = put_right(search, standing(ranked))
    return _with_corrections(search, _chosen(search, ranked, most, margins, corrections), corrections)


def _chosen(
    search: Search,
    ranked: Sequence[Evidence],
    most: int,
    margins: Sequence[float],
    corrections: Sequence[Correction],
) -> Chosen:
    """Choose from the evidence that stands."""
    if search.question.lists_articles and (listed := articles_holding(search, ranked)):
        return Chosen(tuple(listed), listed=True)
    if rule := rule_evidence(search, ranked):
        return Chosen(tuple(rule))
    asked = search.question.breadth
    if asked is Breadth.ITEMS:
        return Chosen(tuple(list_evidence(search, ranked)))
    if asked is not Breadth.ONE:
        spread = spread_evidence(search, ranked, asked)
        return _with_denial(spread, ranked) if asked is Breadth.VIEWS else Chosen(tuple(spread))
    groups = [group for group in answers_given(search, ranked) if not _is_corrected(search, group, corrections)]
    plain = _own_rows(choose_evidence(ranked, most, margins))
    if len(groups) < 2:
        quoted = [each for group in groups for each in group if each.evidence in plain and each.evidence.answer]
        return Chosen(tuple(renewed(search.question, plain)), rounded(quoted))
    differing = told_apart(search.question, groups[:VALUES])
    first = list(dict.fromkeys(each.evidence for each in differing.answers))
    if differing.kind != "conflict":
        return Chosen((*first, *(each for each in plain if each not in first)), differing)
    return Chosen(
        tuple(_added(search, ranked, [*(each for each in plain[:1] if each not in first), *first])), differing
    )


def _is_corrected(search: Search, group: Sequence[Given], corrections: Sequence[Correction]) -> bool:
    """Return True if an answer is only what an article has corrected: it is no other side of a disagreement."""
    values = [value for each in group for value in each.values[:1]]
    for each in corrections:
        right, old = _put_right(search, each)
        if right and old and all(agree(value, old) for value in values):
            return True
    return False


def _put_right(search: Search, correction: Correction) -> tuple[Value | None, Value | None]:
    """Return the value that stands after a correction, and the one that was wrong."""

    def given(evidence: Evidence) -> Sequence[Value]:
        return values_of(evidence.sentence.text, search.question, evidence.candidate.passage.article.language)[:1]

    right = [value for sentence in correction.note for value in given(sentence)]
    old = [value for value in given(correction.wrong) if not any(agree(value, other) for other in right)]
    return next(iter(right), None), next(iter(old), None)


def _with_corrections(search: Search, chosen: Chosen, corrections: Sequence[Correction]) -> Chosen:
    """Put the note that corrects an answer first, and what it corrects behind it."""
    if chosen.listed or not chosen.evidence:
        return chosen
    best = max(each.score for each in chosen.evidence)
    needed = [
        each
        for each in corrections
        if each.wrong.score >= best - NEAR_TIE or any(one is chosen.evidence[0] for one in each.note)
    ][:1]
    first = [each for correction in needed for each in (*correction.note, correction.wrong)]
    rest = [each for each in chosen.evidence if not any(each is other for other in first)]
    return replace(
        chosen,
        evidence=(*first, *rest),
        corrected=tuple(_told_corrected(search, each) for each in needed),
    )


def _told_corrected(search: Search, correction: Correction) -> Corrected:
    right, old = _put_right(search, correction)
    return Corrected(correction.wrong, correction.note[0], (right.text, old.text) if right and old else None)


def _own_rows(chosen: Sequence[Evidence]) -> list[Evidence]:
    """Leave out the rows of a table that hold less of the question than another row of it that was chosen."""
    most: dict[str, float] = {}
    for each in chosen:
        most[each.sentence.head] = max(most.get(each.sentence.head, 0.0), each.coverage)
    return [each for each in chosen if not each.sentence.head or each.coverage >= most[each.sentence.head]]


def _with_denial(chosen: Sequence[Evidence], ranked: Sequence[Evidence]) -> Chosen:
    """Add the sentence that denies the best one: to "Is it so?" a claim is no answer without its denial."""
    denial = denial_of(chosen[0], ranked)
    if denial is None:
        return Chosen(tuple(chosen))
    return Chosen((*chosen, *([] if denial in chosen else [denial])), denials=((chosen[0], denial),))


def _added(search: Search, ranked: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence chosen, and what else passages about the same thing give that is new."""
    about = {each.passage.id for each in about_the_same(search, ranked[0].candidate)}
    found = list(chosen)
    given = [value for each in chosen for value in values_of(each.sentence.text, search.question)]
    words = sum(_length(each) for each in chosen)
    near = [each for each in ranked if each.candidate.passage.id in about and _length(each) <= LONGEST][:LOOKED_AT]
    rated = [(_rate(search, each), each) for each in near if each not in found]
    least = ranked[0].score - (MARGIN if ranked[0].log_odds is None else MARGIN_READ)
    for score, each in sorted(rated, key=lambda pair: -pair[0]):
        if len(found) >= SENTENCES or score < least:
            break
        values = values_of(each.sentence.text, search.question)
        known = search.question.kind in _TOLD and values and any(agree(values[0], value) for value in given)
        same = any(same_words(each.sentence.text, other.sentence.text) for other in found)
        if not known and not same and words + _length(each) <= WORDS:
            found.append(each)
            words += _length(each)
            given += values
    return found


def _rate(search: Search, evidence: Evidence) -> float:
    if values_of(evidence.sentence.text, search.question):
        return evidence.score + VALUE_BONUS
    return evidence.score - VALUE_BONUS * (search.question.kind in _TOLD)


def _length(evidence: Evidence) -> int:
    return len(evidence.sentence.text.split())
