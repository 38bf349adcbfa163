"""Texts that are drawn, and what a drawn file must hold."""

from dataclasses import dataclass
from textwrap import TextWrapper
from typing import Final


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file and its right text."""

    name: str
    data: bytes
    holds: tuple[str, ...]
    """Passages that stand in its text, white space aside, in this order."""
    lacks: tuple[str, ...] = ()
    """What must not stand in it, white space aside."""


MILL: Final = (
    "The mill on the Tarn will grind again, said its owner, Ilse Marek, when she opened the sluice on Monday. She had "
    "bought two stones from a quarry in the south for 14,300 crowns, and a boat brought them up the river in nine days."
)
SCHOOL: Final = (
    "Pupils of the lower school have counted the swifts of the town since the spring. They found 211 nests under the "
    "roofs, most of them in Tanner Street, where the builders must now wait until the young birds have left in autumn."
)
FERRY: Final = (
    "The ferry to Sorrel Island stops running when the ice comes. Its captain, Piet Lunde, is going to sea, and the "
    "council found nobody who would steer it in winter for the wage that it could offer, which is 2,100 crowns a month."
)
NARROW: Final = 42
WIDE: Final = 88


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines, no word of which is divided."""
    return TextWrapper(width, break_on_hyphens=False).wrap(text)
