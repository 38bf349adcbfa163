import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.sets import SAMPLE, read_set
from eval.metrics.matching import stated_facts, states
from eval.question_generation.make_set import ALTERED, NOTE, WITHHELD, as_alternative, make_set, set_lines
from index.errors import PressmarkError
from tests.conftest import WriteArticles

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
