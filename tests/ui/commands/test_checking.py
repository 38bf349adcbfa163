"""`check`, as it is typed."""

import io
import json
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from eval.experiments.formats import Piece, to_odt
from tests.ui.door import Run

DRAFT = "Ruth Halloran is its captain. “The crossing to the island takes 45 minutes,” writes The Quay.\n"
ALTERED = DRAFT.replace("45", "50")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_clean_draft_passes(run: Run, draft: Path) -> None:
    done = run("check", draft)
    assert done.code == 0
    assert done.stdout.startswith("Checked 1 quotation and ")
    assert "1 exact" in done.stdout


def test_an_altered_quotation_fails_with_its_place_and_what_differs(run: Run, draft: Path) -> None:
    draft.write_text(ALTERED, encoding="utf-8")
    done = run("check", draft)
    assert done.code == 1
    lines = done.stdout.splitlines()
    assert lines[0] == f"altered  {draft}:1"
    assert "The number is another: “50” for “45”." in done.stdout
    assert "ferry.md:10  The ferry of Port Amery, The Quay, 2019-05-04" in done.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("none", 0), ("spliced", 0), ("altered,spliced", 1), ("wrong", 2)])
def test_which_verdicts_fail_is_chosen(run: Run, draft: Path, fail_on: str, code: int) -> None:
    draft.write_text(ALTERED, encoding="utf-8")
    assert run("check", draft, "--fail-on", fail_on).code == code


def test_json_has_exact_offsets_into_draft_and_source(run: Run, library_folder: Path) -> None:
    done = run("check", "-", "--json", stdin=ALTERED)
    assert done.code == 1
    found = json.loads(done.stdout)
    finding = next(each for each in found["findings"] if each["kind"] == "quotation")
    assert ALTERED[finding["start"] : finding["end"]] == finding["text"]
    place = finding["places"][0]
    article = (library_folder.parent / "articles" / place["file"]).read_text(encoding="utf-8")
    assert article[place["start"] : place["end"]] == place["quote"]
    (change,) = finding["changes"]
    assert (change["draft"], change["source"]) == ("50", "45")
    assert ALTERED[change["start"] : change["end"]] == "50"
    assert article[change["source_start"] : change["source_end"]] == "45"


def test_the_fields_of_the_json_are_documented(run: Run) -> None:
    found = json.loads(run("check", "-", "--json", stdin=ALTERED).stdout)
    told = Path(__file__).parents[3].joinpath("docs/check.md").read_text(encoding="utf-8")
    finding = found["findings"][0]
    named = {*found, *finding, *finding["places"][0], *(finding["changes"] or [{}])[0]}
    assert [name for name in sorted(named) if f"`{name}`" not in told] == []


def test_github_gets_an_annotation_a_finding(run: Run, draft: Path) -> None:
    draft.write_text(ALTERED, encoding="utf-8")
    done = run("check", draft, "--format", "github")
    assert done.stdout.startswith(f"::error file={draft},line=1,endLine=1,title=altered::altered: “The crossing")


def test_sarif_names_rule_region_and_source(run: Run, draft: Path) -> None:
    draft.write_text(ALTERED, encoding="utf-8")
    log = json.loads(run("check", draft, "--format", "sarif").stdout)
    result = log["runs"][0]["results"][0]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "altered", "error")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert ALTERED[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def test_an_opendocument_draft_is_checked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.odt"
    piece = Piece("Across", "Ida Rahm", "The Quay", "2019-05-04", (ALTERED.strip(),))
    path.write_bytes(to_odt(piece))
    done = run("check", path, "--json")
    assert done.code == 1
    found = json.loads(done.stdout)
    finding = next(each for each in found["findings"] if each["kind"] == "quotation")
    assert (finding["verdict"], finding["changes"][0]["draft"]) == ("altered", "50")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip at all", b"\x00\x01\x02"])
def test_a_draft_that_cant_be_read_is_refused_in_a_sentence(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(content)
    done = run("check", path)
    assert done.code in {1, 2}
    assert len(done.stderr.splitlines()) == 1


def bomb(size: int) -> bytes:
    """Return a Word file whose text unfolds to so many bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(b" " * 1_000_000)
    return made.getvalue()


HOSTILE = [
    ("a bomb", "draft.docx", bomb(60_000_000)),
    ("a larger bomb", "draft.docx", bomb(220_000_000)),
    ("100,000 words", "draft.txt", b"word " * 100_000),
    ("10,000 quotations", "draft.md", "“the ferry” ".encode() * 10_000),
]


@pytest.mark.parametrize(("name", "file", "content"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_a_hostile_draft_is_refused_in_a_sentence_and_soon(
    run: Run, tmp_path: Path, name: str, file: str, content: bytes
) -> None:
    (tmp_path / file).write_bytes(content)
    begun = time.process_time()
    done = run("check", tmp_path / file)
    assert time.process_time() - begun < 10
    assert done.code in {1, 2}
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)


def test_markup_and_formulas_of_a_draft_do_nothing(run: Run, tmp_path: Path) -> None:
    draft, report = tmp_path / "draft.md", tmp_path / "check.html"
    draft.write_text(
        "=HYPERLINK(http://a.example)\n\n"
        "The ferry Margarethe was built in 1932 [bold]in the yard[/bold] of Port Amery.\n\n"
        "“<script>alert(1)</script> {{7*7}} \x1b[31mred” ::error file=x::\n",
        encoding="utf-8",
    )
    done = run("check", draft, "--report", report)
    assert "contradicted" in done.stdout
    assert "\x1b" not in done.stdout
    assert "<script>alert" not in report.read_text(encoding="utf-8")
    assert not any(line.startswith("::error file=x") for line in run("check", draft, "--format", "github").stdout)


def test_the_readme_shows_what_the_command_prints(run: Run, samples_folder: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    drafts = tomllib.loads((root / "tests/rag/drafts/written.toml").read_text("utf-8"))["draft"]
    text = next(each["text"] for each in drafts if each["name"] == "missile deal, a negation and a figure")
    (tmp_path / "draft.md").write_text(text.lstrip(), encoding="utf-8")
    done = run("check", tmp_path / "draft.md", "--library", samples_folder)
    assert done.code == 1
    printed = " ".join(done.stdout.replace(str(tmp_path / "draft.md"), "draft.md").split())
    shown = (root / "README.md").read_text("utf-8").split("$ pressmark check draft.md\n")[1].split("```")[0]
    parts = [part.strip(" ”") for part in " ".join(shown.split()).split("...")]
    assert [part for part in parts if part not in printed] == []
