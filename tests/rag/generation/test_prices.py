"""What a paid model costs is estimated from list prices, or from those given."""

import pytest

from index.errors import UsageError
from rag.generation.prices import cost, prices_of


def test_prices_are_those_of_the_longest_name_that_fits_unless_given() -> None:
    assert prices_of("openai:gpt-4o-mini-2024-07-18") == (0.15, 0.60)
    assert prices_of("openai:gpt-4o-2024-08-06") == (2.50, 10.00)
    assert prices_of("openai:gpt-99") is None
    assert prices_of("openai:gpt-99", "1,2") == (1.0, 2.0)
    assert prices_of("local") == prices_of("ollama:phi") == (0.0, 0.0)
    with pytest.raises(UsageError, match=r"0\.15,0\.60"):
        prices_of("openai:gpt-4o", "cheap")


def test_cost_is_dollars_for_a_million_tokens() -> None:
    assert cost((2.0, 8.0), 1_500, 250) == pytest.approx(0.005)
    assert cost(None, 1, 1) is None
