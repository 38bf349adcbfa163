"""Find the article's words in a page by trafilatura, and again where it took too little or lost the paragraphs."""

from copy import deepcopy
from typing import Final

from lxml import html

from index.readers.markup.blocks import to_markdown
from index.readers.webpage.visible import is_marked_aside

SURE: Final = 120
"""Characters under which it is doubtful what trafilatura found: then all of the page is taken, and cleaned as text."""
_SHORT: Final = 3000
_SHARE: Final = 0.5
"""What is shorter than `_SHORT` and than this share of the page's paragraphs is looked for again, less strictly."""
_GAIN: Final = 1.5
"""How many times as long the second find has to be."""
_PARAGRAPH: Final = 80
"""Characters from which a block that ends like a sentence is one of running text."""


def article_text(tree: html.HtmlElement) -> tuple[str, bool]:
    """Return the Markdown of the article in a page, and whether it was told apart from the rest of the page.

    Args:
        tree: the page as it is seen; it is taken apart.
    """
    whole = deepcopy(tree)
    furnished = to_markdown(whole, furniture=False)
    body, dumped = _chosen(tree)
    prose = _prose(furnished)
    if not dumped and len(body) < _SHORT and len(body) < _SHARE * prose:
        more, _ = _chosen(deepcopy(whole), recall=True)
        body = more if len(more) > _GAIN * len(body) else body
    if len(body) < SURE or dumped:
        own = _own_article(whole)
        return (own, True) if len(own) >= SURE else (furnished, False)
    return body, True


def _chosen(tree: html.HtmlElement, *, recall: bool = False) -> tuple[str, bool]:
    """Return what trafilatura chooses, and whether it is one paragraph of all words, which loses their structure."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, with_metadata=False, include_comments=False, favor_recall=recall)
    # Either a Document or a plain dictionary, says its type; both give a dictionary.
    parts = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    body = parts.get("body")
    return (to_markdown(body), len(body) == 1) if body is not None else ("", False)


def _prose(text: str) -> int:
    """Return how many characters of a text stand in paragraphs."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return sum(len(block) for block in blocks if len(block) >= _PARAGRAPH and block[-1] in ".!?…\"”»“'’")


def _own_article(tree: html.HtmlElement) -> str:
    """Return the text of the only `<article>` or `<main>` of a page, without what is marked as something else."""
    for tag in ("article", "main"):
        outermost = [each for each in tree.iter(tag) if next(each.iterancestors(tag), None) is None]
        if len(outermost) == 1:
            inside = list(outermost[0].iterdescendants())
            for element in [each for each in inside if is_marked_aside(each) and each.find(".//h1") is None]:
                element.drop_tree()
            return to_markdown(outermost[0], furniture=False)
    return ""
