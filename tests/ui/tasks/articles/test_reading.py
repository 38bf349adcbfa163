"""What is seen in a file, without a library."""

import json
from pathlib import Path

from tests.ui.door import Run
from tests.ui.tasks.articles.conftest import BRIDGE

CARD = ("title", "author", "agency", "publisher", "published", "updated")


def test_read_prints_one_object_an_article_with_its_card_and_its_content(beside: Run) -> None:
    done = beside("read", "articles/bridge.txt", "--json")
    assert done.code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    seen = json.loads(line)
    assert list(seen) == ["file", *CARD, "language", "url", "kind", "text", "content", "how", "warnings"]
    assert {name: seen[name] for name in CARD} == {
        "title": "Bridge opens late and dear; nobody falls in",
        "author": "Marguerite Okonkwo",
        "agency": None,
        "publisher": "Tidewater Sentinel",
        "published": "2022-03-08",
        "updated": None,
    }
    assert (seen["file"], seen["kind"], seen["text"], seen["warnings"]) == ("bridge.txt", "text", BRIDGE, [])
    place = seen["how"]["author"]
    assert (place["how"], BRIDGE[place["start"] : place["end"]]) == ("byline", "MARGUERITE OKONKWO")
    content = "".join(BRIDGE[start:end] for start, end in seen["content"])
    assert "four thousand cars" in content
    assert "All rights reserved" not in content


def test_files_that_are_read_together_tell_of_each_other(beside: Run) -> None:
    (alone,) = map(json.loads, beside("read", "articles/ferry.txt", "--json").stdout.splitlines())
    assert alone["published"] is None
    assert alone["warnings"] == ["It tells no date for sure: 09/03/2022 can be read with the day or the month first."]
    together = map(json.loads, beside("read", "articles", "--json").stdout.splitlines())
    assert {each["file"]: each["published"] for each in together} == {
        "bridge.txt": "2022-03-08",
        "ferry.txt": "2022-09-03",  # the paper's other article has the month first
    }


def test_read_shows_people_the_card_and_marks_the_furniture(beside: Run) -> None:
    done = beside("read", "articles/bridge.txt")
    assert "  published 2022-03-08  (dateline, line 3)" in done.stdout
    assert "\n- © 2022 Tidewater Sentinel. All rights reserved." in done.stdout
    assert "\n  Some four thousand cars" in done.stdout


def test_what_cannot_be_read_is_named_and_the_others_are_printed(beside: Run) -> None:
    Path("articles/broken.pdf").write_bytes(b"%PDF-1.4 broken")
    done = beside("read", "articles/broken.pdf", "articles/ferry.txt", "--json")
    assert (done.code, len(done.stdout.splitlines())) == (1, 1)
    assert "broken.pdf" in done.stderr
    assert beside("read", "nowhere.txt").code == 1
    assert beside("read").code == 2
