import pytest

from rag.drafts.reading.quotations import find_quotations
from rag.drafts.reading.words import words_of


def found(text: str) -> list[str]:
    return [" / ".join(span.of(text) for span in each.spans) for each in find_quotations(text)]


@pytest.mark.parametrize(
    ("draft", "quotation"),
    [
        ("He said “it is over” now.", "it is over"),
        ('He said "it is over" now.', "it is over"),
        ("Er sagte „es ist aus“ und ging.", "es ist aus"),
        ("Il dit « c’est la fin » hier.", " c’est la fin "),
        ("Er sagte »es ist aus« und ging.", "es ist aus"),
        ("Il dit ‹ la fin est là › hier.", " la fin est là "),
        ("彼は「これは本です」と言った。", "これは本です"),
        ("She said ‘it won’t do’ again.", "it won’t do"),
        ("She said 'it won't do' again.", "it won't do"),
    ],
)
def test_every_style_of_marks_is_known(draft: str, quotation: str) -> None:
    assert found(draft) == [quotation]


def test_a_quotation_within_another_belongs_to_it() -> None:
    assert found("He said, “they call it ‘the end of days’ there.”") == ["they call it ‘the end of days’ there."]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    assert found("“The first paragraph.\n\n“The second one.”\n\nThe rest.") == [
        "The first paragraph. / The second one."
    ]


def test_he_said_parts_a_quotation_only_within_a_sentence() -> None:
    assert found("“It is,” he said, “the end of it.”") == ["It is, / the end of it."]
    assert found("“It is done.” He said more. “The end is near.”") == ["It is done.", "The end is near."]


def test_a_block_is_a_quotation_and_its_last_line_may_sign_it() -> None:
    (block,) = find_quotations("He wrote:\n\n> Nothing is\n> ever over.\n> — Ann Lee\n\nSo it goes.")
    assert [word.key for word in block.words] == ["nothing", "is", "ever", "over"]
    assert block.signed == "Ann Lee"


def test_apostrophes_inches_and_terms_are_no_quotations() -> None:
    assert found("The workers' union of the '90s didn't win. A 5' 10\" tall man, a \"term\".") == []


def test_a_workers_union_doesnt_end_a_quotation() -> None:
    assert found("‘The workers’ union won’t yield,’ she said.") == ["The workers’ union won’t yield,"]


def test_ellipses_and_brackets_part_what_must_stand_together() -> None:
    (quotation,) = find_quotations("“[T]he old [grey] bridge … was closed [...] for good”")
    assert [(piece.gap, [word.key for word in piece.words]) for piece in quotation.pieces] == [
        ("none", ["the", "old"]),
        ("insertion", ["bridge"]),
        ("ellipsis", ["was", "closed"]),
        ("ellipsis", ["for", "good"]),
    ]


def test_typography_changes_no_word() -> None:
    one = words_of("“Don’t co\u00adoperate” – 1,440 men, 5%")
    other = words_of("don't cooperate -- 1440 men, 5 percent")
    assert [word.key for word in one] == [word.key for word in other]
