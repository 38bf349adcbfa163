"""Wording by which page furniture gives itself away, at the start of a short line."""

import pytest

from index.chunking import cues


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The post A quay opens appeared first on The Alder Post.", "The Alder Post."),
        ("Der Beitrag Ein Kai erschien zuerst auf Alder Bote", "Alder Bote"),
        ("This article was originally published on Harbour News", "Harbour News"),
    ],
)
def test_a_copy_names_where_it_was_first(line: str, outlet: str) -> None:
    found = cues.REPOSTED.match(line)
    assert found
    assert [name for name in found.groups() if name] == [outlet]


@pytest.mark.parametrize("line", ["© 2019 The Alder Post", "All rights reserved.", "Alle Rechte vorbehalten"])
def test_a_copyright_line_is_one(line: str) -> None:
    assert cues.COPYRIGHT.match(line)


@pytest.mark.parametrize("line", ["The rights of tenants were discussed.", "A copy of the letter arrived."])
def test_a_sentence_of_the_article_is_none(line: str) -> None:
    assert not cues.COPYRIGHT.match(line)
    assert not cues.REPOSTED.match(line)
