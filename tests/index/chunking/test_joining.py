"""What says nothing apart is one sentence: question and answer, lead-in and list, number and rule."""

import pytest

from index.chunking.sentences import split_sentences
from index.language.token_counts import count_tokens
from index.records import Span


def sentences(text: str, language: str = "en", limit: int = 256) -> list[str]:
    return [each.span.of(text) for each in split_sentences(text, [Span(0, len(text))], language, limit, count_tokens)]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("**Who paid?**\n\nThe guild paid it all.", "**Who paid?**\n\nThe guild paid it all."),
        ("Q: Who paid?\nA: The guild.\nQ: When?\nA: In May.", "Q: Who paid?\nA: The guild."),
        ("Wer zahlt?\n\nDie Gilde.", "Wer zahlt?\n\nDie Gilde."),
        ("من دفع؟\n\nالنقابة دفعت كل شيء.", "من دفع؟\n\nالنقابة دفعت كل شيء."),
        ("# Tolls\n\n## Who pays?\n\nThe guild pays.", "Who pays?\n\nThe guild pays."),
        ("Who pays?\n\n- the guild\n- the town", "Who pays?\n\n- the guild\n- the town"),
        ("Who pays?\n\nThe Guild of Smiths", "Who pays?\n\nThe Guild of Smiths"),
    ],
)  # fmt: skip
def test_a_question_has_its_answer(text: str, joined: str) -> None:
    assert joined in sentences(text)


def test_a_short_answer_goes_on_with_its_next_sentence() -> None:
    text = "What did it cost?\n\nI knew it. It came to nine crowns a head, with soup. We were glad of it."
    assert sentences(text) == [text.removesuffix(" We were glad of it."), "We were glad of it."]


def test_a_question_that_is_the_title_stands_alone() -> None:
    text = "# Who owns the barn?\n\nNobody has used it for years."
    assert sentences(text) == ["Who owns the barn?", "Nobody has used it for years."]


def test_a_question_within_a_paragraph_and_a_row_of_questions_stand_alone() -> None:
    assert sentences("Who pays? The town does.") == ["Who pays?", "The town does."]
    assert sentences("Who pays?\n\nWho eats?\n\nAll do.") == ["Who pays?", "Who eats?\n\nAll do."]


@pytest.mark.parametrize(
    "text",
    [
        "These came:\n\n- Anna\n- Boris\n- Cem",
        "These came:\n* Anna\n* Boris",
        "Es kamen:\n\n1. Anna\n2. Boris",
        "Пришли:\n\n• Анна\n• Борис",
        "They came:\n\nAnna Reed\n\nBoris Lind",
        "**They came:**\n\n- Anna, who steered. She is nine.\n- Boris",
    ],
)
def test_a_lead_in_has_its_list(text: str) -> None:
    assert sentences(text) == [text]


def test_a_heading_with_a_colon_has_its_list() -> None:
    assert sentences("## Crew:\n\n- Anna\n- Boris")[-1] == "Crew:\n\n- Anna\n- Boris"


@pytest.mark.parametrize(
    "text",
    [
        "The winners\n\n1. Anna Reed\n2. Boris Lind",
        "These streets will be dug up in June\n\n- Chapel Row\n- Long Acre",
        "The following streets will be dug up in June, if it is dry.\n\n- Chapel Row\n- Long Acre",
    ],
)
def test_a_line_above_a_list_leads_to_it(text: str) -> None:
    assert sentences(f"# News\n\nIt rained.\n\n{text}") == ["News", "It rained.", text]


def test_the_title_of_a_list_and_a_sentence_before_one_stay_apart() -> None:
    assert sentences("# The winners\n\n- Anna Reed\n- Boris Lind")[0] == "The winners"
    assert sentences("It rained all day.\n\n- Anna Reed\n- Boris Lind")[0] == "It rained all day."


def test_a_question_that_is_an_item_has_the_next_item() -> None:
    assert sentences("- When is it shut?\n- On Mondays.\n- Who pays?\n- The town.") == [
        "When is it shut?\n- On Mondays.",
        "Who pays?\n- The town.",
    ]


def test_a_long_list_stays_apart() -> None:
    items = [
        f"- item {number} with a good many words behind it, so that no reader wants them all" for number in range(20)
    ]
    text = "\n".join(["They need:", "", *items])
    assert sentences(text)[0] == "They need:"
    assert len(sentences(text)) == 21


def test_what_is_joined_fits_a_passage() -> None:
    text = "They came:\n\n" + "\n".join(f"- Anna{number}" for number in range(40))
    assert all(count_tokens(each) <= 64 for each in sentences(text, limit=64))
    assert len(sentences(text, limit=64)[0].splitlines()) > 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 6. The warden may count swans.", "en"),
        ("Section 3.\nNobody may fish.", "en"),
        ("Artikel 6. Die Würde gilt.", "de"),
        ("Madde 12. Herkes okur.", "tr"),
        ("Статья 7. Каждый читает.", "ru"),
        ("## Article 6\n\nThe warden may count swans.", "en"),
        ("§ 5\n\nNobody may fish.", "en"),
    ],
)
def test_a_number_has_its_rule(text: str, language: str) -> None:
    assert sentences(text, language) == [text.removeprefix("## ")]


def test_a_sentence_struck_out_is_none() -> None:
    assert sentences("~~The barn is Oren's.~~ The barn is the parish's.") == ["The barn is the parish's."]
    assert sentences("~~All of this is gone.~~\n\nThis stands.") == ["This stands."]
    assert sentences("It begins at ~~seven~~ eight.") == ["It begins at ~~seven~~ eight."]
    assert sentences("~~On Monday,~~ it begins.") == ["~~On Monday,~~ it begins."]
    assert sentences("One ~~ sign. Two stand.") == ["One ~~ sign.", "Two stand."]
