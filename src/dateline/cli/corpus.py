"""dateline corpus: what keeps the annotated stories in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.group(short_help="Check annotated stories.")
def corpus() -> None:
    """Check annotated stories, and tell what they hold."""


@corpus.command(short_help="Name every fault of every story.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default="corpus/stories")
def lint(folder: Path) -> int:
    """Check spans, codes and rules of the stories in FOLDER; each fault is a line, and ends with 4."""
    from dateline.errors import InputError
    from dateline.train.corpus import lint as faults

    found = 0
    for found, fault in enumerate(faults(folder), 1):  # noqa: B007 - the count outlives the loop
        click.echo(str(fault))
    return InputError.exit_code if found else 0


@corpus.command(short_help="Count stories and records.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default="corpus/stories")
def stats(folder: Path) -> None:
    """Count stories, records, types with modes, statuses and sources of the stories in FOLDER."""
    from dateline.train.corpus import load

    stories = load(folder)
    for line in _told(stories):
        click.echo(line)


def _told(stories: list[dict[str, Any]]) -> Iterator[str]:
    from collections import Counter

    records = [record for story in stories for record in story["events"]]
    splits = Counter(story["split"] for story in stories)
    yield f"{len(stories)} stories ({', '.join(f'{n} {split}' for split, n in sorted(splits.items()))})"
    yield f"{sum(not story['events'] for story in stories)} stories without a record"
    yield f"{len(records)} records, {sum(bool(r['attribution']) for r in records)} attributed"
    for status, n in Counter(record["status"] for record in records).most_common():
        yield f"{n:6d}  {status}"
    for (type_, mode), n in sorted(Counter((r["type"], r["mode"] or "-") for r in records).items()):
        yield f"{n:6d}  {type_}/{mode}"
