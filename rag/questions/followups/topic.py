"""What a conversation was about last, in a few of its words."""

import re
from collections.abc import Iterator, Sequence

from index.language.analysis import fold, meaningful_words, question_language
from index.language.analysis import words as words_of
from rag.language.mentions import Sort
from rag.questions.followups.coreference import Exchange, asked_for, key
from rag.questions.followups.nouns import behind_asked_noun

_SAYS_LITTLE = frozenset({
    "say", "says", "said", "tell", "told", "think", "do", "did", "done", "get", "got", "happen", "happened", "mean",
    "call", "called", "make", "made", "give", "gave", "write", "wrote", "report", "reported", "articles", "article",
    "kind", "many", "much", "go", "went", "else", "exactly", "come", "came", "among", "thing", "things", "another",
})  # fmt: skip


_DOES_THAT = re.compile(r"\b(?:do|does|did|done|doing) (?:that|this|so)(?=[ ]*(?:$|[?.!,;(]))", re.IGNORECASE)
CARRIED = 12
"""Words that are carried in brackets: more would drown the new question."""


def with_topic(text: str, said: Sequence[Exchange]) -> str:
    """Return a question with what the last one was about in brackets; with what was answered, for "do that"."""
    done = said[-1].answer if _DOES_THAT.search(text) else ""
    carried = topic([Exchange(done, "", ())] if done else said, text, CARRIED)
    return f"{text} (about {carried})?" if carried else f"{text}?"


def topic(said: Sequence[Exchange], without: str, most: int) -> str:
    """Return what the last question is about, in its own words, as "Peskov, Turkish drones".

    Args:
        said: the conversation, oldest first.
        without: words that needn't be said again.
        most: the most words to return.
    """
    known = {word.rstrip("s") for word in words_of(without)}
    language = question_language(said[-1].question, ("en",)) or "en"
    chunks = list(_chunks(_named_for_noun(said[-1]), known, language))
    if sum(len(chunk.split()) for chunk in chunks) < 2 and not any(chunk[:1].isupper() for chunk in chunks):
        told = [
            each.text for each in said[-1].told if each.sort is not Sort.DATE and not set(words_of(each.text)) <= known
        ]
        chunks += [text for text in told[:2] if not any(fold(text) in fold(chunk) for chunk in chunks)]
    return " ".join(", ".join(dict.fromkeys(chunks)).split()[:most]).rstrip(",")


def _named_for_noun(exchange: Exchange) -> str:
    """Return a question without "how big", and with the name that was told for "which court"."""
    question = _HOW.sub("how", exchange.question)
    end = behind_asked_noun(question)
    known = {key(each.text) for each in exchange.asked}
    told = [each for each in exchange.told if each.sort is not Sort.DATE and key(each.text) not in known]
    return f"{asked_for(exchange, told)},{question[end:]}" if end and told else question


_HOW = re.compile(
    r"\bhow (?:big|large|high|old|long|far|tall|deep|wide|often|heavy|fast|expensive|likely)\b", re.IGNORECASE
)


def _chunks(question: str, known: set[str], language: str) -> Iterator[str]:
    run: list[str] = []
    for token in question.split():
        word = re.sub(r"[’']s$", "", token.strip('?¿¡!.,;:()[]"“”«»„؟،…'))
        idle = not words_of(word) or _idle(word, known, language)
        if not idle:
            run.append(word)
        if run and (idle or token[-1:] in ",;:)"):
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _idle(word: str, known: set[str], language: str) -> bool:
    function_word = any(not meaningful_words(word, each) for each in {"en", language})
    return function_word or fold(word) in _SAYS_LITTLE or {each.rstrip("s") for each in words_of(word)} <= known
