"""A library made by rule is indexed and asked, and each figure stands in its column."""

from pathlib import Path

import pytest

from eval.experiments import scale
from eval.experiments.scale import Row, file_name, main, make_article, measure, table


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no processes: four take as long as all the rest on a busy machine."""
    monkeypatch.setattr(scale, "_apart", lambda work: work())


def test_a_library_made_by_rule_grows_and_each_size_is_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ["--passages", "150", "300", "--questions", "1", "--clock", "processor", "--folder", str(tmp_path)]
    main(sizes)
    names, _, *rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines()[-4:]]
    found = [
        dict(zip(map(str.strip, names), (float(figure.replace(",", "")) for figure in each), strict=True))
        for each in rows
    ]
    assert [row["passages"] for row in found] == [150, 300]
    assert found[0]["sentences"] < found[1]["sentences"]
    for row in found:
        recalls = [value for name, value in row.items() if name.endswith("recall@10")]
        assert len(recalls) == 6
        assert min(recalls) > 0.8
        assert {"plain p50, ms", "a file p95, ms", "open, s", "add one, s", "disk MB"} <= row.keys()


def test_what_was_indexed_before_is_only_asked(tmp_path: Path) -> None:
    measure(tmp_path, 100, 1, processor=True)
    assert "open, s" in (again := measure(tmp_path, 100, 1, processor=True))
    assert "add one, s" not in again


def test_a_row_without_a_figure_leaves_its_place_empty() -> None:
    rows: list[Row] = [{"a": 1, "b": 20_000}, {"a": 0.1234}]
    assert table(rows).splitlines() == ["| a | b |", "| --- | --- |", "| 1 | 20,000 |", "| 0.123 |  |"]


def test_the_same_number_makes_the_same_article_and_another_number_another_one() -> None:
    assert make_article(7) == make_article(7)
    assert make_article(7) != make_article(8)
    assert file_name(12_345) == "0012/0012345.md"
