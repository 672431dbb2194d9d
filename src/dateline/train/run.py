"""`dateline train`: annotated stories in, the learned coder's files out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import torch
from torch import Tensor

from dateline.coding.neural_advice import Advice, Rules
from dateline.coding.neural_labels import ROLES, STATUSES, kinds
from dateline.coding.neural_onnx import read_tokenizer
from dateline.coding.neural_scores import Choice, find
from dateline.coding.neural_settings import Settings
from dateline.ontology import Ontology, plover
from dateline.parse import Parser
from dateline.train import base
from dateline.train.annotations import annotated_elsewhere
from dateline.train.documents import parsed, real, split, stories
from dateline.train.export import export
from dateline.train.fit import LOW, Case, fitted
from dateline.train.loop import FINISH, FINISHES, LAST, Recipe, mixed
from dateline.train.loop import train as train_network
from dateline.train.model import Network
from dateline.train.targets import Annotated, Record, examples, targets
from dateline.train.torch_network import TorchNetwork

Say = Callable[[str], None]
SHOWN = 40  # documents that show how large the encoder's channels grow


class TrainOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to train on, how, and where to write.

    `recipe` trains without a fifth of the real stories, on which thresholds are chosen; `finish` goes on with all of
    them, `finishes` times with seeds of their own, and the mean of the weights is kept. Both end with `last`, on the
    real stories alone.
    """

    out: Path
    corpus: Path | None = None
    gold: Path | None = None
    corrections: Path | None = None  # of the gold stories (`train.corrections`)
    data: Path | None = None  # folder of the development data, whose texts `annotations` are of
    annotations: Path | None = None  # of stories in that folder (`train.annotations`)
    recipe: Recipe = Recipe()
    finish: Recipe = FINISH
    finishes: int = FINISHES
    last: Recipe = LAST
    fold: int = 0
    threads: int = 1


class Trained(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    folder: Path
    documents: int
    records: int
    settings: Settings


def train(options: TrainOptions, say: Say) -> Trained:
    """Trains without one fold, chooses thresholds on it, goes on with every story, and writes the coder's files."""
    torch.set_num_threads(options.threads)
    parser = Parser.load()
    workshop = Workshop(plover(), options.recipe, say)
    annotated = list(parsed(_stories(options), parser))
    rest, held = split(annotated, options.fold)
    network = workshop.network(rest, options.recipe)
    judged = workshop.last(rest, options.last, network)
    settings = fitted(workshop.cases(held, judged), workshop.settings(annotated), say)
    write(options.out, workshop.finished(annotated, options, network), settings, workshop.texts(annotated))
    records = sum(len(a.record["events"]) for a in annotated)
    return Trained(folder=options.out, documents=len(annotated), records=records, settings=settings)


def _stories(options: TrainOptions) -> Iterator[Record]:
    yield from stories(options.corpus, options.gold, options.corrections)
    if options.annotations:
        yield from annotated_elsewhere(options.annotations, options.data or Path())


def write(folder: Path, network: Network, settings: Settings, texts: Sequence[Tensor]) -> None:
    """The files of a coder; `texts` are some that it may read, as ids of pieces."""
    export(network, folder, texts)
    shutil.copyfile(base.tokenizer_file(), folder / "tokenizer.json")
    (folder / "coder.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


class Workshop:
    """The steps of training, with what they share."""

    def __init__(self, ontology: Ontology, recipe: Recipe, say: Say) -> None:
        self._ontology, self._recipe, self._say = ontology, recipe, say
        self._rules = Rules.load()
        self._tokenizer = read_tokenizer(base.tokenizer_file())

    def settings(self, annotated: Sequence[Annotated]) -> Settings:
        """Settings before anything is chosen."""
        records = sum(len(a.record["events"]) for a in annotated)
        return Settings(
            types=self._ontology.types,
            kinds=tuple(kinds(self._ontology)),
            roles=ROLES,
            statuses=STATUSES,
            least=(0.5,) * len(self._ontology.types),
            second=0.5,
            arcs=dict.fromkeys(ROLES, 0.5),
            trained=f"{len(annotated)} stories, {records} records",
        )

    def network(self, annotated: Sequence[Annotated], recipe: Recipe, start: Network | None = None) -> Network:
        """A network trained on the documents, from another or from the base encoder."""
        found = [e for a in annotated for e in examples(a, self._rules, self._tokenizer, recipe.optional)]
        self._say(f"training on {len(annotated)} stories in {len(found)} windows")
        return train_network(found, self._kind_types(), recipe, self._say, start)

    def finished(self, annotated: Sequence[Annotated], options: TrainOptions, start: Network) -> Network:
        """The network that has learned from every story: the mean of runs apart in their seed, then the last step."""
        seeds = range(options.finish.seed, options.finish.seed + options.finishes)
        recipes = (msgspec.structs.replace(options.finish, seed=seed) for seed in seeds)
        return self.last(annotated, options.last, mixed([self.network(annotated, recipe, start) for recipe in recipes]))

    def last(self, annotated: Sequence[Annotated], recipe: Recipe, start: Network) -> Network:
        """Half way from a network to what the real stories alone make of it; the same one where there are none.

        The mean of the weights before and after keeps what the other texts taught (WiSE-FT, Wortsman et al. 2022).
        """
        theirs = real(annotated)
        return mixed([start, self.network(theirs, recipe, start)]) if theirs else start

    def texts(self, annotated: Sequence[Annotated]) -> list[Tensor]:
        """The first windows of SHOWN documents, as ids of pieces."""
        step = max(1, len(annotated) // SHOWN)
        shown = (examples(a, self._rules, self._tokenizer, self._recipe.optional) for a in annotated[::step][:SHOWN])
        return [torch.as_tensor(window.window.pieces) for found in shown for window in islice(found, 1)]

    def _kind_types(self) -> list[int]:
        return [self._ontology.types.index(t) for t, _ in kinds(self._ontology)]

    def cases(self, held: Sequence[Annotated], network: Network) -> list[Case]:
        """What a network finds in documents that it was not trained on."""
        torch_network = TorchNetwork(network)
        return [self._case(a, torch_network) for a in held]

    def _case(self, annotated: Annotated, network: TorchNetwork) -> Case:
        choice = Choice((LOW,) * len(self._ontology.types), LOW)
        parsed = annotated.parsed
        found = find(parsed, Advice(parsed, self._rules), self._tokenizer, network, choice)
        return Case(tuple(targets(annotated.record, parsed.parse, self._ontology)), tuple(found))
