"""The conversation as HTML: questions, answers with their markers, and what stands under an answer."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rag import Answer, Citation
from rag.conversation.reception import CHAT
from rag.messages.texts import say as say_of_engine
from ui.page.conversation import Conversation, Exchange
from ui.page.html.honesty import checks_html, differences_html, notes_html, origins_html, refusal_html
from ui.page.html.keeping import votes_html
from ui.page.html.markup import attribute, esc, joined, spoken_in
from ui.page.html.sources import marker_button, source_card
from ui.page.html.start import leads_html, suggestions_html, topic_html, topic_questions
from ui.page.texts import ENGLISH, Texts
from ui.wording import confidence_words, is_found, say, usage_words

QUOTES: Final = "extractive"
"""The mode of answers that no model had a hand in."""
_PIECE: Final = re.compile(r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|\[(?P<marker>\d{1,4})\]", re.DOTALL)
_TITLE: Final = re.compile(r"\*\*(?P<words>[^*\n]+)\*\*")
"""A paragraph in bold: the title of the list below it."""
_ITEM: Final = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s+")


def past_html(conversation: Conversation, texts: Texts = ENGLISH) -> str:
    """Return the exchanges of a conversation, oldest first."""
    return "".join(exchange_html(each, number, texts) for number, each in enumerate(conversation.exchanges))


def exchange_html(exchange: Exchange, number: int, texts: Texts = ENGLISH) -> str:
    """Return a question with its answer.

    Args:
        exchange: what was asked and answered.
        number: its place in the conversation, counted from 0.
        texts: the words of the page; those about the answer are in the answer's own language.
    """
    answer = exchange.answer
    body = _answered(answer) if answer.answered else f"{refusal_html(answer)}{_offered(answer)}"
    return _article(
        number,
        answer.question,
        f"{_understood(answer)}{body}{checks_html(answer.checks, answer.language)}{_foot(answer, texts)}",
        key=exchange_key(exchange, number),
        quotes=_quotes(answer),
        copied=plain_answer(answer),
    )


def current_html(exchange: str, begun: int) -> str:
    """Return the exchange that is being answered, with the count of the conversation it belongs to, for the script."""
    return f'<div data-begun="{begun}">{exchange}</div>'


def pending_html(question: str, number: int, texts: Texts = ENGLISH) -> str:
    """Return a question that is being looked up."""
    return _article(number, question, f'<p class="pending"><span></span>{esc(texts("pending"))}</p>', busy=True)


def writing_html(question: str, number: int, text: str, citations: Sequence[Citation]) -> str:
    """Return a question with the words that have come so far."""
    return _article(number, question, f'<div class="answer">{text_html(text, citations)}</div>', busy=True)


def failed_html(question: str, number: int, sentence: str, texts: Texts = ENGLISH) -> str:
    """Return a question that could not be asked, and why."""
    return _article(number, question, f'<p class="failed" role="alert">{esc(sentence)}</p>{_unanswered_foot(texts)}')


def stopped_html(texts: Texts = ENGLISH) -> str:
    """Return what stands under an answer that the reader stopped; the browser puts it there."""
    return f'<p class="note stopped" role="status">{esc(texts("stopped"))}</p>{_unanswered_foot(texts)}'


def text_html(
    text: str,
    citations: Iterable[Citation],
    notes: Sequence[str] = (),
    language: str = "en",
    topics: Mapping[str, str] | None = None,
) -> str:
    """Return an answer's text: paragraphs and lists, bold words, and a button for each marker that has a citation.

    Args:
        text: the answer, with its markers.
        citations: what it rests on.
        notes: sentences of it that are shown elsewhere.
        language: of its own words.
        topics: the titles in it that lead on, each with the question that it asks.
    """
    known = {citation.marker: citation for citation in citations}
    made: list[str] = []
    for note in reversed(notes):
        text = text.strip().removesuffix(note)
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.strip() in notes:
            continue
        lines = block.split("\n")
        items = [line for line in lines if _ITEM.match(line)]
        plain = "\n".join(line for line in lines if not _ITEM.match(line)).strip()
        listed = "".join(f"<li>{_inline(_ITEM.sub('', line), known, language)}</li>" for line in items)
        under = f"<ul>{listed}</ul>" if items else ""
        if title := _TITLE.fullmatch(plain):
            made.append(topic_html(title["words"], under, (topics or {}).get(title["words"])))
        else:
            made.append((f"<p>{_inline(plain, known, language)}</p>" if plain else "") + under)
    return "".join(made)


def exchange_key(exchange: Exchange, number: int) -> str:
    """Return a name for an exchange that another one at the same place doesn't have."""
    told = f"{exchange.question}\0{exchange.answer.answer}".encode("utf-8", "surrogatepass")
    return f"x{number}-{zlib.crc32(told):08x}"


def plain_answer(answer: Answer) -> str:
    """Return an answer as text to be pasted elsewhere: its words, then a line a source."""
    lines = [
        f"[{each.marker}] {', '.join(part for part in (each.title, each.publisher, each.published) if part)}"
        f" ({each.file}:{each.line_start}): “{' '.join(each.quote.split())}”"
        for each in answer.citations
    ]
    return "\n\n".join(part for part in (answer.answer.replace("**", ""), "\n".join(lines)) if part)


