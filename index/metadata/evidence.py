"""What articles say of one another: names that come again, lines that head many files, dates in files' names."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from index.language.written_dates import YEARS, fold
from index.records import Mention

HEAD: Final = "head"
"""The role of a line that stands at the top of a file."""
DAY: Final = "day"
MONTH: Final = "month"
"""The roles of an outlet that writes days, or months, first."""
FILE_NAME: Final = "file name"
"""The key of the schemes by which files are named."""
_HEADS_MANY: Final = 3
"""Other files that begin with a line before it is taken for a masthead: a wire story heads two or three."""
_SCHEME_FILES: Final = 3
_SCHEME_SHARE: Final = 0.9
_WEIGHT: Final = 0.9
_MOST: Final = 2.5
_NUMBERS: Final = re.compile(
    r"(?<!\d)(\d{2})[-_.]?(\d{2})[-_.]?(\d{4}|\d{2})(?!\d)|(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)"
)
_SCHEMES: Final = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class Evidence:
    """In how many files each name, by its key, has each role."""

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    own: frozenset[Mention] = frozenset()
    """What one of these files tells, which is left out: it is no evidence for itself."""

    def roles(self, key: str) -> dict[str, int]:
        """Return in how many other files a name has each role."""
        return {role: many - (Mention(key, role) in self.own) for role, many in self.counts.get(key, {}).items()}

    def weight(self, key: str, role: str) -> float:
        """Return how much other files speak for a name's role, below 0 when they speak for another one."""
        if key not in self.counts:
            return 0.0
        roles = self.roles(key)
        named = {each: roles.get(each, 0) for each in ("outlet", "person", "agency")}
        rival = max(count for each, count in named.items() if each != role)
        return _strength(named[role]) - _strength(rival)

    def heads(self, line: str) -> int:
        """Return how many other files begin with a line, 0 when there are few."""
        found = self.roles(fold(line)).get(HEAD, 0)
        return found if found >= _HEADS_MANY else 0

    def order(self, outlet: str) -> str:
        """Return whether an outlet writes days or months first, nothing when its articles don't agree."""
        roles = self.roles(outlet)
        told = [each for each in (DAY, MONTH) if roles.get(each)]
        return told[0] if len(told) == 1 else ""

    @property
    def schemes(self) -> frozenset[str]:
        """The schemes of file names that the dates in other files' texts agree with."""
        roles = self.roles(FILE_NAME)
        return frozenset(each for each in _SCHEMES if _agrees(roles, each))

    def date_in_name(self, file: str) -> str | None:
        """Return the date in a file's name, if the names of other files agree with the dates in their texts."""
        schemes = self.schemes
        return next((iso for scheme, iso in dates_in_name(file) if scheme in schemes), None) if schemes else None


NO_EVIDENCE: Final = Evidence()


def gather(files: Iterable[Iterable[Mention]]) -> Evidence:
    """Return the evidence of files, each given by its mentions."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mentions in files:
        for each in set(mentions):
            counts[each.key][each.role] += 1
    return Evidence(counts)


def of_others(evidence: Evidence, own: Iterable[Mention]) -> Evidence:
    """Return what the other files say: the evidence without the mentions of one file."""
    return Evidence(evidence.counts, frozenset(own))


def dates_in_name(file: str) -> Iterator[tuple[str, str]]:
    """Yield the dates that a file's name may hold, each with the scheme by which it is read."""
    for match in _NUMBERS.finditer(PurePosixPath(file).stem[:200]):
        for scheme in _SCHEMES:
            iso = _read(match, scheme)
            if iso:
                yield scheme, iso


def name_mentions(file: str, published: str | None) -> Iterator[Mention]:
    """Yield whether the dates in a file's name agree with the date in its text."""
    for scheme, iso in dates_in_name(file) if published else ():
        yield Mention(FILE_NAME, f"{'agrees' if iso == published else 'differs'} {scheme}")


def _agrees(roles: Mapping[str, int], scheme: str) -> bool:
    agree, differ = roles.get(f"agrees {scheme}", 0), roles.get(f"differs {scheme}", 0)
    return agree >= _SCHEME_FILES and agree >= _SCHEME_SHARE * (agree + differ)


def _strength(count: int) -> float:
    return min(_MOST, _WEIGHT * math.log2(1 + max(0, count)))


def _read(match: re.Match[str], scheme: str) -> str | None:
    if match[4]:
        if scheme != "ymd":
            return None
        year, month, day = int(match[4]), int(match[5]), int(match[6])
    else:
        order = {"dmy": (3, 2, 1), "mdy": (3, 1, 2), "ymd": (1, 2, 3)}[scheme]
        if scheme == "ymd" and len(match[3]) == 4:
            return None
        year, month, day = (int(match[at]) for at in order)
        year += 0 if year > 99 else 2000 if year < 50 else 1900
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None
