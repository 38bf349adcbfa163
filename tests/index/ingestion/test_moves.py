"""What happens to a library when files move, are copied, swap, or come in archives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.experiments.formats import Piece, to_feed, to_html, to_pdf, to_zip
from index.catalog import queries, sources
from index.catalog.filtering import article_ids, choose
from index.errors import LibraryError
from index.ingestion import sync
from index.ingestion.pipeline import make_batches
from index.ingestion.sync import Report, index_paths, plan_paths
from index.library.library import Library
from index.readers.subprocess import CONFINED
from index.records import Failure
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles

BRIDGE = "A bridge at last\n\nThe bridge over the Alder was opened on Wednesday. The mayor crossed it first.\n"
FERRY = "The end of the ferry\n\nThe ferry on the Alder stopped on Friday. Its captain, Ömer Çağlı, retired.\n"
TRAIN = "The train comes\n\nThe train to the coast comes on Monday, as it always did. Nobody waits for it.\n"
PIECE = Piece(
    title="The Mürted base receives its parts",
    author="Mara Lind",
    publisher="The Alder Post",
    published="2019-07-13",
    paragraphs=("The first parts came on Friday, and nobody at the base had been told of it beforehand. " * 3,) * 2,
)


def ids(library: Library) -> dict[str, int]:
    with library.catalog.reading() as connection:
        return {card.file: card.id for card in queries.article_cards(connection)}


def vectors_agree(library: Library) -> bool:
    with library.catalog.reading() as connection:
        stored = set(connection.exec_driver_sql("SELECT vector_id FROM passage").scalars())
    return set(library._vectors.ids()) == stored


def copies(library: Library) -> dict[str, tuple[str, ...]]:
    with library.catalog.reading() as connection:
        return sources.copies(connection)


@pytest.fixture
def folder(write_articles: WriteArticles) -> Path:
    return write_articles({"bridge.txt": BRIDGE, "old/ferry.md": FERRY})


@pytest.fixture
def indexed(library: Library, folder: Path, settings: Settings, embedder: WordEmbedding) -> Iterator[Library]:
    index_paths(library, [folder], settings)
    embedder.embedded = 0
    yield library
    assert vectors_agree(library)


def test_a_file_that_moved_keeps_its_ids_and_nothing_is_embedded(
    indexed: Library, folder: Path, settings: Settings, embedder: WordEmbedding
) -> None:
    before = ids(indexed)
    (folder / "old" / "ferry.md").rename(folder / "ferry-1.md")
    assert index_paths(indexed, [folder], settings) == Report(unchanged=["bridge.txt"], moved=["ferry-1.md"])
    assert ids(indexed) == {"bridge.txt": before["bridge.txt"], "ferry-1.md": before["old/ferry.md"]}
    assert embedder.embedded == 0


def test_two_files_that_swap_their_names_swap_their_articles(
    indexed: Library, folder: Path, settings: Settings
) -> None:
    (folder / "bridge.txt").write_text(FERRY, encoding="utf-8")
    (folder / "old" / "ferry.md").write_text(BRIDGE, encoding="utf-8")
    assert index_paths(indexed, [folder], settings).changed == ["bridge.txt", "old/ferry.md"]
    with indexed.catalog.reading() as connection:
        assert queries.article_text(connection, "bridge.txt") == FERRY
        assert queries.article_text(connection, "old/ferry.md") == BRIDGE


def test_a_file_that_moved_while_another_took_its_name_is_not_lost(
    indexed: Library, folder: Path, settings: Settings
) -> None:
    (folder / "bridge.txt").rename(folder / "b.txt")
    (folder / "bridge.txt").write_text(TRAIN, encoding="utf-8")
    report = index_paths(indexed, [folder], settings)
    assert (report.copied, report.changed) == (["b.txt"], ["bridge.txt"])
    with indexed.catalog.reading() as connection:
        assert queries.article_text(connection, "b.txt") == BRIDGE
        assert queries.article_text(connection, "bridge.txt") == TRAIN


def test_the_same_content_in_two_places_is_one_article_until_one_changes(
    indexed: Library, folder: Path, settings: Settings, embedder: WordEmbedding
) -> None:
    (folder / "again.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "z.txt").write_text(TRAIN, encoding="utf-8")
    (folder / "zz.txt").write_text(TRAIN, encoding="utf-8")
    report = index_paths(indexed, [folder], settings)
    assert (report.new, report.copied) == (["z.txt"], ["again.txt", "zz.txt"])
    assert sorted(ids(indexed)) == ["bridge.txt", "old/ferry.md", "z.txt"]
    assert copies(indexed) == {"bridge.txt": ("again.txt",), "z.txt": ("zz.txt",)}
    with indexed.catalog.reading() as connection:
        assert article_ids(connection, choose(connection, files=["again.txt"])) == [ids(indexed)["bridge.txt"]]
    known = ids(indexed)["bridge.txt"]
    (folder / "bridge.txt").write_text(BRIDGE.replace("first", "last"), encoding="utf-8")
    index_paths(indexed, [folder], settings)
    assert ids(indexed)["again.txt"] == known
    assert ids(indexed)["bridge.txt"] != known
    (folder / "again.txt").unlink()
    assert index_paths(indexed, [folder], settings).removed == ["again.txt"]
    assert sorted(ids(indexed)) == ["bridge.txt", "old/ferry.md", "z.txt"]


def test_a_folder_that_moved_and_changed_on_the_way_keeps_no_old_version(
    indexed: Library, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    moved = folder.rename(tmp_path / "moved")
    (moved / "bridge.txt").write_text(TRAIN, encoding="utf-8")
    report = index_paths(indexed, [moved], settings)
    assert report == Report(changed=["bridge.txt"], moved=["old/ferry.md"], embedded=3)
    with indexed.catalog.reading() as connection:
        assert queries.article_text(connection, "bridge.txt") == TRAIN
        assert {root for root, _ in sources.known_sources(connection)} == {str(moved)}


def test_what_failed_is_told_again_but_only_tried_again_when_it_changed(
    indexed: Library, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 no more")
    (folder / "bad-copy.pdf").write_bytes(b"%PDF-1.7 no more")
    first = index_paths(indexed, [folder], settings).failed
    assert [failure.file for failure in first] == ["bad-copy.pdf", "bad.pdf"]
    assert [str(folder / failure.file) in failure.reason for failure in first] == [True, True]
    generation = indexed.catalog.generation()
    with monkeypatch.context() as patch:
        patch.setattr("index.ingestion.preparation.read_articles", lambda *_: pytest.fail("tried again"))
        assert index_paths(indexed, [folder], settings).failed == first
    assert indexed.catalog.generation() == generation
    (folder / "bad.pdf").write_bytes(to_pdf(PIECE))
    assert index_paths(indexed, [folder], settings).changed == ["bad.pdf"]
    with indexed.catalog.reading() as connection:
        assert queries.unreadable_count(connection) == 1


def test_the_articles_of_an_archive_come_change_and_go_by_themselves(
    library: Library, write_articles: WriteArticles, settings: Settings
) -> None:
    bad = b"%PDF-1.7 no more"
    folder = write_articles({"a.zip": to_zip({"x/a.txt": BRIDGE.encode(), "b.html": to_html(PIECE), "c.pdf": bad})})
    report = index_paths(library, [folder], settings)
    assert report.new == ["a.zip"]
    reason = f"{folder}/a.zip: c.pdf: it is a damaged PDF; save it again from where it came."
    assert report.failed == [Failure("a.zip/c.pdf", reason)]
    first = ids(library)
    assert sorted(first) == ["a.zip/b.html", "a.zip/x/a.txt"]
    (folder / "a.zip").write_bytes(to_zip({"x/a.txt": BRIDGE.encode(), "d.txt": FERRY.encode()}))
    assert index_paths(library, [folder], settings) == Report(changed=["a.zip"], embedded=3)
    assert sorted(ids(library)) == ["a.zip/d.txt", "a.zip/x/a.txt"]
    assert ids(library)["a.zip/x/a.txt"] == first["a.zip/x/a.txt"]
    (folder / "d.txt").write_text(FERRY, encoding="utf-8")
    index_paths(library, [folder], settings)
    assert copies(library) == {"a.zip/d.txt": ("d.txt",)}
    (folder / "a.zip").rename(folder / "b.zip")
    index_paths(library, [folder], settings)
    assert sorted(ids(library)) == ["b.zip/d.txt", "b.zip/x/a.txt"]
    (folder / "b.zip").unlink()
    assert index_paths(library, [folder], settings).removed == ["b.zip"]
    assert list(ids(library)) == ["d.txt"]
    assert vectors_agree(library)


def test_a_feed_that_grows_embeds_only_its_new_entries(
    library: Library, write_articles: WriteArticles, settings: Settings, embedder: WordEmbedding
) -> None:
    other = replace(PIECE, title="Second report", paragraphs=("Something else happened on the river on Monday.",))
    folder = write_articles({"feed.xml": to_feed([PIECE])})
    index_paths(library, [folder], settings)
    embedder.embedded = 0
    (folder / "feed.xml").write_bytes(to_feed([other, PIECE]))
    assert index_paths(library, [folder], settings).changed == ["feed.xml"]
    assert embedder.embedded == 2
    assert len(ids(library)) == 2


def test_a_run_stopped_inside_an_archive_goes_on_from_what_was_stored(
    library: Library,
    write_articles: WriteArticles,
    settings: Settings,
    embedder: WordEmbedding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    members = {f"{number}.txt": TRAIN.replace("Monday", f"day {number}").encode() for number in range(6)}
    folder = write_articles({"a.zip": to_zip(members)})
    monkeypatch.setattr(sync, "make_batches", lambda cut: make_batches(cut, size=3))
    put, stored = library.put, list[object]()

    def stop_later(*articles: object) -> None:
        if len(stored) == 3:
            raise LibraryError("full")
        stored.append(articles)
        put(*articles)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(library, "put", stop_later)
        with pytest.raises(LibraryError, match="full") as stopped:
            index_paths(library, [folder], settings)
    assert stopped.traceback  # though its frames are still held, what the run started has ended:
    assert CONFINED._process is None
    assert len(ids(library)) == 3
    embedder.embedded = 0
    assert index_paths(library, [folder], settings).new == ["a.zip"]
    assert len(ids(library)) == 6
    assert embedder.embedded == 3  # one sentence of each article that wasn't stored
    assert index_paths(library, [folder], settings) == Report(unchanged=["a.zip"])
    assert vectors_agree(library)


def test_a_plan_says_what_would_be_done_and_does_nothing(indexed: Library, folder: Path, settings: Settings) -> None:
    before = indexed.catalog.generation()
    (folder / "old" / "ferry.md").rename(folder / "ferry.md")
    (folder / "bridge.txt").write_text(TRAIN, encoding="utf-8")
    (folder / "sound.mp3").write_bytes(b"png")
    plan = plan_paths(indexed, [folder], settings)
    assert [file.name for file in plan.changed] == ["bridge.txt"]
    assert {old[1]: file.name for old, file in plan.moved.items()} == {"old/ferry.md": "ferry.md"}
    assert (plan.new, plan.removed, plan.skipped) == ([], [], ["sound.mp3"])
    assert indexed.catalog.generation() == before


def test_pages_of_a_pdf_are_known_to_its_sentences(
    library: Library, write_articles: WriteArticles, settings: Settings
) -> None:
    long = replace(PIECE, paragraphs=tuple(f"Paragraph {number} stands here. " * 4 for number in range(30)))
    index_paths(library, [write_articles({"a.pdf": to_pdf(long), "b.txt": BRIDGE})], settings)
    with library.catalog.reading() as connection:
        passages = queries.load_passages(connection, range(1, 100))
    pages = {sentence.text: sentence.page for passage in passages.values() for sentence in passage.sentences}
    assert pages["Paragraph 0 stands here."] == 1
    assert pages["Paragraph 29 stands here."] == 3
    assert pages["The mayor crossed it first."] is None


def test_frames_and_pictures_of_a_saved_page_are_no_articles(
    library: Library, write_articles: WriteArticles, settings: Settings
) -> None:
    folder = write_articles({"a.html": to_html(PIECE), "a_files/frame.html": to_html(PIECE), "b_files/c.txt": BRIDGE})
    assert index_paths(library, [folder], settings).new == ["a.html", "b_files/c.txt"]
