import pytest

from eval.experiments.ablation import Asked, reached, table_of, variants
from eval.records import GoldSource
from index.records import Span
from tests.rag.builders import candidate, passage, search

STORY = passage("The old bridge was opened by the mayor.", "The old ferry was painted by sailors.", "The tower fell.")


def asked(similarities: list[float], coverages: list[float], right: int) -> Asked:
    span = STORY.sentences[right].span
    return Asked(
        search("Tell me", candidate(STORY, similarities, coverages)),
        (GoldSource("a.txt", (Span(span.start, span.end),), 0, 1),),
    )


def test_each_sign_is_turned_off_once_then_all_of_them() -> None:
    rows = list(variants())
    assert rows[0] == ("all signs", ())
    assert ("without covered", ("covered",)) in rows
    assert rows[-1][0] == "cosine alone"
    assert {name for _, off in rows[1:-1] for name in off} == set(rows[-1][1])


def test_what_a_sign_earns_is_missing_when_it_is_off() -> None:
    by_words = asked([0.5, 0.49, 0.2], [0.0, 1.0, 0.0], right=1)
    by_cosine = asked([0.9, 0.5, 0.4], [0.0, 0.0, 0.0], right=0)
    assert (reached([by_words, by_cosine], ()).first, reached([by_words, by_cosine], ()).three) == (1.0, 1.0)
    assert reached([by_words, by_cosine], ("covered",)).first == pytest.approx(0.5)


def test_a_table_has_a_row_for_each_variant() -> None:
    assert table_of("mine", [asked([0.9, 0.5, 0.4], [0.0] * 3, right=0)]).row_count == len(list(variants()))
