"""Questions for all articles that mention something."""

from tests.rag.conftest import Fill

SHELF = {
    "a.txt": "---\ntitle: Honey in Dalby\ndate: 2019-09-01\n---\n\nThe roof gave much honey in 2019. It rained.\n",
    "b.txt": "---\ntitle: Trade\ndate: 2017-03-12\n---\n\nTrade grew. Dalby sold its honey to Selmar last year.\n",
    "c.txt": "The festival draws many visitors to the town.\n",
}


def test_every_article_that_mentions_it_is_listed_by_title_with_its_sentence(fill: Fill, answering: None) -> None:
    answer = fill(SHELF).ask("Which articles mention honey?")
    assert answer.notes == ("Mentioned in: Trade [1]; Honey in Dalby [2].",)
    assert [(each.file, each.quote) for each in answer.citations] == [
        ("b.txt", "Dalby sold its honey to Selmar last year."),
        ("a.txt", "The roof gave much honey in 2019."),
    ]


def test_a_title_counts_with_the_sentence(fill: Fill, answering: None) -> None:
    answer = fill(SHELF).ask("Which articles mention the Dalby roof?")
    assert answer.notes == ("Mentioned in: Honey in Dalby [1].",)
    assert [each.file for each in answer.citations] == ["a.txt"]


def test_where_no_article_holds_all_of_it_the_best_sentences_are_quoted(fill: Fill, answering: None) -> None:
    answer = fill(SHELF).ask("Which articles mention submarines and visitors?")
    assert answer.answered
    assert answer.notes == ()
