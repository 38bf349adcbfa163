from dataclasses import replace

from rag.generation.notes import with_differences
from rag.records import Answer, Citation, Difference, DifferingValue, Timings


def citation(marker: int, start: int, end: int, file: str = "a.txt") -> Citation:
    return Citation(marker, file, start, end, 1, 1, "x" * (end - start), None, None, None, None, 1.0)


def answer(*citations: Citation, differences: tuple[Difference, ...] = ()) -> Answer:
    nothing = Timings(0.0, 0.0, 0.0)
    return Answer("Q?", "Q?", "A.", True, 0.9, citations, (), nothing, differences=differences)


DIFFER = Difference((DifferingValue("161", (1,)), DifferingValue("265", (2, 3))))
QUOTED = answer(citation(1, 0, 10), citation(2, 50, 60), citation(3, 0, 10, "b.txt"), differences=(DIFFER,))


def test_where_the_sources_agree_a_written_answer_is_left_as_it_is() -> None:
    written = answer(citation(1, 0, 10))
    assert with_differences(written, replace(QUOTED, differences=())) is written


def test_a_side_that_the_model_cites_too_gets_the_marker_it_has_there() -> None:
    written = answer(citation(1, 0, 10, "b.txt"), citation(2, 40, 60), citation(3, 0, 10))
    told = with_differences(written, QUOTED)
    assert told.citations == written.citations
    assert told.differences == (Difference((DifferingValue("161", (3,)), DifferingValue("265", (2, 1)))),)


def test_a_side_that_the_model_left_out_keeps_its_quote() -> None:
    told = with_differences(answer(citation(1, 50, 60)), QUOTED)
    assert [(each.marker, each.file, each.start) for each in told.citations] == [
        (1, "a.txt", 50), (2, "a.txt", 0), (3, "b.txt", 0),
    ]  # fmt: skip
    assert told.differences == (Difference((DifferingValue("161", (2,)), DifferingValue("265", (1, 3)))),)


def test_two_quotes_within_one_of_the_model_s_count_once() -> None:
    quoted = replace(QUOTED, citations=(citation(1, 0, 10), citation(2, 50, 55), citation(3, 55, 60)))
    told = with_differences(answer(citation(1, 45, 65)), quoted)
    assert told.differences[0].values[1].markers == (1,)


def test_what_a_note_speaks_of_keeps_its_quote_and_gets_its_marker() -> None:
    note = "What [1] says, the article itself corrects: [2]."
    quoted = replace(QUOTED, differences=(), notes=(note,))
    told = with_differences(replace(answer(citation(1, 50, 60)), notes=(note,)), quoted)
    assert told.notes == ("What [2] says, the article itself corrects: [1].",)
    assert [(each.marker, each.start) for each in told.citations] == [(1, 50), (2, 0)]
