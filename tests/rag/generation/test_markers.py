import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.generation.markers import Marker, parse_markers


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (["It opened [1", "2] late."], ["It opened ", Marker((12,)), " late."]),
        (["It opened ", "[", "1", "]", "[2]"], ["It opened ", Marker((1,)), Marker((2,))]),
        (["A [1, 3] and [2-4]"], ["A ", Marker((1, 3)), " and ", Marker((2, 3, 4))]),
        (["[sic] and [a]"], ["[sic] and [a]"]),
        (["open [1"], ["open ", "[1"]),
        (["all [1-900]"], ["all ", Marker((1, 900))]),
        ([], []),
    ],
)
def test_a_marker_is_found_wherever_it_is_cut(pieces: list[str], found: list[str | Marker]) -> None:
    assert list(parse_markers(pieces)) == found


def test_words_before_a_possible_marker_are_passed_on_at_once() -> None:
    parser = parse_markers(iter(["The bridge [1", "] opened"]))
    assert next(parser) == "The bridge "
    assert next(parser) == Marker((1,))


def test_a_bracket_that_never_closes_is_not_waited_for_without_end() -> None:
    parser = parse_markers(iter(["[" + "1 " * 20, "never read"]))
    assert next(parser) == "[" + "1 " * 20


@given(st.text(alphabet="ab[]123,- ", max_size=60), st.data())
def test_cutting_a_text_changes_nothing(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    def joined(parts: list[str | Marker]) -> list[str | Marker]:
        whole: list[str | Marker] = []
        for part in parts:
            if isinstance(part, str) and whole and isinstance(whole[-1], str):
                whole[-1] += part
            else:
                whole.append(part)
        return whole

    assert joined(list(parse_markers(pieces))) == joined(list(parse_markers([text])))
