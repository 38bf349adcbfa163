"""Who guesses passwords has to wait, twice as long each time."""

from types import SimpleNamespace

import pytest

from ui.page.access import brake
from ui.page.access.brake import FREE, LONGEST, MOST, Brake

NAME = "ines"


def test_waits_double_up_to_a_bound_and_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(brake, "time", SimpleNamespace(monotonic=lambda: now[0]))
    held = Brake()
    waits = []
    for _ in range(20):
        held.failed("1.2.3.4", NAME)
        waits.append(held.wait("1.2.3.4", "somebody else"))
    assert waits[: FREE + 2] == [0.0] * (FREE - 1) + [1.0, 2.0, 4.0]
    assert waits[-1] == LONGEST["address"]
    assert held.wait("5.6.7.8", NAME.upper()) == LONGEST["name"]
    held.succeeded("1.2.3.4", NAME)
    assert held.wait("5.6.7.8", NAME) == 0
    assert held.wait("1.2.3.4", "x") == LONGEST["address"]  # a right password doesn't buy more guesses
    now[0] += brake.FORGOTTEN + 1
    held.failed("1.2.3.4", NAME)
    assert held.wait("1.2.3.4", NAME) == 0


def test_the_brake_keeps_no_more_than_it_can_hold() -> None:
    held = Brake()
    for number in range(MOST):
        held.failed(f"10.0.{number // 256}.{number % 256}", f"name{number}")
    assert len(held._failures) <= MOST
