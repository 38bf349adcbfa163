"""`check --annotate`: a Word document with tracked changes, a table and a footnote gets comments and nothing else."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader

from tests.ui.door import Run

QUOTED = "“The crossing to the island takes 50 minutes,”"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    document = Document()
    document.add_heading("The ferry", 1)
    paragraph = document.add_paragraph("Ruth Halloran is its captain. ")
    paragraph.add_run(QUOTED[:20]).bold = True
    paragraph.add_run(QUOTED[20:])
    paragraph.add_run(" she said.")
    paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    changed = document.add_paragraph("The ferry Margarethe was built ")
    changed._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="7" w:author="A"><w:r><w:t>in 1931</w:t></w:r></w:ins>'))
    changed._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="8" w:author="A"><w:r><w:delText>in 1932</w:delText></w:r></w:del>')
    )
    changed.add_run(" in the yard of Port Amery.")
    document.add_table(1, 1).cell(0, 0).text = "A cell of a table."
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    path = tmp_path / "draft.docx"
    document.save(str(path))
    return path


def body(path: Path) -> list[str]:
    """Return every text of a document's body, deleted text too."""
    root = Document(str(path)).element.body
    return [each.text or "" for each in root.iter(qn("w:t"), qn("w:delText"))]


def test_comments_are_added_and_nothing_else_changes(run: Run, draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    before = draft.read_bytes()
    done = run("check", draft, "--annotate", target)
    assert done.code == 1
    assert "comment" in done.stderr
    assert body(target) == body(draft)
    comments = [comment.text for comment in Document(str(target)).comments]
    assert any(text.startswith("Altered: The number is another: “50” for “45”.") for text in comments)
    assert draft.read_bytes() == before
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(target) as new:
        assert new.read("word/footnotes.xml") == old.read("word/footnotes.xml")
        assert set(old.namelist()) <= set(new.namelist())


def test_a_comment_stands_around_its_words(run: Run, draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    run("check", draft, "--annotate", target)
    paragraph = next(each for each in Document(str(target)).paragraphs if "crossing" in each.text)
    marks = [each.tag.rsplit("}")[-1] for each in paragraph._p]
    assert marks.index("commentRangeStart") < marks.index("commentRangeEnd")


@pytest.mark.parametrize("target", ["draft.docx", "other.txt"])
def test_a_draft_is_never_overwritten_nor_anything_but_word_annotated(run: Run, draft: Path, target: str) -> None:
    source = draft if target.endswith("docx") else draft.with_suffix(".txt")
    source.write_text("Nothing.") if source != draft else None
    assert run("check", source, "--annotate", draft).code == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, whose converter opens it, isn't installed")
def test_libreoffice_opens_an_annotated_document_and_shows_its_comments(run: Run, draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    run("check", draft, "--annotate", target)
    for form in ("odt", 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'):
        convert(target, form)
    with zipfile.ZipFile(tmp_path / "out.odt") as opened:
        content = opened.read("content.xml").decode()
    comments = re.findall(r"<office:annotation .*?</office:annotation>", content, re.DOTALL)
    assert len(comments) == len(list(Document(str(target)).comments)) > 1
    assert all(words in bare(content) for words in ("A note.", "A cell of a table.", "in 1931", "in 1932"))
    changed = "The number is another: “50” for “45”."
    assert any(changed in bare(each) for each in comments)
    notes = [each.get_object() for page in PdfReader(tmp_path / "out.pdf").pages for each in page.get("/Annots", [])]
    assert any(changed in str(each.get("/Contents")) for each in notes)


def convert(document: Path, form: str) -> None:
    """Have LibreOffice write a document in another form beside it, from a profile of its own."""
    profile = f"-env:UserInstallation={(document.parent / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(document.parent), str(document)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def bare(markup: str) -> str:
    """Return the text of some XML."""
    return re.sub("<[^>]+>", "", markup)
