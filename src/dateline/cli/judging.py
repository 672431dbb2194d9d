"""dateline merge, split, judge: a person's word on which records tell of one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.run.judging import Judge
    from dateline.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def _who(command: Command) -> Command:
    for decorate in (
        options.store,
        click.option("--by", required=True, metavar="NAME", help="Who judges: a person's name."),
        click.option("--reason", default="", metavar="TEXT", help="Why, in a few words; kept with the judgement."),
    ):
        command = decorate(command)
    return command


@click.command(short_help="Say that two incidents are one.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_who
def merge(one: str, other: str, store: Path, by: str, reason: str) -> None:
    """Say that incidents A and B are one act. The id that goes leads on to the one that stays.

    A and B are ids, or beginnings of ids.
    """
    from dateline.run.judging import merge

    _do(store, lambda opened: merge(opened, _id(opened, one), _id(opened, other), _judge(by, reason)))


@click.command(short_help="Say that some records of an incident are of another.")
@click.argument("incident", metavar="INCIDENT")
@click.argument("events", metavar="EVENT…", nargs=-1, required=True)
@_who
def split(incident: str, events: tuple[str, ...], store: Path, by: str, reason: str) -> None:
    """Say that the records EVENT… tell of another act than the rest of INCIDENT."""
    from dateline.run.judging import split

    _do(
        store,
        lambda opened: split(
            opened, _id(opened, incident), [_id(opened, event) for event in events], _judge(by, reason)
        ),
    )


@click.command(short_help="Say whether two records are of one act.")
@click.argument("left", metavar="EVENT")
@click.argument("right", metavar="EVENT")
@click.argument("word", type=click.Choice(("same", "different", "unsure")))
@_who
def judge(*, left: str, right: str, word: str, store: Path, by: str, reason: str) -> None:
    """Say whether two records tell of one act. It outranks the machine, now and after every later build.

    "unsure" takes an earlier word back, and leaves the two to the machine.
    """
    from dateline.cli.report import summary
    from dateline.run.judging import judge
    from dateline.store import Store
    from dateline.store.incidents import incident_of

    _do(store, lambda opened: judge(opened, _id(opened, left), _id(opened, right), word, _judge(by, reason)))
    if word != "same":
        return
    with Store.open(store) as opened:
        one, other = (incident_of(opened, _id(opened, event)) for event in (left, right))
    if one != other:
        summary(f"Other judgements still keep these records apart. To overrule them: dateline merge {one} {other}")


def _do(folder: Path, work: Callable[[Store], Any]) -> None:
    from dateline.cli.report import summary
    from dateline.run.publish import publish
    from dateline.store import Store

    with Store.open(folder, write=True) as opened:
        done = work(opened)
        generation = publish(opened).number
    told = ", ".join(f"{number} {what}" for what, number in done.changes.items()) or "no incident changed"
    summary(f"{folder}: {told}; generation {generation}.")


def _id(store: Store, prefix: str) -> str:
    return store.find(prefix)[1]


def _judge(by: str, reason: str) -> Judge:
    from datetime import UTC, datetime

    from dateline.run.judging import Judge

    return Judge(by, datetime.now(UTC).isoformat(timespec="seconds"), reason)
