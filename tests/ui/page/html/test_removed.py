"""What was removed and can be put back, and what a visitor may do."""

import pytest

from index.ingestion.removal import KEPT, Removed
from tests.ui.page.html.reading import Reading
from ui.page.html.removed import MOST, removed_html, role_html, undo_html
from ui.page.texts import Texts

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"
NOW = 1_000_000.0


def removed(file: str = "bees.txt", title: str | None = "Bees", by: str = "ed", ago: float = 0.0) -> Removed:
    return Removed(f"key-{file}", file, title, by, NOW - ago)


def test_a_removed_article_says_who_removed_it_and_how_long_it_is_kept() -> None:
    assert removed_html([], NOW) == ""
    read = Reading(removed_html([removed(), removed("ferry.md", None, "", KEPT - 60)], NOW)).text
    assert read.startswith("2 removed articles: can be put back for a day")
    assert "Bees bees.txt, by ed, 24 hours left" in read
    assert "ferry.md ferry.md, 1 hour left" in read
    assert "noch 24 Stunden" in removed_html([removed()], NOW, Texts("de"))


def test_only_the_last_are_listed_and_all_are_counted() -> None:
    made = removed_html([removed(f"{number}.txt") for number in range(MOST + 5)], NOW)
    assert made.count('data-do="restore"') == MOST
    assert "105 removed articles" in made


def test_what_was_just_removed_can_be_undone() -> None:
    made = undo_html([removed()])
    assert Reading(made).text == "bees.txt is no longer in the library. Undo"
    assert 'data-key="key-bees.txt"' in made


def test_no_name_becomes_markup() -> None:
    odd = removed(EVIL, EVIL, EVIL)
    for made in (removed_html([odd], NOW), undo_html([odd])):
        read = Reading(made)
        assert not {"script", "img"} & set(read.tags)
        assert not [name for name in read.attributes if name.startswith("on")]
        assert EVIL in read.text


@pytest.mark.parametrize(("may", "role"), [(True, "editor"), (False, "reader")])
def test_the_page_knows_what_a_visitor_may_do(may: bool, role: str) -> None:
    made = role_html(may_change=may)
    assert f'data-role="{role}"' in made
    assert ("articles are added by editors" in made) is not may
