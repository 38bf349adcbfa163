"""The cards of invented heads and feet (`heads.toml`): all that is told, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from index.metadata.finder import find_metadata

TABLE = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))
FIELDS = ("title", "author", "agency", "publisher", "published", "updated")


@pytest.mark.parametrize("card", TABLE["card"], ids=[each["name"] for each in TABLE["card"]])
def test_a_head_and_a_foot_give_the_card_that_they_tell(card: dict[str, Any]) -> None:
    body = TABLE["bodies"][card["body"]].strip()
    text = f"{card['head'].strip()}\n\n{card.get('lead', '')}{body}\n\n{card.get('foot', '').strip()}\n"
    found = find_metadata(text, "a1b2c3.txt")
    values = {name: getattr(found, name) for name in FIELDS}
    assert {name: each.value for name, each in values.items() if each} == {
        name: card[name] for name in FIELDS if name in card
    }
    for each in values.values():
        assert each is None or each.span is None or each.span.of(text).strip()
