"""`ask` and `search`: what is printed, for people and for programs."""

import re
from pathlib import Path

import pytest

from rag.messages.texts import REFUSAL
from tests.ui.door import ANSWER_FIELDS, ARTICLES, OFF_TOPIC, Run, run_program

CITATION_FIELDS = [
    "marker",
    "file",
    "start",
    "end",
    "line_start",
    "line_end",
    "quote",
    "title",
    "author",
    "publisher",
    "published",
    "score",
    "sha256",
    "speaker",
    "role",
    "dates",
    "page",
    "head",
    "recognised",
]


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Who is the captain of the ferry Margarethe?", "ferry.md"),
        ("How much honey did the bees of the opera give in 2020?", "news/bees.txt"),
        ("How many pear trees does the orchard of Kessel have?", "orchard.txt"),
    ],
)
def test_every_citation_says_exactly_what_stands_in_the_file(run: Run, question: str, file: str) -> None:
    answer = run("ask", question, "--json").json()
    assert answer["answered"] is True
    assert answer["citations"][0]["file"] == file
    for citation in answer["citations"]:
        text = ARTICLES[citation["file"]]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["line_start"] == text.count("\n", 0, citation["start"]) + 1
        assert citation["line_end"] == text.count("\n", 0, citation["end"]) + 1
        assert f"[{citation['marker']}]" in answer["answer"]


def test_json_has_the_fields_of_the_contract_in_its_order(run: Run) -> None:
    answer = run("ask", "Who is the captain of the ferry Margarethe?", "--json").json()
    assert list(answer) == ANSWER_FIELDS
    assert list(answer["citations"][0]) == CITATION_FIELDS
    assert list(answer["retrieved"][0]) == ["file", "start", "end", "score"]
    assert list(answer["timings"]) == ["retrieve_ms", "answer_ms", "total_ms"]
    assert 0.5 <= answer["confidence"] <= 1
    assert answer["citations"][0]["title"] == "The ferry of Port Amery"
    assert answer["citations"][0]["author"] == "Ines Okafor"
    assert answer["citations"][0]["published"] == "2019-05-04"
    assert answer["mode"] == "extractive"


def test_highlights_are_words_of_the_quote(run: Run) -> None:
    answer = run("ask", "When was the ferry Margarethe built?", "--json").json()
    assert answer["highlights"]
    for each in answer["highlights"]:
        citation = answer["citations"][each["marker"] - 1]
        assert citation["start"] <= each["start"] < each["end"] <= citation["end"]
        assert f"**{ARTICLES[citation['file']][each['start'] : each['end']]}**" in answer["answer"]


def test_a_person_reads_the_answer_and_each_source_with_its_place(run: Run) -> None:
    done = run("ask", "When was the ferry Margarethe built?")
    assert (done.code, done.stderr) == (0, "")
    answer, _, sources = done.stdout.partition("\n\n[1] ")
    assert "built in 1931 in the yard of Port Amery. [1]" in answer
    assert "**" not in done.stdout
    place, quote = sources.splitlines()[:2]
    assert place == "ferry.md:10  The ferry of Port Amery, Ines Okafor, The Quay, 2019-05-04"
    assert quote == "    “The ferry Margarethe was built in 1931 in the yard of Port Amery.”"


def test_a_question_that_the_articles_do_not_answer_is_declined(run: Run) -> None:
    done = run("ask", OFF_TOPIC)
    assert done.code == 0
    assert done.stdout.startswith(REFUSAL)
    assert "[1]" not in done.stdout
    answer = run("ask", OFF_TOPIC, "--json").json()
    assert (answer["answered"], answer["citations"], answer["highlights"]) == (False, [], [])
    assert answer["answer"].startswith(REFUSAL)
    assert answer["confidence"] < 0.5


def test_control_characters_of_an_article_do_not_reach_the_terminal(run: Run) -> None:
    for command in ("ask", "search"):
        done = run(command, "How many pear trees does the orchard of Kessel have?")
        assert "640 pear trees [bold]in rows[/bold]" in done.stdout
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout)
        assert "␛[31morchard␛[0m" in done.stdout


def test_json_escapes_what_a_terminal_would_obey_and_loses_nothing(run: Run) -> None:
    done = run("ask", "How many pear trees does the orchard of Kessel have?", "--json")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)
    assert "\\u009b1m640" in done.stdout
    assert "\x9b1m640" in done.json()["citations"][0]["quote"]


def test_json_keeps_every_script_as_it_is_written(run: Run) -> None:
    done = run("ask", "Wie viele Bienenstöcke hat das Opernhaus? 🐝", "--json")
    assert done.json()["question"] == "Wie viele Bienenstöcke hat das Opernhaus? 🐝"
    assert "Bienenstöcke hat das Opernhaus? 🐝" in done.stdout


def test_search_json_gives_passages_with_their_places_best_first(run: Run) -> None:
    found = run("search", "honey of the opera", "--limit", "2", "--json").json()
    assert found["query"] == "honey of the opera"
    assert found["hits"][0]["file"] == "news/bees.txt"
    assert 1 <= len(found["hits"]) <= 2
    assert [hit["score"] for hit in found["hits"]] == sorted((hit["score"] for hit in found["hits"]), reverse=True)
    for hit in found["hits"]:
        assert ARTICLES[hit["file"]][hit["start"] : hit["end"]] == hit["text"]


def test_search_numbers_the_passages_for_people(run: Run) -> None:
    done = run("search", "honey of the opera", "--limit", "1")
    assert re.match(r"1\. news/bees\.txt:\d+  Bees on the roof, The Roof Post, 2021-06-30\n    \S", done.stdout)
    assert done.stderr == ""


def test_the_program_answers_in_a_process_of_its_own(library_folder: Path, tmp_path: Path) -> None:
    question = "Who is the captain of the ferry Margarethe?"
    done = run_program("ask", question, "--json", "--library", library_folder, cwd=tmp_path, LC_ALL="C")
    assert "Ruth Halloran" in done.json()["answer"]
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
