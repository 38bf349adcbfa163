"""Questions about the articles themselves are answered from the catalog, and only those."""

from collections.abc import Iterator

import pytest

from rag.catalog.questions import read_catalog_question
from rag.engine import Pressmark
from rag.records import Answer, Filters, Turn
from tests.rag.builders import ARTICLES, opened_over
from tests.rag.conftest import Fill

PIER = (
    "The pier that sank\n\nBy ADA QUILL\n\nThe Selmar Echo, March 3, 2019\n\n"
    "The old pier of Selmar sank in the storm of Sunday night. Nobody was on it.\n\n"
    "The council had closed it a year earlier, and a report by the engineer Bo Falk had warned of the rust.\n"
)
GULLS = (
    "---\ntitle: Gulls over the fish market\nauthor: Ada Quill\npublisher: Harbour Post\ndate: 2021-06-01\n---\n\n"
    "Gulls stole forty herrings from the fish market of Selmar in one morning. The traders want nets.\n"
)
TRAMS = (
    "---\ntitle: Night trams for Dalby\npublisher: Harbour Post\n---\n\n"
    "Night trams will run in Dalby from the autumn. The council voted for them on Monday.\n"
)
NAMED = "OPINION: The fountain of Orvik must stay dry, for the springs are empty.\n\nThe mayor disagrees.\n"
SHELF = {"pier.txt": PIER, "gulls.txt": GULLS, "trams.txt": TRAMS, "2018-02-09-fountain.txt": NAMED}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    """Four short articles with the embedder that users have."""
    with opened_over(tmp_path_factory.mktemp("papers"), SHELF) as opened:
        yield opened


def quotes(answer: Answer) -> list[tuple[str, str]]:
    """Return file and quote of each citation, each of which must be what the file says."""
    for citation in answer.citations:
        assert SHELF[citation.file][citation.start : citation.end] == citation.quote
        assert citation.line_start == 1 + SHELF[citation.file].count("\n", 0, citation.start)
        assert f"[{citation.marker}]" in answer.answer
    return [(citation.file, citation.quote) for citation in answer.citations]


def test_all_articles_are_meant_where_the_conversation_points_at_none(papers: Pressmark) -> None:
    answer = papers.ask("Who wrote these articles?")
    assert quotes(answer) == [("gulls.txt", "author: Ada Quill"), ("pier.txt", "By ADA QUILL")]
    assert "“Night trams for Dalby” doesn't say who wrote it" in answer.answer
    said = "\n\n".join(
        (
            "The old pier of Selmar sank in the storm of Sunday night. [1]",
            "Nobody was on it. [2]",
            "The council had closed it a year earlier, and a report by the engineer Bo Falk had warned of rust. [3]",
            "Gulls stole forty herrings from the fish market of Selmar in one morning. [4]",
        )
    )
    history = (Turn("user", "What happened in Selmar?"), Turn("assistant", said))
    assert quotes(papers.ask("Who wrote these articles?", history)) == [
        ("pier.txt", "By ADA QUILL"),
        ("gulls.txt", "author: Ada Quill"),
    ]


@pytest.mark.parametrize(("question", "value", "file", "quote"), [
    ("Who wrote the article about the pier?", "Ada Quill", "pier.txt", "By ADA QUILL"),
    ("Who is the author of “The pier that sank”?", "Ada Quill", "pier.txt", "By ADA QUILL"),
    ("By whom was the story on the old pier written?", "Ada Quill", "pier.txt", "By ADA QUILL"),
    ("When was the article about the pier published?", "2019-03-03", "pier.txt", "The Selmar Echo, March 3, 2019"),
    ("When did the Selmar Echo publish the article about the pier?", "2019-03-03", "pier.txt",
     "The Selmar Echo, March 3, 2019"),
    ("Which newspaper published the article on night trams?", "Harbour Post", "trams.txt", "publisher: Harbour Post"),
    ("Who wrote gulls.txt?", "Ada Quill", "gulls.txt", "author: Ada Quill"),
    ("What date does Ada Quill's article about gulls carry?", "2021-06-01", "gulls.txt", "date: 2021-06-01"),
    ("Can you tell me who wrote the latest article?", "Ada Quill", "gulls.txt", "author: Ada Quill"),
    ("Wer hat den Artikel über Gulls geschrieben?", "Ada Quill", "gulls.txt", "author: Ada Quill"),
    ("Gulls hakkındaki makaleyi kim yazdı?", "Ada Quill", "gulls.txt", "author: Ada Quill"),
])  # fmt: skip
def test_a_value_comes_with_the_line_it_was_read_from(
    papers: Pressmark, question: str, value: str, file: str, quote: str
) -> None:
    answer = papers.ask(question)
    assert answer.answered
    assert quotes(answer) == [(file, quote)]
    assert value.casefold() in answer.answer.casefold()
    marker, span = answer.highlights[0]
    assert marker == 1
    assert span.of(SHELF[file]) in quote


def test_a_date_from_the_name_of_the_file_has_a_note_and_no_quote(papers: Pressmark) -> None:
    answer = papers.ask("When was the article about the fountain of Orvik published?")
    assert answer.answered
    assert "2018-02-09" in answer.answer
    assert answer.citations == ()
    assert any("2018-02-09-fountain.txt" in note and "name of the file" in note for note in answer.notes)
    assert all(note in answer.answer for note in answer.notes)


