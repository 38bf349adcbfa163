"""The library as HTML: its articles, when they were published, and how far the adding of files is."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from index.ingestion.sync import Report
from index.records import ArticleCard
from rag import Filters, Hit
from ui.filters import passes
from ui.page.html.markup import esc, filled_html, joined
from ui.page.texts import ENGLISH, Texts

MOST: Final = 300
"""Articles listed at once; the search finds the others."""
_BARS: Final = 40
"""The most bars of the plot: beyond so many months it shows years."""
_SNIPPET: Final = 200
_STAGES: Final = ("reading", "embedding", "storing")


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of one year or month."""

    first: str
    """ISO date of its first day."""
    last: str
    label: str
    count: int


def list_html(articles: Sequence[ArticleCard], filters: Filters, words: str, texts: Texts = ENGLISH) -> str:
    """Return the articles that match some words, newest first; those that are asked are marked.

    Args:
        articles: all of the library.
        filters: which are asked.
        words: typed by the reader; all must stand in the title, publisher, author or name of an article.
        texts: the words of the page.
    """
    found = [each for each in articles if matches(each, words)]
    if not found:
        return f'<p class="nothing">{esc(texts("none-match" if articles else "no-articles"))}</p>'
    found.sort(key=lambda each: (each.published or "", each.file), reverse=True)
    rows = "".join(_row(each, filters, texts) for each in found[:MOST])
    more = len(found) - MOST
    rest = f'<p class="nothing">{esc(texts.counted("more", more))}</p>' if more > 0 else ""
    return f'<ul class="articles">{rows}</ul>{rest}'


def hits_html(hits: Sequence[Hit], words: str, texts: Texts = ENGLISH) -> str:
    """Return the passages that match some words, each opening its article there."""
    if not words.strip():
        return ""
    rows = "".join(
        f'<li><button type="button" class="card near" data-file="{esc(each.file)}" data-start="{each.start}" '
        f'data-end="{each.end}"><span class="card-title" dir="auto">{esc(each.title or each.file)}</span>'
        f'<span class="card-quote" dir="auto">{esc(_snippet(each.text))}</span>'
        f'<span class="card-place">{esc(each.file)}:{each.line_start}</span></button></li>'
        for each in hits
    )
    title = texts.html("passages-for" if hits else "no-passage-for", words=f"<bdi>{esc(words)}</bdi>")
    return f'<h3 class="label">{title}</h3><ul class="nearest">{rows}</ul>'


def plot_html(articles: Sequence[ArticleCard], filters: Filters, texts: Texts = ENGLISH) -> str:
    """Return the articles over time as a row of bars; each limits the questions to its year or month."""
    bars = bars_of([each.published for each in articles if each.published], texts)
    if len(bars) < 2:
        return ""
    most = max(bar.count for bar in bars)
    drawn = "".join(_bar(bar, most, filters, texts) for bar in bars)
    undated = sum(1 for each in articles if not each.published)
    note = f'<span class="undated">{esc(texts.counted("undated", undated))}</span>' if undated else ""
    ends = f"<span>{esc(bars[0].label)}</span>{note}<span>{esc(bars[-1].label)}</span>"
    return (
        f'<div class="plot" role="group" aria-label="{esc(texts("over-time"))}">'
        f'<div class="bars">{drawn}</div><p class="ends" aria-hidden="true">{ends}</p></div>'
    )


def bars_of(dates: Sequence[str], texts: Texts = ENGLISH) -> list[Bar]:
    """Return how many articles there are of each month, or of each year when there are too many months.

    Times between the first and the last that have none are there with a count of 0.
    """
    months = sorted(date[:7] for date in dates if len(date) >= 7)
    if not months:
        return []
    count = _month_number(months[-1]) - _month_number(months[0]) + 1
    if count <= _BARS:
        counts = Counter(months)
        names = [_month_name(_month_number(months[0]) + step) for step in range(count)]
        return [Bar(f"{each}-01", _month_end(each), texts.date(each), counts[each]) for each in names]
    counts = Counter(month[:4] for month in months)
    years = range(int(months[0][:4]), int(months[-1][:4]) + 1)
    return [Bar(f"{year:04}-01-01", f"{year:04}-12-31", str(year), counts[f"{year:04}"]) for year in years]


def scope_html(articles: Sequence[ArticleCard], filters: Filters, texts: Texts = ENGLISH) -> str:
    """Return which articles the next question is asked of, when it isn't all; nothing else."""
    if filters == Filters():
        return ""
    count = sum(passes(each, filters) for each in articles)
    titles = {each.file: each.title or each.file for each in articles}
    files = titles.get(filters.files[0], filters.files[0]) if len(filters.files) == 1 else ""
    many = texts.counted("chosen", len(filters.files)) if len(filters.files) > 1 else ""
    parts = [part for part in (files, many, ", ".join(filters.publishers), _period(filters, texts)) if part]
    asking = filled_html(
        partial(texts.counted, "asking", count, all=texts.number(len(articles))),
        limits=f'<b dir="auto">{esc("; ".join(parts))}</b>',
    )
    return (
        f'<p class="scope"><span>{asking}</span> '
        f'<button type="button" data-do="unfilter">{esc(texts("ask-all"))}</button></p>'
    )