def _article(
    number: int,
    question: str,
    body: str,
    *,
    key: str = "",
    quotes: Sequence[Mapping[str, object]] = (),
    copied: str = "",
    busy: bool = False,
) -> str:
    named = f"question-{number}"
    return (
        f'<article class="exchange" data-exchange="{esc(key)}" data-number="{number}" data-question="{esc(question)}" '
        f'data-quotes="{attribute(quotes)}" data-copied="{esc(copied)}" aria-labelledby="{named}"'
        f"{' aria-busy=true' if busy else ''}>"
        f'<h2 class="question" id="{named}" dir="auto">{esc(question)}</h2>{body}</article>'
    )


def _answered(answer: Answer) -> str:
    return (
        f'<div class="answer" dir="auto">{_text(answer)}</div>{leads_html(answer)}'
        f"{notes_html(_other_notes(answer), quiet=not is_found(answer))}"
        f"{differences_html(answer)}{origins_html(answer)}{_sources(answer.citations, answer.language)}"
        f"{suggestions_html(answer.suggestions)}"
    )


def _offered(answer: Answer) -> str:
    """Return the nearest question that is answered, as a button; nothing where none is offered."""
    title = f'<p class="label" {spoken_in(answer.language)}>{esc(say_of_engine("chat-ask", answer.language))}</p>'
    return f"{title}{suggestions_html(answer.suggestions)}" if answer.suggestions else ""


def _text(answer: Answer) -> str:
    """Return the text of an answer; the questions that it ends with are shown as buttons instead."""
    offered = "".join(f"\n- {each}" for each in answer.suggestions)
    text = answer.answer.removesuffix(offered)
    return text_html(text, answer.citations, answer.notes, answer.language, topic_questions(answer))


def _sources(citations: Sequence[Citation], language: str) -> str:
    if not citations:  # what is told of the library itself may have none
        return ""
    cards = "".join(f"<li>{source_card(each, language)}</li>" for each in citations)
    title = esc(say("sources", language, count=len(citations)))
    spoken = spoken_in(language)
    return f'<h3 class="label" {spoken}>{title}</h3><ol class="cards" {spoken}>{cards}</ol>'


def _other_notes(answer: Answer) -> list[str]:
    """Return the notes without those that only say in a sentence what is shown under them."""
    shown = [[value.value for value in each.values] for each in answer.differences]
    shown += [list(origin.files) for origin in answer.origins]
    notes = answer.notes[1:] if answer.corrections else answer.notes  # what was put right stands below the question
    return [note for note in notes if not any(all(value in note for value in values) for values in shown)]


def _understood(answer: Answer) -> str:
    if answer.corrections:
        return f'<p class="understood" dir="auto">{esc(answer.notes[0])}</p>'
    if answer.standalone_question.strip() == answer.question.strip():
        return ""
    told = say("understood", answer.language, question=answer.standalone_question)
    return f'<p class="understood" dir="auto">{esc(told)}</p>'


def _foot(answer: Answer, texts: Texts) -> str:
    spoken = answer.language
    sure = confidence_words(answer.confidence, spoken) if is_found(answer) else None
    if sure:
        sure = f'<span class="sure" data-sure="{_level(answer.confidence)}">{esc(sure)}</span>'
    spent = f"<span>{esc(usage_words(answer.usage, spoken))}</span>" if answer.usage else None
    told = joined((sure, f'<span class="mode">{esc(mode_words(answer.mode, spoken))}</span>', spent))
    actions = f"{votes_html(texts)}{_action('copy', texts('copy'))}{_again(texts)}"
    return (
        f'<footer class="foot"><p class="told" {spoken_in(spoken)}>{told}</p><p class="actions">{actions}</p></footer>'
    )


def _unanswered_foot(texts: Texts) -> str:
    return f'<footer class="foot"><p class="told"></p><p class="actions">{_again(texts)}</p></footer>'


def _action(name: str, label: str) -> str:
    return f'<button type="button" data-do="{name}">{esc(label)}</button>'


def _again(texts: Texts) -> str:
    return _action("retry", texts("ask-again")) + _action("edit", texts("edit-question"))


def mode_words(mode: str, language: str) -> str:
    """Return who wrote an answer: the articles alone, the tool itself, or a model by its name."""
    own = {QUOTES: "mode-quotes", CHAT: "mode-chat"}.get(mode)
    return say(own, language) if own else say("mode-written", language, model=mode)


def _level(confidence: float) -> int:
    return 3 if confidence >= 0.9 else 2 if confidence >= 0.7 else 1


def _quotes(answer: Answer) -> list[dict[str, object]]:
    """Return what the reader needs to show the quotes of an answer, for the script to hand on."""
    bold: dict[int, list[list[int]]] = {}
    for marker, span in answer.highlights:
        bold.setdefault(marker, []).append([span.start, span.end])
    return [
        {
            "marker": each.marker,
            "file": each.file,
            "start": each.start,
            "end": each.end,
            "line": each.line_start,
            "sha256": each.sha256,
            "bold": bold.get(each.marker, []),
        }
        for each in answer.citations
    ]


def _inline(text: str, known: Mapping[int, Citation], language: str) -> str:
    made, last = [], 0
    for match in _PIECE.finditer(text):
        before = text[last : match.start()]
        last = match.end()
        if match["bold"]:
            made.append(f"{esc(before)}<strong>{esc(match['bold'])}</strong>")
        elif citation := known.get(int(match["marker"])):
            # On the line of the words that it is for: the last of them goes with it.
            start = before.rstrip(" ").rfind(" ") + 1
            word = f'<span class="marked">{esc(before[start:])}{marker_button(citation, language)}</span>'
            made.append(f"{esc(before[:start])}{word}")
        else:
            made.append(esc(before + match.group()))
    made.append(esc(text[last:]))
    return "".join(made).replace("\n", "<br>")
