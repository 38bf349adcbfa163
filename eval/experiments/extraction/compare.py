"""Which library reads which file right, and how long it takes: the table of docs/measurements.md.

    python -m eval.experiments.extraction.compare

A file is read right when its passages stand in the text in their order, and nothing that can't be seen. White space
doesn't count, nor what marks the cells of a row: some write a bar, some a tab. Libraries that aren't installed are
left out; `pip install pypdf pdfminer.six pdfplumber markitdown[pdf] kreuzberg` brings all.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from eval.experiments.extraction.drawn import drawn_files
from eval.experiments.extraction.texts import Drawn
from index.readers.registry import read_bytes


def is_right(drawn: Drawn, text: str) -> bool:
    """Return True if a text holds all that it must, in order, and nothing that it must not."""
    found, at = _squeezed(text), 0
    for passage in drawn.holds:
        at = found.find(_squeezed(passage), at) + 1
        if not at:
            return False
    return not any(_squeezed(each) in found for each in drawn.lacks)


def read_ours(data: bytes) -> str:
    """Return what this project reads."""
    parts = read_bytes("a.pdf", data) or ()
    return "\n\n".join(part.article.text for part in parts if part.article)


def _pypdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _pdfium(data: bytes) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(str(page.get_textpage().get_text_range()) for page in PdfDocument(data))


def _pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def _pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def _markitdown(data: bytes) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown().convert_stream(io.BytesIO(data), file_extension=".pdf").text_content)


def _kreuzberg(data: bytes) -> str:
    from kreuzberg import extract_file_sync

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        path.write_bytes(data)
        return str(extract_file_sync(str(path)).content)


LIBRARIES: Final[Mapping[str, Callable[[bytes], str]]] = {
    "ours": read_ours,
    "pypdf": _pypdf,
    "pypdfium2": _pdfium,
    "pdfminer": _pdfminer,
    "pdfplumber": _pdfplumber,
    "markitdown": _markitdown,
    "kreuzberg": _kreuzberg,
}


def main() -> int:
    """Print the table; return 1 if this project's own reader reads a file wrong."""
    files = drawn_files()
    known = [name for name in LIBRARIES if name == "ours" or find_spec(name)]
    right = {name: [is_right(each, LIBRARIES[name](each.data)) for each in files] for name in known}
    out = [f"| file | {' | '.join(known)} |", "|---" * (len(known) + 1) + "|"]
    for at, each in enumerate(files):
        out.append(f"| {each.name} | {' | '.join('right' if right[name][at] else '-' for name in known)} |")
    out.append(f"| right of {len(files)} | {' | '.join(str(sum(right[name])) for name in known)} |")
    out.append(f"| ms a file | {' | '.join(f'{_milliseconds(LIBRARIES[name], files):.1f}' for name in known)} |")
    sys.stdout.write("\n".join(out) + "\n")
    return 0 if all(right["ours"]) else 1


def _milliseconds(read: Callable[[bytes], str], files: list[Drawn]) -> float:
    """Return the processor time that a file takes, once everything is loaded."""
    begun = time.process_time()
    for each in files:
        read(each.data)
    return 1000 * (time.process_time() - begun) / len(files)


def _squeezed(text: str) -> str:
    return "".join(text.replace("|", " ").replace("#", " ").split())


if __name__ == "__main__":
    sys.exit(main())
