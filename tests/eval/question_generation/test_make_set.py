import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.sets import SAMPLE, read_set
from eval.metrics.matching import stated_facts, states
from eval.question_generation.altering import alter_figure
from eval.question_generation.in_place_questions import false_statement, figures, in_place_questions, read_statement
from eval.question_generation.make_set import ALTERED, NOTE, WITHHELD, as_alternative, make_set, set_lines, word_case
from eval.question_generation.plain_clauses import read_clause
from eval.question_generation.question_shapes import make_questions, stands_alone, who_said
from index.errors import PressmarkError
from index.language.english_verbs import PARTICIPLES, PAST, PRESENT
from tests.conftest import WriteArticles

is_common = word_case(
    ["He saw the companies, plans and soldiers of Ada King and of Turkish towns, and Plague in Oslo."]
)

BRIDGE = (
    "The bridge of Arden\n\n"
    "The bridge of Arden was opened in 1923 by Mayor Ada King. The town of Arden lost 45 houses in the flood of 1953. "
    "It was rebuilt. Repairs of the bridge cost the town of Arden three years, Ada King said.\n"
)
MILL = (
    "The mill of Brook\n\n"
    "The mill of Brook was closed in 1931 after a fire. In 1950, the village of Brook sold the mill to Tom Reed. "
    "The village of Brook has 212 inhabitants.\n"
)


@pytest.fixture
def folder(write_articles: WriteArticles) -> Path:
    return write_articles({"bridge.txt": BRIDGE, "sub/mill.md": MILL})


def asked(sentence: str) -> list[str]:
    clause = read_clause(sentence)
    return [made.question for made in make_questions(clause, is_common)] if clause else []


def asked_in_place(sentence: str) -> list[str]:
    statement = read_statement(sentence, is_common)
    return [made.question for made in in_place_questions(statement)] if statement else []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The bridge of Arden was opened in 1923.", "In what year was the bridge of Arden opened?"),
        ("In 1950, the village of Brook sold the mill.", "In what year did the village of Brook sell the mill?"),
        ("The party of King moved to Arden in 1876.", "In what year did the party of King move to Arden?"),
        ("On 3 May 1921 the town of Arden stopped all trains.", "When did the town of Arden stop all trains?"),
        ("The king of Arden, a former miller, carried it to Oslo on May 4, 1921.",
         "When did the king of Arden carry the stone to Oslo?"),
        ("The town of Arden had lost its bridge in March 1953.", "When had the town of Arden lost its bridge?"),
        ("The town of Arden lost about 45 houses in the flood.",
         "How many houses did the town of Arden lose in the flood?"),
        ("The village of Brook has 212 inhabitants.", "How many inhabitants does the village of Brook have?"),
        ("The council of Brook consists of twelve members.", "How many members does the council of Brook consist of?"),
        ("The feast in Brook was attended by 300 guests.", "By how many guests was the feast in Brook attended?"),
        ("More than 40 young soldiers drowned in the river Arden.",
         "How many young soldiers drowned in the river Arden?"),
        ("President Ada King signed the treaty of Brook.", "Who signed the treaty of Brook?"),
        ("Ada King said that the mill of Brook would close.", "Who said that the mill of Brook would close?"),
        ("The bridge of Arden was designed by Ada King in Oslo.", "By whom was the bridge of Arden designed in Oslo?"),
        ("According to Ada King, the town of Arden won 3 prizes in Oslo.",
         "How many prizes did the town of Arden win in Oslo, according to Ada King?"),
    ],
)  # fmt: skip
def test_a_plain_sentence_is_turned_into_a_question(sentence: str, question: str) -> None:
    assert question in asked(sentence.replace(" carried it ", " carried the stone "))


@pytest.mark.parametrize(
    "sentence",
    [
        "He opened the bridge of Arden in 1923.",
        "It was opened in Arden in 1923 by the mayor.",
        "The bridge built in Arden in 1923 fell in 1953.",
        "The bridge of Arden was not opened in 1923.",
        "However, the bridge of Arden was opened in 1923.",
        "The treaty of 1923 ended the war of Arden.",
        "Was the bridge of Arden opened in 1923?",
        "The bridge of Arden was opened between 1923 and 1925.",
        "Zlorps of Arden were opened in 1923.",
        "London, Paris and Arden were opened in 1923.",
        "- a list of Arden, 1923",
    ],
)
def test_a_sentence_that_may_be_misread_is_left_alone(sentence: str) -> None:
    assert [question for question in asked(sentence) if question.startswith(("In what year", "When"))] == []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The loss of the bridge was felt by all in Arden in 1923.",
         "The loss of the bridge was felt by all in Arden in what year?"),
        ("Over 10% of the soldiers in Arden died.", "What percentage of the soldiers in Arden died?"),
        ("The old companies make more than 900 parts for Oslo, Ada King said.",
         "The old companies make how many parts for Oslo, according to Ada King?"),
    ],
)  # fmt: skip
def test_a_winding_sentence_is_asked_in_place(sentence: str, question: str) -> None:
    assert question in asked_in_place(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "They lost the bridge of Arden in 1923.",
        "Hurricane Ada in 1923 damaged the town.",
        "But the bridge of Arden fell in 1923.",
        "“The bridge of Arden fell in 1923.”",
    ],
)
def test_what_cannot_stand_alone_is_not_asked_in_place(sentence: str) -> None:
    assert asked_in_place(sentence) == []


