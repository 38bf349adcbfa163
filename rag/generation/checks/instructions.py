"""Find words in an article that give orders to a language model instead of informing a reader."""

import re
from functools import lru_cache
from typing import Final

_ORDERS: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}"
    r"\b(?:instructions?|rules?|prompts?|evidence|sources?|above|previous)\b"
    r"|\b(?:system|developer) (?:prompt|message)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:ai|assistants?|chatbots?|language models?|llms?)\b.{0,30}\b(?:must|should|shall|have to|are to)\b"
    r"|\b(?:respond|reply|answer) (?:only )?with\b|\binstead,? (?:say|write|answer|respond|reply|output)\b"
    r"|\bwhen (?:asked|summari[sz]ing|answering)\b.{0,60}\b(?:say|write|answer|respond|reply|output)\b"
    r"|<\s*/?\s*(?:system|instructions?|evidence|assistant|user)\b|\[/?INST\]|<\|im_(?:start|end)\|>",
    re.IGNORECASE | re.DOTALL,
)
"""How an order to a machine sounds.

It tells to forget the rules, names the prompt, says "you are an AI", what models must do, "respond only with", or has
the tags that fence a chat.
"""


@lru_cache(maxsize=8192)
def addresses_a_machine(text: str) -> bool:
    """Return True if a sentence reads like an order to a language model.

    It is kept from the model and bears nothing out. A harmless sentence that looks so ("readers are told to ignore the
    rules") loses its place in a written answer, and is still found, quoted and shown as every other one.
    """
    return bool(_ORDERS.search(text))
