"""What pronouns mean is found by sort: a person for "he", a thing for "it", a place for "there", a date for "then"."""

from rag.questions.followups.coreference import (
    Exchange,
    item,
    moment,
    named_by,
    person,
    place,
    several,
    spoken_of,
    thing,
)
from rag.questions.followups.nouns import noun_phrases
from rag.questions.followups.topic import topic
from rag.questions.kinds import Kind

BRIDGE = Exchange(
    "Why did Otto Lind open the harbour bridge?", "Otto Lind opened it because the ferry sank.", ("Otto",)
)
CONGRESS = Exchange("Where was the Energy Congress held in 2010?", "Montreal was host in 2010.", ("Montreal",))
LAUNCH = Exchange("When was the satellite launched?", "It was launched in March 1972.", ("March 1972",))


def test_an_exchange_knows_what_it_asks_and_names() -> None:
    assert [each.text for each in BRIDGE.asked] == ["Otto Lind"]
    assert BRIDGE.kind is Kind.WHY
    assert CONGRESS.told[0].text == "Montreal"
    assert Exchange("What kind of Russian plane was shot down?", "", ()).wh_noun == "Russian plane"


def test_he_is_the_person_named_last() -> None:
    assert person([BRIDGE], subject=True) == "Otto Lind"
    assert person([CONGRESS], subject=True) is None
    assert person([BRIDGE], subject=True, besides=frozenset({"lind"})) is None


def test_it_is_the_thing_that_was_asked_about() -> None:
    assert thing([BRIDGE], agent=False, subject=True) == "the harbour bridge"


def test_they_are_two_that_were_named_together() -> None:
    talks = Exchange("What did Turkey and Russia agree on?", "They agreed on a pipeline.", ())
    assert several([talks], subject=True) == "Turkey and Russia"


def test_there_is_the_place_and_then_the_date_that_was_asked_for() -> None:
    assert place([CONGRESS]) == "Montreal"
    assert place([BRIDGE]) is None
    assert moment([LAUNCH]) == "March 1972"
    assert moment([BRIDGE]) is None


def test_an_item_of_the_list_is_found_by_its_place() -> None:
    listed = Exchange("Which towns have trams?", "Trams run in Selmar Town, Dalby Town and Orvik Town.", ())
    assert [item([listed], which) for which in (0, 1, -1)] == ["Selmar Town", "Dalby Town", "Orvik Town"]
    assert item([listed], 7) is None
    assert item([BRIDGE], 0) is None


def test_a_noun_means_the_full_name_that_ends_with_it() -> None:
    named = Exchange("Who builds the Akkuyu nuclear power plant?", "Rosatom does.", ())
    assert named_by("plant", [named]) == "the Akkuyu nuclear power plant"
    assert named_by("ferry", [named]) is None
    assert spoken_of("plants", named)
    assert not spoken_of("ferry", named)


def test_noun_phrases_stand_behind_an_article_without_the_verb() -> None:
    assert noun_phrases("When did the harbour bridge open?") == ["harbour bridge"]
    assert noun_phrases("Who opened it?") == []


def test_a_topic_is_the_words_of_the_last_question_without_those_said_again() -> None:
    assert topic([BRIDGE], "", 12) == "Otto Lind open, harbour bridge"
    assert topic([BRIDGE], "the harbour bridge", 12) == "Otto Lind open"
    assert topic([BRIDGE], "", 2) == "Otto Lind"


def test_a_german_noun_behind_an_article_is_no_name() -> None:
    said = Exchange("Wer eröffnete die Brücke?", "Die alte Brücke hat Lind im Hafen im Iran eröffnet.", ())
    assert "Brücke" not in " ".join(each.text for each in said.asked)
    assert [each.text for each in said.told] == ["Lind", "Iran"]
