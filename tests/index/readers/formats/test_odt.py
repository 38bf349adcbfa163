"""OpenDocument texts: what the page shows, in its order, with its changes accepted."""

from typing import Final

import pytest

from eval.experiments.formats import to_zip
from tests.index.readers.formats.builders import only, value

PREFIX: Final = "urn:oasis:names:tc:opendocument:xmlns"
NAMES: Final = (
    f'xmlns:office="{PREFIX}:office:1.0" xmlns:text="{PREFIX}:text:1.0" xmlns:table="{PREFIX}:table:1.0" '
    f'xmlns:style="{PREFIX}:style:1.0" xmlns:draw="{PREFIX}:drawing:1.0" xmlns:fo="{PREFIX}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{PREFIX}:svg-compatible:1.0" xmlns:manifest="{PREFIX}:manifest:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def style(name: str, family: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
        f"{properties}</style:style>"
    )


def words(properties: str) -> str:
    return f"<style:text-properties {properties}/>"


OWN: Final = "".join(
    [
        style("Up", "text", words('style:text-position="super 58%"')),
        style("Raised", "text", words('style:text-position="33% 58%"')),
        style("Down", "text", words('style:text-position="sub 58%"')),
        style("Gone", "text", words('style:text-line-through-style="solid"')),
        style("Twice", "text", words('style:text-line-through-type="double"')),
        style("Back", "text", words('style:text-line-through-style="none"'), "Gone"),
        style("Based", "text", "", "Gone"),
        style("Secret", "text", words('text:display="none"')),
        style("White", "text", words('fo:color="#ffffff"')),
        style("Tiny", "text", words('fo:font-size="1pt"')),
        style("Loud", "text", words('fo:text-transform="uppercase"')),
        style("Blue", "table-cell", '<style:table-cell-properties fo:background-color="#224466"/>'),
        style("P1", "paragraph", "", "Heading_20_2"),
        style("P2", "paragraph", words('text:display="none"')),
    ]
)


