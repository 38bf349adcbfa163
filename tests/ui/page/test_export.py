import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eval.saved_citations import read_answers
from eval.verify import Status, verify
from rag.serialise import answer_to_dict
from tests.rag.builders import ARTICLES, opened_over
from ui.page.export import conversation_json, conversation_markdown, escape

TODAY = "2026-11-22"
HOSTILE = (
    '<script>alert(1)</script> ![x](http://evil.example/x.png) [y](http://evil.example) `z` ${x} $a$ <img onerror="1">'
)


def citation(marker: int, quote: str = "A quote.", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    place = {"file": "a.txt", "start": 0, "end": len(quote), "line_start": 7, "line_end": 7}
    return {"marker": marker, "quote": quote, "title": None, "author": None, "publisher": None} | place | more


def answer(question: str, text: str, *citations: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    said = {"question": question, "standalone_question": question, "answer": text, "mode": "extractive"}
    return {**said, "citations": list(citations), **more}


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    questions = ("When was the bridge opened?", "How many hives are there?", "Who won the world cup in Brazil?")
    with opened_over(tmp_path_factory.mktemp("real"), ARTICLES) as pressmark:
        return [answer_to_dict(pressmark.ask(question)) for question in questions]


def test_the_json_of_a_conversation_is_what_verify_reads(conversation: list[dict[str, Any]], tmp_path: Path) -> None:
    for file, text in ARTICLES.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    saved = read_answers(conversation_json(conversation, TODAY).encode(), "export.json")
    assert len(saved) == sum(len(each["citations"]) for each in conversation) > 0
    assert {check.status for check in verify(saved, tmp_path)} == {Status.SAME}
    assert {each.question for each in saved} <= {each["question"] for each in conversation}


def test_the_json_holds_every_answer_whole(conversation: list[dict[str, Any]]) -> None:
    read = json.loads(conversation_json(conversation, TODAY))
    assert read["answers"] == conversation
    assert (read["format"], read["exported"]) == ("pressmark conversation 1", TODAY)


def test_every_citation_has_a_footnote_with_its_quote_and_place(conversation: list[dict[str, Any]]) -> None:
    text = conversation_markdown(conversation, TODAY)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    cited = [each for said in conversation for each in said["citations"]]
    assert [int(number) for number in notes] == list(range(1, len(cited) + 1))
    for note, each in zip(notes.values(), cited, strict=True):
        assert escape(" ".join(each["quote"].split())) in note
        assert escape(f"{each['file']}:{each['line_start']}") in note
    body = text[: text.index("\n[^1]:")]
    assert re.findall(r"\[\^(\d+)\]", body) == list(notes)


def test_footnotes_are_numbered_through_the_document() -> None:
    said = [
        answer("One?", "**First** words. [1] More. [2]", citation(1), citation(2)),
        answer("Two?", "Others. [1]", citation(1, title="T", author="A", publisher="P", published="2017-03-12")),
    ]
    assert conversation_markdown(said, TODAY) == (
        "# Questions to the articles\n\n"
        "Exported on 2026-11-22. The answers are quotes: every word stands in the article that its footnote names.\n\n"
        "## One?\n\n**First** words.[^1] More.[^2]\n\n"
        "## Two?\n\nOthers.[^3]\n\n"
        "[^1]: “A quote.” a.txt:7\n[^2]: “A quote.” a.txt:7\n[^3]: “A quote.” *T*, A, P, 2017-03-12, a.txt:7\n"
    )


def test_who_speaks_and_the_page_of_a_pdf_stand_in_the_footnote() -> None:
    said = answer("Q?", "A. [1]", citation(1, speaker="Werbowski", page=3, line_end=9))
    assert conversation_markdown([said], TODAY).endswith("[^1]: “A quote.” (Werbowski) a.txt:7-9 (page 3)\n")


def test_a_marker_without_a_citation_is_seen_not_lost() -> None:
    assert "A\\. [4\\]" not in conversation_markdown([answer("Q?", "A. [4]", citation(1))], TODAY)
    assert "A. \\[4\\]" in conversation_markdown([answer("Q?", "A. [4]", citation(1))], TODAY)


def test_the_standalone_question_is_shown_where_it_differs() -> None:
    said = answer("And when?", "Then.", standalone_question="When was the bridge opened?")
    assert "## And when?\n\n*Understood as: When was the bridge opened?*\n" in conversation_markdown([said], TODAY)


def test_a_model_that_wrote_is_named() -> None:
    text = conversation_markdown([answer("Q?", "A.", mode="smollm2")], TODAY)
    assert "Answers were written by smollm2; the footnotes are quotes." in text


def test_nothing_in_an_article_becomes_markup() -> None:
    said = answer(HOSTILE, f"{HOSTILE} [1]", citation(1, HOSTILE, title=HOSTILE, publisher=HOSTILE, file=HOSTILE))
    shown = MarkdownIt("commonmark").render(conversation_markdown([said], TODAY))
    assert set(re.findall(r"<(\w+)", shown)) == {"h1", "h2", "p", "em"}
    assert unescape(shown).count(HOSTILE) == 6


@given(st.text(st.sampled_from("a1 .)(-+#*_[]<>&;!`~|\\$=\n^:"), max_size=30))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    shown = MarkdownIt("commonmark").render(f"x{escape(text)}")
    assert re.fullmatch(r"(<p>[^<]*(<br />\n)?[^<]*</p>\n?)*", shown.replace("<br />", "")), shown
    assert re.sub(r"\s+", "", unescape(re.sub(r"</?p>", "", shown))) == "x" + re.sub(r"\s+", "", text)


@given(st.lists(st.integers(1, 4), max_size=6))
def test_each_marker_finds_its_own_footnote(markers: list[int]) -> None:
    text = " ".join(f"w{marker}. [{marker}]" for marker in markers)
    said = [answer("Q?", text, *(citation(number, f"quote {number}") for number in range(1, 5)))] * 2
    shown = conversation_markdown(said, TODAY)
    notes = dict(re.findall(r"^\[\^(\d+)\]: “quote (\d)”", shown, re.MULTILINE))
    assert [(word, notes[number]) for word, number in re.findall(r"w(\d)\.\[\^(\d+)\]", shown)] == [
        (str(marker), str(marker)) for marker in markers * 2
    ]
