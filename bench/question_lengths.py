"""How many characters the questions of a second reader have over a store: python bench/question_lengths.py STORE

A line for each kind of question: how many there are, the instructions of each, and what is sent with them, on average
and at most. Nothing is sent anywhere, and nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.second_reader.prompt import about_part, about_record, instructions, parts
from dateline.store import Query, Store
from dateline.store.second_readings import Kind


def main() -> None:
    """Read the call, look through the store, print."""
    with Store.open(Path(sys.argv[1])) as store:
        _tell("check", [len(about_record(hit.document, hit.event)) for hit in store.hits("")])
        _tell("propose", _proposals(store))


def _proposals(store: Store) -> list[int]:
    lengths = []
    for document in store.documents():
        events = tuple(store.query(Query(document=(document.id,))))
        lengths += [len(about_part(document, part, events)) for part in parts(document)]
    return lengths


def _tell(kind: Kind, lengths: list[int]) -> None:
    mean, most = (sum(lengths) / len(lengths), max(lengths)) if lengths else (0, 0)
    told = f"{len(lengths):,} questions, instructions {len(instructions(kind)):,}"
    print(f"{kind:<8} {told}, sent {mean:,.0f}, at most {most:,}")


if __name__ == "__main__":
    main()
