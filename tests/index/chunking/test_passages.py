import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.chunking.passages import group_passages
from index.chunking.sentences import split_sentences
from index.language.token_counts import count_tokens
from index.records import Passage, Sentence, Span


def count_words(text: str) -> int:
    return len(text.split())


def cut(text: str, limit: int = 100) -> tuple[Sentence, ...]:
    return split_sentences(text, [Span(0, len(text))], "en", limit, count_tokens)


def passages(text: str, budget: int) -> tuple[Passage, ...]:
    return group_passages(text, cut(text), budget, count_words)


def test_nothing_makes_no_passage() -> None:
    assert group_passages("", (), 100, count_words) == ()


def test_whole_paragraphs_are_joined_while_they_fit() -> None:
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    assert [each.span.of(text) for each in passages(text, 6)] == [
        "One two three.\n\nFour five six.",
        "Seven eight nine.",
    ]
    assert [each.tokens for each in passages(text, 6)] == [6, 3]


def test_a_paragraph_that_does_not_fit_is_not_torn_to_fill_the_passage_before() -> None:
    text = "One two three.\n\nFour five. Six seven."
    assert [each.span.of(text) for each in passages(text, 5)] == ["One two three.", "Four five. Six seven."]


def test_a_long_paragraph_is_cut_into_parts_of_about_equal_length() -> None:
    text = " ".join(f"This is the sentence number {number}." for number in range(10))
    assert [each.tokens for each in passages(text, 50)] == [30, 30]
    assert [each.tokens for each in passages(text, 36)] == [30, 30]
    assert [each.tokens for each in passages(text, 24)] == [18, 24, 18]


def test_a_passage_never_crosses_a_heading_and_knows_it() -> None:
    text = "# Title\n\nOne two.\n\n## Part\n\nThree four.\n\nFive six."
    found = passages(text, 100)
    assert [each.heading for each in found] == ["Title", "Part"]
    assert [[sentence.span.of(text) for sentence in each.sentences] for each in found] == [
        ["Title", "One two."],
        ["Part", "Three four.", "Five six."],
    ]


def test_headings_that_follow_one_another_stay_with_what_follows() -> None:
    text = "# Title\n\n## Part\n\nOne two."
    (only,) = passages(text, 100)
    assert only.heading == "Part"
    assert only.span == Span(2, len(text))


def test_text_above_the_first_heading_has_none() -> None:
    assert [each.heading for each in passages("One two.\n\n# Part\n\nThree.", 100)] == [None, "Part"]


def test_a_heading_is_not_left_alone_when_the_paragraph_below_is_cut() -> None:
    text = "# Part\n\n" + " ".join(f"This is sentence number {number}." for number in range(8))
    assert all(len(each.sentences) > 1 for each in passages(text, 16))


def test_page_furniture_between_sentences_counts_as_part_of_the_passage() -> None:
    text = "One two three. " + "Share this page with friends. " * 20 + "Four five six."
    sentences = [Sentence(Span(0, 14)), Sentence(Span(len(text) - 14, len(text)))]
    assert [each.tokens for each in group_passages(text, sentences, 50, count_words)] == [3, 3]


PARAGRAPHS = st.lists(
    st.one_of(
        st.sampled_from(["# Title", "## Part two", "- an item", "Share"]),
        st.lists(st.sampled_from(["He left.", "Nobody in the town of Alder knew why?", "😀 ቃል done."])).map(" ".join),
        st.text(max_size=60),
    )
)


@given(PARAGRAPHS, st.sampled_from(["\n\n", "\n", "\r\n\r\n", " "]), st.integers(32, 128))
def test_passages_keep_their_promises_for_any_text(paragraphs: list[str], between: str, budget: int) -> None:
    text = between.join(paragraphs)
    sentences = cut(text, budget)
    found = group_passages(text, sentences, budget, count_tokens)
    assert tuple(itertools.chain.from_iterable(each.sentences for each in found)) == sentences
    for each in found:
        assert each.tokens == count_tokens(each.span.of(text)) <= budget
        assert each.span == Span(each.sentences[0].span.start, each.sentences[-1].span.end)
        kinds = [sentence.heading for sentence in each.sentences]
        assert kinds == sorted(kinds, reverse=True), "a heading inside"


def test_no_passage_covers_page_furniture() -> None:
    text = "The bridge opened in May.\n\nSHARE THIS NOW\n\nIt was closed in June."
    content = (Span(0, 25), Span(43, len(text)))
    sentences = [Sentence(span) for span in content]
    found = group_passages(text, sentences, 100, count_words, content)
    assert [each.span for each in found] == list(content)
