"""Word documents: what the page shows, in its order, with its changes accepted."""

from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.index.readers.formats.builders import only, value

NAMES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES: Final = (
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
)
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(body: str, notes: str = "") -> bytes:
    """Return a document of the given paragraphs and tables, with a few styles and footnotes."""
    parts = {"document": "document.main", "styles": "styles", "footnotes": "footnotes"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in ("styles", "footnotes")
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>{types}'
            "</Types>",
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        made.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        )
        made.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        made.writestr("word/styles.xml", f"<w:styles {NAMES}>{STYLES}</w:styles>")
        made.writestr("word/footnotes.xml", f"<w:footnotes {NAMES}>{notes}</w:footnotes>")
    return stream.getvalue()


def p(*runs: str, like: str = "") -> str:
    return f"<w:p><w:pPr>{like}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*blocks: str, like: str = "") -> str:
    return f"<w:tc><w:tcPr>{like}</w:tcPr>{''.join(blocks)}</w:tc>"


DELETED: Final = '<w:del w:id="1"><w:r><w:delText>nine</w:delText></w:r></w:del>'
INSERTED: Final = f'<w:ins w:id="2">{r("twelve")}</w:ins>'
CONTROL: Final = f"<w:sdt><w:sdtContent>{r('came')}</w:sdtContent></w:sdt>"
BOX: Final = f"<w:txbxContent>{p(r('Dogs stay outside.'))}</w:txbxContent>"
OLD_BOX: Final = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
NEW_BOX: Final = f"<w:drawing><wp:inline><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wp:inline></w:drawing>"
FORMULA: Final = (
    "<m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(p(r("It seats "), DELETED, INSERTED, r(".")), "It seats twelve.", id="tracked changes"),
        pytest.param(table(cell(p(r("Seats"))) + cell(p(DELETED, INSERTED))), "Seats | twelve", id="changes in a cell"),
        pytest.param(p(r("It is "), like="<w:rPr><w:del/></w:rPr>") + p(r("old.")), "It is old.", id="deleted end"),
        pytest.param(p(r("Ida"), f"<w:moveFrom>{r(' not')}</w:moveFrom>", r(" came.")), "Ida came.", id="moved away"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{p(r('Ida '), CONTROL, r('.'))}</w:sdtContent></w:sdt>",
            "Ida came.",
            id="content controls",
        ),
        pytest.param(
            p(r("By "), f'<w:fldSimple w:instr=" X ">{r("noon")}</w:fldSimple>'), "By noon", id="simple field"
        ),
        pytest.param(
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                r("By noon"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ),
            "By noon",
            id="complex field",
        ),
        pytest.param(p(r("In "), f"<w:smartTag>{r('Velm')}</w:smartTag>"), "In Velm", id="smart tag"),
        pytest.param(p(r("Hut."), f"<w:r>{OLD_BOX}</w:r>"), "Hut.\n\nDogs stay outside.", id="old text box"),
        pytest.param(p(r("Hut."), f"<w:r>{NEW_BOX}</w:r>"), "Hut.\n\nDogs stay outside.", id="new text box"),
        pytest.param(
            p(
                f"<w:r><mc:AlternateContent><mc:Choice>{NEW_BOX}</mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback>"
                "</mc:AlternateContent></w:r>"
            ),
            "Dogs stay outside.",
            id="text box in two forms",
        ),
        pytest.param(
            p(r("At 15"), r("2", '<w:vertAlign w:val="superscript"/>'), r(" beds.")), "At 15 beds.", id="mark"
        ),
        pytest.param(p(r("At 15"), r("2", '<w:rStyle w:val="Mark"/>'), r(" beds.")), "At 15 beds.", id="mark by style"),
        pytest.param(
            p(r("At 15"), r("2", '<w:position w:val="8"/><w:sz w:val="14"/>'), r(" beds.")),
            "At 15 beds.",
            id="set higher",
        ),
        pytest.param(p(r("10"), r("6", '<w:rStyle w:val="Mark"/>'), r(" bees.")), "10⁶ bees.", id="power"),
        pytest.param(p(r("old ", "<w:dstrike/>"), r("new")), "new", id="struck twice"),
        pytest.param(p(r("old ", '<w:rStyle w:val="Gone"/>'), r("new")), "new", id="struck by style"),
        pytest.param(p(r("old ", "<w:vanish/>"), r("new")), "new", id="hidden"),
        pytest.param(p(r("old ", '<w:rStyle w:val="Secret"/>'), r("new")), "new", id="hidden by style"),
        pytest.param(p(r("old ", '<w:color w:val="FFFFFF"/>'), r("new")), "new", id="white on white"),
        pytest.param(
            table(cell(p(r("Beds", '<w:color w:val="FFFFFF"/>')), like='<w:shd w:fill="224466"/>') + cell(p(r("12")))),
            "Beds | 12",
            id="white on blue",
        ),
        pytest.param(
            table(cell(p(r("Day"), r(" pass")), p(r("with soup"))) + cell(p(r("4", "<w:b/>"), r("0")))),
            "Day pass with soup | 40",
            id="runs and paragraphs of a cell",
        ),
        pytest.param(
            table(
                cell(p(r("Hut")), like='<w:vMerge w:val="restart"/>') + cell(p(r("May"))),
                cell(p(), like="<w:vMerge/>") + cell(p(r("June"))),
            ),
            "Hut | May\nHut | June",
            id="merged cells",
        ),
        pytest.param(p(r("Way"), like='<w:pStyle w:val="berschrift2"/>'), "## Way", id="heading"),
        pytest.param(p(r("Way"), like='<w:pStyle w:val="Own"/>'), "## Way", id="heading by what it is based on"),
        pytest.param(p(r("Way"), like='<w:outlineLvl w:val="2"/>'), "### Way", id="heading by outline"),
        pytest.param(p(r("So "), FORMULA, r(".")), "So a^2.", id="formula"),
        pytest.param(p(r("Nato", "<w:caps/>")), "NATO", id="capitals"),
    ],
)
def test_the_words_that_the_page_shows_are_read_once(body: str, text: str) -> None:
    assert only("a.docx", word(body)).text == text


