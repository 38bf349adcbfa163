"""The two graphs of the reader model, opened with onnxruntime."""

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rag.reading.e5_file import E5File
from rag.reading.layers import frozen_weights

FROZEN, TRAINED = "frozen.onnx", "trained.onnx"
THREADS: Final = 2
_FATAL: Final = 3


def open_frozen(folder: Path, file: E5File, layers: int) -> onnxruntime.InferenceSession:
    """Open the frozen layers; their weights come from e5's file."""
    options = _options()
    names, values = [], []
    for name, value in frozen_weights(file, layers).items():
        names.append(name)
        values.append(onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value)))
    options.add_external_initializers(names, values)
    return _opened(folder / FROZEN, options)


def open_trained(folder: Path) -> onnxruntime.InferenceSession:
    """Open the trained layers."""
    return _opened(folder / TRAINED, _options())


def padded(lengths: list[int]) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """Return how packed texts are spread over a table: what is at each place, where something is, and the way back."""
    starts = np.cumsum([0, *lengths[:-1]])
    places = np.arange(max(lengths))[None, :]
    known = places < np.array(lengths)[:, None]
    table = np.where(known, starts[:, None] + places, 0)
    return table.astype(np.int64), known, np.flatnonzero(known).astype(np.int64)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = _FATAL
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # 60 MB less, for a tenth more time
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _opened(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
