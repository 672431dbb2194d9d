"""The stages of this installation: the one file that knows them all by name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.coding import SyntaxCoder
from dateline.fuse import link
from dateline.fuse.manner import shared
from dateline.model import Event, Parsed
from dateline.parse import Parser
from dateline.resolve import Resolver
from dateline.run.pipeline import Coder, CoderName, Pipeline, PipelineOptions

if TYPE_CHECKING:
    from dateline.coding.neural_scores import Network


def load(options: PipelineOptions) -> Pipeline:
    """A pipeline with its models read."""
    resolver = Resolver.load(_path(options.actors), _path(options.gazetteer))
    parser = Parser.load()
    coder = _by_codebooks(options, parser) if options.codebooks else _coder(options.coder)
    return Pipeline(parser=parser, coder=coder, resolver=resolver, link=_linked)


def _linked(parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
    return shared(link(parsed, events))


def _path(name: str) -> Path | None:
    return Path(name) if name else None


def _coder(name: CoderName, network: Network | None = None) -> Coder:
    if name == "syntax" or (name == "auto" and not _has_weights()):
        return SyntaxCoder.load()
    from dateline.coding.neural import NeuralCoder  # noqa: PLC0415 - ONNX Runtime, for nothing where rules code

    return NeuralCoder.load(network)


def _by_codebooks(options: PipelineOptions, parser: Parser) -> Coder:
    from dateline.coding.codebook_coder import CodebookCoder  # noqa: PLC0415 - as above
    from dateline.run.codebooks import Desk, owned  # noqa: PLC0415

    desk = Desk.load(parser)
    coder = _coder(options.coder, desk.listener)
    return CodebookCoder(coder, desk.reading, owned(options.codebooks, desk))


def _has_weights() -> bool:
    data = files("dateline.coding").joinpath("data")
    return all(
        data.joinpath(name).is_file()
        for name in ("coder.json", "coder.onnx", "pieces.bin", "slots.onnx", "tokenizer.json")
    )
