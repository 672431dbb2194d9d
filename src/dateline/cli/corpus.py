"""dateline corpus: what keeps the annotated stories in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.errors import DataError

_OWN = ("corpus/stories", "corpus/stream")


@click.group(short_help="Check annotated stories.")
def corpus() -> None:
    """Check annotated stories, and tell what they hold."""


@corpus.command(short_help="Name every fault of every story.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
def lint(folder: Path | None) -> int:
    """Check spans, codes and rules of the stories, or stream cases, in FOLDER; each fault is a line, and ends with 4.

    Without FOLDER both corpus/stories and corpus/stream are checked.
    """
    from dateline.errors import InputError

    found = 0
    for found, fault in enumerate(_faults(folder), 1):  # noqa: B007 - the count outlives the loop
        click.echo(str(fault))
    return InputError.exit_code if found else 0


def _faults(folder: Path | None) -> Iterator[DataError]:
    from dateline.errors import NotFoundError
    from dateline.evaluate.stream_lint import is_stream
    from dateline.evaluate.stream_lint import lint as of_cases
    from dateline.train.corpus import lint as of_stories

    folders = [folder] if folder else [own for own in map(Path, _OWN) if own.is_dir()]
    if not folders:
        raise NotFoundError("there is no corpus here.", _OWN[0], "Give the folder.")
    for one in folders:
        yield from of_cases(one) if is_stream(one) else of_stories(one)


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
