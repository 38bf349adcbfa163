"""What a text names is told by form and company: persons, places, bodies, dates, things."""

import pytest

from rag.language.mentions import Sort, introduction, mentions
from rag.language.places import is_place


@pytest.mark.parametrize(
    ("text", "name", "sort"),
    [
        ("It came up because of Alexander Mikheyev, who heads the firm.", "Alexander Mikheyev", Sort.PERSON),
        ("Prime Minister Binali Yıldırım told journalists so.", "Binali Yıldırım", Sort.PERSON),
        ("What did Peskov say about the drones?", "Peskov", Sort.PERSON),
        ("The columnist Semih Idiz argued so.", "Semih Idiz", Sort.PERSON),
        ("They flew from Turkey to Libya.", "Turkey", Sort.PLACE),
        ("Deputies met in Kıyıköy.", "Kıyıköy", Sort.PLACE),
        ("He spoke for the Foreign Ministry.", "the Foreign Ministry", Sort.GROUP),
        ("The secular CHP wants it.", "CHP", Sort.GROUP),
        ("They share the Akkuyu nuclear power plant.", "the Akkuyu nuclear power plant", Sort.THING),
        ("It replaced South Stream.", "South Stream", Sort.THING),
        ("It was shot down on Oct. 25, 2015 at noon.", "Oct. 25, 2015", Sort.DATE),
        ("It was founded in 2009.", "2009", Sort.DATE),
    ],
)
def test_each_name_has_its_sort(text: str, name: str, sort: Sort) -> None:
    assert (name, sort) in {(each.text, each.sort) for each in mentions(text)}


def test_words_that_only_open_a_sentence_or_say_where_from_are_no_names() -> None:
    assert mentions("However, many Turkish and Russian drones came. They left on Friday.") == []


def test_places_are_known_however_they_are_accented_and_dotted() -> None:
    assert all(map(is_place, ("Türkiye", "U.S.", "US", "Bogotá", "Ankara", "Saudi Arabia")))
    assert not any(map(is_place, ("Mikheyev", "The", "")))


@pytest.mark.parametrize(("text", "name", "words"), [
    ("The columnist Otto Lind wrote it.", "Otto Lind", "The columnist Otto Lind"),
    ("It was bought by Otto Lind, who keeps bees, in May.", "Otto Lind", "Otto Lind, who keeps bees"),
    ("Their lawyer, Ann Low, called.", "Ann Low", "Their lawyer, Ann Low"),
    ("The mayor's brother Tom Reiter sang.", "Tom Reiter", "The mayor's brother Tom Reiter"),
    ("Norway’s arms agency Gasnor is new.", "Gasnor", "Norway’s arms agency Gasnor"),
    ("The website Gasnor wrote it.", "Gasnor", "The website Gasnor"),
    ("Unlike the big Gasnor ships they float.", "Gasnor", None),
    ("Selmar's prime minister, Ann Low, has met them.", "Ann Low", "Selmar's prime minister, Ann Low"),
    ("Ann Low is the keeper of the bees.", "Ann Low", "Ann Low is the keeper of the bees"),
    ("Otto Lind, a baker who lives in Selmar, said no.", "Otto Lind", "Otto Lind, a baker who lives in Selmar"),
    ("They told Otto Lind the bridge was shut.", "Otto Lind", None),
    ("They gave Otto Lind a medal.", "Otto Lind", None),
    ("They asked Otto Lind who had opened it.", "Otto Lind", None),
    ("To Otto Lind, the bridge was a disgrace.", "Otto Lind", None),
    ("With a turn of a valve, Otto Lind and Ann Low opened it.", "Otto Lind", None),
    ("The town told Otto Lind to go.", "Otto Lind", None),
    ("In the end Otto Lind said no.", "Otto Lind", None),
])  # fmt: skip
def test_who_somebody_is_stands_beside_the_name(text: str, name: str, words: str | None) -> None:
    mention = next(each for each in mentions(text) if each.text == name)
    found = introduction(text, mention)
    assert (found.of(text) if found else None) == words
