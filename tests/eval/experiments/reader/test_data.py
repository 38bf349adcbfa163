"""What the reader is taught with: groups that are the same again, and questions changed as people ask them."""

import random
from itertools import islice

from eval.experiments.reader.data.altering import altered, everyday, typed_as_keywords
from eval.experiments.reader.data.groups import Groups
from eval.experiments.reader.data.sources import HELD_OUT, Asked, Document, Story

FERRY = (
    "The ferry Almira ran aground near Port Ellis in March 2021.",
    "Captain Rosa Lind blamed the fog.",
    *(f"Witness {number} of Port Ellis saw nothing of it that night." for number in range(20)),
)
AGAIN = ("The Almira sailed again in May 2022.", "The repairs cost 3 million.")
ARTICLES = (Document("Ferry runs aground", "2021-03-01", FERRY), Document("Ferry sails again", "2022-05-01", AGAIN))
ASKED = (
    Asked("When did the ferry run aground in 2021?", "fact", frozenset({(0, 0)}), ((1, 0),), ("March 2021",)),
    Asked("How old is Captain Rosa Lind?", "attribute", frozenset(), ((0, 1),)),
)


def stories() -> list[Story]:
    named = [Story(f"T-{n}", "stories", ARTICLES, ASKED) for n in range(3)]
    return [*named, Story(HELD_OUT[0], "stories", ARTICLES, (Asked("held out?", "fact", frozenset(), ()),))]


def test_groups_are_the_same_from_any_place_on() -> None:
    every = list(islice(Groups(stories(), 7).row(), 30))
    assert list(islice(Groups(stories(), 7).row(20), 10)) == every[20:]


def test_gold_sentences_are_marked_where_they_stand() -> None:
    for group in islice(Groups(stories(), 7).row(), 60):
        for shown in group.shown:
            for number in shown.gold:
                assert "March 2021" in shown.window.sentences[number]


def test_stories_that_are_held_out_are_not_asked() -> None:
    asked = {group.question.lower().rstrip("?") for group in islice(Groups(stories(), 7).row(), 60)}
    assert "held out" not in asked


def test_a_question_is_made_false_by_another_year() -> None:
    changed = altered(ASKED[0], stories()[0], [stories()[0]], random.Random(2))
    assert changed
    assert changed.startswith("When did the ferry run aground in ")
    assert changed != ASKED[0].text


def test_an_everyday_question_shares_a_name_with_the_story() -> None:
    made = {everyday(stories()[0], random.Random(seed)) for seed in range(60)} - {None}
    assert any(text and ("Port Ellis" in text or "Rosa Lind" in text) for text in made)


def test_keywords_keep_what_matters() -> None:
    typed = {typed_as_keywords(ASKED[0].text, random.Random(seed)).lower() for seed in range(20)}
    assert "ferry run aground 2021" in typed
