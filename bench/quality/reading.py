"""Figures of docs/reading.md: what setting blocks apart costs in events, and trafilatura alone on the same pages.

python bench/quality/reading.py
"""

from __future__ import annotations

import tarfile
from collections import Counter

import msgspec
import trafilatura

from dateline.evaluate.extraction import Annotation, count, figures
from dateline.evaluate.result import data_file
from dateline.model import CODED
from dateline.read import from_text


def triggers(split: str) -> str:
    """Of a gold split's event triggers, the share that stands outside the coded blocks, by kind of block."""
    where: Counter[str] = Counter()
    for line in data_file("gold", f"{split}.jsonl").read_bytes().splitlines():
        story = msgspec.json.decode(line)
        blocks = from_text(story["text"], title=story.get("title") or "").blocks
        for event in story["events"]:
            start = event["trigger"]["start"]
            block = next(b for b in blocks if b.start <= start < b.end)
            where[block.note if block.kind in CODED else block.kind] += 1
    total = where.total()
    marked = where["caption in running text"]
    lost = {kind: n for kind, n in where.items() if kind not in ("", "caption in running text")}
    share = 100 * sum(lost.values()) / total
    return f"{split}: {total} triggers, {share:.2f} % outside coded blocks {lost}; {marked} in captions in running text"


def alone() -> str:
    """F1 of trafilatura's own output, without comments, on the pages of the extraction benchmark."""
    path = data_file("trafilatura_eval", "annotations.jsonl")
    wanted = {a.file: a for line in path.read_bytes().splitlines() if (a := msgspec.json.decode(line, type=Annotation))}
    units = []
    with tarfile.open(path.with_name("pages.tar.xz"), "r|xz") as tar:
        for member in tar:
            file = tar.extractfile(member)
            annotation = wanted.get(member.name.rpartition("/")[2])
            if file is not None and annotation is not None:
                units.append(count(annotation, trafilatura.extract(file.read(), include_comments=False) or ""))
    return f"trafilatura {trafilatura.__version__} alone, {len(units)} pages: {figures(units)}"


if __name__ == "__main__":
    for name in ("train", "dev"):
        print(triggers(name))
    print(alone())
