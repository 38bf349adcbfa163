"""One question of the HTML report."""

from eval import records
from eval.records import Case, Run
from eval.reports.html import html_report
from eval.reports.html_questions import answer_html
from tests.eval.reports.builders import ARTICLES, answer, citation, outcome


def test_an_engine_error_and_a_missing_article_are_shown() -> None:
    case = Case("q1", "Why?", facts=(("so",),), type="why")
    failed = outcome(case, {"error": "<disk> full"}, records.FAILED, "The engine failed.")
    lost = outcome(case, answer("So. [1]", citation("bridge.txt", "It has 14 arches.")), records.RIGHT, "Fine.")
    made = Run("bare", "1", "abc", {}, "e", "c", "", "", 0, (failed, lost), {}, {})
    page = html_report(made, {})
    assert "&lt;disk&gt; full" in page
    assert "article not in the report" in page
    assert 'data-name="1" disabled' in page


def test_a_quote_that_the_file_does_not_have_is_called_so() -> None:
    row = citation("bridge.txt", "It has 14 arches.") | {"start": 3, "end": 20}
    made = outcome(Case("q", "Why?", facts=(("so",),)), answer("x [1]", row), records.NOT_VERBATIM, "Shifted.")
    page = html_report(Run("bare", "1", "abc", {}, "e", "c", "", "", 0, (made,), {}, {}), ARTICLES)
    assert "not what the file says there" in page


def test_markers_become_buttons_and_stars_bold() -> None:
    made = answer_html(3, "**A <b>** [1] and [9].", frozenset({1}))
    assert made.startswith("<strong>A &lt;b&gt;</strong> <button")
    assert 'data-cite="c-3-1"' in made
    assert made.endswith("and [9].")


# In a browser, from disk, without a network
