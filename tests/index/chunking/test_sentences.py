import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunking.boilerplate import content_spans
from index.chunking.sentences import split_long, split_sentences
from index.language.token_counts import count_tokens
from index.records import Sentence, Span


def cut(text: str, language: str | None = "en", limit: int = 256) -> list[Sentence]:
    return list(split_sentences(text, [Span(0, len(text))], language, limit, count_tokens))


def sentences(text: str, language: str | None = "en", limit: int = 256) -> list[str]:
    return [sentence.span.of(text) for sentence in cut(text, language, limit)]


def headings(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in cut(text) if sentence.heading]


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("en", "The leaders met in Antalya on Oct. 25, 2015, and agreed."),
        ("en", "The order of Jan. 12 was signed."),
        ("en", "Talks between the U.S. and Russia went on."),
        ("en", "Gen. Lee and Sen. Joe Doe paid $3.5 million to Acme Inc. for it."),
        ("en", "He came at 5 p.m. on Monday."),
        ("en", "“It is over. Go home,” he said."),
        ("tr", "Cumhurbaşkanı 12. yüzyıldan söz etti."),
        ("tr", "Ankara'da 25 Ekim 2015'te Dr. Ali konuştu."),
        ("de", "Am 5. Mai kam Dr. Weber z. B. nach Hause."),
        ("ru", "По словам В. В. Путина, в 2015 г. всё решили."),
        ("fr", "M. Dupont et MM. Petit ont parlé."),
        ("es", "El Sr. Pérez llegó a EE. UU. ayer."),
    ],
)
def test_an_abbreviation_or_a_number_with_a_full_stop_ends_no_sentence(language: str, whole: str) -> None:
    assert sentences(f"{whole} {whole}", language) == [whole, whole]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["He said, “It is over.”", "Then he left."]),
        ("en", ['She asked "Why?"', "Nobody knew."]),
        ("en", ["Wait... what?", "No!", "It can’t be."]),
        ("en", ["He lives in the U.S.", "He left."]),
        ("en", ["One\u00a0thing.", "Two\u00a0things."]),
        ("fr", ["Il a dit : « Oui. »", "Puis il partit."]),
        ("ar", ["ذهب الولد إلى المدرسة.", "هل عاد؟", "نعم."]),
        ("ru", ["Это так.", "Он уехал!"]),
        (None, ["Nobody told its language.", "It is cut all the same."]),
        ("xx", ["Nobody knows this language.", "It is cut all the same."]),
    ],
)
def test_a_sentence_ends_where_it_ends(language: str | None, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


def test_chinese_sentences_need_no_space_between_them() -> None:
    assert sentences("大桥通车。河上的大桥于星期三正式通车。", "zh") == ["大桥通车。", "河上的大桥于星期三正式通车。"]


def test_a_quotation_mark_goes_with_the_sentence_it_opens() -> None:
    assert sentences("He left. “It is over,” he said.")[1].startswith("“")


def test_a_lead_in_stays_with_its_quotation() -> None:
    text = "The minister said:\n\n“The order is lost.”\n\nNobody answered."
    assert sentences(text) == ["The minister said:\n\n“The order is lost.”", "Nobody answered."]


def test_a_heading_is_no_lead_in() -> None:
    text = "## What he said:\n\n“The order is lost.”"
    assert sentences(text) == ["What he said:", "“The order is lost.”"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_hard_wrapped_paragraph_is_read_across_its_lines(newline: str) -> None:
    wrapped = newline.join(
        ["The bridge over the Alder was opened on", "Wednesday. The mayor crossed it first, and", "nobody fell."]
    )
    text = f"{wrapped}{newline}{newline}{wrapped}"
    assert [newline.join(each.split(newline)) for each in sentences(text)] == 2 * [
        f"The bridge over the Alder was opened on{newline}Wednesday.",
        f"The mayor crossed it first, and{newline}nobody fell.",
    ]


def test_a_paragraph_a_line_without_blank_lines_is_cut_at_each_line() -> None:
    lines = [f"{word} {'was said at some length by everybody who was there ' * 4}and written" for word in "ABCDE"]
    text = "A title of the page\n" + "\n".join(line + "." for line in lines)
    assert sentences(text) == ["A title of the page", *(line + "." for line in lines)]
    assert headings(text) == ["A title of the page"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_short_line_without_a_full_stop_is_a_heading(newline: str) -> None:
    blocks = ["A bridge at last", "The bridge was opened on Wednesday.", "What comes next", "Nobody knows."]
    text = (2 * newline).join(blocks)
    assert sentences(text) == blocks
    assert headings(text) == ["A bridge at last", "What comes next"]


def test_a_marked_heading_is_one_without_its_marks() -> None:
    text = "# A bridge, at last.\nIt was opened.\n## And **then** ##\nNobody fell."
    assert sentences(text) == ["A bridge, at last.", "It was opened.", "And **then", "Nobody fell."]
    assert headings(text) == ["A bridge, at last.", "And **then"]


@pytest.mark.parametrize("line", ["the end of a sentence", "It is true", "3.5", "–", "said he, and left,"])
def test_lines_in_a_block_are_no_heading_unless_they_look_like_one(line: str) -> None:
    assert headings(line) == ([line] if line[0].isupper() or line[0].isdigit() else [])


def test_a_long_line_without_a_full_stop_is_no_heading() -> None:
    assert headings("This line goes on " + "and on " * 15) == []
    assert headings("河" * 300) == []


def test_each_item_of_a_list_stands_alone() -> None:
    text = "He named three.\n- the first one\n- the second, which\n  is longer\n1. a third\n2) a fourth"
    assert sentences(text) == [
        "He named three.",
        "the first one",
        "the second, which\n  is longer",
        "1. a third",
        "2) a fourth",
    ]


def test_rules_and_signs_are_no_sentences() -> None:
    assert sentences("One.\n\n---\n\n* * *\n\n_\n\n…\n\nTwo.") == ["One.", "Two."]


def test_only_the_content_is_cut() -> None:
    text = "Share. The bridge is open. Comments. It is long."
    spans = [Span(7, 26), Span(37, 48)]
    assert [each.span.of(text) for each in split_sentences(text, spans, "en", 256, count_tokens)] == [
        "The bridge is open.",
        "It is long.",
    ]


def test_a_sentence_over_the_limit_is_split_at_clause_marks_first() -> None:
    text = "The first half of it says very little; the other half of it says even less"
    parts = split_long(text, Span(0, len(text)), 10, count_tokens)
    assert [part.of(text) for part in parts] == [
        "The first half of it says very little;",
        "the other half of it says even less",
    ]


@pytest.mark.parametrize(
    "text", ["word " * 900, "a, " * 900, "x" * 5000, "漢" * 3000, "😀a" * 500, "ቃል " * 300, "# " + "word " * 900]
)
def test_no_sentence_is_over_the_limit_and_no_character_is_lost(text: str) -> None:
    cuts = cut(text, limit=32)
    assert max(count_tokens(each.span.of(text)) for each in cuts) <= 32
    assert "".join(each.span.of(text) for each in cuts).replace(" ", "") == text.replace(" ", "")


def test_one_character_is_never_split() -> None:
    assert split_long("😀", Span(0, 1), 1, count_tokens) == [Span(0, 1)]


@pytest.mark.parametrize(
    "text",
    ["漢。" * 20_000, "a. " * 20_000, "--" + " " * 50_000 + "x", "\n \n" * 20_000, '"a. ' * 20_000, "- " * 50_000],
)
def test_a_long_text_takes_no_time_that_grows_with_its_square(text: str) -> None:
    started = time.thread_time()
    cut(text)
    assert time.thread_time() - started < 10


def test_sentences_across_the_seams_of_a_long_paragraph_stay_whole() -> None:
    parts = [f"Sentence number {number} says that the bridge is open." for number in range(400)]
    assert sentences(" ".join(parts)) == parts


PIECES = st.sampled_from(
    [
        *"aBßİ漢😀.!?:;,\"'“”«»()-*#_12 \n\r\t\u00a0\u2028\ufdfa\u0301",
        "\n\n",
        "\r\n",
        ". ",
        "Mr. ",
        "12. ",
        "- ",
        "said: ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=120).map("".join))
LANGUAGES = st.sampled_from(["en", "tr", "fr", "de", "ru", "ar", "zh", "xx", None])


@given(TEXTS, LANGUAGES, st.integers(8, 64))
def test_sentences_keep_their_promises_for_any_text(text: str, language: str | None, limit: int) -> None:
    content = content_spans(text)
    found = split_sentences(text, content, language, limit, count_tokens)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))
    inside = {place for span in content for place in range(span.start, span.end)}
    covered = {place for each in found for place in range(each.span.start, each.span.end)}
    gaps = {place for place in covered - inside if not text[place].isspace()}
    assert not gaps, "outside the content"
    for each in found:
        words = each.span.of(text)
        assert words == words.strip() != ""
        assert count_tokens(words) <= limit
    letters = {match.start() for match in re.finditer(r"[^\W_]", text)}
    assert letters & inside <= covered, "lost"


@pytest.mark.parametrize("language", ["en", "de", "fr", "tr", "ar", None])
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000"])
def test_a_wide_space_between_a_capital_and_a_full_stop_is_a_space(language: str | None, space: str) -> None:
    text = f"He lived in block A{space}.\u2009B was empty. Nobody knew why."
    assert [each.span for each in cut(text, language)] == [
        each.span for each in cut(re.sub(r"\s", " ", text), language)
    ]


@pytest.mark.parametrize("language", ["en", "tr", "zh", None])
def test_half_of_a_surrogate_pair_moves_no_sentence(language: str | None) -> None:
    text = "The ferry \ud83d left. Nobody knew\udc00 why.\n\nThe end \ud800 of it all came soon."
    whole = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    assert [each.span for each in cut(text, language)] == [each.span for each in cut(whole, language)]
    assert len(cut(text, language)) >= 2
