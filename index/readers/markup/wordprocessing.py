"""Prepare a Word document for mammoth, which then makes HTML of it: what it passes over is put in words that it knows.

Mammoth reads tracked changes, content controls, complex fields, notes, lists and merged cells. It doesn't know simple
fields, formats that come with a style, hidden words, text boxes without an older form beside them, ruby, or formulas.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from index.readers.formats.zipped import DAMAGED, read_member
from index.readers.markup.numbering import CLOSE, OPEN, Numbering, names_part

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOTH: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_STYLES: Final = re.compile(r"word/styles\d*\.xml")
_STORIES: Final = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_KEPT: Final = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]+\.rels|word/numbering\d*\.xml")
_NUMBERING: Final = re.compile(r"word/numbering\d*\.xml")
_UNWRAPPED: Final = tuple(f"{_W}{name}" for name in ("fldSimple", "dir", "bdo", "customXml", "smartTag"))
_HEADING: Final = re.compile(r"heading ?([1-6])$|(title)$", re.IGNORECASE)
_DEEPEST: Final = 10
"""Styles that one is based on."""
_PALE: Final = re.compile(r"[ef][0-9a-f]" * 3, re.IGNORECASE)
_SHIFTED: Final = 4
_SMALLEST: Final = 4
"""Half points under which nobody reads a word."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the properties of words or of a style say of how they look; nothing where they don't say it."""

    hidden: bool | None = None
    struck: bool | None = None
    capitals: bool | None = None
    pale: bool | None = None
    raised: str | None = None
    level: int | None = None
    """Level of a heading."""


def prepare(opened: zipfile.ZipFile) -> bytes:
    """Return a document that holds nothing but its words, with what mammoth passes over put in forms that it knows.

    Raises:
        ValueError: it is damaged.
    """
    names = [info.filename for info in opened.infolist()]
    sheet = next((name for name in names if _STYLES.fullmatch(name)), None)
    styles = _Styles(_parse(read_member(opened, sheet)) if sheet else None)
    lists = next((name for name in names if _NUMBERING.fullmatch(name)), None)
    numbering = Numbering(_parse(read_member(opened, lists)) if lists else None, styles.get)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in dict.fromkeys(names):
            if _STORIES.fullmatch(name):
                story = _parse(read_member(opened, name))
                _simplify(story, styles, numbering)
                target.writestr(name, etree.tostring(story, encoding="utf-8", xml_declaration=True))
            elif name == sheet or _KEPT.fullmatch(name):
                target.writestr(name, etree.tostring(_parse(read_member(opened, name)), encoding="utf-8"))
    return made.getvalue()


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data.replace(_STRICT, _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(DAMAGED) from error


class _Styles:
    """The looks of a document's styles, each with those of the styles that it is based on."""

    def __init__(self, sheet: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str, _Look] = {}
        for style in sheet.iter(f"{_W}style") if sheet is not None else ():
            self._styles.setdefault(style.get(f"{_W}styleId", ""), style)

    def get(self, name: str) -> etree._Element | None:
        """Return what the file says of a style; nothing where it isn't there."""
        return self._styles.get(name)

    def look(self, name: str | None) -> _Look:
        """Return the look of a style, an empty one for a style that isn't there."""
        if not name:
            return _Look()
        if name not in self._known:
            chain = list(self._chain(name))
            look = _Look()
            for style in reversed(chain):
                look = _over(look, _own_look(style.find(f"{_W}rPr")))
                level = _level(style.find(f"{_W}pPr"))
                named = _HEADING.match(_value(style.find(f"{_W}name")) or "")
                look = replace(look, level=int(named[1] or 1) if named else look.level if level is None else level)
            self._known[name] = look
        return self._known[name]

    def _chain(self, name: str) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style.find(f"{_W}basedOn")) or ""


