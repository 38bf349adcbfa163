import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.saved_citations import SavedCitation
from eval.verify import (
    Check,
    Status,
    check_to_dict,
    closest_words,
    count_statuses,
    line_of,
    nearest_occurrence,
    summary,
    verify,
)
from index.errors import PressmarkError
from index.records import Span
from tests.conftest import WriteArticles

BRIDGE = (
    "The bridge\n\nThe old bridge was opened in 1923. It carried 40 carts a day.\n\n"
    "The town closed it after the flood. Nobody was hurt.\n"
)
QUOTE = "The town closed it after the flood."


def cite(text: str, quote: str, file: str = "bridge.txt", sha256: str | None = None) -> SavedCitation:
    start = text.index(quote)
    hashed = hashlib.sha256(text.encode()).hexdigest() if sha256 is None else sha256
    return SavedCitation("What happened?", 1, file, start, start + len(quote), quote, hashed)


def check(folder: Path, citation: SavedCitation) -> Check:
    (found,) = verify([citation], folder)
    return found


def test_a_quote_at_its_place_is_the_same(write_articles: WriteArticles) -> None:
    found = check(write_articles({"bridge.txt": BRIDGE}), cite(BRIDGE, QUOTE))
    assert (found.status, found.file, found.line, found.same_file, found.fine) == (
        "same", "bridge.txt", 5, True, True
    )  # fmt: skip


def test_a_change_elsewhere_in_the_file_is_noted(write_articles: WriteArticles) -> None:
    later = BRIDGE.replace("Nobody was hurt.", "Nobody was hurt, it is said.")
    found = check(write_articles({"bridge.txt": later}), cite(BRIDGE, QUOTE))
    assert (found.status, found.same_file) == ("same", False)


def test_without_a_saved_hash_nothing_is_said_about_the_file(write_articles: WriteArticles) -> None:
    found = check(write_articles({"bridge.txt": BRIDGE}), cite(BRIDGE, QUOTE, sha256=""))
    assert (found.status, found.same_file) == ("same", None)


def test_a_quote_further_down_in_its_file_has_moved(write_articles: WriteArticles) -> None:
    later = "A correction was added.\n\n" + BRIDGE
    found = check(write_articles({"bridge.txt": later}), cite(BRIDGE, QUOTE))
    assert (found.status, found.file, found.line, found.same_file) == ("moved", "bridge.txt", 7, False)
    assert later[found.start : found.end] == QUOTE


def test_an_offset_shifted_by_one_is_not_the_same(write_articles: WriteArticles) -> None:
    right = cite(BRIDGE, QUOTE)
    shifted = SavedCitation("", 1, right.file, right.start + 1, right.end + 1, right.quote, right.sha256)
    found = check(write_articles({"bridge.txt": BRIDGE}), shifted)
    assert (found.status, found.start, found.same_file) == ("moved", right.start, True)


def test_of_several_places_the_nearest_counts() -> None:
    text = "ab.....ab...ab"
    assert [nearest_occurrence(text, "ab", near) for near in (0, 6, 13)] == [0, 7, 12]
    assert nearest_occurrence(text, "abc", 0) is None


def test_a_quote_in_a_renamed_file_has_moved(write_articles: WriteArticles) -> None:
    folder = write_articles({"other.txt": "Nothing of the kind.\n", "renamed.md": BRIDGE})
    found = check(folder, cite(BRIDGE, QUOTE))
    assert (found.status, found.file, found.line, found.same_file) == ("moved", "renamed.md", 5, True)


def test_a_quote_that_left_its_file_for_another_has_moved(write_articles: WriteArticles) -> None:
    folder = write_articles({"bridge.txt": "The bridge is closed.\n", "flood.txt": f"1953\n\n{QUOTE}\n"})
    found = check(folder, cite(BRIDGE, QUOTE))
    assert (found.status, found.file, found.line) == ("moved", "flood.txt", 3)


def test_a_rewritten_quote_is_changed_and_shows_what_stands_there_now(write_articles: WriteArticles) -> None:
    later = BRIDGE.replace("after the flood", "after the great flood")
    found = check(write_articles({"bridge.txt": later}), cite(BRIDGE, QUOTE))
    assert (found.status, found.fine, found.line) == ("changed", False, 5)
    assert found.closest == "The town closed it after the great flood."
    # 35 characters, all kept, of 35 + 41: 2 * 35 / 76.
    assert found.similarity == round(70 / 76, 4)


def test_another_wrapping_of_the_lines_is_told_apart_from_other_words(write_articles: WriteArticles) -> None:
    later = BRIDGE.replace("The town closed it", "The town\nclosed it")
    found = check(write_articles({"bridge.txt": later}), cite(BRIDGE, QUOTE))
    assert (found.status, found.similarity, found.closest) == ("changed", 1.0, QUOTE)


