"""Estimate what an answer by a paid model costs."""

from typing import Final

from index.errors import UsageError

_PRICES: Final = {
    "openai:gpt-4o-mini": (0.15, 0.60),
    "openai:gpt-4o": (2.50, 10.00),
    "openai:gpt-4.1-nano": (0.10, 0.40),
    "openai:gpt-4.1-mini": (0.40, 1.60),
    "openai:gpt-4.1": (2.00, 8.00),
    "anthropic:claude-3-5-haiku": (0.80, 4.00),
    "anthropic:claude-haiku-4": (1.00, 5.00),
    "anthropic:claude-sonnet": (3.00, 15.00),
}
"""List prices in US dollars for a million tokens, read and written, as published in 2025, by the beginning of the name.

They change, and none is looked up: `PRESSMARK_LLM_PRICES` overrules them.
"""
_FREE: Final = ("local", "ollama:", "recorded")
"""Models that run on the user's own machine."""
_MILLION: Final = 1_000_000

Prices = tuple[float, float]


def prices_of(model: str, given: str | None = None) -> Prices | None:
    """Return what a million tokens cost, read and written, in US dollars; nothing where that isn't known.

    Args:
        model: the model's setting, as in `PRESSMARK_LLM`.
        given: the setting `llm_prices`, such as `0.15,0.60`, which counts more than the list.

    Raises:
        UsageError: `given` is not two numbers.
    """
    if given is not None:
        try:
            read, written = (float(part) for part in given.split(","))
        except ValueError as error:
            raise UsageError(
                f"The setting llm_prices is {given!r}: write the dollars for a million tokens read and written, "
                "such as 0.15,0.60."
            ) from error
        return read, written
    if model.startswith(_FREE):
        return 0.0, 0.0
    known = sorted((name for name in _PRICES if model.startswith(name)), key=len)
    return _PRICES[known[-1]] if known else None


def cost(prices: Prices | None, read: int, written: int) -> float | None:
    """Return the estimated cost of some tokens in US dollars, to a millionth; nothing without prices."""
    return None if prices is None else round((prices[0] * read + prices[1] * written) / _MILLION, 6)
