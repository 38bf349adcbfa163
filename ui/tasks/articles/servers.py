"""Where the parts of a library are: beside one another in its folder, or on servers."""

from dataclasses import dataclass
from pathlib import Path

from index.library.library import Library


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the catalog and the vectors are, without passwords."""

    catalog: str
    vectors: str
    vectors_away: str | None
    """Why the vectors can't be searched for now, in one sentence."""

    def rows(self, folder: Path) -> list[tuple[str, str]]:
        """Return what is elsewhere than in the library's folder, a row each."""
        named = (("Catalog", self.catalog), ("Vectors", self.vectors))
        rows = [(name, place) for name, place in named if not place.startswith(str(folder))]
        if self.vectors_away:
            rows.append(("", f"{self.vectors_away} Until then, only words are searched."))
        return rows


def servers_of(library: Library) -> Servers:
    """Return where the parts of an open library are."""
    return Servers(library.catalog.place, library.vectors_place, library.vectors_away)
