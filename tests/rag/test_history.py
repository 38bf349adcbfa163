import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.history import standalone_question
from rag.records import Turn

ASKED = [Turn("user", "Why did Otto Lind open the harbour bridge?"), Turn("assistant", "Because the ferry sank. [1]")]


@pytest.mark.parametrize("question", ["When was the mill of Orvik sold?", "And when?", ""])
def test_without_a_conversation_a_question_stays_as_it_is(question: str) -> None:
    assert standalone_question(question, []) == question
    assert standalone_question(question, [Turn("assistant", "Hello.")]) == question
    assert standalone_question(question, [Turn("user", "  ")]) == question


@pytest.mark.parametrize(
    "question",
    [
        "When was it closed?",
        "And when did he die?",
        "What did they say about that?",
        "Is there another one?",
        "How about its cost?",
    ],
)
def test_a_pronoun_takes_the_words_of_the_last_question(question: str) -> None:
    made = standalone_question(question, ASKED)
    assert made.startswith(question.rstrip("?"))
    assert made.endswith("?")
    for word in ("Otto", "Lind", "harbour", "bridge"):
        assert word in made


@pytest.mark.parametrize("question", ["When?", "Why not?", "And in 1987?", "Where?", "What about money?"])
def test_an_ellipsis_takes_the_words_of_the_last_question(question: str) -> None:
    assert "Otto Lind" in standalone_question(question, ASKED)


@pytest.mark.parametrize(
    "question",
    [
        "When was the mill of Orvik sold?",
        "How many beehives does the opera house keep?",
        "Who said that the paper mill will close?",
        "Is it true that the opera house keeps bees?",
        "Are there beehives on the opera house?",
        "Who is Anna Holt?",
    ],
)
def test_a_new_topic_drops_the_old_one(question: str) -> None:
    assert standalone_question(question, ASKED) == question


def test_words_that_the_question_repeats_are_not_carried() -> None:
    made = standalone_question("When was the bridge opened, and did it sink?", ASKED)
    assert made.lower().count("bridge") == 1
    assert standalone_question("Did it open, that harbour bridge Otto Lind?", ASKED[:1]).count("Lind") == 1


def test_function_words_are_not_carried() -> None:
    made = standalone_question("When was it?", ASKED)
    carried = made[made.index("(") + 1 : made.index(")")].split()
    assert carried == ["Otto", "Lind", "open", "harbour", "bridge"]


def test_the_last_question_counts_not_the_answers_nor_older_questions() -> None:
    turns = [*ASKED, Turn("user", "How many beehives are on the opera house?"), Turn("assistant", "Six. [1]")]
    made = standalone_question("Who keeps them?", turns)
    assert "beehives" in made
    assert "Otto" not in made
    assert "Six" not in made


def test_a_long_question_before_does_not_drown_the_new_one() -> None:
    long = Turn("user", " ".join(f"word{number}" for number in range(300)))
    assert len(standalone_question("When was it?", [long]).split()) < 40


@given(st.text(max_size=80), st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), st.text(max_size=80))))
def test_the_question_itself_is_never_lost(question: str, turns: list[Turn]) -> None:
    made = standalone_question(question, turns)
    assert made.startswith(question.rstrip(" ?"))
