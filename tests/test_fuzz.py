import pytest

from tests.fuzzing.feeding import feed
from tests.fuzzing.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_comes_in_breaks_nothing(target: str) -> None:
    """A short run; `make fuzz` makes a long one."""
    feed(target, examples=25)
