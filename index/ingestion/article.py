"""One file's text into an article: a pure function, so that any machine can do it."""

from index.chunking.boilerplate import content_spans
from index.chunking.markdown import settle_sentences
from index.chunking.passages import group_passages
from index.chunking.sentences import split_sentences
from index.language.token_counts import count_tokens
from index.metadata.finder import read_card
from index.records import Article, SourceText, Span


def cut_article(file: str, source: SourceText, passage_tokens: int) -> Article:
    """Find the metadata, the content spans, the sentences and the passages of one file.

    Args:
        file: its path relative to the indexed root.
        source: what was read from it.
        passage_tokens: the most tokens a passage may have.
    """
    card = read_card(source, file)
    metadata = card.metadata
    content = _all_of(source.text) if source.chosen else content_spans(source.text)
    language = metadata.language.value if metadata.language else None
    sentences = settle_sentences(
        source.text, split_sentences(source.text, content, language, passage_tokens, count_tokens)
    )
    passages = group_passages(source.text, sentences, passage_tokens, count_tokens, content)
    return Article(file, source, metadata, content, passages, card.mentions)


def _all_of(text: str) -> tuple[Span, ...]:
    """Return all of a text, white space at its ends left out."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    return (Span(start, end),) if start < end else ()
