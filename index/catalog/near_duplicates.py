"""Finds near-copies: articles that share most of their words, such as one agency report in two papers.

Runs of five words are the features, MinHash (Broder, "On the resemblance and containment of documents", 1997) sums them
up, and parts of its signature, the bands, find in a database those that may be alike without comparing every pair. A
pair is then compared in earnest, so a band that two unlike articles share costs time and nothing else.
"""

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.language.analysis import words
from index.records import Span

RUN: Final = 5
"""Words of one feature: long enough that two articles on one event share few by chance."""
BANDS: Final = 20
ROWS: Final = 3
"""With 20 bands of 3, a pair that shares half of its runs is found in 93 of 100 cases, one that shares 0.6 in 99."""
ALIKE: Final = 0.6
"""Share of the shorter article's runs that stand in the longer: changing one word in twenty leaves 0.75."""
LEAST: Final = 30
"""Runs under which an article is too short to tell: two notices of one shape aren't copies."""
LONGEST: Final = 50_000
"""Words that are looked at, which bounds time and memory."""

Runs = NDArray[np.uint64]

_RANDOM: Final = np.random.default_rng(20170312)
_FACTORS: Final = _RANDOM.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS: Final = _RANDOM.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def word_runs(text: str, content: Sequence[Span]) -> Runs:
    """Return a hash of each different run of five words in the content of a text, sorted."""
    found = [word for span in content for word in words(span.of(text))][:LONGEST]
    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in found], dtype=np.uint64)
    if len(codes) < RUN:
        return np.zeros(0, dtype=np.uint64)
    runs = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for at in range(RUN):
        runs = (runs ^ codes[at : at + len(runs)]) * _MIX
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)


def band_hashes(runs: Runs) -> tuple[int, ...]:
    """Return the bands of an article's signature as integers that SQL can hold; none when it is too short."""
    if len(runs) < LEAST:
        return ()
    signature = [
        ((runs * factor + shift) >> np.uint64(32)).min() for factor, shift in zip(_FACTORS, _SHIFTS, strict=True)
    ]
    codes = np.arange(BANDS, dtype=np.uint64)
    for values in np.array(signature, dtype=np.uint64).reshape(BANDS, ROWS).T:
        codes = (codes ^ values) * _MIX
        codes ^= codes >> np.uint64(31)
    return tuple(map(int, codes >> np.uint64(1)))


def are_copies(one: Runs, other: Runs) -> bool:
    """Tell whether most of the shorter article stands in the longer one."""
    shorter = min(len(one), len(other))
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shorter >= LEAST and shared >= ALIKE * shorter
