"""Find the article's words in a page by trafilatura, and again where it took too little or lost the paragraphs."""

from copy import deepcopy
from itertools import islice
from typing import Final

from lxml import html

from index.readers.markup.blocks import to_markdown
from index.readers.webpage.visible import is_marked_aside

SURE: Final = 120
"""Characters under which it is doubtful what trafilatura found: then all of the page is taken, and cleaned as text."""
_LITTLE: Final = 500
"""Characters under which trafilatura takes in what stands around: the page's only article is then taken as it is."""
_SHORT: Final = 3000
_SHARE: Final = 0.5
"""What is shorter than `_SHORT` and than this share of the page's paragraphs is only a part of the article."""
_GAIN: Final = 1.5
"""How many times as long as such a part the article has to be."""
_LEVELS: Final = 5
"""Elements around the paragraphs of a part that are looked at."""
_MOSTLY: Final = 0.6
"""Share of the words of an article that stand in paragraphs."""
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
    own = ""
    if dumped or len(body) < _LITTLE:
        _drop_asides(whole)
        own = _own_article(whole)
    if len(own) >= SURE:
        body = own
    elif len(body) < _SHORT and len(body) < _SHARE * _prose(furnished):
        body = _whole_of(body, whole)
    return (body, True) if len(body) >= SURE else (furnished, False)


def _chosen(tree: html.HtmlElement) -> tuple[str, bool]:
    """Return what trafilatura chooses, and whether it is one paragraph of all words, which loses their structure."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, with_metadata=False, include_comments=False)
    # Either a Document or a plain dictionary, says its type; both give a dictionary.
    parts = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    body = parts.get("body")
    return (
        (to_markdown(body), [(each.tag, len(each)) for each in body] == [("p", 0)]) if body is not None else ("", False)
    )


def _prose(text: str) -> int:
    """Return how many characters of a text stand in paragraphs."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return sum(len(block) for block in blocks if len(block) >= _PARAGRAPH and block[-1] in ".!?…\"”»“'’")


def _whole_of(part: str, tree: html.HtmlElement) -> str:
    """Return the text of the smallest element around the paragraphs of `part` that holds much more running text."""
    wanted = {block for block in part.split("\n\n") if len(block) >= _PARAGRAPH}
    found = [each for each in tree.iter("p") if " ".join(each.text_content().split()) in wanted]
    lines = [list(reversed([*each.iterancestors()])) for each in found]
    around = [level[0] for level in zip(*lines, strict=False) if all(each is level[0] for each in level)]
    for element in islice(reversed(around), _LEVELS):
        if element.tag in {"body", "html"}:
            break
        text = to_markdown(element, furniture=False)
        if len(text) > _GAIN * len(part) and _prose(text) > _MOSTLY * len(text):
            return text
    return part


def _own_article(tree: html.HtmlElement) -> str:
    """Return the text of the only `<article>` or `<main>` of a page."""
    for tag in ("article", "main"):
        outermost = [each for each in tree.iter(tag) if next(each.iterancestors(tag), None) is None]
        if len(outermost) == 1:
            return to_markdown(outermost[0], furniture=False)
    return ""


def _drop_asides(tree: html.HtmlElement) -> None:
    """Take out of a page what is marked as comments or links to other stories, unless it holds the headline."""
    body = tree.find(".//body")
    for element in list(body.iterdescendants()) if body is not None else ():
        if is_marked_aside(element) and element.tag not in {"article", "main"} and element.find(".//h1") is None:
            element.drop_tree()
