"""Plain text is the decoded file itself: offsets count in it."""

from tests.index.readers.formats.builders import only


def test_newlines_and_spaces_stay_as_they_are_and_a_byte_order_mark_is_not_counted() -> None:
    made = only("a.txt", b"\xef\xbb\xbfThe\xc2\xa0quay \r\n\r\nopened.\n")
    assert (made.text, made.encoding, made.kind) == ("The\u00a0quay \r\n\r\nopened.\n", "utf-8", "text")
