"""Each written sentence stands, is mended once with better evidence, or is struck out; the claims are tested apart."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.generation.checks.check import CheckedDraft, SourceMaterial, check_drafts
from rag.generation.checks.drafts import Draft
from rag.generation.checks.support import Excerpt
from tests.rag.builders import article_of, passage

BRIDGE = passage("The harbour bridge of Selmar was opened in 1931.", "It cost 4.2 million crowns.", number=1)
BEES = passage("The opera house keeps six beehives on its roof.", file="b.txt", number=2)
EXCERPTS = (Excerpt(1, BRIDGE, 0, 1), Excerpt(2, BEES, 0, 0))


def nothing_near(texts: list[str]) -> NDArray[np.float32]:
    return np.zeros((len(texts), 2), dtype=np.float32)


def material() -> SourceMaterial:
    texts = {"a.txt": article_of(BRIDGE), "b.txt": article_of(BEES)}
    return SourceMaterial(EXCERPTS, texts, lambda _: None, nothing_near)


def checked(text: str, *numbers: int) -> CheckedDraft:
    (result,) = check_drafts([Draft(text, numbers, opens=False)], material())
    return result


def kinds(result: CheckedDraft) -> Sequence[str]:
    return [problem.kind for problem in result.problems]


def test_a_sentence_that_its_source_says_stands() -> None:
    result = checked("The harbour bridge of Selmar was opened in 1931.", 1)
    assert result.stands
    assert not result.repaired
    assert [each.passage.id for each in result.sources] == [1]


def test_one_with_the_wrong_marker_is_mended_with_the_evidence_that_says_it() -> None:
    result = checked("The opera house keeps six beehives on its roof.", 1)
    assert result.stands
    assert result.repaired
    assert [each.passage.id for each in result.sources] == [2]


@pytest.mark.parametrize("numbers", [(), (9,), (1, 9)])
def test_one_without_a_valid_marker_has_a_marker_problem(numbers: tuple[int, ...]) -> None:
    assert kinds(checked("Snow lay on Dalby all winter.", *numbers)) == ["marker"]


def test_one_that_nothing_says_is_struck_out() -> None:
    result = checked("Snow lay on Dalby all winter.", 1)
    assert not result.stands
    assert "meaning" in kinds(result) or "name" in kinds(result)


def test_one_that_its_source_denies_is_not_mended_with_another_source() -> None:
    result = checked("The harbour bridge of Selmar was not opened in 1931.", 1)
    assert not result.stands
    assert "negation" in kinds(result)


def test_the_names_of_an_article_are_found_once() -> None:
    evidence = material()
    assert "selmar" in evidence.names_in(EXCERPTS[:1])
    assert set(evidence.words) == {"a.txt"}
    assert [each.number for each in evidence.numbered([2, 7])] == [2]
