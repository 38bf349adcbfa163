"""The process that parses answers file after file until nobody asks any more."""

import pickle
import subprocess
import sys

from index.readers.child import READY
from index.readers.extracted import Part


def test_it_answers_each_file_in_turn_and_ends_with_its_input() -> None:
    asked = b"".join(
        pickle.dumps(each) for each in [("a.txt", b"words", None), ("b.pdf", b"%PDF-", None), ("c.mp3", b"x", None)]
    )
    program = "from index.readers.child import serve; serve(10, 4 << 30)"
    done = subprocess.run([sys.executable, "-c", program], input=asked, capture_output=True, timeout=60, check=True)
    answers, at = [], 0
    while at < len(done.stdout):
        answers.append(pickle.loads(done.stdout[at:]))  # noqa: S301  # from the process started here
        at += len(pickle.dumps(answers[-1], pickle.DEFAULT_PROTOCOL))
    ready, text, broken, unread = answers
    assert ready == READY
    assert isinstance(text[0], Part)
    assert text[0].article is not None
    assert "damaged PDF" in broken
    assert unread is None
