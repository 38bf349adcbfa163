"""What stands in quotation marks must stand so in the article that is cited."""

import pytest

from rag.generation.checks.quotations import find_words, plain, quotations, wrong_quotations

ARTICLE = "The mayor said: “The bridge isn’t safe — not yet.” Then he left."


@pytest.mark.parametrize(("text", "found"), [
    ("He said: “The bridge is safe.”", ["The bridge is safe."]),
    ("Er sagte: „Die Brücke ist sicher.“", ["Die Brücke ist sicher."]),
    ("Il a dit : « le pont est sûr »", [" le pont est sûr "]),
    ('He called it "quite safe" and "a wonder".', ["quite safe", "a wonder"]),
    ('It is a "wonder".', []),
    ('"The bridge ... is not yet […] quite safe"', ["The bridge", "is not yet", "quite safe"]),
    ("Nothing is quoted.", []),
])  # fmt: skip
def test_quotations_of_two_words_or_more_are_found(text: str, found: list[str]) -> None:
    assert list(quotations(text)) == found


def test_marks_dashes_and_case_make_no_difference() -> None:
    assert plain("“The bridge isn’t safe – not yet.”") == plain("\"the  bridge isn't safe - not yet")


def test_a_quotation_that_the_article_has_is_right() -> None:
    claim = 'The mayor said "the bridge isn\'t safe - not yet".'
    assert list(wrong_quotations(claim, [ARTICLE], lambda _: None)) == []


def test_one_that_no_article_has_is_fabricated_and_one_of_another_article_misattributed() -> None:
    claim = "The mayor said “the bridge will stand for ever”."
    (made_up,) = wrong_quotations(claim, [ARTICLE], lambda _: None)
    assert (made_up.kind, made_up.words) == ("fabricated", "the bridge will stand for ever")
    (elsewhere,) = wrong_quotations(claim, [ARTICLE], lambda _: "b.txt")
    assert (elsewhere.kind, elsewhere.words) == ("misattributed", "the bridge will stand for ever (b.txt)")


def test_the_first_article_with_the_words_is_named() -> None:
    articles = [("a.txt", "Rain fell."), ("b.txt", ARTICLE), ("c.txt", ARTICLE)]
    assert find_words(plain("The bridge isn't safe"), articles) == "b.txt"
    assert find_words("snow", articles) is None
