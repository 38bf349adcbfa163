"""Offices, given names, places, votes, parts and what was taken back, over two reports and an interview of one town."""

from collections.abc import Iterator

import pytest

from rag.drafts.check import check_draft
from rag.drafts.records import Finding
from rag.engine import Pressmark
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over

ARTICLES = {
    "vote.md": (
        "---\ntitle: The tram is voted down\nauthor: Ivo Marsden\npublisher: The Quay\npublished: 2021-03-10\n---\n\n"
        "The council of Port Amery rejected the new tram on Tuesday by 17 votes to 12. The mayor, Ruth Halloran, who "
        "had worked for it for six years, left the hall without a word. The tram was to cost €4.5 million, of which "
        "the town would have paid a third. The treasurer, Jonas Weidmann, spoke against it in a hall in Lindquay.\n\n"
        "“Nobody can ride on a plan,” the treasurer, Jonas Weidmann, said. A rival, the taxi company of the town, was "
        "glad. Its owner, Tessa Brandt, called the vote “a gift to every taxi in this town”. “We shall walk to work as "
        "we always have,” said the baker, Otto Lind.\n\n"
        "Klara Voss had counted the reserves down from 61 days to 38. The finance director told members that one fifth "
        "of the houses on the second line were empty. About 300 people saw the tram voted down.\n\n"
        "Correction: an earlier version of this article said that the hall had 46 seats. The hall has 64 seats.\n"
    ),
    "talk.md": (
        "---\ntitle: A talk with Ruth Halloran\nauthor: Ivo Marsden\npublished: 2021-05-02\n---\n\n"
        "Do you miss it?\n\nI count the trams that never came. I still have the plan on my wall.\n\n"
        "Will you stand again?\n\nI have bought a boat instead, and I mean to paint it myself.\n\n"
        "What colour?\n\nMy neighbours want it green. I think that I shall have it red.\n"
    ),
    "post.md": (
        "---\ntitle: After the vote\npublisher: The Roof Post\npublished: 2021-03-11\n---\n\n"
        "The tram of Port Amery is dead. Supporters of the tram put the crowd at 700 people in all.\n"
    ),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("town"), ARTICLES, WordEmbedding()) as opened:
        yield opened


def first(town: Pressmark, text: str, kind: str) -> Finding:
    return next(each for each in check_draft(town.library, text).findings if each.kind == kind)


@pytest.mark.parametrize(
    ("statement", "ours", "theirs"),
    [
        ("The treasurer, Ruth Halloran, left the hall without a word.", "treasurer", "mayor"),
        ("Mayor Klara Voss had counted the reserves down to 38 days.", "Mayor", "finance director"),
        ("Rita Halloran left the hall without a word.", "Rita Halloran", "Ruth Halloran"),
        ("The treasurer, Jonas Weidmann, spoke against it in a hall in Kessel.", "Kessel", "Lindquay"),
        ("The council of Port Amery rejected the tram by 17 votes to two.", "two", "12"),
        ("The council rejected the new tram on Tuesday by twelve votes to ten.", "ten", "17"),
        ("Of the €4.5 million the town would have paid a half.", "a half", "a third"),
        ("The hall in which the council met has 46 seats.", "46", "64"),
        ("The tram was to cost €5.4m.", "5.4m", "4.5 million"),
    ],
)
def test_another_person_place_vote_or_part_contradicts(town: Pressmark, statement: str, ours: str, theirs: str) -> None:
    found = first(town, statement, "claim")
    assert found.verdict == "contradicted", found
    assert [(each.draft, each.source) for each in found.changes] == [(ours, theirs)]


@pytest.mark.parametrize(
    "statement",
    [
        "Mayor Ruth Halloran left the hall without a word.",
        "Halloran, the mayor of Port Amery, had worked for the tram for six years.",
        "The council of Port Amery rejected the tram, by seventeen votes to twelve.",
        "The tram was to cost €4.5m.",
        "The finance director, Klara Voss, had counted the reserves down to 38 days.",
        "Some 20 per cent of the houses on the second line were empty.",
        "The hall in which the council met has 64 seats.",
        "The crowd that saw the tram voted down was of 300 people, or of 700 people in all, depending on the paper.",
    ],
)
def test_the_same_in_other_words_is_borne_out(town: Pressmark, statement: str) -> None:
    found = first(town, statement, "claim")
    assert found.verdict == "borne-out", found


def test_an_office_is_looked_at_where_a_sentence_says_no_more_than_who_spoke(town: Pressmark) -> None:
    wrong = "“I have bought a boat instead,” said the treasurer, Ruth Halloran."
    assert first(town, wrong, "claim").verdict == "contradicted"
    right = check_draft(town.library, "“I have bought a boat instead,” said the mayor, Ruth Halloran.")
    assert [each.kind for each in right.findings] == ["quotation"]


def test_a_description_that_nobody_gives_is_not_borne_out(town: Pressmark) -> None:
    found = first(town, "Ruth Halloran, a retired plumber, left the hall without a word.", "claim")
    assert (found.verdict, "plumber" in found.note or "retired" in found.note) == ("not-in-articles", True)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Nobody can ride on a plan", "Jonas Weidmann"),
        ("a gift to every taxi in this town", "Tessa Brandt"),
        ("We shall walk to work as we always have", "Otto Lind"),
    ],
)
def test_whoever_the_sentence_names_speaks_and_nobody_else_in_the_article(
    town: Pressmark, words: str, speaker: str
) -> None:
    assert first(town, f"“{words},” {speaker} said.", "quotation").verdict == "exact"
    found = first(town, f"“{words},” Ruth Halloran said.", "quotation")
    assert (found.verdict, speaker in found.note) == ("misattributed", True), found


def test_an_answer_of_an_interview_isnt_taken_for_its_authors(town: Pressmark) -> None:
    found = first(town, "“I count the trams that never came,” Ruth Halloran said.", "quotation")
    assert found.verdict == "exact", found
    found = first(town, "“I count the trams that never came,” Tessa Brandt said.", "quotation")
    assert found.verdict == "misattributed"


def test_a_sentence_that_names_nothing_is_not_held_against_another_story(town: Pressmark) -> None:
    draft = "Supporters of the tram put the crowd at 700 people in all. Two years later it was 900 people."
    assert [each.verdict for each in check_draft(town.library, draft).findings] != ["borne-out", "contradicted"]
