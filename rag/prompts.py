"""Every sentence that the engine itself says, as constants: what is not a quote stands here."""

REFUSAL = "The articles don't answer this question."
"""How every refusal begins, whoever writes it."""
SEARCHED = "Searched {articles}; nearest: {nearest}."
"""What follows it: how much was searched, and where a reader may look."""
NOTHING_NEAR = "Searched {articles}."