def test_an_article_that_names_no_author_is_said_to_name_none(papers: Pressmark) -> None:
    answer = papers.ask("Who wrote the article about the night trams?")
    assert not answer.answered
    assert answer.citations == ()
    assert "“Night trams for Dalby” doesn't say who wrote it" in answer.answer
    assert answer.refusal
    assert answer.refusal.searched == len(SHELF)


@pytest.mark.parametrize(("question", "count", "files"), [
    ("How many articles are there?", "4 articles", []),
    ("How many articles did Ada Quill write?", "2 articles", ["gulls.txt", "pier.txt"]),
    ("How many articles by Quill are in the library?", "2 articles", ["gulls.txt", "pier.txt"]),
    ("How many articles do you have from the Harbour Post?", "2 articles", ["gulls.txt", "trams.txt"]),
    ("How many articles were published in 2019?", "1 article", ["pier.txt"]),
    ("Combien d'articles y a-t-il ?", "4 articles", []),
    ("Сколько статей в библиотеке?", "4 статьи", []),
])  # fmt: skip
def test_articles_are_counted(papers: Pressmark, question: str, count: str, files: list[str]) -> None:
    answer = papers.ask(question)
    assert answer.answered
    assert answer.answer.startswith(count)
    assert [file for file, _ in quotes(answer)] == files
    assert answer.notes


@pytest.mark.parametrize(("question", "files"), [
    ("Which articles did Ada Quill write?", ["gulls.txt", "pier.txt"]),
    ("What has Ada Quill written?", ["gulls.txt", "pier.txt"]),
    ("Which articles are from the Selmar Echo?", ["pier.txt"]),
    ("List all articles by Ada Quill", ["gulls.txt", "pier.txt"]),
    ("What is the oldest article by Ada Quill?", ["pier.txt"]),
    ("Which is the latest article?", ["gulls.txt"]),
])  # fmt: skip
def test_articles_are_listed(papers: Pressmark, question: str, files: list[str]) -> None:
    answer = papers.ask(question)
    assert [file for file, _ in quotes(answer)] == files
    titles = {"gulls.txt": "Gulls over the fish market", "pier.txt": "The pier that sank"}
    assert all(titles[file] in answer.answer for file in files)


def test_that_article_is_the_one_last_cited(papers: Pressmark) -> None:
    first = papers.ask("What did the engineer Bo Falk warn of?")
    assert first.citations[0].file == "pier.txt"
    history = [Turn("user", first.question), Turn("assistant", first.answer)]
    answer = papers.ask("Who wrote that article?", history)
    assert quotes(answer) == [("pier.txt", "By ADA QUILL")]
    history += [Turn("user", answer.question), Turn("assistant", answer.answer)]
    assert quotes(papers.ask("And when was it published?", history)) == [("pier.txt", "The Selmar Echo, March 3, 2019")]


def test_filters_limit_what_is_counted(papers: Pressmark) -> None:
    answer = papers.ask("How many articles are there?", filters=Filters(publishers=("Harbour Post",)))
    assert answer.answer.startswith("2 articles")


@pytest.mark.parametrize("question", [
    "Who wrote the report that warned of the rust?",
    "Who wrote the book about gulls?",
    "When was the report on the rust published?",
    "How many articles does the treaty have?",
    "How many articles mention herrings?",
    "Which articles are about gulls?",
    "Who published the photo of the pier?",
    "Who wrote the Northern Star article about the pier?",
    "Who wrote the article about penguins?",
    "Who is the author of the column about the pier?",
    "When was the pier closed?",
    "Who wrote it?",
    "Tıbbi rapor kimin için yazıldı?",
])  # fmt: skip
def test_a_question_about_what_articles_say_is_left_to_them(papers: Pressmark, question: str) -> None:
    history = (
        [Turn("user", "What is the Iliad about?"), Turn("assistant", "A war.")] if question == "Who wrote it?" else []
    )
    assert papers.pipeline.desk.answer(question, history, Filters()) is None


def test_an_opinion_is_found_by_what_it_calls_itself(papers: Pressmark) -> None:
    answer = papers.ask("When was the opinion piece on the fountain of Orvik published?")
    assert "2018-02-09" in answer.answer


def test_a_long_line_is_not_quoted_whole(fill: Fill) -> None:
    opening = "date 2022-01-30 OPINION: The bridge of Selmar must go, writes Ada Quill. "
    pressmark = fill({"a.txt": opening + "It rusts and rusts. " * 40})
    answer = pressmark.ask("When was the latest article published?")
    (citation,) = answer.citations
    assert "2022-01-30" in citation.quote
    assert len(citation.quote) < 200


def test_more_articles_than_are_shown_are_counted(fill: Fill) -> None:
    pressmark = fill({f"{n:02}.txt": f"---\nauthor: Ada Quill\n---\n\nRain fell on day {n}.\n" for n in range(12)})
    answer = pressmark.ask("How many articles did Ada Quill write?")
    assert answer.answer.startswith("12 articles")
    assert len(answer.citations) == 10
    assert "2 more" in answer.answer


def test_a_question_that_asks_nothing_of_the_catalog_is_not_read_as_one() -> None:
    assert read_catalog_question("When was the harbour bridge of Selmar opened?") is None
    assert [read_catalog_question(f"What does {title} say?") for title in ARTICLES] == [None] * len(ARTICLES)
