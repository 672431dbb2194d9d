"""`dateline train --codebook`: labelled sentences in, the trained heads of a codebook out. Needs no torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.coding.codebook_heads import Heads
from dateline.coding.codebook_lessons import Labelled
from dateline.errors import InputError, did_you_mean
from dateline.ontology.codebook import Codebook, read_codebook, trained_file
from dateline.run.codebooks import Desk

Taught = tuple[Labelled, str]  # a text with its labels, and the document it stands in

TEXTS = ("text", "sentence")
LINE = 'Write {"text": "the sentence", "categories": ["NAME"]}.'


class Trained(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: where it was written, how many sentences taught, how many of them each label."""

    file: Path
    sentences: int
    counts: dict[str, int]


def train(codebook: Path, examples: Path, out: Path | None = None, desk: Desk | None = None) -> Trained:
    """Fit a codebook's heads to its own texts and the examples, and write them; raises InputError naming file and line.

    The encoder stays as it is: seconds on a laptop.
    """
    book = read_codebook(codebook)
    taught = list(read_examples(examples, book))
    if not taught:
        raise InputError("there are no examples in it.", str(examples), LINE)
    heads = (desk or Desk.load()).heads(book, taught)
    target = out or trained_file(codebook)
    write(heads, target)
    counted = Counter(label for (_, labels), _ in taught for label in labels)
    return Trained(file=target, sentences=len(taught), counts={label: counted[label] for label in book.labels})


def write(heads: Heads, file: Path) -> None:
    """The heads as JSON, whole or not at all."""
    draft = file.with_name(f"{file.name}.draft")
    draft.write_bytes(msgspec.json.encode(heads) + b"\n")
    draft.replace(file)


def read_examples(file: Path, book: Codebook) -> Iterator[Taught]:
    """The labelled sentences of a JSON Lines file; raises InputError at the first line that is none."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the examples cannot be read ({error}).", str(file), "Give a JSON Lines file.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _example(line, f"{file} line {number}", book)


def _example(line: str, where: str, book: Codebook) -> Taught:
    try:
        told = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise InputError(f"the line is not JSON ({error}).", where, "Write one object a line.") from None
    told = told if isinstance(told, dict) else {}
    text = next((told[key] for key in TEXTS if isinstance(told.get(key), str)), "")
    if not text.strip():
        raise InputError("it has no text.", where, LINE)
    given = told.get("categories")
    if not isinstance(given, list):
        raise InputError("it has no list 'categories'.", where, "Write [] for a sentence that bears none.")
    found = (_labels(entry, where, book) for entry in given)
    labels = frozenset(label for some in found for label in some)
    return (" ".join(text.split()), labels), str(told.get("document") or where)


def _labels(entry: Any, where: str, book: Codebook) -> tuple[str, ...]:
    """A category as written: NAME, NAME/mode or codebook.NAME/mode, or as a record has it; none of another codebook."""
    written = _label(entry, book) if isinstance(entry, dict) else str(entry)
    owner, dot, label = written.rpartition(".")
    if dot and owner != book.name:
        return ()
    if label not in book.labels:
        raise InputError(f"the codebook has no category '{label}'.", where, did_you_mean(label, book.labels))
    name, slash, _ = label.partition("/")
    return (name, label) if slash else (name,)


def _label(record: dict[str, Any], book: Codebook) -> str:
    mode = record.get("mode")
    return f"{record.get('codebook', book.name)}.{record.get('name')}" + (f"/{mode}" if mode else "")
