"""What is set in bold is the value that answers, not the stretch of words around it."""

import pytest

from index.records import Span
from rag.citations.answer_spans import trimmed
from rag.citations.quotes import Quote, highlights
from tests.rag.builders import asked, passage


@pytest.mark.parametrize(
    ("question", "sentence", "named", "bold"),
    [
        (
            "How many people were killed?",
            "Officials said 161 people had been killed and 1,440 injured.",
            "161 people had been killed and 1,440",
            "161 people",
        ),
        ("How many people were killed?", "At least 161 people died.", "At least 161 people", "At least 161 people"),
        ("What is the limit in fog?", "The limit is five knots in fog and eight else.", "five knots", "five knots"),
        ("How many shells fell?", "Three shells fell in two hours.", "Three shells fell in two", "Three shells"),
        ("How many boats are there?", "There are fourteen, nine of which sail.", "fourteen, nine", "fourteen"),
        ("When did it open?", "It opened on 12 May 1931 in the rain.", "12 May 1931", "12 May 1931"),
        ("When did it open?", "On 12 May 1931, with a delay, it did.", "12 May 1931, with a delay", "12 May 1931"),
        (
            "Which countries took them?",
            "They went to France, Ireland and Luxembourg.",
            "France, Ireland and Luxembourg",
            "France, Ireland and Luxembourg",
        ),
        (
            "What did the club pay?",
            "It paid a record fee for its new striker and she has scored six.",
            "a record fee for its new striker and she has scored six",
            "a record fee for its new striker",
        ),
    ],
)  # fmt: skip
def test_the_words_named_are_cut_to_what_answers(question: str, sentence: str, named: str, bold: str) -> None:
    start = sentence.index(named)
    assert trimmed(sentence, Span(start, start + len(named)), asked(question), "en").of(sentence) == bold


def test_the_bold_words_of_a_quote_are_those() -> None:
    text = "Officials said 161 people had been killed and 1,440 injured."
    story = passage("It was a long night.", text, start=50)
    place = 50 + len("It was a long night. ")
    named = Span(place + text.index("161"), place + text.index(" injured"))
    quote = Quote(story, 0, 1, 1.0, (named,))
    ((marker, bold),) = highlights([quote], asked("How many people were killed?"))
    assert (marker, story.text[bold.start - 50 : bold.end - 50]) == (1, "161 people")
