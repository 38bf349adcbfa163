"""Evidence of what somebody says: where nothing else is asked, whatever they say is an answer."""

from collections.abc import Sequence

from index.language.analysis import fold
from rag.language.people.speakers import speaker_of
from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence, as_answer


def of_asked_speaker(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return what somebody says first, as answers whatever a reader thinks, where that alone is asked."""
    speaker = question.constraints.speaker
    if speaker is None or not question.asks_all_said:
        return list(ranked)
    said = [is_said_by(each, speaker) for each in ranked]
    first = [as_answer(each) for each, own in zip(ranked, said, strict=True) if own]
    return first + [each for each, own in zip(ranked, said, strict=True) if not own]


def is_said_by(evidence: Evidence, speaker: str) -> bool:
    """Return True if somebody, by a folded word of their name, says what a sentence says."""
    passage = evidence.candidate.passage
    if speaker not in fold(passage.text):
        return False
    says = speaker_of([sentence.text for sentence in passage.sentences], evidence.position)
    return speaker in fold(says or "").split()
