from rag.catalog.overviews.countries import countries_of
from rag.catalog.overviews.covering import sentences_to_tell
from rag.catalog.overviews.grouping import group_subjects, subject_of
from rag.catalog.overviews.people import people_of
from rag.catalog.overviews.titles import group_names, group_title
from tests.rag.builders import passage

BRIDGE = passage("In the town of Selmar Otto Lind opened the bridge.", "It took Otto Lind an hour.", file="a.txt")
PILLAR = passage("A ferry struck the bridge of Selmar, said Otto Lind.", file="b.txt")
BEES = passage("At the opera of Dalby the keeper is Tomas Reiter.", file="c.txt")


def test_articles_that_share_names_are_one_group_titled_by_them_where_none_has_a_headline() -> None:
    subjects = [subject_of([each]) for each in (BRIDGE, BEES, PILLAR)]
    groups = group_subjects(subjects)
    assert [sorted(group) for group in groups] == [[0, 2], [1]]
    assert "Otto Lind" in group_title(subjects, groups[0])


def test_a_group_is_titled_by_the_headline_that_says_most_of_what_its_articles_share() -> None:
    subjects = [
        subject_of([passage(text, file=file, title=title)])
        for file, title, text in (
            ("a.txt", "A quiet week in May", "In Selmar the mayor Otto Lind opened the bridge over the river."),
            ("b.txt", "The bridge of Selmar is open", "The mayor Otto Lind opened the bridge of Selmar."),
            ("c.txt", "Bees on the roof", "The keeper of the bees at the opera is Tomas Reiter."),
        )
    ]
    assert group_title(subjects, [0, 1]) == "The bridge of Selmar is open"
    assert group_title(subjects, [2]) == "Bees on the roof"
    assert group_names(subjects, [0, 1])[0] == "Selmar"


def test_words_with_a_capital_in_headlines_alone_are_no_names() -> None:
    told = subject_of([passage("Fires near Selmar", "The fires burn near the town of Selmar.", headings=[0])])
    assert set(told.names) == {"Selmar"}


def test_capitals_alone_make_nobody() -> None:
    told = sentences_to_tell([passage(
        "Hence Turkey went on with the work at the bridge.",
        "Prominent Turkish journalist Otto Lind came to the bridge in March.",
        "Despite Ankara the columnist Tomas Reiter of the Selmar Courier wrote a letter.",
        "Al Monitor’s Turkish reporter Ann Low said that visibility at the bridge was bad.",
        "A suite of his, Low Visibility, was played in Porto Brando for Kazakh President Ali Tok.",
    )])  # fmt: skip
    assert sorted(name for name, _ in people_of(told)) == ["Ali Tok", "Ann Low", "Otto Lind", "Tomas Reiter"]


def test_countries_are_counted_by_every_name_for_them() -> None:
    told = sentences_to_tell([passage(
        "The US and Türkiye signed it, said Michael Jordan of the chamber of trade.",
        "In Turkey the treaty was read out on the market.",
        "The United States and Turkey will meet again in Côte d’Ivoire or in the Ivory Coast’s north.",
    )])  # fmt: skip
    assert [name for name, _ in countries_of(told)] == ["Turkey", "US", "Côte d’Ivoire"]


def test_people_are_listed_once_with_the_sentence_that_introduces_them() -> None:
    told = sentences_to_tell([passage(
        "Yet Otto Lind went on with the work at the bridge.",
        "The mayor of the town, Otto Lind, was born in Selmar.",
        "The keeper of the bees at the opera is Tomas Reiter.",
    )])  # fmt: skip
    people = people_of(told)
    assert [name for name, _ in people] == ["Otto Lind", "Tomas Reiter"]
    assert people[0][1].position == 1
