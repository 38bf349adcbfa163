"""Questions to ask with a click: those of the start page, and those that an overview leads on to."""

from collections.abc import Sequence

from index.records import ArticleCard
from rag import Answer
from rag.messages.days import long_date
from rag.messages.texts import say as say_of_engine
from rag.records import Lead
from ui.page.html.markup import esc, spoken_in
from ui.page.texts import ENGLISH, Texts
from ui.wording import say


def start_html(articles: Sequence[ArticleCard], suggestions: Sequence[str], texts: Texts = ENGLISH) -> str:
    """Return what can be asked about, and questions to begin with."""
    asked = suggestions_html(suggestions)
    tried = f'<h2 class="label">{esc(texts("begin-with"))}</h2>{asked}' if asked else ""
    return (
        f'<div class="start"><h1>{esc(texts("heading"))}</h1>'
        f'<p class="lede">{esc(holdings(articles, texts))} {esc(texts("lede"))}</p>{tried}</div>'
    )


def suggestions_html(questions: Sequence[str]) -> str:
    """Return questions as buttons that ask them; nothing for none."""
    asked = "".join(
        f'<li><button type="button" class="suggestion" data-do="suggest" dir="auto">{esc(each)}</button></li>'
        for each in questions
    )
    return f'<ul class="suggestions">{asked}</ul>' if asked else ""


def holdings(articles: Sequence[ArticleCard], texts: Texts = ENGLISH) -> str:
    """Return how many articles there are, of how many publishers and from when."""
    if not articles:
        return texts("empty-library")
    publishers = {each.publisher for each in articles if each.publisher}
    years = sorted(each.published[:4] for each in articles if each.published)
    held = texts.counted("articles", len(articles))
    if len(publishers) == 1:
        held = texts("held-one-publisher", held=held, publisher=next(iter(publishers)))
    elif publishers:
        held = texts.counted("held-publishers", len(publishers), held=held)
    if years:
        key = "held-year" if years[0] == years[-1] else "held-years"
        held = texts(key, held=held, year=years[0], first=years[0], last=years[-1])
    return f"{held}."


def topic_questions(answer: Answer) -> dict[str, str]:
    """Return the question that each title of an overview's text leads on to."""
    topics = answer.overview.topics if answer.overview else ()
    return {
        say_of_engine("overview-group", answer.language, title=each.label, count=each.articles): each.question
        for each in topics
    }


def topic_html(title: str, quotes: str, question: str | None) -> str:
    """Return a title and the quotes below it; as a card that leads on where there is a question to ask.

    Args:
        title: its words.
        quotes: the list below it, as HTML.
        question: what a click asks.
    """
    if question is None:
        return f'<h3 class="topic">{esc(title)}</h3>{quotes}'
    return f'<section class="topic-card"><h3 class="topic">{_button(title, question)}</h3>{quotes}</section>'


def leads_html(answer: Answer) -> str:
    """Return the people and the time line of an overview; nothing for other answers."""
    if answer.overview is None:
        return ""
    people = "".join(f"<li>{_button(each.label, each.question)}</li>" for each in answer.overview.people)
    return _titled("people", f'<ul class="people">{people}</ul>' if people else "", answer.language) + _titled(
        "time-line", _days(answer.overview.days, answer.language), answer.language
    )


def _days(days: Sequence[Lead], language: str) -> str:
    lines = "".join(
        f'<li><time datetime="{esc(each.published or "")}">{esc(long_date(each.published, language) or "")}</time>'
        f"{_button(each.label, each.question)}</li>"
        for each in days
    )
    return f'<ol class="time-line">{lines}</ol>' if lines else ""


def _titled(key: str, content: str, language: str) -> str:
    return f'<h3 class="label" {spoken_in(language)}>{esc(say(key, language))}</h3>{content}' if content else ""


def _button(label: str, question: str) -> str:
    return (
        f'<button type="button" class="lead" data-do="suggest" data-question="{esc(question)}" dir="auto">'
        f"{esc(label)}</button>"
    )
