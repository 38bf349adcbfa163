"""What differs between a quotation and its source, word by word, and of which kind each difference is."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rag.drafts.quoting.alignment import Aligned, Edit
from rag.drafts.reading.words import Word
from rag.drafts.records import Change, ChangeKind
from rag.language.lexicon import in_order, listed
from rag.language.numbers import number_words, scales

_NEGATORS: Final = listed("negators")
_NUMBERS: Final = frozenset({*number_words(), *scales(), "first", *in_order("ordinals")})
_OPENS: Final = "“„«‘‚‹「『\"'"
_CLOSES: Final = "”“»’‘›」』\"'"
_ASIDE: Final = 16
"""Words that may stand between two parts of a quotation in the article itself: "he said, looking up"."""
_ENDS: Final = re.compile(r"[.!?…][\"'’”»)\]]*\s")


def changes_of(aligned: Aligned, words: Sequence[Word], open_at: frozenset[int], draft: str) -> Iterator[Change]:
    """Yield the changes of an aligned run of words.

    Args:
        aligned: where it stands.
        words: its words.
        open_at: numbers of the words before which words in brackets stand, which may stand for others.
        draft: the text of the draft.
    """
    for edit in aligned.edits:
        if _excused(aligned, edit, open_at):
            continue
        yield _change(aligned, edit, words, draft)


def _excused(aligned: Aligned, edit: Edit, open_at: frozenset[int]) -> bool:
    """Return True if a difference is none: brackets say so, or the article's own "he said" stands there."""
    if edit.quote[0] == edit.quote[1]:
        return edit.quote[0] in open_at or _stands_outside(aligned, edit)
    return False


def _stands_outside(aligned: Aligned, edit: Edit) -> bool:
    """Return True if words that the draft leaves out stand between a closing and an opening mark of the article."""
    words, text = aligned.stretch.words, aligned.stretch.text
    first, last = edit.source
    if not first > 0 or last >= len(words) or last - first > _ASIDE:
        return False
    before = text[words[first - 1].end : words[first].start]
    after = text[words[last - 1].end : words[last].start]
    return any(mark in before for mark in _CLOSES) and any(mark in after for mark in _OPENS)


def _change(aligned: Aligned, edit: Edit, words: Sequence[Word], draft: str) -> Change:
    ours, theirs = words[slice(*edit.quote)], aligned.stretch.words[slice(*edit.source)]
    start = ours[0].start if ours else (words[edit.quote[0] - 1].end if edit.quote[0] else words[0].start)
    end = ours[-1].end if ours else start
    every = aligned.stretch.words
    source_start = theirs[0].start if theirs else every[max(0, edit.source[0] - 1)].end
    source_end = theirs[-1].end if theirs else source_start
    said, source = draft[start:end], aligned.stretch.text[source_start:source_end]
    return Change(_kind(ours, theirs, said, source), said, source, start, end, source_start, source_end)


def _kind(ours: Sequence[Word], theirs: Sequence[Word], said: str, source: str) -> ChangeKind:
    mine, other = ([word.key for word in each] for each in (ours, theirs))
    if sum(map(is_negator, mine)) != sum(map(is_negator, other)):
        return "negation"
    if not ours:
        return "left-out"
    if not theirs:
        return "added"
    if any(map(_is_number, mine)) and any(map(_is_number, other)):
        return "number"
    if _is_name(said) and _is_name(source):
        return "name"
    return "word"


def is_negator(key: str) -> bool:
    """Return True if a word denies: "not", "never", "won't"."""
    return key in _NEGATORS or key.endswith("n't")


def _is_number(key: str) -> bool:
    return any(char.isdigit() for char in key) or key in _NUMBERS


def _is_name(words: str) -> bool:
    return any(part[:1].isupper() for part in words.split())


def crosses_sentences(aligned: Aligned, edit: Edit) -> bool:
    """Return True if left-out words reach from the middle of a sentence to the middle of another."""
    words, text = aligned.stretch.words, aligned.stretch.text
    first, last = edit.source
    if not 0 < first < last < len(words):
        return False
    inside = text[words[first].start : words[last - 1].end + 1]
    begins = _ENDS.search(text[words[first - 1].end : words[first].start])
    ends = _ENDS.search(text[words[last - 1].end : words[last].start])
    return begins is None and ends is None and _ENDS.search(inside) is not None
