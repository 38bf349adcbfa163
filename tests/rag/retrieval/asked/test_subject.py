"""What has nothing of a question but "happened" is about something else."""

from rag.retrieval.asked.subject import of_asked_subject
from tests.rag.builders import candidate, evidence, passage, search

BRIDGE = passage("The bridge was closed in May.", file="bridge.txt", number=1)
CAR = passage("She tells it as if it had happened to a car.", file="car.txt", number=2)


def files(question: str) -> list[str]:
    found = search(question, candidate(CAR), candidate(BRIDGE))
    ranked = [evidence(CAR, 0, 1.0), evidence(BRIDGE, 0, 0.9)]
    return [each.candidate.passage.article.file for each in of_asked_subject(ranked, found)]


def test_a_light_verb_alone_makes_no_matter() -> None:
    assert files("What happened to the bridge?") == ["bridge.txt"]
    assert files("What happened to the ferry?") == ["car.txt", "bridge.txt"]
    assert files("When was the bridge closed?") == ["car.txt", "bridge.txt"]