def test_who_said_so_is_asked_when_that_comes_last() -> None:
    made = who_said("The companies of Arden will close all the mills of Brook, Ada King said.", is_common)
    assert made
    assert made.question == "Who said that the companies of Arden will close all the mills of Brook?"
    assert made.fact == ("Ada King", "King")
    assert who_said("They will close all the mills of Brook next year, Ada King said.", is_common) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "“We shall close all the mills of Brook,” Ada King said.",
        'Mayor Ada King said, "We shall close all the mills of Brook."',
    ],
)
def test_words_in_quotation_marks_are_asked_for_as_they_were_said(sentence: str) -> None:
    made = who_said(sentence, is_common)
    assert made
    assert made.question == "Who said, “We shall close all the mills of Brook”?"
    assert made.fact == ("Ada King", "King")


def test_a_speaker_without_a_name_is_not_asked_for() -> None:
    assert who_said("“We shall close all the mills of Brook,” He said.", is_common) is None


def test_a_claim_has_the_false_figure_in_place_of_the_true_one() -> None:
    statement = read_statement("The town of Arden lost 45 houses in the flood of 1953.", is_common)
    assert statement
    figure = figures(statement)[0]
    made = false_statement(statement, figure, "54", is_common)
    assert made == "Is it true that the town of Arden lost 54 houses in the flood of 1953?"


def test_a_figure_that_is_only_a_bound_is_not_altered() -> None:
    statement = read_statement("The town of Arden lost more than 63 houses in the flood.", is_common)
    assert statement
    assert figures(statement) == []


@pytest.mark.parametrize(
    ("figure", "text", "altered"),
    [
        ("54", "54 houses", "45"),
        ("54", "54 houses of 45", "64"),
        ("1867", "in 1867", "1876"),
        ("2015", "in 2015", "2018"),
        ("March 10, 2019", "", "March 10, 2022"),
        ("July 17", "July 17", "July 13"),
        ("3,000", "3,000 men", "4,000"),
        ("61.5%", "", "63.5%"),
        ("three", "three men", "six"),
        ("Two", "two or five", "Four"),
        ("a dozen", "", None),
    ],
)
def test_an_altered_figure_is_near_and_nowhere_in_the_text(figure: str, text: str, altered: str | None) -> None:
    assert alter_figure(figure, text) == altered


@pytest.mark.parametrize(
    ("past", "base"),
    [("moved", "move"), ("carried", "carry"), ("stopped", "stop"), ("opened", "open"), ("took", "take"),
     ("found", "find"), ("founded", "found"), ("played", "play"), ("travelled", "travel"), ("sought", "seek")],
)  # fmt: skip
def test_a_past_form_is_led_back_to_its_base(past: str, base: str) -> None:
    assert PAST[past] == base


def test_forms_that_are_not_listed_are_not_guessed() -> None:
    assert "zlorped" not in PAST
    assert "taken" in PARTICIPLES
    assert PRESENT["carries"] == "carry"


def test_names_keep_their_capital_and_other_words_lose_it() -> None:
    common = word_case(["We saw companies here. We saw Ada there, in Oslo."])
    assert [common("Companies"), common("Ada"), common("The"), common("Soldiers"), common("S-400")] == [
        True, False, True, None, False
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "fit"), [("When was it opened in Arden?", False), ("When did Arden fall?", False),
                                            ("In what year did Arden fall apart?", True)])  # fmt: skip
def test_a_question_must_stand_alone(words: str, fit: bool) -> None:
    assert stands_alone(words) is fit


# The set


