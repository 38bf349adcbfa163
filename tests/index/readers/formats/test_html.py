"""Saved web pages: what is the article, what the page states, how its markup reads."""

from dataclasses import replace

import pytest

from eval.experiments.formats import to_html
from tests.index.readers.formats.builders import PIECE, only, value


def test_a_page_states_its_publisher_and_address_and_leaves_its_menu_out() -> None:
    made = only("a.html", to_html(PIECE))
    assert value(made.stated.publisher) == "The Alder Post"
    assert (value(made.stated.url) or "").startswith("https://example.org/2019-07-13/")
    assert "Home" not in made.text
    assert "All rights reserved" not in made.text
    assert made.text.startswith(f"# {PIECE.title}\n\n")


def test_headings_lists_quotes_tables_and_line_breaks_of_a_page_become_markdown() -> None:
    rich = (
        "<h2>What it   cost</h2><ul><li><p>The toll is two crowns.</p></li><li>Children pay nothing.</li></ul>"
        "<blockquote><p>We are proud of it, the mayor said.</p></blockquote>"
        "<table><tr><td>Length</td><td>240 m</td></tr><tr><td>Width</td><td>9 m</td></tr></table>"
        "<p>First line<br>second <b>line</b>.</p><script>var x</script>"
    )
    page = to_html(PIECE).replace(b"</article>", rich.encode() + b"</article>")
    assert only("a.html", page).text.endswith(
        "## What it cost\n\n- The toll is two crowns.\n- Children pay nothing.\n\n> We are proud of it, "
        "the mayor said.\n\n"
        "Length | 240 m\nWidth | 9 m\n\nFirst line\nsecond line."
    )


def test_a_page_too_short_to_judge_is_kept_without_its_menu() -> None:
    page = b"<html><body><nav><a href='/'>Home</a></nav><p>The ferry stops on Friday.</p></body></html>"
    assert only("a.html", page).text == "The ferry stops on Friday."


@pytest.mark.parametrize("encoding", ["windows-1254", "utf-16", "iso-8859-9"])
def test_a_page_is_decoded_as_it_says(encoding: str) -> None:
    page = to_html(
        replace(PIECE, paragraphs=("Çağlı köprüyü açtı; şarkı söylendi ve ırmağın öbür yakasına geçildi.",) * 3)
    )
    page = page.decode().replace("utf-8", encoding).encode(encoding, "xmlcharrefreplace")
    assert "Çağlı köprüyü açtı" in only("a.html", page).text


def test_a_saved_page_remembers_its_address() -> None:
    page = to_html(PIECE).replace(b"<html", b"<!-- saved from url=(0030)https://alder.example/bridge -->\n<html")
    assert value(only("a.htm", page).stated.url) == "https://alder.example/bridge"
