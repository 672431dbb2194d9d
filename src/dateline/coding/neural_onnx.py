"""The trained network under ONNX Runtime: one thread, one window at a time, the same result in any company."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import onnxruntime
from tokenizers import Tokenizer

from dateline.coding.neural_scores import Acts, Floats
from dateline.coding.neural_windows import Window


class OnnxNetwork:
    """Implements `neural_scores.Network`."""

    def __init__(self, folder: Path) -> None:
        self._words = _session(folder / "coder.onnx")
        self._slots = _session(folder / "slots.onnx")

    @classmethod
    def load(cls) -> OnnxNetwork:
        """The shipped weights."""
        with as_file(files(__package__).joinpath("data")) as folder:
            return cls(folder)

    def words(self, window: Window) -> tuple[Floats, Floats]:
        """Vectors of words and the logits of their types."""
        words, types = self._words.run(
            ["words", "types"],
            {
                "pieces": window.pieces,
                "first": window.head_piece,
                "last": window.tail_piece,
                "heads": window.heads,
                "features": window.features,
                "hints": window.hints,
            },
        )
        return words, types

    def slots(self, words: Floats, acts: Acts) -> tuple[Floats, Floats, Floats]:
        """Logits of kinds, statuses and arcs of the given acts."""
        given = {
            "words": words,
            "trigger": acts.trigger,
            "type": acts.type,
            "pairs": acts.pairs,
            "advice": acts.advice,
            "standing": acts.standing,
        }
        kinds, statuses, arcs = self._slots.run(["kinds", "statuses", "arcs"], given)
        return kinds, statuses, arcs


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_tokenizer(path: Path | None = None) -> Tokenizer:
    """The shipped word piece tokenizer, neither cutting nor padding."""
    with as_file(files(__package__).joinpath("data", "tokenizer.json")) as shipped:
        tokenizer = Tokenizer.from_file(str(path or shipped))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
