"""Pictures of pages: of a file's own, of a scanned page of a PDF, and of the place where recognised words stand."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


DOTS: Final = 200
"""Dots per inch in which a page is drawn to be read."""
MOST_POINTS: Final = 60_000_000
"""Points of a picture that is opened: a page at 600 dots an inch has 35 million."""
MOST_PAGES: Final = 500
"""Pictures of one file that are read."""
_LONGEST: Final = 3000
"""Points of the longer side in which a picture is read."""
_AROUND: Final = 0.012
"""Share of a page that is shown around the words."""
DAMAGED: Final = "it is no sound picture; save it again as .png"
LARGE: Final = f"it has more than {MOST_POINTS:,} points; make it smaller"

Place = tuple[float, float, float, float]


def pages_of(data: bytes) -> "Iterator[NDArray[np.uint8]]":
    """Yield the pictures of a file, as a TIFF has one for each page.

    Raises:
        ValueError: it is damaged or too large.
    """
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            for number in range(min(getattr(opened, "n_frames", 1), MOST_PAGES)):
                opened.seek(number)
                if opened.width * opened.height > MOST_POINTS:
                    raise ValueError(LARGE)
                shown = ImageOps.exif_transpose(opened).convert("RGB")
                shown.thumbnail((_LONGEST, _LONGEST))
                yield np.asarray(shown)
    except (OSError, SyntaxError, EOFError, KeyError, TypeError, IndexError, Image.DecompressionBombError) as error:
        raise ValueError(DAMAGED) from error  # Pillow trusts what a file says of itself


def page_of(page: Any, dots: int = DOTS) -> "NDArray[np.uint8]":  # noqa: ANN401  # pypdfium2 has no types
    """Return the picture of a page of a PDF, as a reader sees it."""
    width, height = page.get_size()
    scale = min(dots / 72, _LONGEST / max(width, height, 1))
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        drawn: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
    return drawn


def picture_of(kind: str, data: bytes, page: int, place: Place) -> bytes:
    """Return the picture of a place on a page, counted from 1, as a PNG.

    Raises:
        ValueError: the file is damaged or has no such page.
    """
    from PIL import Image

    drawn = Image.fromarray(_page(kind, data, page))
    left, top, right, bottom = place
    width, height = drawn.size
    box = (
        max(int((left - _AROUND) * width), 0),
        max(int((top - _AROUND) * height), 0),
        min(int((right + _AROUND) * width) + 1, width),
        min(int((bottom + _AROUND) * height) + 1, height),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError("there is no such place on the page")
    made = io.BytesIO()
    drawn.crop(box).save(made, "PNG", optimize=True)
    return made.getvalue()


def _page(kind: str, data: bytes, page: int) -> "NDArray[np.uint8]":
    if kind == "picture":
        for number, drawn in enumerate(pages_of(data), start=1):
            if number == page:
                return drawn
        raise ValueError("there is no such page")
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return page_of(document[page - 1], dots=110)
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ValueError("there is no such page") from error
