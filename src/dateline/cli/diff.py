"""dateline diff: what became of the incidents from one generation to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import options
from dateline.cli.clean import line

if TYPE_CHECKING:
    from dateline.run.differences import Difference

_TOLD = {
    "found": "{new} was found",
    "joined": "{new} has {count} more",
    "merged": "{old} went into {new}",
    "split": "{old} became {new}",
    "left": "{old} has {count} fewer",
    "gone": "{old} is gone",
}


@click.command(short_help="Compare two generations of a store.")
@click.argument("old", type=click.IntRange(min=1), metavar="VERSION")
@click.argument("new", type=click.IntRange(min=1), metavar="VERSION")
@options.store
@options.format_
def diff(old: int, new: int, store: Path, format: str | None) -> None:  # noqa: A002
    """Tell what incidents were found, joined, merged, split or are gone, and which facts changed.

    VERSION is the number of a generation: a folder of DIR/generations.
    """
    import msgspec

    from dateline.cli import records
    from dateline.cli.report import summary
    from dateline.errors import UsageError
    from dateline.run.differences import differences

    chosen = records.chosen(format)
    if chosen == "csv":
        raise UsageError("a difference is no table.", "--format csv", "Use table or jsonl.")
    found = differences(store.absolute(), old, new)
    for told in (*found.changes, *found.altered) if chosen == "jsonl" else _lines(found):
        click.echo(told if isinstance(told, str) else msgspec.json.encode(told).decode())
    if not (found.changes or found.altered):
        summary("Nothing changed.")


def _lines(found: Difference) -> Iterator[str]:
    from dateline.model import MACHINE

    for change in found.changes:
        count = f"{len(change.events)} record{'s' if len(change.events) > 1 else ''}"
        words = _TOLD[change.what].format(old=", ".join(change.old), new=", ".join(change.new), count=count)
        by = "" if change.by == MACHINE else f" by {change.by}" + (f": {change.reason}" if change.reason else "")
        yield line(f"{change.what:<8}{words}{by}")
    for one in found.altered:
        yield line(f"{'changed':<8}{one.incident} {one.fact}: {_plain(one.old)} → {_plain(one.new)}")


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "—"
    return "—" if value in (None, "") else str(value)
