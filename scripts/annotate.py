"""Annotate real stories of the development data, of which the repository may keep nothing but offsets and codes.

    python scripts/annotate.py show FILE ID...                  stories with their sentences numbered
    python scripts/annotate.py check FILE ANNOTATIONS...        what is amiss in annotations
    python scripts/annotate.py hints FILE ANNOTATIONS...        where the shipped coder is sure of something else
    python scripts/annotate.py compile FILE ANNOTATIONS...      lines for corpus/annotations.jsonl

FILE is a training file in DATELINE_DATA, "polnear/train.jsonl.gz". Annotations are YAML files, outside the repository:
the id of each story that was read, and its records as `corpus/README.md` has them (`incident`, days and numbers may be
left out), an empty list where it has none. Read a story without hints first: they are for the second look.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from hunt_labels import disagreements

from dateline.evaluate.result import data_home
from dateline.evaluate.rows import rows
from dateline.evaluate.score_events import GoldDocument
from dateline.evaluate.stories import document
from dateline.model import Coded
from dateline.ontology import plover
from dateline.run import Pipeline
from dateline.train.annotations import Annotation, digest
from dateline.train.corpus import SINGLE, record_faults, resolve
from dateline.train.offsets import bare

Record = dict[str, Any]
Range = tuple[int, int]

BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’')]*\s+(?=[A-Z0-9\"“‘'(\[])|(?<=[.!?][\"”’])\s+(?=[A-Z0-9\"“‘'(])")
SHORTENED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Capt|Maj|Rev|St|No|Jr|Sr))\.$")
MEASURING = (
    "gold/dev.jsonl", "open_news/*", "m2e2_voa/*", "plv/*", "geoparsing/*", "tempeval3/*", "ecbplus/*",
    "giveme5w1h/*", "news_cluster/*", "case2021_task2/*", "petrarch_validation/*", "conflibert/cameo*",
    "factuality/*_dev*", "*/*dev.jsonl*",
)  # fmt: skip
RUN, SHARED = 8, 2  # words; runs of so many that a text may share with what measures: names and phrases
SURE = 0.6  # confidence from which on a coder's other opinion is shown


def main() -> None:
    """One of the four."""
    asked = _asked()
    texts = {row["id"]: row["text"] for row in rows(data_home() / asked.file)}
    if asked.what == "show":
        lines = (line for id_ in asked.rest for line in _page(id_, texts[id_]))
    else:
        told = {"check": _faults, "hints": _hints, "compile": _compiled}[asked.what]
        lines = told(_read(asked.rest), texts, asked.file)
    for line in lines:
        print(line)  # noqa: T201 - this is what it is for


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("what", choices=("show", "check", "hints", "compile"))
    asking.add_argument("file")
    asking.add_argument("rest", nargs="+")
    return asking.parse_args()


def _read(paths: Sequence[str]) -> dict[str, Sequence[Record]]:
    pages = (yaml.safe_load(Path(path).read_text("utf-8")) for path in paths)
    return {id_: records or [] for page in pages for id_, records in page.items()}


def sentences(text: str) -> list[Range]:
    """The ranges of a text's sentences, near enough to number them."""
    found, at = [], 0
    for gap in BREAK.finditer(text):
        if "\n" not in gap[0] and SHORTENED.search(text, at, gap.start()):
            continue
        if text[at : gap.start()].strip():
            found.append((at, gap.start() if "\n" in gap[0] else gap.end()))
        at = gap.end()
    return [*found, (at, len(text))] if text[at:].strip() else found


def _page(id_: str, text: str) -> Iterator[str]:
    yield f"===== {id_}"
    yield from (f"[{n}] {' '.join(text[a:b].split())}" for n, (a, b) in enumerate(sentences(text), 1))


def _faults(read: Mapping[str, Sequence[Record]], texts: Mapping[str, str], _: str) -> Iterator[str]:
    yield from _overlaps(read, texts)
    for id_, records in read.items():
        for number, record in enumerate(records, 1):
            faults = record_faults(_whole(record), texts[id_], sentences(texts[id_]), plover())
            yield from (f"{id_} record {number} ({record.get('trigger')}): {fault}" for fault in faults)


def _overlaps(read: Mapping[str, Sequence[Record]], texts: Mapping[str, str]) -> Iterator[str]:
    """Texts of which more than a phrase stands in a set that measures: those are never training text."""
    files = {path for pattern in MEASURING for path in data_home().glob(pattern) if ".jsonl" in path.name}
    measured = {run for path in files for row in rows(path) for run in _runs(row.get("text") or "")}
    for id_ in read:
        if len(_runs(texts[id_]) & measured) > SHARED:
            yield f"{id_}: much of it stands in a set that measures. Leave it out."


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _whole(record: Record) -> Record:
    """A record with what only our own stories need, so that it passes for one of theirs."""
    counted = {f: {"text": record[f], "low": 0, "high": 0} for f in SINGLE[3:] if isinstance(record.get(f), str | int)}
    return {"incident": "", **record, **counted}


def _hints(read: Mapping[str, Sequence[Record]], texts: Mapping[str, str], _: str) -> Iterator[str]:
    stories = [GoldDocument(id=id_, text=texts[id_], events=_events(read[id_], texts[id_])) for id_ in read]
    coded = Pipeline.load().pipe(document(story) for story in stories)
    own = {str(one.document.id): one.events for one in coded if isinstance(one, Coded)}
    for story in stories:
        for found in disagreements(story, own.get(story.id, ())):
            if (found.confidence or 0) > SURE:
                number = sum(start <= found.start for start, _ in sentences(story.text))
                yield f"{story.id} [{number}] {found.field} {found.trigger!r}: {found.annotated or '-'} | {found.coded}"


def _events(records: Sequence[Record], text: str) -> Any:
    made = [resolve(record, text, sentences(text)) for record in records]
    plain = [{key: value for key, value in one.items() if value is not None and key not in SINGLE} for one in made]
    return msgspec.convert({"id": "", "text": text, "events": plain}, GoldDocument).events


def _compiled(read: Mapping[str, Sequence[Record]], texts: Mapping[str, str], file: str) -> Iterator[str]:
    for id_, records in read.items():
        text = texts[id_]
        made = sorted((resolve(one, text, sentences(text)) for one in records), key=lambda one: one["trigger"]["start"])
        events = tuple(bare(one, text) for one in made)
        line = Annotation(file=file, story=id_, digest=digest(text), events=events)
        yield msgspec.json.encode(line).decode()


if __name__ == "__main__":
    main()