def test_a_footnote_stands_at_the_end_without_its_mark() -> None:
    mark = '<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:footnoteReference w:id="4"/></w:r>'
    note = f'<w:footnote w:id="4">{p("<w:r><w:footnoteRef/></w:r>", r(" Without soup."))}</w:footnote>'
    assert only("a.docx", word(p(r("It cost 40"), mark, r(" crowns.")), note)).text == (
        "It cost 40 crowns.\n\n- Without soup."
    )


def document() -> bytes:
    made = Document()
    made.core_properties.title = "The quay"
    made.add_heading("The quay", 0)
    made.add_paragraph("The quay was built in 1931.")
    made.add_paragraph("Granite", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Length", "240 m"), ("Width", "9 m")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    made.add_paragraph("It is still in use.")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_what_follows_what_stays_so() -> None:
    assert only("a.docx", document()).text == (
        "# The quay\n\nThe quay was built in 1931.\n\n- Granite\n\nLength | 240 m\nWidth | 9 m\n\nIt is still in use."
    )


def test_a_title_in_the_properties_counts_where_the_text_has_it_too() -> None:
    assert value(only("a.docx", document()).stated.title) == "The quay"


def level(at: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbered(*paragraphs: tuple[str, int, int]) -> str:
    """Return the text of a document whose paragraphs are of a list, at a level of it."""
    made = Document()
    assert made.part.numbering_part is not None
    lists = made.part.numbering_part.element
    law = level(0, "decimal", "Article %1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%3)")
    steps = level(0, "decimal", "%1.") + level(1, "lowerRoman", "(%2)") + level(2, "bullet", "-")
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, levels in ((91, steps), (90, law)):
        lists.insert(0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
    for number, of, more in ((90, 90, ""), (91, 91, ""), (92, 91, anew)):
        lists.append(parse_xml(f'<w:num {NAMES} w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'))
    for words, number, at in paragraphs:
        properties = made.add_paragraph(words)._p.get_or_add_pPr()
        if number:
            properties.append(
                parse_xml(f'<w:numPr {NAMES}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
            )
    stream = BytesIO()
    made.save(stream)
    return only("a.docx", stream.getvalue()).text


def test_numbers_that_word_sets_are_words() -> None:
    text = numbered(
        ("Duties", 90, 0), ("The bridge opens.", 90, 1), ("The warden must:", 90, 1), ("ring;", 90, 2), ("row.", 90, 2),
        ("Rights", 90, 0), ("He may fish.", 90, 1), ("", 90, 0), ("The fees.", 0, 0),
    )  # fmt: skip
    assert text == (
        "Article 1 Duties\n\n1.1 The bridge opens.\n1.2 The warden must:\na) ring;\nb) row.\n\nArticle 2 Rights\n\n"
        "2.1 He may fish.\n\nArticle 3\n\nThe fees."
    )


def test_a_list_goes_on_or_counts_anew() -> None:
    text = numbered(
        ("Untie.", 91, 0), ("left", 91, 1), ("right", 91, 1), ("Then:", 0, 0), ("Row.", 91, 0), ("once", 91, 1),
        ("a rope", 91, 2), ("Again:", 0, 0), ("Rest.", 92, 0),
    )  # fmt: skip
    assert text == ("1. Untie.\n(i) left\n(ii) right\n\nThen:\n\n2. Row.\n(i) once\n- a rope\n\nAgain:\n\n1. Rest.")
