"""One call of a language model: streamed, kept or taken from what is kept, and counted."""

from collections.abc import Iterator, Sequence

from llama_index.core.base.llms.types import ChatMessage

from rag.generation.caching import cache_key, kept_words, recorded_words
from rag.generation.forms import Form
from rag.generation.models import ChosenModel
from rag.generation.streaming import Tally, stream_words
from rag.settings import Settings


def model_words(
    model: ChosenModel, settings: Settings, messages: Sequence[ChatMessage], tally: Tally, form: Form | None = None
) -> Iterator[str]:
    """Yield the words of a model as they come.

    Args:
        model: the model; one that is only recorded is not called.
        settings: its limits, and the folder where its words are kept.
        messages: what it is told.
        tally: gets the call and its tokens.
        form: what it is to fill in.

    Raises:
        ModelError: it can't be used now.
    """
    key = cache_key(model.name, settings.llm_answer_tokens, messages, form)
    if model.llm is None:
        yield from recorded_words(model.recordings(settings), key, messages, form, tally)
        return
    words = stream_words(model.llm, messages, model.limits(settings), tally, form)
    yield from words if settings.llm_cache is None else kept_words(settings.llm_cache, key, words, tally)
