"""Two newspaper articles, and the command line beside them."""

from pathlib import Path

import pytest

from tests.ui.door import Run, run_here, run_program

BRIDGE = """TIDEWATER SENTINEL
Local | Harbour | Schools | Obits | Log in
Tues., Mar. 8, 2022

Bridge opens late and dear; nobody falls in
By MARGUERITE OKONKWO

The harbour bridge was opened to traffic on Tuesday, two years later than planned and at twice the price.

Some four thousand cars a day are expected to cross it, most of them on their way to the docks.

© 2022 Tidewater Sentinel. All rights reserved.
"""
FERRY = """Tidewater Sentinel
09/03/2022

The ferry keeps its captain
Piet Aldous

The ferry between the docks and the island goes on for another year, whatever the new bridge may carry, the board said.
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a folder of two articles."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return run_here


@pytest.fixture
def indexed(beside: Run, tmp_path: Path) -> Run:
    """The same with the articles in a library."""
    done = run_program("index", "articles", cwd=tmp_path)
    assert done.code == 0, done.stderr
    return beside