def progress_html(stage: str, done: int, total: int, texts: Texts = ENGLISH) -> str:
    """Return how far the adding of files is."""
    share = {"reading": 0.4 * done / max(total, 1), "embedding": 0.5, "storing": 0.95}.get(stage, 0.0)
    told = texts(stage if stage in _STAGES else "starting", done=texts.number(done), total=texts.number(total))
    return (
        f'<div class="adding" role="status"><p>{esc(told)}</p>'
        f'<progress max="1" value="{share:.2f}" aria-label="{esc(texts("adding"))}"></progress>'
        f'<button type="button" data-do="halt">{esc(texts("cancel"))}</button></div>'
    )


def report_html(report: Report, texts: Texts = ENGLISH) -> str:
    """Return what was added, and which files were not, and why."""
    done = [
        texts.counted(key, len(names))
        for key, names in (
            ("added-new", report.new),
            ("added-changed", report.changed),
            ("added-moved", report.moved),
            ("added-unchanged", [*report.unchanged, *report.copied]),
            ("gone", report.removed),
        )
        if names
    ]
    failed = "".join(f'<li dir="auto">{esc(failure.reason)}</li>' for failure in report.failed)
    unreadable = esc(texts.counted("unreadable", len(report.failed)))
    wrong = f"<p>{unreadable}</p><ul>{failed}</ul>" if failed else ""
    told = f"<p>{esc(texts('comma').join(done) or texts('nothing-added'))}.</p>"
    return f'<div class="report{" wrong" if failed else ""}" role="status">{told}{wrong}</div>'


def told_html(sentence: str) -> str:
    """Return one sentence on what became of an action."""
    return f'<div class="report" role="status"><p>{esc(sentence)}</p></div>'


def matches(card: ArticleCard, words: str) -> bool:
    """Return True if all the words stand in an article's title, publisher, author, date or name."""
    known = " ".join(filter(None, (card.title, card.publisher, card.author, card.published, card.file))).casefold()
    return all(word in known for word in words.casefold().split())


def _row(card: ArticleCard, filters: Filters, texts: Texts) -> str:
    picked = card.file in filters.files
    known = joined((
        f"<bdi>{esc(card.publisher)}</bdi>" if card.publisher else None,
        esc(texts.date(card.published) if card.published else texts("undated-entry")),
        esc(texts.counted("passages", card.passages)),
    ))  # fmt: skip
    title, name = card.title or card.file, esc(card.file)
    ask, remove = (esc(texts(key, title=title)) for key in ("ask-only", "remove-title"))
    asked = "" if passes(card, filters) else " out"
    return (
        f'<li class="entry{asked}"><button type="button" class="pick" data-do="pick" data-file="{name}" '
        f'aria-pressed="{str(picked).lower()}" aria-label="{ask}" title="{esc(texts("ask-only-this"))}"></button>'
        f'<button type="button" class="entry-title" data-file="{name}" data-start="0" data-end="0" dir="auto">'
        f'{esc(title)}</button><span class="entry-known">{known}</span>'
        f'<button type="button" class="remove" data-do="remove" '
        f'data-file="{name}" aria-label="{remove}">{esc(texts("remove"))}</button></li>'
    )


def _bar(bar: Bar, most: int, filters: Filters, texts: Texts) -> str:
    chosen = filters.published_from == bar.first and filters.published_to == bar.last
    told = f"{bar.label}: {texts.counted('articles', bar.count)}"
    height = max(bar.count / most * 100, 3 if bar.count else 0)
    return (
        f'<button type="button" class="bar-button" data-do="period" data-first="{bar.first}" data-last="{bar.last}" '
        f'aria-pressed="{str(chosen).lower()}" aria-label="{esc(told)}" title="{esc(told)}"'
        f'{"" if bar.count else " disabled"}><span style="height:{height:.0f}%"></span></button>'
    )


def _period(filters: Filters, texts: Texts) -> str:
    first, last = filters.published_from, filters.published_to
    if first and last and first[:4] == last[:4] and first[5:] == "01-01" and last[5:] == "12-31":
        return first[:4]
    if first and last and first == f"{last[:7]}-01" and last == _month_end(last[:7]):
        return texts.date(first[:7])
    parts = (
        texts("since", date=texts.date(first)) if first else "",
        texts("until", date=texts.date(last)) if last else "",
    )
    return " ".join(part for part in parts if part)


def _month_end(month: str) -> str:
    return f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]}"


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month_name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _snippet(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SNIPPET else f"{words[:_SNIPPET].rsplit(' ', 1)[0]} …"
