"""What somebody says answers what they said, whatever a reader thinks."""

from dataclasses import replace

from rag.retrieval.asked.speaker import of_asked_speaker
from rag.retrieval.ranking import ANSWERS
from tests.rag.builders import asked, evidence, passage


def test_where_nothing_else_is_asked_all_that_somebody_says_goes_first() -> None:
    story = passage("Otto Lind keeps bees.", "Lea Bru said no.", "“The toll stays,” Otto Lind said.")
    ranked = [replace(evidence(story, position), log_odds=-1.0) for position in range(3)]
    found = of_asked_speaker(ranked, asked("What did Otto Lind say?"))
    assert [each.position for each in found] == [2, 0, 1]
    assert [each.log_odds for each in found] == [ANSWERS, -1.0, -1.0]
    assert of_asked_speaker(ranked, asked("What did Otto Lind say about bees?")) == ranked
