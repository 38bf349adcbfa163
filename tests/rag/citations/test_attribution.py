"""Quotes say who says them, what kind of words they are, and what their relative dates mean."""

from dataclasses import replace

import pytest

from rag.citations.attribution import as_of, told_by
from rag.records import Citation, DatedWords
from tests.rag.conftest import Fill

STORY = {
    "news.txt": "---\ntitle: The bridge of Orvik\ndate: 2017-03-12\n---\n\n"
    "The bridge of Orvik was closed last December. The mayor, Anna Holt, said the bridge of Orvik is unsafe.\n",
    "view.txt": "---\ntitle: 'Opinion: Sell the mill'\nauthor: Otto Lind\ndate: 2016-01-02\n---\n\n"
    "The paper mill of Dalby ought to be sold to its workers at once.\n",
}
CITATION = Citation(
    marker=1, file="a.txt", start=100, end=130, line_start=1, line_end=1, quote="It was closed last December.",
    title=None, author="Otto Lind", publisher=None, published="2017-03-12", score=1.0,
)  # fmt: skip


@pytest.mark.usefixtures("answering")
def test_an_answer_names_the_speaker_and_resolves_the_date(fill: Fill) -> None:
    answer = fill(STORY).ask("Who said the bridge of Orvik is unsafe and was closed last December?")
    quotes = {citation.quote: citation for citation in answer.citations if citation.file == "news.txt"}
    spoken = next(citation for quote, citation in quotes.items() if "unsafe" in quote)
    assert spoken.speaker in {"Anna Holt", None}  # both sentences may stand in one quote, and only one is hers
    meant = [
        (each.meaning, STORY["news.txt"][each.start : each.end]) for cited in quotes.values() for each in cited.dates
    ]
    assert meant == [("2016-12", "last December")]
    assert {citation.role for citation in quotes.values()} == {"article"}


@pytest.mark.usefixtures("answering")
def test_an_opinion_is_told_as_its_authors(fill: Fill) -> None:
    answer = fill(STORY).ask("What ought the paper mill of Dalby to be sold to its workers for?")
    cited = next(citation for citation in answer.citations if "ought" in citation.quote)
    assert (cited.speaker, cited.role) == ("Otto Lind", "opinion")
    assert told_by(cited) == "according to Otto Lind, in an opinion piece"


def test_what_is_told_reads_as_people_write() -> None:
    dated = replace(CITATION, speaker="Isik", dates=(DatedWords(114, 127, "2016-12"),))
    assert told_by(dated) == "according to Isik, last December = December 2016"
    assert told_by(replace(CITATION, dates=(DatedWords(114, 127, "2017-03-10"),))).endswith("= 10 March 2017")
    assert told_by(replace(CITATION, role="headline"), "de") == "in einer Überschrift"
    assert told_by(CITATION) == ""


def test_an_answer_over_years_says_as_of_when() -> None:
    old, new, undated = (replace(CITATION, published=each) for each in ("2016-10-14", "2021-09-13", None))
    assert as_of([new, undated, old], "en") == ("As of 2021-09-13; the oldest source is of 2016-10-14.",)
    assert as_of([new, undated], "en") == ()
    assert as_of([], "en") == ()
