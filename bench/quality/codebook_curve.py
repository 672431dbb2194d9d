"""How a codebook of one's own does: from its definitions and few sentences alone, then with 10, 30, 100 examples each.

    python bench/quality/codebook_curve.py voa       sentences of open-licence VOA articles, five event types of M2E2
    python bench/quality/codebook_curve.py police    sentences of IndiaPoliceEvents, its five labels

Macro F1 over the five categories at the threshold that the fit chose itself, and macro average precision, which needs
none. Beside it TF-IDF of lemmas with logistic regression, fitted to the same texts with the same threshold rule: the
encoder left out. Intervals: 95 %, over documents. No document is on both sides: `voa` in three folds of them, without
those that the encoder's training stories hold; `police` as the set is split. 100 examples are all there are of some
categories. Needs DATELINE_DATA.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from dateline.coding.codebook_heads import Lesson, fit, score
from dateline.coding.codebook_lessons import lessons
from dateline.coding.codebook_reading import Seen, seen
from dateline.evaluate.result import bootstrap, data_file
from dateline.ontology.codebook import Codebook, read_codebook
from dateline.run.codebooks import Desk

SIZES = (0, 10, 30, 100)
FOLDS = 3
HERE = Path(__file__).parent / "codebooks"
ACE = {
    "Conflict:Attack": "FORCE",
    "Movement:Transport": "MOVEMENT",
    "Life:Die": "DEATH",
    "Contact:Meet": "MEETING",
    "Justice:Arrest-Jail": "ARREST",
}
POLICE = ("KILLED", "ARRESTED", "ACTION", "FAILED", "USED_FORCE")
SYSTEMS = ("dateline", "tf-idf")


class Labelled(msgspec.Struct, frozen=True):
    """A sentence with its document, fold, and labels."""

    document: str
    fold: int
    text: str
    labels: frozenset[str]
    seen: Seen


def voa(desk: Desk) -> Iterator[Labelled]:
    known = {json.loads(line)["id"] for line in data_file("gold", "train.jsonl").open(encoding="utf-8")}
    for record in _lines(data_file("m2e2_voa", "m2e2_dev.jsonl.gz")):
        if record["id"] in known:
            continue
        fold = int(hashlib.md5(record["id"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
        parsed = desk.parse(record["text"])
        desk.reading.forget()
        vectors = desk.reading.vectors(parsed)
        for sentence in parsed.parse.sentences:
            starts = ((e["trigger"]["start"], e["type"]) for e in record["events"] if e["type"] in ACE)
            labels = frozenset(ACE[type_] for at, type_ in starts if sentence.start <= at < sentence.end)
            text = seen(parsed, vectors, range(sentence.first, sentence.last))
            yield Labelled(record["id"], fold, parsed.document.text[sentence.start : sentence.end], labels, text)


def police(desk: Desk) -> Iterator[Labelled]:
    """The development part is fold 0, what is taught comes of the training part, of which all is not read."""
    for fold, part in enumerate(("dev", "train")):
        texts = [r["text"] for r in _lines(data_file("conflibert", f"indiapoliceevents_docs_{part}.jsonl.gz"))]
        at = 0
        for record in _lines(data_file("conflibert", f"indiapoliceevents_sents_{part}.jsonl.gz")):
            text, labels = record["text"], frozenset(n for n, y in zip(POLICE, record["labels"], strict=True) if y)
            at = next((i for i in (at, *range(len(texts))) if text in texts[i]), at)
            if len(text) < 25:  # a broken piece
                continue
            yield Labelled(f"{part}-{at}", fold, text[:600], labels, EMPTY if fold else _alone(text[:600], desk))


EMPTY = Seen((), np.zeros((0, 0), dtype=np.float32), {})


def _alone(text: str, desk: Desk) -> Seen:
    parsed = desk.parse(text)
    desk.reading.forget()
    vectors = desk.reading.vectors(parsed)
    return seen(parsed, vectors, range(len(vectors)))


def taught(pool: list[Labelled], names: tuple[str, ...], size: int) -> list[tuple[tuple[str, frozenset[str]], str]]:
    """So many sentences of each category, and twice as many of none."""
    rng = random.Random(7)
    shuffled = rng.sample(pool, len(pool))
    wanted = [[s for s in shuffled if name in s.labels][:size] for name in names]
    wanted.append([s for s in shuffled if not s.labels][: 2 * size])
    chosen = {(s.text, s.labels, s.document) for some in wanted for s in some}
    return [((text, labels), document) for text, labels, document in sorted(chosen, key=lambda c: (c[2], c[0]))]


def blind(lesson: Lesson) -> Lesson:
    """What a lesson says without the encoder."""
    return msgspec.structs.replace(lesson, seen=_blind(lesson.seen))


def _blind(text: Seen) -> Seen:
    return Seen(text.words, np.zeros((len(text.words), 0), dtype=np.float32), text.lemmas)


def scores(
    book: Codebook, rows: list[Labelled], all_rows: list[Labelled], desk: Desk, folds: int
) -> dict[str, np.ndarray]:
    """Of each system and size: scores less threshold, one row a sentence of `rows`, one column a category."""
    names = tuple(c.name for c in book.categories)
    found = {f"{system} {size}": np.zeros((len(rows), len(names))) for system in SYSTEMS for size in SIZES}
    for size in SIZES:
        for fold in range(folds if size else 1):
            pool = [row for row in all_rows if row.fold != fold]
            held = lessons(book, desk.reading, desk.parse, taught=taught(pool, names, size))
            for system in SYSTEMS:
                voices, heads = fit(names, held if system == "dateline" else [blind(one) for one in held])
                for number, row in enumerate(rows):
                    if row.fold != fold and size:
                        continue
                    text = row.seen if system == "dateline" else _blind(row.seen)
                    for column, head in enumerate(heads):
                        found[f"{system} {size}"][number, column] = score(head, text, voices)[0] - head.least
            print(f"  {size} examples, fold {fold}: {len(held)} lessons", flush=True)
    return found


def macro_f1(gold: np.ndarray, told: np.ndarray) -> float:
    right = (gold & (told >= 0)).sum(axis=0)
    return float(np.mean(2 * right / np.maximum(gold.sum(axis=0) + (told >= 0).sum(axis=0), 1)))


def macro_ap(gold: np.ndarray, told: np.ndarray) -> float:
    order = np.argsort(-told, axis=0, kind="stable")
    hits = np.take_along_axis(gold, order, axis=0)
    precision = np.cumsum(hits, axis=0) / np.arange(1, len(gold) + 1)[:, None]
    return float(np.mean((precision * hits).sum(axis=0) / np.maximum(hits.sum(axis=0), 1)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=("voa", "police"))
    parser.add_argument("--resamples", type=int, default=300)
    asked = parser.parse_args()
    desk, book = Desk.load(), read_codebook(HERE / f"{asked.set}.yaml")
    every = list((voa if asked.set == "voa" else police)(desk))
    folds = FOLDS if asked.set == "voa" else 1
    rows = [row for row in every if row.fold < folds]
    names = [c.name for c in book.categories]
    gold = np.array([[name in row.labels for name in names] for row in rows])
    documents = sorted({row.document for row in rows})
    print(
        f"{len(rows)} sentences of {len(documents)} documents: ",
        dict(zip(names, gold.sum(axis=0).tolist(), strict=True)),
    )
    told = scores(book, rows, every, desk, folds)
    places = {document: [n for n, row in enumerate(rows) if row.document == document] for document in documents}
    units = [np.array(places[document]) for document in documents]

    def measure(drawn: list[np.ndarray]) -> dict[str, float]:
        chosen = np.concatenate(drawn)
        whole = {}
        for name, values in told.items():
            whole[f"F1 {name}"] = macro_f1(gold[chosen], values[chosen])
            whole[f"AP {name}"] = macro_ap(gold[chosen], values[chosen])
        for size in SIZES:
            for kind in ("F1", "AP"):
                whole[f"{kind} gain {size}"] = whole[f"{kind} dateline {size}"] - whole[f"{kind} tf-idf {size}"]
        return whole

    figures, intervals = measure(units), bootstrap(units, measure, asked.resamples)
    for name, value in figures.items():
        print(f"{name:<16} {value:6.3f}  ({intervals[name][0]:.3f} to {intervals[name][1]:.3f})")
    for column, name in enumerate(names):
        each = " ".join(f"{macro_f1(gold[:, [column]], told[f'dateline {n}'][:, [column]]):.3f}" for n in SIZES)
        print(f"F1 {name:<12} {each}")


def _lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
