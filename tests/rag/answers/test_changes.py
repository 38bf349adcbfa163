"""What kind of difference there is between answers that a reader names."""

from dataclasses import replace

import pytest

from rag.answers.agreement import answers_given
from rag.answers.changes import renewed, rounded, told_apart
from tests.rag.answers.test_named_answers import named
from tests.rag.builders import asked, search

EARLY, LATE = "2019-02-12", "2021-06-01"
PAST, NOW = "How much did the hall of Dalby cost?", "How many soldiers are stationed at Port Rudd?"
PRESENT = ("About 780 soldiers are stationed at Port Rudd.", "780 soldiers")


def told(question: str, early: tuple[str, str], late: tuple[str, str], *, days: tuple[str, str] = (EARLY, LATE)) -> str:
    """Return the kind of the difference between two articles, each a sentence and the words in it that answer."""
    found = [named(*early, 3.0, "a.txt", days[0]), named(*late, 2.9, "b.txt", days[1])]
    groups = answers_given(search(question), found)
    assert len(groups) == 2
    differing = told_apart(asked(question), groups)
    assert {each.file for each in differing.answers} == {"a.txt", "b.txt"}
    newest_first = differing.answers[0].file == "b.txt"
    assert newest_first == (differing.kind != "conflict")
    return differing.kind


@pytest.mark.parametrize(
    ("late", "kind"),
    [
        ("In the end the hall of Dalby cost 153 million euros.", "update"),
        ("The cost of the hall of Dalby has risen to 153 million euros.", "update"),
        ("The hall of Dalby cost 153 million euros, up from 110 million.", "update"),
        ("The hall of Dalby cost 153 million euros, not 110 million as we wrote.", "correction"),
        ("We first reported otherwise: the hall of Dalby cost 153 million euros.", "correction"),
        ("The hall of Dalby cost 153 million euros.", "conflict"),
        ("I kept the books, and the hall of Dalby cost 153 million euros.", "conflict"),
    ],
)
def test_a_later_article_changes_a_value_only_if_it_says_so(late: str, kind: str) -> None:
    early = ("The hall of Dalby cost 110 million euros.", "110 million euros")
    assert told(PAST, early, (late, "153 million euros")) == kind


def test_a_cost_replaces_a_plan() -> None:
    early = ("The hall of Dalby is to cost 110 million euros.", "110 million euros")
    assert told(PAST, early, ("The hall of Dalby cost 153 million euros.", "153 million euros")) == "update"


def test_what_holds_now_is_what_the_newest_article_says() -> None:
    assert told(NOW, PRESENT, ("Port Rudd has 910 soldiers.", "910 soldiers")) == "update"


def test_a_witness_contradicts_whenever_they_speak() -> None:
    assert told(NOW, PRESENT, ("I counted 910 soldiers at Port Rudd.", "910 soldiers")) == "conflict"


@pytest.mark.parametrize("days", [(EARLY, EARLY), (EARLY, "2019"), ("", LATE)])
def test_without_an_order_of_the_days_nothing_replaces_anything(days: tuple[str, str]) -> None:
    assert told(NOW, PRESENT, ("Port Rudd now has 910 soldiers.", "910 soldiers"), days=days) == "conflict"


@pytest.mark.parametrize(
    ("language", "question", "early", "late", "kind"),
    [
        ("de", "Was hat es gekostet?", "Es kostete 185.000 Euro.", "Am Ende kostete es 212.000 Euro.", "update"),
        ("fr", "Combien a coûté le pont ?", "Il a coûté 12 millions.", "Finalement il a coûté 19 millions.", "update"),
        ("es", "¿Cuánto costó?", "El puente costó 12 millones.", "No 12, sino 19 millones costó.", "correction"),
        ("tr", "Köprü kaça mal oldu?", "12 milyon lira tuttu.", "Maliyet sonunda 19 milyon lirayı buldu.", "update"),
        ("ru", "Сколько стоил мост?", "Мост стоил 12 миллионов.", "В итоге мост стоил 19 миллионов.", "update"),
        ("ar", "كم كانت كلفة الجسر؟", "كلف الجسر 12 مليون.", "في النهاية كلف الجسر 19 مليون.", "update"),
    ],
)  # fmt: skip
def test_changes_are_told_in_other_languages(language: str, question: str, early: str, late: str, kind: str) -> None:
    taken = asked(question, language)
    groups = []
    for text, file, day in ((early, "a.txt", EARLY), (late, "b.txt", LATE)):
        found = named(text, next(word for word in text.split() if word[:2].isdigit()), 3.0, file, day)
        card = replace(found.candidate.passage.article, language=language)
        candidate = replace(found.candidate, passage=replace(found.candidate.passage, article=card))
        (group,) = answers_given(replace(search(question), question=taken), [replace(found, candidate=candidate)])
        groups.append(group)
    assert told_apart(taken, groups).kind == kind


def test_a_number_and_its_rounding_are_told_as_one_the_exact_one_first() -> None:
    rough = named("About 4,100 people came.", "About 4,100 people", 3.0, "a.txt", EARLY)
    exact = named("Exactly 4,112 people came.", "4,112 people", 2.9, "b.txt", LATE)
    ((*group,),) = answers_given(search("How many people came?"), [rough, exact])
    differing = rounded(group)
    assert differing
    assert differing.kind == "rounding"
    assert [each.values[0].text for each in differing.answers] == ["4,112 people", "4,100 people"]
    assert rounded([group[0], group[0]]) is None


@pytest.mark.parametrize(("question", "first"), [(NOW, "b.txt"), (PAST, "a.txt")])
def test_of_what_holds_now_a_later_article_that_tells_a_change_is_quoted_first(question: str, first: str) -> None:
    early = named("The contingent is to shrink to 310 soldiers.", "310", 1.0, "a.txt", EARLY)
    late = named("The soldiers are now 14 kilometres away, 333 of them.", "333", 0.0, "b.txt", LATE)
    quoted = renewed(asked(question), [early, late])
    assert quoted[0].candidate.passage.article.file == first
    assert len(quoted) == 2