def odt(body: str, styles: str = "", **others: str) -> bytes:
    """Return a document of the given paragraphs and tables, with a few styles of its own."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{OWN}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    sheet = f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles></office:document-styles>"
    members = {"content.xml": content, "styles.xml": sheet, **others}
    return to_zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            **{name: made.encode() for name, made in members.items()},
        }
    )


def p(inner: str, name: str = "") -> str:
    return f'<text:p text:style-name="{name}">{inner}</text:p>'


def span(inner: str, name: str) -> str:
    return f'<text:span text:style-name="{name}">{inner}</text:span>'


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def cell(inner: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


NOTE: Final = (
    '<text:note text:note-class="footnote"><text:note-citation>4</text:note-citation><text:note-body>'
    f"{p('So the warden.')}</text:note-body></text:note>"
)
CHANGES: Final = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ida Rahm</dc:creator>"
    f"</office:change-info>{p('nine beds')}</text:deletion></text:changed-region></text:tracked-changes>"
)
BOX: Final = (
    '<draw:frame draw:name="box"><draw:text-box><text:p>Dogs stay outside.</text:p></draw:text-box>'
    "<svg:title>box</svg:title><svg:desc>A box with words</svg:desc></draw:frame>"
)
RUBY: Final = "<text:ruby><text:ruby-base>Velm</text:ruby-base><text:ruby-text>velm</text:ruby-text></text:ruby>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            CHANGES + p("It has <text:change/><text:change-start/>twelve<text:change-end/> beds."),
            "It has twelve beds.",
            id="tracked changes",
        ),
        pytest.param(p(f"At 56{NOTE} beds."), "At 56 beds.\n\nSo the warden.", id="footnote"),
        pytest.param(table(cell(p(f"56{NOTE}")) + cell(p("May"))), "56 | May\n\nSo the warden.", id="note in a table"),
        pytest.param(p(f"At 15{span('2', 'Up')} beds."), "At 15 beds.", id="mark"),
        pytest.param(p(f"At 15{span('2', 'Raised')} beds."), "At 15 beds.", id="mark by its height"),
        pytest.param(p(f"10{span('1', 'Up')}{span('2', 'Up')} bees."), "10¹² bees.", id="power in two pieces"),
        pytest.param(p(f"H{span('2', 'Down')}O"), "H2O", id="lowered"),
        pytest.param(p(f"{span('old ', 'Gone')}new"), "new", id="struck"),
        pytest.param(p(f"{span('old ', 'Twice')}new"), "new", id="struck twice"),
        pytest.param(p(f"{span('old ', 'Based')}new"), "new", id="struck by what a style is based on"),
        pytest.param(p(span("new", "Back")), "new", id="no longer struck"),
        pytest.param(p(f"{span('old ', 'Secret')}new"), "new", id="hidden"),
        pytest.param(p("old", "P2") + p("new"), "new", id="hidden paragraph"),
        pytest.param(p(f"{span('old ', 'White')}new"), "new", id="white on white"),
        pytest.param(p(f"{span('old ', 'Tiny')}new"), "new", id="too small"),
        pytest.param(p(span("Velm", "Loud")), "VELM", id="capitals"),
        pytest.param(
            table(cell(p(span("Beds", "White")), 'table:style-name="Blue"') + cell(p("12"))), "Beds | 12", id="on blue"
        ),
        pytest.param(
            p('<text:hidden-text text:is-hidden="true">old</text:hidden-text>new')
            + p(
                "<office:annotation>"
                "<dc:creator>Ida</dc:creator><text:p>Really?</text:p></office:annotation>Hut.<office:annotation-end/>"
            ),
            "new\n\nHut.",
            id="hidden field and comment",
        ),
        pytest.param(
            '<text:section text:display="none"><text:p>old</text:p></text:section><text:section><text:p>new</text:p>'
            "</text:section>",
            "new",
            id="sections",
        ),
        pytest.param(
            table(
                cell(p("Hut") + p("of stone"), 'table:number-rows-spanned="2"') + cell(p("May")),
                "<table:covered-table-cell/>" + cell(p("June")),
            ),
            "Hut of stone | May\nHut of stone | June",
            id="merged cells",
        ),
        pytest.param(
            table(
                cell(p("Open"), 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell(p("Beds")),
                cell(p("May")) + cell(p("June")) + cell(p("12")),
            ),
            "Open | Open | Beds\nMay | June | 12",
            id="a cell over columns",
        ),
        pytest.param(
            "<table:table><table:table-header-rows><table:table-row>"
            f"{cell(p('Hut'))}{cell(p('Beds'))}</table:table-row></table:table-header-rows><table:table-row>"
            f"{cell(p('Velm'))}{cell(p('12'))}</table:table-row></table:table>",
            "Hut | Beds\n--- | ---\nVelm | 12",
            id="head of a table",
        ),
        pytest.param(
            p("Bring:") + f"<text:list><text:list-item>{p('boots')}</text:list-item><text:list-item>{p('a rope')}"
            "</text:list-item></text:list>",
            "Bring:\n\n- boots\n- a rope",
            id="list",
        ),
        pytest.param(p(f"The hut {BOX}is shut."), "The hut is shut.\n\nDogs stay outside.", id="text box"),
        pytest.param(p(f"In {RUBY}"), "In Velm", id="ruby"),
        pytest.param(
            p('By<text:s text:c="3"/>noon<text:tab/>on <text:date>4 May</text:date>'), "By noon on 4 May", id="fields"
        ),
        pytest.param(
            "<text:table-of-content><text:index-body><text:p>Beds 3</text:p></text:index-body></text:table-of-content>"
            '<text:h text:outline-level="3">Beds</text:h><text:p>Twelve.</text:p>',
            "### Beds\n\nTwelve.",
            id="contents and heading",
        ),
        pytest.param(p("Beds", "P1") + p("Twelve.", "Quotations"), "## Beds\n\n> Twelve.", id="named styles"),
    ],
)
def test_what_the_page_shows_is_the_text(body: str, text: str) -> None:
    assert only("a.odt", odt(body)).text == text


def test_styles_of_the_document_count() -> None:
    styles = style("Own", "paragraph", words('style:text-line-through-style="solid"'))
    assert only("a.odt", odt(p("old", "Own") + p("new"), styles)).text == "new"


def test_title_and_author_come_from_its_properties() -> None:
    meta = (
        f'<office:document-meta {NAMES} xmlns:meta="{PREFIX}:meta:1.0"><office:meta><dc:title>The hut</dc:title>'
        "<meta:initial-creator>Ida Rahm</meta:initial-creator></office:meta></office:document-meta>"
    )
    made = only("a.odt", odt(p("The hut") + p("It has twelve beds."), **{"meta.xml": meta}))
    assert (value(made.stated.title), value(made.hinted.author)) == ("The hut", "Ida Rahm")


def test_an_encrypted_document_is_refused() -> None:
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    locked = f"<manifest:manifest {NAMES}>{entry}</manifest:manifest>"
    with pytest.raises(ValueError, match="without a password"):
        only("a.odt", odt(p("x"), **{"META-INF/manifest.xml": locked}))


LISTS: Final = (
    '<text:list-style style:name="Law"><text:list-level-style-number text:level="1" style:num-prefix="Article " '
    'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" '
    'style:num-suffix="."/></text:outline-style>'
)


def items(*made: str, name: str = "", more: str = "") -> str:
    inner = "".join(
        each if each.startswith("<text:list-item") else f"<text:list-item>{each}</text:list-item>" for each in made
    )
    return (
        f'<text:list text:style-name="{name}"{more}>{inner}</text:list>' if name else f"<text:list>{inner}</text:list>"
    )


def test_numbers_of_lists_and_headings_are_words() -> None:
    rules = items(p("The bridge opens at six.") + items(p("at dawn;"), p("at dusk.")), p("He may fish."))
    body = (
        f'<text:h text:outline-level="1">Duties</text:h>{items(p("The warden.") + rules, name="Law")}{p("Then:")}'
        + items(p("He counts the swans."), name="Law", more=' text:continue-numbering="true"')
        + items(p("a boat"), name="Dots")
        + items(f'<text:list-item text:start-value="7">{p("The fees.")}</text:list-item>', name="Law")
        + '<text:h text:outline-level="1">Rights</text:h>'
    )
    assert only("a.odt", odt(body, LISTS)).text == (
        "# I. Duties\n\nArticle 1 The warden.\n\n1.1 The bridge opens at six.\na) at dawn;\nb) at dusk.\n"
        "1.2 He may fish.\n\nThen:\n\nArticle 2 He counts the swans.\n\n- a boat\n\nArticle 7 The fees.\n\n# II. Rights"
    )
