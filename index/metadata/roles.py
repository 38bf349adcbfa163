"""Choose the roles of all lines of a head together: one headline, at most one deck, then the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from index.metadata.lines import Role, Scored

_BEFORE, _TITLED, _DECKED = range(3)
"""How far the head has come: no headline yet, a headline, a headline and a deck."""
_State = tuple[int, Role]
_SURE: Final = 4.0
"""Score that a line of names and dates needs below running text."""
_UNTITLED: Final = -3.0
"""The cost of a head without a headline."""
_STEPS: Final = {
    (Role.META, Role.HEADLINE): 0.6,
    (Role.SECTION, Role.HEADLINE): 0.6,
    (Role.HEADLINE, Role.META): 1.2,
    (Role.DECK, Role.META): 0.8,
    (Role.META, Role.DECK): -1.5,
    (Role.SECTION, Role.DECK): -2.0,
    (Role.HEADLINE, Role.DECK): 0.4,
    (Role.HEADLINE, Role.SECTION): -0.8,
    (Role.BODY, Role.HEADLINE): -3.0,
    (Role.HEADLINE, Role.FURNITURE): -0.3,
    (Role.META, Role.BODY): 0.4,
    (Role.HEADLINE, Role.BODY): 0.0,
    (Role.BODY, Role.META): -3.0,
}
"""What speaks for or against one role behind another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a head with the role of each."""

    lines: tuple[Scored, ...]
    roles: tuple[Role, ...]

    def of(self, *roles: Role) -> tuple[Scored, ...]:
        """Return the lines that have one of these roles."""
        return tuple(line for line, role in zip(self.lines, self.roles, strict=True) if role in roles)

    @property
    def headline(self) -> int | None:
        """The position of the headline."""
        return next((at for at, role in enumerate(self.roles) if role is Role.HEADLINE), None)


def read_roles(lines: Sequence[Scored]) -> Reading:
    """Return the best roles for lines that follow one another (Viterbi's algorithm)."""
    if not lines:
        return Reading((), ())
    best: dict[_State, tuple[float, tuple[Role, ...]]] = {}
    for state in _states():
        if (state[0] == _TITLED) == (state[1] is Role.HEADLINE) and state[0] != _DECKED:
            best[state] = (lines[0].scores[state[1]], (state[1],))
    for above, line in pairwise(lines):
        best = _step(best, line, apart=above.unit.block != line.unit.block)
    finished = [(score + (_UNTITLED if state[0] == _BEFORE else 0), path) for state, (score, path) in best.items()]
    return Reading(tuple(lines), max(finished, key=lambda each: each[0])[1])


def _states() -> list[_State]:
    return list(product((_BEFORE, _TITLED, _DECKED), Role))


def _step(
    best: dict[_State, tuple[float, tuple[Role, ...]]], line: Scored, *, apart: bool
) -> dict[_State, tuple[float, tuple[Role, ...]]]:
    """Return the best way to each state of the next line; `apart` says whether a blank line is above it."""
    after: dict[_State, tuple[float, tuple[Role, ...]]] = {}
    for state, (score, path) in best.items():
        for role in Role:
            reached = _next(state, role)
            if reached is None:
                continue
            total = score + line.scores[role] + _STEPS.get((state[1], role), 0.0)
            if role is Role.HEADLINE and state[1] is Role.BODY and line.unit.level != 1:
                continue
            if role is Role.META and state[1] is Role.BODY and line.scores[role] < _SURE:
                continue
            if role is Role.DECK and state[1] is not Role.HEADLINE:
                total -= 0.7
            if role is Role.BODY and not apart and state[1] is Role.HEADLINE:
                total -= 0.5
            if reached not in after or total > after[reached][0]:
                after[reached] = (total, (*path, role))
    return after


def _next(state: _State, role: Role) -> _State | None:
    """Return the state that a role leads to, nothing when it can't stand there."""
    phase, last = state
    if role is Role.HEADLINE:
        return (_TITLED, role) if phase == _BEFORE else None
    if role is Role.DECK:
        return (_DECKED, role) if phase == _TITLED and last is not Role.BODY else None
    if last is Role.BODY and role in {Role.SECTION, Role.FURNITURE}:
        return None
    return phase, role
