"""What the page shows before the first question."""

from collections.abc import Sequence

from index.records import ArticleCard
from ui.page.html.markup import esc
from ui.wording import counted


def start_html(articles: Sequence[ArticleCard], suggestions: Sequence[str]) -> str:
    """Return what can be asked about, and questions to begin with."""
    asked = "".join(
        f'<li><button type="button" class="suggestion" data-do="suggest" dir="auto">{esc(each)}</button></li>'
        for each in suggestions
    )
    tried = f'<h2 class="label">To begin with</h2><ul class="suggestions">{asked}</ul>' if asked else ""
    return (
        '<div class="start"><h1>Ask the articles.</h1>'
        f'<p class="lede">{esc(holdings(articles))} Every answer is quoted word for word, with the place it stands; '
        f"what they don’t say is not answered.</p>{tried}</div>"
    )


def holdings(articles: Sequence[ArticleCard]) -> str:
    """Return how many articles there are, of how many publishers and from when."""
    if not articles:
        return "The library is empty: add articles on the right."
    publishers = {each.publisher for each in articles if each.publisher}
    years = sorted(each.published[:4] for each in articles if each.published)
    whose = f" of {next(iter(publishers))}" if len(publishers) == 1 else ""
    whose = f" of {counted(len(publishers), 'publisher')}" if len(publishers) > 1 else whose
    span = "" if not years else f", {years[0]}" if years[0] == years[-1] else f", {years[0]} to {years[-1]}"
    return f"{counted(len(articles), 'article')}{whose}{span}."
