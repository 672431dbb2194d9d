"""How far the pipeline is from its network alone: python bench/speed/encoder.py [FILE] [--stories 40]

Stories are coded in this process, on one thread, and what the network was given is kept; then ONNX Runtime is given the
same once more, and nothing else is done. The rest of a story's time is parsing, rules, resolving and linking.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"

from dateline.coding.neural import NeuralCoder
from dateline.coding.neural_onnx import OnnxNetwork, read_tokenizer
from dateline.coding.neural_settings import read_settings
from dateline.evaluate.result import data_file
from dateline.fuse import link
from dateline.model import Document
from dateline.ontology import plover
from dateline.parse import Parser
from dateline.read import ReadOptions, read
from dateline.resolve import Resolver
from dateline.run import Pipeline

COLUMNS = "publisher=source,published=date"
WARM = 2  # stories before the clock starts


class Kept:
    """The network, which keeps every question."""

    def __init__(self, network: OnnxNetwork) -> None:
        self._network = network
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def words(self, *given: Any) -> Any:
        self.asked.append((self._network.words, given))
        return self._network.words(*given)

    def slots(self, *given: Any) -> Any:
        self.asked.append((self._network.slots, given))
        return self._network.slots(*given)


def stories(file: Path, columns: str, most: int) -> list[Document]:
    options = ReadOptions(columns=dict(pair.split("=") for pair in columns.split(",") if pair))
    found = (item for item in read([str(file)], options) if isinstance(item, Document))
    return [document for document, _ in zip(found, range(most + WARM), strict=False)]


def distance(documents: Sequence[Document]) -> str:
    """Seconds a story of the whole pipeline and of its network alone, in a line."""
    kept, ontology = Kept(OnnxNetwork.load()), plover()
    coder = NeuralCoder(kept, read_tokenizer(), read_settings(ontology), ontology)
    pipeline = Pipeline(parser=Parser.load(), coder=coder, resolver=Resolver.load(), link=link)
    for document in documents[:WARM]:
        pipeline.code(document)
    kept.asked.clear()
    timed = documents[WARM:]
    whole = seconds(lambda: [pipeline.code(document) for document in timed]) / len(timed)
    bare = seconds(lambda: [ask(*given) for ask, given in kept.asked]) / len(timed)
    return (
        f"encoder    {bare:.4f} s a story alone, {whole:.4f} s the whole pipeline: {whole / bare:.2f} times, "
        f"{bare / whole:.0%} of it ({len(timed)} stories, {len(kept.asked) / len(timed):.1f} passes each)"
    )


def seconds(call: Callable[[], object]) -> float:
    """Processor time, which neighbours on the machine do not add to."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--columns", default=COLUMNS)
    given = parser.parse_args()
    file = given.file or data_file("open_news", "articles.jsonl.gz")
    print(distance(stories(file, given.columns, given.stories)))


if __name__ == "__main__":
    main()
