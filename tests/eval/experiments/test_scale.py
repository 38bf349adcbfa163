"""A library made by rule is indexed and asked, and each figure stands in its column."""

from pathlib import Path

from eval.experiments.scale import Clock, file_name, make_article, measure_indexing, measure_serving, table


def test_a_library_made_by_rule_is_measured_in_one_row(tmp_path: Path) -> None:
    row = measure_indexing(tmp_path, 60, Clock(processor=True)) | measure_serving(tmp_path, 1, processor=True)
    assert row["recall@10"] > 0.9
    assert {"plain p50, ms", "publisher p95, ms", "half p50, ms", "a file p95, ms", "open, s", "disk MB"} <= row.keys()
    assert all(value >= 0 for name, value in row.items() if name != "last tenth / first")
    head, _, figures = table(row).splitlines()
    assert head.count("|") == figures.count("|") == len(row) + 1


def test_the_same_number_makes_the_same_article_and_another_number_another_one() -> None:
    assert make_article(7) == make_article(7)
    assert make_article(7) != make_article(8)
    assert file_name(12_345) == "0012/0012345.md"
