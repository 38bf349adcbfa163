"""Parse HTML, and take out of its tree what no reader of the page takes for text."""

from lxml import etree, html

from index.readers.extracted import tidy
from index.readers.markup.hidden import remove_unseen
from index.readers.markup.scripts import resolve_scripts
from index.readers.markup.styles import Styles
from index.readers.markup.tables import fill_tables


def parse_html(text: str) -> html.HtmlElement | None:
    """Return the tree of a page or a fragment, or nothing when there is none in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = tidy(text).encode("utf-8")
    try:
        return html.document_fromstring(data, parser=parser) if data.strip() else None
    except etree.ParserError:  # nothing but comments
        return None


def as_seen(tree: html.HtmlElement) -> html.HtmlElement:
    """Change a tree to what a reader of the page takes for text, and return it.

    Hidden and struck parts and note marks are gone, powers are written as such, and a cell that spans several rows or
    columns of a table stands in each of them.
    """
    styles = Styles(tree)
    resolve_scripts(tree, styles)
    remove_unseen(tree, styles)
    fill_tables(tree)
    return tree
