"""What can be seen of a page, and which of its parts aren't the article."""

import re
import unicodedata
from itertools import islice
from typing import Final

from lxml import etree, html

_ASIDE: Final = re.compile(
    r"\b(?:comments?|commentlist|comment-?(?:list|form|author|body|respond)|respond|sidebar|related|recommend\w*|teaser\w*|widget\w*|menu|nav\w*"
    r"|breadcrumb\w*|cookie\w*|consent|newsletter|promo\w*|advert\w*|trending|popular|most-?read|footer|share|social)\b",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"""\b(?:comments?|commentlist|comment-(?:list|form|author|body|meta|content)|respond|reactions?|repl(?:y|ies)|disqus\w*
    |kommentare?|commentaires?|comentarios?|comentários|commenti|yorumlar?|reacties|комментари\w*|تعليقات
    |related\w*|recommend\w*|latest\w*|popular|more-(?:news|stories|from))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ASIDES: Final = frozenset({"nav", "aside", "footer", "form", "dialog"})
SILENT: Final = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea"})
_DEPTH: Final = 12
_WORD: Final = re.compile(r"\w+")


def is_aside(element: html.HtmlElement) -> bool:
    """Return True if an element stands in a part of the page that isn't the article: comments, sidebar, related."""
    node: etree._Element | None = element
    for _ in range(_DEPTH):
        if node is None or node.tag in {"body", "html", "article", "main"}:
            return False
        if node.tag in _ASIDES or _ASIDE.search(f"{node.get('id') or ''} {node.get('class') or ''}".replace("_", "-")):
            return True
        node = node.getparent()
    return False


def is_marked_aside(element: etree._Element) -> bool:
    """Return True if an element itself is said to hold comments or links to other articles."""
    if (element.get("itemprop") or "").lower() in {"comment", "review", "relatedlink"}:
        return True
    if (element.get("itemtype") or "").lower().rstrip("/").endswith(("/comment", "/usercomments", "/review")):
        return True
    return _COMMENTS.search(f"{element.get('id') or ''} {element.get('class') or ''}".replace("_", "-")) is not None


def is_comment(element: html.HtmlElement) -> bool:
    """Return True if an element stands among comments or links to other articles."""
    node: etree._Element | None = element
    for _ in range(_DEPTH):
        if node is None or node.tag in {"body", "html"}:
            return False
        if is_marked_aside(node):
            return True
        if node.tag in {"article", "main"}:
            return False
        node = node.getparent()
    return False


def brief_text(element: html.HtmlElement, most: int = 40) -> str:
    """Return the words of a small element; nothing of one that holds many others, so that deep pages cost no time."""
    parts = list(islice(element.itertext(), most + 1))
    return " ".join(" ".join(parts).split()) if len(parts) <= most else ""


def visible_text(tree: html.HtmlElement, limit: int = 60_000) -> str:
    """Return the words that can be seen, in small letters without accents."""
    parts: list[str] = []
    size = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in SILENT:
                walker.skip_subtree()
                continue
            parts.append(element.text or "")
        elif element is not tree:
            parts.append(" ")
            parts.append(element.tail or "")
        size += len(parts[-1]) if parts else 0
        if size > limit:
            break
    return plain(" ".join(parts))


def plain(words: str) -> str:
    """Return words in small letters without accents and punctuation."""
    folded = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(_WORD.findall("".join(each for each in folded if not unicodedata.combining(each))))


def words_of(words: str) -> set[str]:
    """Return the different words of a text."""
    return set(plain(words).split())


def squash(words: str) -> str:
    """Return letters and digits only, without `www` and the end of a domain."""
    bare = re.sub(
        r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net|de|at|ch|fr|es|co\.uk|uk|info|eu|io|it|tr|ru)$",
        "",
        words.strip(),
        flags=re.IGNORECASE,
    )
    return plain(bare).replace(" ", "")
