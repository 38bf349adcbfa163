"""The two graphs of the reader model, opened with onnxruntime."""

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime

from rag.reading.e5_file import E5File
from rag.reading.layers import frozen_weights

FROZEN, TRAINED = "frozen.onnx", "trained.onnx"
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


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _FATAL
    options.enable_cpu_mem_arena = False
    return options


def _opened(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
