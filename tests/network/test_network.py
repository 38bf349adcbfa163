"""No process of Pressmark opens a connection or looks a name up, unless it is told to: watched from inside."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.experiments.formats import Piece, to_docx, to_epub, to_html, to_pdf
from tests.network.watching import Watched
from tests.ui.door import write_articles
from tests.ui.page.door import ask, unused_port

PIECE = Piece(
    title="The lighthouse of Brack",
    author="Mara Lind",
    publisher="The Quay",
    published="2019-05-04",
    paragraphs=("The lighthouse of Brack is 30 metres high, and its lamp has been green since the war. " * 4,),
)
QUESTION = "Who is the captain of the ferry?"
OUTWARD = b"""<html><head><title>Out</title><link rel="stylesheet" href="http://203.0.113.7/a.css"></head>
<body><img src="http://203.0.113.7/a.png"><script src="//example.org/a.js"></script>
<p>The pier of Brack is new since May.</p>"""
ENTITY = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://203.0.113.7/x">]><rss version="2.0"><channel>
<title>Out</title><item><title>The pier</title><description>The pier of Brack &x; is new.</description></item>
</channel></rss>"""


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """A folder with articles of every kind, some of which name what stands elsewhere."""
    articles = write_articles(tmp_path / "articles")
    made = {"a.html": to_html(PIECE), "a.pdf": to_pdf(PIECE), "a.docx": to_docx(PIECE), "a.epub": to_epub(PIECE)}
    for name, data in {**made, "out.html": OUTWARD, "out.xml": ENTITY}.items():
        (articles / name).write_bytes(data)
    return Watched(tmp_path, tmp_path / "library")


def test_the_watch_sees_what_leaves_this_machine(watched: Watched) -> None:
    (watched.folder / "articles").rename(watched.folder / "none")
    done = watched.run("index", "http://news.example/a", "http://203.0.113.7/b", "--allow-network")
    assert done.returncode == 1
    assert [call.partition(" in ")[0] for call in watched.calls] == [
        "socket.getaddrinfo news.example",
        "socket.getaddrinfo 203.0.113.7",
    ]


@pytest.mark.timeout(600)
def test_no_command_asks_anything_of_the_network(watched: Watched) -> None:
    (watched.folder / "questions.jsonl").write_text(f'{{"question": "{QUESTION}"}}\n', encoding="utf-8")
    commands = (
        ("index", "articles"),
        ("ask", QUESTION),
        ("search", "pier"),
        ("batch", "questions.jsonl", "--output", "answers.jsonl"),
        ("info",),
        ("doctor", "--repair"),
        ("export", "moved.zip"),
        ("import", "moved.zip", "--library", "second"),
        ("verify", "answers.jsonl", "--articles", "articles"),
        ("eval", "--make", "articles"),
        ("eval", "articles-questions.jsonl", "--articles", "articles", "--report", "report"),
    )
    ends = watched.run_each(commands)
    assert [command[0] for command, end in zip(commands, ends, strict=True) if end] == []
    assert watched.run("chat", "--terminal", stdin=f"{QUESTION}\n").returncode == 0
    assert watched.calls == []


@pytest.mark.timeout(600)
def test_a_page_asks_nothing_of_the_network(watched: Watched, page: Page, tmp_path: Path) -> None:
    assert watched.run("index", "articles").returncode in {0, 1}
    (tmp_path / "upload.html").write_bytes(OUTWARD.replace(b"pier", b"quay"))
    with watched.page("--port", str(unused_port())) as address:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        page.locator(".start").wait_for()
        ask(page, QUESTION)
        ask(page, "And when was it built?")
        page.get_by_role("tab", name="Library").click()
        page.locator("input[type=file][multiple]").set_input_files(tmp_path / "upload.html")
        expect(page.locator("#status")).to_contain_text("1 new article")
        page.get_by_role("button", name="Read again").click()
        expect(page.locator("#status")).to_contain_text("unchanged")
    assert watched.calls == []