def _own_look(properties: etree._Element | None) -> _Look:
    if properties is None:
        return _Look()
    colour, size = _value(properties.find(f"{_W}color")), _value(properties.find(f"{_W}sz")) or ""
    marked = properties.find(f"{_W}highlight") is not None or _is_shaded(properties)
    struck = [_switch(properties.find(f"{_W}{name}")) for name in ("strike", "dstrike")]
    tiny = size.isdigit() and int(size) < _SMALLEST
    return _Look(
        hidden=True if tiny else _switch(properties.find(f"{_W}vanish")),
        struck=True if True in struck else False if False in struck else None,
        capitals=_switch(properties.find(f"{_W}caps")),
        pale=None if colour is None and not marked else bool(colour and _PALE.fullmatch(colour) and not marked),
        raised=_value(properties.find(f"{_W}vertAlign")) or _shifted(properties),
    )


def _shifted(properties: etree._Element) -> str | None:
    """Return what words are that are set higher or lower than others, and smaller: half points tell how far."""
    shift = _value(properties.find(f"{_W}position")) or "0"
    if properties.find(f"{_W}sz") is None or not shift.lstrip("-").isdigit() or abs(int(shift)) < _SHIFTED:
        return None
    return "subscript" if shift.startswith("-") else "superscript"


def _over(under: _Look, look: _Look) -> _Look:
    """Return a look where what is said nearer to the words outweighs what is said farther off."""
    fields = ("hidden", "struck", "capitals", "pale", "raised", "level")
    said = {name: value for name in fields if (value := getattr(look, name)) is not None}
    return replace(under, **said)


def _switch(element: etree._Element | None) -> bool | None:
    return None if element is None else (_value(element) or "true") not in {"false", "0", "off"}


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _level(properties: etree._Element | None) -> int | None:
    level = _value(properties.find(f"{_W}outlineLvl")) if properties is not None else None
    return int(level) + 1 if level in {"0", "1", "2", "3", "4", "5"} else None


def _is_shaded(properties: etree._Element) -> bool:
    shade = properties.find(f"{_W}shd")
    fill = shade.get(f"{_W}fill") if shade is not None else None
    return shade is not None and (fill is None or (fill != "auto" and not _PALE.fullmatch(fill)))


def _simplify(story: etree._Element, styles: _Styles, numbering: Numbering) -> None:
    """Change the words of a document, or its notes, to what a reader sees of them."""
    for deleted in list(story.iter(f"{_W}cellDel")):
        cell = next(deleted.iterancestors(f"{_W}tc"), None)
        if cell is not None:
            _remove(cell)
    for formula in list(story.iter(f"{_MATHS}oMath")):
        _become_run(formula, "".join(_formula(formula)))
    for ruby in list(story.iter(f"{_W}ruby")):
        _become_text(ruby, "".join(each.text or "" for each in ruby.iterfind(f"{_W}rubyBase//{_W}t")))
    _open_boxes(story)
    for wrapper in list(story.iter(*_UNWRAPPED)):
        _unwrap(wrapper)
    labels = [(paragraph, numbering.label(paragraph)) for paragraph in story.iter(f"{_W}p")]
    for paragraph, _ in labels:
        _mark_heading(paragraph, styles)
    plain = story.find(f"{_W}background") is None
    for run in list(story.iter(f"{_W}r")):
        _settle_run(run, styles, plain)
    for paragraph, label in labels:
        if label:
            _put_label(paragraph, label)


