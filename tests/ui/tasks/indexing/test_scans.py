"""A scan through `pressmark`: read with the extra `ocr`, and told of by the extra's name without it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.index.readers.recognition.scans import columns, needs_recognition, picture, saved
from tests.ui.door import Run

WITHOUT = (
    "import importlib.util as util; find = util.find_spec; "
    "util.find_spec = lambda name, *rest: None if name == 'rapidocr' else find(name, *rest)\n"
)
"""Makes Python, in this process and in those that it starts, as it is where the extra isn't installed."""


def test_without_the_extra_scans_and_pictures_are_named_with_what_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry of Port Amery left at noon. Nobody had been told of it.\n")
    (folder / "scan.pdf").write_bytes(saved(picture(columns()), "PDF"))
    (folder / "photo.PNG").write_bytes(saved(picture(columns()), "PNG"))
    (tmp_path / "sitecustomize.py").write_text(WITHOUT)
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "index", str(folder)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.getcwd()}"},
    )
    told = " ".join(done.stderr.split())
    assert "Skipped photo.PNG: a picture; run `pip install 'pressmark[ocr]'` to have its words recognised." in told
    assert "scan.pdf: it holds no text, so its pages may be pictures; run `pip install 'pressmark[ocr]'`" in told


@needs_recognition
def test_a_citation_of_a_scan_tells_its_page_its_place_and_how_sure_it_is(
    run_without_library: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(saved(picture(columns()), "PDF"))
    assert run_without_library("index", str(folder)).code == 0
    asked = run_without_library("ask", "Who opened the sluice of the mill?", "--json")
    citation = json.loads(asked.stdout)["citations"][0]
    assert (citation["file"], citation["page"], citation["recognised"]["page"]) == ("scan.pdf", 1, 1)
    assert 0.8 < citation["recognised"]["confidence"] <= 1
    left, top, right, bottom = citation["recognised"]["place"]
    assert 0 < left < right < 0.55
    assert 0 < top < bottom < 1
    shown = " ".join(run_without_library("ask", "Who opened the sluice of the mill?").stdout.split())
    assert "text recognised in a picture" in shown
