"""The start page: what the library holds and questions to begin with."""

from collections.abc import Sequence

from index.records import ArticleCard
from ui.page.html.markup import esc
from ui.page.texts import ENGLISH, Texts


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
