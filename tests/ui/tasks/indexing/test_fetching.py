"""Pages of the web into a folder that is indexed."""

import stat
from pathlib import Path

import pytest

from eval.experiments.formats import to_html, to_pdf
from index.errors import PressmarkError
from rag.settings import Settings
from tests.ui.door import Run
from tests.ui.tasks.indexing.builders import PIECE, Site, only_here
from ui.tasks.indexing.fetching import fetch_into, split_addresses
from ui.tasks.indexing.web import Web


def test_pages_are_fetched_once_kept_and_remember_their_address(
    run_without_library: Run, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(library=Path("library"))
    page = f"{site.address}/page"
    site.answers["/page"] = (200, {}, to_html(PIECE).replace(b'rel="canonical"', b'rel="other"'))
    fetched = fetch_into([page, f"{site.address}/missing"], settings, Web(only_here))
    assert f"{site.address}/missing: can't be fetched (HTTP Error 404" in capsys.readouterr().err
    assert run_without_library("index", str(fetched)).stdout.startswith("1 new")
    (article,) = run_without_library("info", "--json").json()["articles"]
    assert article["url"] == page
    assert article["file"].startswith("127.0.0.1/page-")
    site.answers.clear()
    assert fetch_into([page], settings, Web(only_here)) == fetched
    assert run_without_library("index", str(fetched)).stdout.startswith("0 new, 0 changed, 1 unchanged")


def test_what_is_fetched_is_for_its_owner_only(site: Site, tmp_path: Path) -> None:
    site.answers["/page"] = (200, {}, to_html(PIECE))
    library = tmp_path / "library"
    fetch_into([f"{site.address}/page"], Settings(library=library), Web(only_here))
    made = [library, *library.rglob("*")]
    assert len(made) == 4
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_the_pages_of_a_sitemap_are_fetched_but_for_those_that_the_site_keeps_to_itself(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers |= {
        "/one.html": (200, {}, to_html(PIECE)),
        "/two.pdf": (200, {}, to_pdf(PIECE)),
        "/private.html": (200, {}, to_html(PIECE)),
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
    }
    inner = f"http://127.0.0.2:{site.port}/one.html"
    listed = [f"{site.address}/{name}" for name in ("one.html", "two.pdf", "private.html")] + [inner, "http://["]
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in listed)
    site.answers["/sitemap.xml"] = (200, {}, f"<?xml version='1.0'?><urlset>{entries}</urlset>".encode())
    folder = fetch_into([f"{site.address}/sitemap.xml"], Settings(library=tmp_path / "library"), Web(only_here))
    assert sorted(path.suffix for path in folder.rglob("*.*") if path.is_file()) == [".html", ".pdf"]
    assert f"{inner}: can't be fetched (it leads to 127.0.0.2" in capsys.readouterr().err
    assert site.asked.count("/one.html") == 1


def test_what_is_no_address_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    addresses, _ = split_addresses(["http://[", "http://.."], allowed=True)
    with pytest.raises(PressmarkError, match="Nothing was fetched"):
        fetch_into(addresses, Settings(library=tmp_path / "library"), Web(only_here))
    assert "http://[: can't be fetched (it is no address of a page)." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
