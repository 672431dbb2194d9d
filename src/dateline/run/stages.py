"""The stages of this installation: the one file that knows them all by name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from dateline.coding import SyntaxCoder
from dateline.fuse import link
from dateline.parse import Parser
from dateline.resolve import Resolver
from dateline.run.pipeline import Coder, CoderName, Pipeline, PipelineOptions


def load(options: PipelineOptions) -> Pipeline:
    """A pipeline with its models read."""
    resolver = Resolver.load(_path(options.actors), _path(options.gazetteer))
    return Pipeline(parser=Parser.load(), coder=_coder(options.coder), resolver=resolver, link=link)


def _path(name: str) -> Path | None:
    return Path(name) if name else None


def _coder(name: CoderName) -> Coder:
    if name == "syntax" or (name == "auto" and not _has_weights()):
        return SyntaxCoder.load()
    from dateline.coding.neural import NeuralCoder  # noqa: PLC0415 - ONNX Runtime, for nothing where rules code

    return NeuralCoder.load()


def _has_weights() -> bool:
    data = files("dateline.coding").joinpath("data")
    return all(data.joinpath(name).is_file() for name in ("coder.json", "coder.onnx", "slots.onnx", "tokenizer.json"))
