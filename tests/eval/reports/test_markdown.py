"""A verdict as a comment."""

from eval.records import Case
from eval.reports.markdown import escaped, markdown
from eval.runs.compare import compare
from eval.runs.gate import judge
from tests.eval.builders import GOLD, answer, answered, outcome, refused, right, run, wrong

NASTY = outcome(
    Case("q9", "Is <b>this</b> | \x1b[31m @all?", facts=(("1901",),), type="odd\x00"), GOLD, answer(("c.txt", 0, 10))
)
RUN = run(right(1), wrong(2), refused(3), answered(4), NASTY, warnings=("One file could not be read.",))
VERDICT = judge(RUN, {"right": 0.9, "mrr": 0.1}, compare(run(right(1), right(2), wrong(3)), RUN))


def test_the_comment_is_short_and_escaped() -> None:
    text = markdown(VERDICT)
    assert text.startswith("### ❌ mine: failed.")
    assert "| right, right article |" in text
    assert "Became wrong: 1" in text
    assert escaped("<b> | @all *x* `y`") == "&lt;b&gt; \\| @\u200ball \\*x\\* \\`y\\`"
    many = judge(run(*(wrong(each) for each in range(30))), {})
    text = markdown(many)
    assert "Wrong: 30" in text
    assert "- and 10 more" in text
    assert len(text) < 5000
