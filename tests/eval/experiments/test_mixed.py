"""Nothing is lost on the way from a file of any format to the sentences that are quoted."""

from collections import Counter
from pathlib import Path

from eval.experiments.mixed import find_lost, make_pieces, measure, write_mixed
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.settings import Settings


def test_articles_in_every_format_are_indexed_without_a_loss_and_cost_nothing_again(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    pieces = write_mixed(tmp_path / "mixed", make_pieces(40, seed=11))
    formats = Counter(Path(name.partition("#")[0]).suffix for name in pieces)
    assert set(formats) == {".txt", ".md", ".html", ".pdf", ".docx", ".odt", ".epub", ".eml", ".atom", ".gz", ".zip"}
    measured = measure(tmp_path / "mixed", library, settings, pieces)
    assert (measured.lost, measured.faults, measured.first.failed, measured.first.skipped) == ((), (), [], [])
    assert measured.first.embedded > 200
    again = index_paths(library, [tmp_path / "mixed"], settings)
    assert (again.embedded, again.failed) == (0, [])


def test_what_is_lost_is_named(library: Library, settings: Settings, tmp_path: Path) -> None:
    one, other = make_pieces(2, seed=3)
    write_mixed(tmp_path / "mixed", [one])
    measure(tmp_path / "mixed", library, settings, {})
    assert list(find_lost(library, {"000/0.txt": one})) == []
    assert next(find_lost(library, {"b.txt": other})) == f"b.txt: {other.title}"


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_mixed(tmp_path / folder, make_pieces(12, seed=5))
    for name in ("000/0.txt", "000/0.pdf", "000/0.epub", "000/0.warc.gz"):
        files = [tmp_path / folder / name for folder in ("a", "b")]
        assert not files[0].exists() or files[0].read_bytes() == files[1].read_bytes()