def _put_label(paragraph: etree._Element, label: str) -> None:
    """Put the number that Word sets before a paragraph among its words; "Article 4" makes no item of it."""
    named = names_part(label)
    if not named and not any((words.text or "").strip() for words in paragraph.iter(f"{_W}t")):
        return
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None and named:
        for numbering in properties.findall(f"{_W}numPr"):
            properties.remove(numbering)
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = f"{OPEN}{label}{CLOSE}"
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def _settle_run(run: etree._Element, styles: _Styles, plain: bool) -> None:
    """Take out words that aren't seen, and say of the others what their style says of them."""
    properties = run.find(f"{_W}rPr")
    own = properties.find(f"{_W}rStyle") if properties is not None else None
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
    outer, inner = styles.look(_value(style)), styles.look(_value(own))
    look = _over(_over(replace(outer, raised=None), inner), _own_look(properties))
    if look.hidden or look.struck or (look.pale and plain and not _is_on_colour(run)):
        for words in list(run.iter(f"{_W}t")):
            _remove(words)
        return
    if look.capitals:
        for words in run.iter(f"{_W}t"):
            words.text = (words.text or "").upper()
    if look.raised in {"superscript", "subscript"}:
        if properties is None:
            properties = etree.Element(f"{_W}rPr")
            run.insert(0, properties)
        for raised in properties.findall(f"{_W}vertAlign"):
            properties.remove(raised)
        etree.SubElement(properties, f"{_W}vertAlign").set(f"{_W}val", look.raised)


def _is_on_colour(run: etree._Element) -> bool:
    """Return True if words stand on another colour than the paper's, or may: a style of tables can set one."""
    for node in run.iterancestors():
        if any(_is_shaded(each) for each in node if each.tag in {f"{_W}pPr", f"{_W}tcPr", f"{_W}tblPr"}):
            return True
        if node.tag == f"{_W}tbl" and node.find(f"{_W}tblPr/{_W}tblStyle") is not None:
            return True
        if node.tag == f"{_W}txbxContent":  # a box may be filled
            return True
    return False


def _mark_heading(paragraph: etree._Element, styles: _Styles) -> None:
    """Give a paragraph the style of a heading where its own style or its level in the outline makes it one."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    style = properties.find(f"{_W}pStyle")
    level = _level(properties) or styles.look(_value(style)).level
    if level is None:
        return
    if style is None:
        style = etree.Element(f"{_W}pStyle")
        properties.insert(0, style)
    style.set(f"{_W}val", f"Heading{level}")
    for numbering in properties.findall(f"{_W}numPr"):  # a numbered heading is no item of a list
        properties.remove(numbering)


def _open_boxes(story: etree._Element) -> None:
    """Put text boxes into the form that mammoth reads, each once: a file has most of them in two forms."""
    for outer in list(story.iter(_BOTH, f"{_W}drawing", f"{_W}pict", f"{_W}object")):
        parent = outer.getparent()
        if parent is None or story not in (parent, *parent.iterancestors()):
            continue
        forms = list(outer) if outer.tag == _BOTH else [outer]
        boxes = next((found for form in forms if (found := list(form.iter(f"{_W}txbxContent")))), [])
        boxes = [box for box in boxes if not any(each in boxes for each in box.iterancestors())]
        if not boxes and outer.tag == _BOTH:
            continue
        shape = etree.Element(f"{_W}pict")
        for box in boxes:
            etree.SubElement(shape, f"{_VML}textbox").append(box)
        shape.tail = outer.tail
        parent.replace(outer, shape)


def _formula(formula: etree._Element) -> Iterator[str]:
    for part in formula.iter():
        if part.tag == f"{_MATHS}sup":
            yield "^"
        elif part.tag == f"{_MATHS}den":
            yield "/"
        elif part.tag == f"{_MATHS}t":
            yield part.text or ""


def _become_run(element: etree._Element, words: str) -> None:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = words
    run.tail = element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, run)
    around = run.getparent()
    if around is not None and around.tag == f"{_MATHS}oMathPara":
        _unwrap(around)


def _become_text(element: etree._Element, words: str) -> None:
    text = etree.Element(f"{_W}t")
    text.text = words
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, text)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = [child for child in element if not str(child.tag).endswith("Pr")]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def core_properties(data: bytes) -> Mapping[str, str]:
    """Return what `docProps/core.xml` says, by the names of its elements.

    Raises:
        ValueError: it is damaged.
    """
    return {each.tag.rpartition("}")[2]: each.text or "" for each in _parse(data).iterchildren("*")}
