"""Answers to what is said to the tool itself: a sentence of its own, what the library holds, and what to ask it."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from index.library.library import Library
from index.records import ArticleCard
from rag.conversation.small_talk import read_small_talk
from rag.messages.texts import say
from rag.messages.translations import spoken_language
from rag.questions.followups.dependence import asked_language
from rag.records import Answer, Filters, Timings
from rag.retrieval.hybrid import chosen_cards

CHAT: Final = "chat"
"""The mode of an answer that is about the tool itself and quotes nothing."""
SHOWN: Final = 3
"""How many questions are offered."""
_LONGEST_TITLE: Final = 80


class Reception:
    """Answers greetings, thanks and questions about the tool. It quotes nothing."""

    def __init__(self, library: Library, suggest: Callable[[], Sequence[str]]) -> None:
        """Answer for a library; `suggest` returns questions that its articles answer, the best first."""
        self._library, self._suggest = library, suggest

    def answer(self, message: str, filters: Filters) -> Answer | None:
        """Return the answer to a message that is said to the tool itself, `None` when there is more in it."""
        read = read_small_talk(message)
        return self._say(message, f"chat-{read.talk}", read.language, filters) if read else None

    def ask_back(self, message: str, filters: Filters) -> Answer:
        """Return the answer to a question that only a conversation could explain, and none has begun: "Who is he?"."""
        return self._say(message, "chat-unclear", spoken_language(asked_language(message)), filters)

    def _say(self, message: str, key: str, language: str, filters: Filters) -> Answer:
        """Return a sentence of the tool's own, with what the library holds and what to ask it."""
        started = time.perf_counter()
        cards = chosen_cards(self._library, filters)
        text = " ".join([say(key, language), *_holdings(cards, language)])
        offered = self._offered(cards, language)
        if offered:
            text = "\n".join([f"{text} {say('chat-ask', language)}", *(f"- {each}" for each in offered)])
        spent = round((time.perf_counter() - started) * 1000, 2)
        return Answer(
            question=message,
            standalone_question=message.strip(),
            answer=text,
            answered=True,
            confidence=1.0,
            citations=(),
            retrieved=(),
            timings=Timings(0, spent, spent),
            mode=CHAT,
            language=language,
            suggestions=offered,
        )

    def _offered(self, cards: Sequence[ArticleCard], language: str) -> tuple[str, ...]:
        """Return questions to ask: about the articles as such, and drawn from them where they are in this language."""
        if not cards:
            return ()
        drawn = self._suggest()[: SHOWN - 1] if language == "en" else ()
        asked = [say("chat-ask-library", language), *drawn, *_about_articles(cards, language)]
        return tuple(dict.fromkeys(asked))[:SHOWN]


def _holdings(cards: Sequence[ArticleCard], language: str) -> Iterator[str]:
    yield say("chat-holds", language, count=len(cards))
    dates = sorted(card.published for card in cards if card.published)
    if dates and dates[0] != dates[-1]:
        yield say("chat-dated", language, first=dates[0], last=dates[-1])


def _about_articles(cards: Sequence[ArticleCard], language: str) -> Iterator[str]:
    """Yield questions on the articles as such, in any language: who wrote one, when another was published."""
    titled = [card for card in cards if card.title and len(card.title) <= _LONGEST_TITLE]
    for field in ("author", "published", "publisher"):
        known = next((card for card in titled if getattr(card, field)), None)
        if known:
            yield say(f"chat-ask-{field}", language, title=known.title)
