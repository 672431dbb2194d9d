"""The trained network as two ONNX graphs, int8 where it is large: words with type logits, and slots of triggers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnx.external_data_helper import convert_model_to_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dateline.coding import neural_advice, neural_features, neural_pairs
from dateline.train.encoder import WIDTH, Encoder
from dateline.train.model import Network, Slots, Words
from dateline.train.outliers import UNROUNDED, set_apart

OPSET = 17
PIECES = "pieces.bin"  # the table of word pieces, by itself: neither file is too large for a repository
LARGE = 1 << 24  # bytes of a tensor that is put there
WORDS_IN = ["pieces", "first", "last", "heads", "features", "hints"]
SLOTS_IN = ["words", "trigger", "type", "pairs", "advice", "standing"]


class WordsGraph(nn.Module):
    """One window without padding: pieces to words and type logits."""

    def __init__(self, encoder: Encoder, heads: Words) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def forward(  # noqa: PLR0917 - an exported graph's inputs are positional
        self, pieces: Tensor, first: Tensor, last: Tensor, heads: Tensor, features: Tensor, hints: Tensor
    ) -> tuple[Tensor, Tensor]:
        """All inputs without a batch axis: (P), (W), (W), (W), (W, features), (W, hints)."""
        seen = self.encoder(pieces[None])
        words, logits = self.heads(seen, first[None], last[None], heads[None], features[None], hints[None])
        return words[0], logits[0]


def export(network: Network, folder: Path, texts: Sequence[Tensor] = (), quantize: bool = True) -> None:
    """Writes `coder.onnx` (words), `pieces.bin`, `slots.onnx` into `folder`, int8 by channel unless told otherwise.

    Some texts, as ids of pieces (P), show which channels are too large for that (`train.outliers`).
    """
    network.eval()
    encoder = set_apart(network.encoder, texts) if texts and quantize else network.encoder
    pieces, words, records = 12, 7, 2
    places = torch.arange(words)
    features = torch.zeros(words, len(neural_features.SIZES), dtype=torch.long)
    hints = torch.zeros(words, neural_advice.KINDS, dtype=torch.long)
    pairs = torch.zeros(records, words, len(neural_pairs.SIZES), dtype=torch.long)
    advice = torch.zeros(records, words, len(neural_advice.ROLES))
    inputs = (torch.arange(pieces), places + 1, places + 1, places, features, hints)
    free = {"pieces": {0: "P"}, **{name: {0: "W"} for name in [*WORDS_IN[1:], "words", "types"]}}
    slots_free = {"words": {0: "W"}, "pairs": {0: "N", 1: "W"}, "advice": {0: "N", 1: "W"}, "arcs": {0: "N", 1: "W"}}
    slots_free |= {name: {0: "N"} for name in ("trigger", "type", "standing", "kinds", "statuses")}
    triggers = torch.tensor([1, 2])
    folder.joinpath(PIECES).unlink(missing_ok=True)  # to which it would be added
    with TemporaryDirectory() as temporary:
        plain = Path(temporary)
        _write(WordsGraph(encoder, network.words), inputs, plain / "coder.onnx", WORDS_IN, ["words", "types"], free)
        slots_in = (torch.zeros(words, WIDTH), triggers, triggers, pairs, advice, triggers)
        _write(network.slots, slots_in, plain / "slots.onnx", SLOTS_IN, ["kinds", "statuses", "arcs"], slots_free)
        for name in ("coder.onnx", "slots.onnx"):
            _finish(plain / name, folder / name, quantize)


def _write(  # noqa: PLR0917 - one line a graph
    module: WordsGraph | Slots,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: list[str],
    outputs: list[str],
    free: dict[str, dict[int, str]],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # this exporter says it is old; the new one needs a further package
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=names,
            output_names=outputs,
            dynamic_axes=free,
            opset_version=OPSET,
            dynamo=False,
        )


def _finish(source: Path, target: Path, quantize: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    smaller = source.with_suffix(".small")
    if quantize:
        whole = [node.name for node in onnx.load(str(source)).graph.node if f"/{UNROUNDED}/" in node.name]
        quantize_dynamic(source, smaller, per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=whole)
    model = onnx.load(str(smaller if quantize else source))
    convert_model_to_external_data(model, location=PIECES, size_threshold=LARGE)
    onnx.save(model, str(target))
