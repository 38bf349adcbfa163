"""A claim must not put words into another mouth than its source does."""

import pytest

from rag.generation.checks.speakers import speakers, wrong_speaker
from rag.language.names import capitals
from rag.language.parsing import read


def wrong(claim: str, lead: str, *before: str) -> str | None:
    readings = [read(each) for each in (*before, lead)]
    return wrong_speaker(read(claim), readings[-1], readings[:-1], capitals(readings))


@pytest.mark.parametrize(("sentence", "said"), [
    ("Otto Lind said the bridge is safe.", ["Otto Lind"]),
    ("Lind, the mayor, said the bridge is safe.", ["Lind"]),
    ("The bridge is safe, according to Otto Lind.", ["Otto Lind"]),
    ("“It is safe,” said Otto Lind.", ["Otto Lind"]),
    ("Otto Lind opened the bridge.", []),
])  # fmt: skip
def test_whoever_stands_beside_a_verb_of_speech_speaks(sentence: str, said: list[str]) -> None:
    known = frozenset({"otto", "lind"})
    assert [name.words for name in speakers(read(sentence), known)] == said


def test_another_speaker_than_the_sources_is_found() -> None:
    assert wrong("Anna Holt said the bridge is safe.", "On Monday Otto Lind said the bridge is safe.") == "Anna Holt"


@pytest.mark.parametrize(("claim", "told"), [
    ("Otto Lind said the bridge is safe.", ("On Monday Otto Lind said the bridge is safe.",)),
    ("Lind warned of ice.", ("The mayor, Otto Lind, spoke to the press.", "He warned of ice.")),
    ("Anna Holt said the bridge is safe.", ("Otto Lind and Anna Holt said the bridge is safe.",)),
    ("The bridge is safe.", ("On Monday Otto Lind said the bridge is safe.",)),
    ("Anna Holt said the bridge is safe.", ("The bridge is safe.",)),
])  # fmt: skip
def test_the_same_speaker_is_right_and_where_nobody_speaks_nothing_is_told(claim: str, told: tuple[str, ...]) -> None:
    *before, lead = told
    assert wrong(claim, lead, *before) is None


def test_he_is_who_was_named_before() -> None:
    assert wrong("Anna Holt warned of ice.", "He warned of ice.", "On Monday Otto Lind spoke.") == "Anna Holt"