def test_the_set_is_one_that_the_evaluation_reads(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_text(set_lines(make_set(folder, 12, 0)), encoding="utf-8")
    cases = read_set(path).cases
    assert 6 <= len(cases) <= 12
    assert {case.answerable for case in cases} == {True, False}
    assert all(case.note.startswith(NOTE) for case in cases)


def test_answerable_questions_name_the_sentence_that_states_the_answer(folder: Path) -> None:
    answerable = [case for case in make_set(folder, 12, 0) if case["answerable"]]
    assert answerable
    for case in answerable:
        (source,) = case["sources"]
        assert source["words"] in (folder / source["article"]).read_text()
        wanted = [[as_alternative(each) for each in fact] for fact in case["facts"]]
        assert all(stated_facts(source["words"], [tuple(fact) for fact in wanted]))
        assert not any(states(case["question"], each) for fact in wanted for each in fact)


def test_a_withheld_question_leaves_its_article_out(folder: Path) -> None:
    made = make_set(folder, 12, 0)
    asked_openly = {case["question"]: case["sources"][0]["article"] for case in made if case["answerable"]}
    withheld = [case for case in made if case["type"] == WITHHELD]
    assert withheld
    for case in withheld:
        assert case["without"] == [asked_openly[case["question"]]]
        assert (case["answerable"], case["facts"]) == (False, [])


def test_an_article_that_says_the_same_is_withheld_too(write_articles: WriteArticles) -> None:
    other = "Old bridges\n\nThe bridge of Arden, opened in 1923, is old. Nobody counts the others.\n"
    one = "The bridge\n\nThe bridge of Arden was opened in 1923 by Mayor Ada King. It is admired by all of us.\n"
    folder = write_articles(
        {"bridge.txt": one, "quiet.txt": "Nothing much was said here. We went.\n", "old.txt": other}
    )
    (case,) = [case for case in make_set(folder, 30, 0) if case["type"] == WITHHELD]
    assert case["without"] == ["bridge.txt", "old.txt"]


def test_nothing_is_withheld_from_a_single_article(write_articles: WriteArticles) -> None:
    made = make_set(write_articles({"bridge.txt": BRIDGE}), 12, 0)
    assert {case["type"] for case in made} >= {ALTERED}
    assert WITHHELD not in {case["type"] for case in made}


def test_an_altered_claim_says_what_no_article_says(folder: Path) -> None:
    altered = [case for case in make_set(folder, 12, 0) if case["type"] == ALTERED]
    assert altered
    for case in altered:
        assert case["question"].startswith("Is it true that ")
        assert case["answerable"] is False
        true = case["note"].removeprefix(f"{NOTE}; the article says ")
        assert true in BRIDGE + MILL


def test_the_same_seed_makes_the_same_set(folder: Path) -> None:
    assert set_lines(make_set(folder, 8, 5)) == set_lines(make_set(folder, 8, 5))
    questions = {tuple(case["id"] for case in make_set(folder, 4, seed)) for seed in range(6)}
    assert len(questions) > 1


def test_ids_stay_when_the_set_is_made_again_with_more(folder: Path) -> None:
    few, many = (
        {case["question"]: case["id"] for case in make_set(folder, n, 0) if case["answerable"]} for n in (4, 20)
    )
    assert few.items() <= many.items()


@pytest.mark.parametrize("limit", [1, 2, 5, 9])
def test_there_are_never_more_questions_than_asked_for(folder: Path, limit: int) -> None:
    made = make_set(folder, limit, 0)
    assert 1 <= len(made) <= limit
    assert len({case["id"] for case in made}) == len(made)


def test_articles_in_other_languages_and_unreadable_files_are_passed_over(write_articles: WriteArticles) -> None:
    turkish = "Köprü\n\nKöprü 1923 yılında Ankara'da açıldı ve şehrin iki yakasını birbirine bağladı.\n"
    folder = write_articles({"bridge.txt": BRIDGE, "kopru.txt": turkish, "broken.txt": b"a\0b"})
    assert {case["sources"][0]["article"] for case in make_set(folder, 20, 0) if case["sources"]} == {"bridge.txt"}


def test_a_folder_without_a_fitting_sentence_is_refused(write_articles: WriteArticles) -> None:
    with pytest.raises(PressmarkError, match="no English sentence"):
        make_set(write_articles({"a.txt": "Nothing much happened here. They all went home.\n"}), 5, 0)


def test_the_sample_articles_give_a_mixed_set() -> None:
    made = make_set(SAMPLE, 24, 0)
    kinds = Counter(case["type"] for case in made)
    assert kinds.keys() >= {"when", "who", WITHHELD, ALTERED}
    assert 0.3 <= sum(case["answerable"] for case in made) / len(made) <= 0.6


def test_lines_keep_every_script_as_it_is_written() -> None:
    case: dict[str, Any] = {"question": "Где мост?"}
    assert set_lines([case]) == '{"question": "Где мост?"}\n'
    assert json.loads(set_lines([case])) == case
