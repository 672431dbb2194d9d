"""An incident in one line of words: "RSF shelled the market in El Fasher"."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import msgspec

from dateline.model import Fact, Status
from dateline.ontology import plover

_BEFORE: dict[Status, str] = {"negated": "Denied: ", "future": "Expected: ", "hypothetical": "Possible: "}
_LONG = 60  # characters of a party, before it is cut


class Wording(msgspec.Struct, frozen=True):
    """How a kind of act is put: `did` with an actor ("shelled"), `noun` without one ("shelling")."""

    did: str
    noun: str
    link: str  # between `noun` and the recipient
    toward: str  # between `did` and the recipient, "" for a direct object


@cache
def wordings() -> dict[tuple[str, str | None], Wording]:
    """The table of words for every kind of PLOVER."""
    rows = csv.DictReader(files(__package__).joinpath("data", "titles.csv").read_text("utf-8").splitlines())
    return {(r["type"], r["mode"] or None): Wording(r["did"], r["noun"], r["link"], r["toward"]) for r in rows}


def title(type_: str, mode: str | None, status: Status, facts: tuple[Fact, ...]) -> str:
    """One line composed from the best values of actor, recipient and place."""
    words = wordings().get((type_, mode)) or wordings()[plover().kind(type_).type, None]
    best = {fact.name: fact.best for fact in facts}
    actor, recipient, place = (_short(best.get(name, "")) for name in ("actor", "recipient", "place"))
    told = _active(words, actor, recipient) if actor else _passive(words, recipient)
    where = f" in {place}" if place and place.lower() not in told.lower() else ""
    return _capital(_BEFORE.get(status, "") + told + where)


def _active(words: Wording, actor: str, recipient: str) -> str:
    if not recipient:
        return f"{actor} {words.did}"
    return f"{actor} {words.did} {words.toward + ' ' if words.toward else ''}{recipient}"


def _passive(words: Wording, recipient: str) -> str:
    return f"{words.noun} {words.link} {recipient}" if recipient else words.noun


def _short(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= _LONG else flat[: _LONG - 1].rsplit(" ", 1)[0] + "…"


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
