"""What a session knows, and what a browser keeps of it."""

from dataclasses import replace

from rag import Answer, Citation, Retrieved, Timings
from ui.page.conversation import KEPT, Conversation, Exchange, from_plain, to_plain

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def citation(marker: int = 1, quote: str = "It opened in 1923.", **more: object) -> Citation:
    made = Citation(marker, f"{EVIL}.txt", 0, len(quote), 7, 7, quote, EVIL, EVIL, EVIL, "2017-03-12", 0.9)
    return replace(made, **more)  # type: ignore[arg-type]


def answer(text: str = "It opened in 1923. [1]", **more: object) -> Answer:
    made = Answer("When?", "When?", text, True, 0.95, (citation(),), (Retrieved("a", 0, 1, 1.0),), Timings(1, 1, 2))
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_conversation_survives_the_browser_and_nothing_else_does() -> None:
    talk = Conversation((Exchange(answer()), Exchange(answer(question="And who?"))))
    assert from_plain(to_plain(talk)) == talk
    assert [turn.role for turn in talk.turns] == ["user", "assistant"] * 2
    odd: object
    for odd in (None, [], {"exchanges": [{}]}, {"exchanges": "x"}, {"exchanges": [{"answer": {"question": 1}}]}):
        assert from_plain(odd) == Conversation()
    long = Conversation()
    for _ in range(KEPT + 3):
        long = long.with_exchange(Exchange(answer()))
    assert len(long.exchanges) == KEPT
