"""dateline review: the records that wait for a person, one at a time, by single keys; the screens keep the same log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.settings import variable

if TYPE_CHECKING:
    from dateline.cli.reviewing import Desk

KEYS = {"a": "accept", "x": "reject", "u": "unsure"}
HELP = "a accept · x reject · u unsure · z undo · s skip · 1–7 change a slot · b same for its pattern · q stop"
ENDS = ("q", "\x03", "\x04", "\x1b")


def _now() -> datetime:
    return datetime.now(UTC)


@click.command(short_help="Check records one by one.")
@click.argument("store", type=click.Path(path_type=Path), metavar="STORE", envvar=variable("store"))
@click.argument("query", metavar="[QUERY]", default="")
@click.option("--by", metavar="NAME", default="", help="Who reviews; default: the account's name.")
@click.option("--again", is_flag=True, help="Those that somebody was unsure of.")
@click.option("--lessons", type=click.Path(path_type=Path), metavar="FILE", help="Write what was decided, and end.")
def review(*, store: Path, query: str, by: str, again: bool, lessons: Path | None) -> None:
    """Check records one by one, those first where a look is worth most: a single key accepts, rejects or corrects.

    QUERY chooses which, as for dateline query. Every key is a row of the store's log, as on the screen; nothing is
    ever lost, and all can be undone. --lessons writes what was decided as dateline train --gold reads it.
    """
    if lessons:
        click.echo(f"{_write(store, lessons)} stories that are decided as a whole.", err=True)
        return
    from dateline.cli.reviewing import Desk
    from dateline.store.reviews import account

    with Desk.open(store, query, by or account(), again=again, clock=_now) as desk:
        click.echo(click.style(HELP, dim=True))
        while desk.show() and _stroke(desk):
            pass
        click.echo(desk.farewell())


def _stroke(desk: Desk) -> bool:
    """Read one key and do what it says; False when it says stop."""
    try:
        key = _key()
    except (KeyboardInterrupt, EOFError):
        return False
    if not key or key in ENDS:  # "": what was piped in has ended
        return False
    does: dict[str, Callable[[], None]] = {"z": desk.undo, "b": partial(_like, desk)}
    if not desk.is_empty:
        does |= {"s": desk.skip}
        does |= {one: partial(desk.decide, verdict) for one, verdict in KEYS.items()}
        does |= {str(number): partial(_change, desk, number) for number in range(1, 8)}
    does.get(key, partial(desk.say, HELP))()
    return True


def _key() -> str:
    """The next key: of the terminal, or of what is piped in (`click.getchar` would look for a terminal then)."""
    return click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)


def _change(desk: Desk, number: int) -> None:
    label, words = desk.slot(number)
    desk.fix(number, click.prompt(label, default=words, show_default=True, err=False))


def _like(desk: Desk) -> None:
    found = desk.like()
    if found and click.confirm(f"Do the same to these {len(found)}?"):
        desk.apply(found)


def _write(store: Path, file: Path) -> int:
    import msgspec

    from dateline.errors import UsageError
    from dateline.store import Store
    from dateline.store.lessons import lessons

    with Store.open(store) as opened:
        told = [msgspec.json.encode(story) + b"\n" for story in lessons(opened)]
    try:
        file.write_bytes(b"".join(told))
    except OSError as fault:
        raise UsageError(
            f"the file cannot be written ({fault.strerror}).", str(file), "Give another --lessons."
        ) from None
    return len(told)
