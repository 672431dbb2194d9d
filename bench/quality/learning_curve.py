"""What more stories would bring: the coder trained on shares of our own stories, measured on real ones it never saw.

    python bench/quality/learning_curve.py [--shares 0 .25 .5 1] [--real 1] [--epochs 3] [--threads 1] [--keep DIR]

Real stories are split by their ids: one fold is measured, one chooses thresholds and calibration, the other three are
trained on (`--real`: a share of them). Shares are nested. The recipe is that of `dateline train` up to and with its
last step, without going on over every story, since that would take in what is measured; it is cut to `--epochs` over
everything, and a smaller share gets as many more epochs, so that each network takes about as many steps. A line a
share: stories, records and epochs, then the stories benchmark's figures with intervals of 95 % over stories. Needs
torch and DATELINE_DATA; an hour of one core. `--keep` saves each network (`SHARE.pt`).
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from dateline.evaluate.result import bootstrap, data_home
from dateline.evaluate.score_events import GoldDocument, figures, tally
from dateline.evaluate.stories import predictions
from dateline.ontology import plover
from dateline.parse import Parser
from dateline.run import Pipeline
from dateline.train.documents import gold, parsed, real, split, stories
from dateline.train.fit import fitted
from dateline.train.loop import LAST, Recipe
from dateline.train.run import Workshop
from dateline.train.targets import Annotated
from dateline.train.torch_network import pipeline

CORPUS = Path(__file__).parents[2] / "corpus"
MEASURED, CHOOSING = 0, 1  # folds of the real stories
SHOWN = ("typed", "record", "status", "actors", "recipients", "attribution", "mode")


def main() -> None:
    asked = _asked()
    torch.set_num_threads(asked.threads)
    data, parser, workshop = data_home(), Parser.load(), Workshop(plover(), Recipe(), _say)
    read = stories(CORPUS / "stories", data / "gold" / "train.jsonl", CORPUS / "gold-corrections.jsonl")
    annotated = list(parsed(read, parser))
    rest, measured = split(annotated, MEASURED)
    rest, choosing = split(rest, CHOOSING)
    held = [gold(story) for story in measured]
    for share in asked.shares:
        some = [*_share(_ours(rest), share), *_share(real(rest), asked.real)]
        epochs = round(asked.epochs * _length(rest) / _length(some))
        network = workshop.last(some, LAST, workshop.network(some, Recipe(epochs=epochs)))
        if asked.keep:
            torch.save(network.state_dict(), asked.keep / f"{share}.pt")
        settings = fitted(workshop.cases(choosing, network), workshop.settings(annotated), _say)
        print(f"share {share:g}: {_size(some)}, {epochs} epochs: {_told(held, pipeline(network, settings, parser))}")


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--shares", type=float, nargs="+", default=[0, 0.25, 0.5, 1])
    asking.add_argument("--real", type=float, default=1.0)
    asking.add_argument("--epochs", type=int, default=3)
    asking.add_argument("--threads", type=int, default=1)
    asking.add_argument("--keep", type=Path)
    return asking.parse_args()


def _ours(annotated: Sequence[Annotated]) -> list[Annotated]:
    theirs = {a.record["id"] for a in real(annotated)}
    return [a for a in annotated if a.record["id"] not in theirs]


def _share(annotated: Sequence[Annotated], share: float) -> list[Annotated]:
    """The first of them in an order that is by their ids alone."""
    mixed = sorted(annotated, key=lambda a: hashlib.sha256(a.record["id"].encode()).hexdigest())
    return mixed[: round(share * len(mixed))]


def _told(held: Sequence[GoldDocument], coding: Pipeline) -> str:
    found = predictions(held, coding.pipe)
    tallies = [tally(story.events, found.get(story.id, ())) for story in held]
    values, spans = figures(tallies), bootstrap(tallies, figures)
    return "  ".join(f"{name} {values[name]:.3f} ({spans[name][0]:.3f}-{spans[name][1]:.3f})" for name in SHOWN)


def _size(annotated: Sequence[Annotated]) -> str:
    return f"{len(annotated)} stories, {sum(len(a.record['events']) for a in annotated)} records"


def _length(annotated: Sequence[Annotated]) -> int:
    """Characters of all texts."""
    return sum(len(a.record["text"]) for a in annotated)


def _say(line: str) -> None:
    print(f"    {time.strftime('%H:%M:%S')} {line}", flush=True)


if __name__ == "__main__":
    main()