def test_a_file_with_nothing_alike_shows_no_closest_words(write_articles: WriteArticles) -> None:
    found = check(write_articles({"bridge.txt": "0123 4567 89.\n"}), cite(BRIDGE, QUOTE))
    assert (found.status, found.closest, found.similarity, found.line) == ("changed", None, None, None)


def test_a_quote_of_two_sentences_is_compared_with_two() -> None:
    text = BRIDGE.replace("40 carts", "45 carts")
    closest = closest_words("The old bridge was opened in 1923. It carried 40 carts a day.", text)
    assert closest is not None
    assert closest[0].of(text) == "The old bridge was opened in 1923. It carried 45 carts a day."


def test_a_file_that_is_nowhere_is_gone(write_articles: WriteArticles) -> None:
    found = check(write_articles({"other.txt": "Nothing of the kind.\n"}), cite(BRIDGE, QUOTE))
    assert (found.status, found.file, found.fine, found.reason) == ("gone", None, False, "")


def test_a_file_that_cannot_be_read_is_gone_with_the_reason(write_articles: WriteArticles) -> None:
    found = check(write_articles({"bridge.txt": b"text\0text"}), cite(BRIDGE, QUOTE))
    assert found.status == "gone"
    assert "binary" in found.reason


def test_articles_one_folder_deeper_are_found_by_their_path(write_articles: WriteArticles) -> None:
    folder = write_articles({"news/2017/bridge.txt": BRIDGE})
    found = check(folder, cite(BRIDGE, QUOTE, "2017/bridge.txt"))
    assert (found.status, found.file) == ("same", "news/2017/bridge.txt")


def test_of_two_files_of_that_name_none_is_preferred(write_articles: WriteArticles) -> None:
    folder = write_articles({"a/bridge.txt": "Nothing of the kind.\n", "b/bridge.txt": BRIDGE})
    assert check(folder, cite(BRIDGE, QUOTE)).status == "moved"


def test_a_citation_cannot_lead_out_of_the_folder(tmp_path: Path, write_articles: WriteArticles) -> None:
    folder = write_articles({"other.txt": "Nothing of the kind.\n"})
    (folder.parent / "secret.txt").write_text(BRIDGE)
    assert check(folder, cite(BRIDGE, QUOTE, "../secret.txt")).status == "gone"
    assert check(folder, cite(BRIDGE, QUOTE, str(folder.parent / "secret.txt"))).status == "gone"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match="can't be found"):
        verify([cite(BRIDGE, QUOTE)], tmp_path / "none")


def test_crlf_and_other_scripts_keep_their_offsets(write_articles: WriteArticles) -> None:
    text = "Köprü 🌉\r\n\r\nМост открыли в среду.\r\n"
    found = check(write_articles({"bridge.txt": text.encode()}), cite(text, "Мост открыли в среду."))
    assert (found.status, found.line, found.same_file) == ("same", 3, True)


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (2, 2), (4, 3), (7, 4)])
def test_lines_end_with_lf_cr_or_both(offset: int, line: int) -> None:
    assert line_of("a\nb\rc\r\nd", offset) == line


def test_the_summary_counts_every_status() -> None:
    right = cite(BRIDGE, QUOTE)
    checks = [*[Check(right, Status.SAME)] * 10, Check(right, Status.MOVED), Check(right, Status.CHANGED)]
    assert summary(checks) == "12 citations: 10 same, 1 moved, 1 changed, 0 gone"
    assert summary(checks[:1]) == "1 citation: 1 same, 0 moved, 0 changed, 0 gone"
    assert sum(count_statuses(checks).values()) == 12


def test_a_check_as_data_says_where_the_quote_stands_now() -> None:
    right = cite(BRIDGE, QUOTE)
    moved = check_to_dict(Check(right, Status.MOVED, "b.txt", 3, 38, 2, False))
    assert moved["now"] == {"file": "b.txt", "start": 3, "end": 38, "line": 2}
    assert (moved["status"], moved["file"], moved["quote"]) == ("moved", "bridge.txt", QUOTE)
    assert check_to_dict(Check(right, Status.GONE))["now"] is None


@given(before=st.text(max_size=30), quote=st.text(min_size=1, max_size=30), after=st.text(max_size=30))
def test_a_quote_is_found_wherever_it_moved(before: str, quote: str, after: str) -> None:
    start = nearest_occurrence(before + quote + after, quote, len(before))
    assert start is not None
    assert Span(start, start + len(quote)).of(before + quote + after) == quote
    assert abs(start - len(before)) == 0
