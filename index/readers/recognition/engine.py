"""The lines of a picture by RapidOCR, whose wheel brings its models, as characters in their places."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.readers.pdf.glyphs import Glyph, PageGlyphs
from index.readers.pdf.shapes import Box, Shapes

_LETTERS: Final = 0.72
"""Height of letters with all that reaches up and down, of the box that is found around a line."""
_UNDER: Final = 0.3
"""Height of the line that letters stand on above the foot of that box."""
_ALIKE: Final = 0.25
"""Share by which the height of lines may differ from the usual one for their letters to be taken for the usual size."""


def recognised(picture: NDArray[np.uint8]) -> PageGlyphs:
    """Return what stands in a picture of a page, which has red, green and blue for each of its points.

    The characters of a line stand evenly in the box that was found around it.
    """
    height, width = picture.shape[:2]
    found = _engine()(np.ascontiguousarray(picture[:, :, ::-1]))
    if found.boxes is None or not found.txts:
        return PageGlyphs((), (), Shapes(), Box(0, 0, width, height))
    boxes = [_box(corners, height) for corners in found.boxes]
    usual = median(box.top - box.bottom for box in boxes)
    glyphs = [
        glyph
        for box, text, confidence in zip(boxes, found.txts, found.scores, strict=True)
        for glyph in _spread(text, box, usual, round(float(confidence), 4))
    ]
    return PageGlyphs(glyphs, (), Shapes(), Box(0, 0, width, height))


@cache
def _engine() -> Any:  # noqa: ANN401  # it has no types
    """Return the recogniser; it takes a second to load and is used again."""
    from rapidocr import RapidOCR

    threads = int(os.environ.get("OMP_NUM_THREADS") or 1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _box(corners: Sequence[Sequence[float]], height: int) -> Box:
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return Box(min(across), height - max(down), max(across), height - min(down))


def _spread(text: str, box: Box, usual: float, confidence: float) -> Iterator[Glyph]:
    high = box.top - box.bottom
    size = _LETTERS * (usual if abs(high - usual) <= _ALIKE * usual else high)
    wide = (box.right - box.left) / max(len(text), 1)
    spaced = False
    for at, each in enumerate(text):
        if each.isspace():
            spaced = True
            continue
        left = box.left + at * wide
        yield Glyph(each, left, left + wide, box.bottom + _UNDER * high, size, spaced, at == 0, confidence)
        spaced = False
