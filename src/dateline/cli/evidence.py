"""The sentence that carries a record, with its trigger and parties marked: by letters, and by colour on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli.clean import line

if TYPE_CHECKING:
    from dateline.model import Event
    from dateline.store import Hit

LEGEND = "A actor, R recipient, S source, P place, D date, C condition"
_COLOURS = {"A": "cyan", "R": "magenta", "S": "yellow", "P": "green", "D": "blue", "C": "red"}

Part = tuple[int, int, str]


def quoted(hit: Hit) -> str:
    """The sentence in quotation marks: «the trigger» so, [A the parties] so."""
    first, last = hit.event.sentence.start, hit.event.sentence.end
    parts = _nested([part for part in _parts(hit.event) if first <= part[0] and part[1] <= last])
    return f"“{_marked(hit.document.text, first, last, parts)}”"


def _parts(event: Event) -> Iterator[Part]:
    """What is marked, the most telling first."""
    yield event.trigger.start, event.trigger.end, ""
    yield from ((party.start, party.end, "A") for party in event.actors)
    yield from ((party.start, party.end, "R") for party in event.recipients)
    yield from ((source.start, source.end, "S") for source in event.attribution)
    yield from ((part.start, part.end, letter) for part, letter in ((event.place, "P"), (event.date, "D")) if part)
    if event.condition:
        yield event.condition.start, event.condition.end, "C"


def _nested(parts: list[Part]) -> list[Part]:
    """The parts that can be bracketed, in text order, outer before inner; of two that cross, the first listed."""
    kept: list[Part] = []
    for part in parts:
        if part[0] < part[1] and not any(_cross(part, other) for other in kept):
            kept.append(part)
    return sorted(kept, key=lambda part: (part[0], -part[1]))


def _cross(a: Part, b: Part) -> bool:
    return a[:2] == b[:2] or a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def _marked(text: str, first: int, last: int, parts: list[Part]) -> str:
    """The characters from `first` to `last` with brackets around `parts`, which are nested and in order."""
    written, at = [], first
    while parts:
        (start, end, letter), parts = parts[0], parts[1:]
        inner = [part for part in parts if part[1] <= end]
        parts = parts[len(inner) :]
        written += [line_between(text, at, start), _bracketed(_marked(text, start, end, inner), letter)]
        at = end
    return "".join([*written, line_between(text, at, last)])


def line_between(text: str, start: int, end: int) -> str:
    """Those characters on one line, with the spaces at both ends kept."""
    raw = text[start:end]
    flat = line(raw)
    if not flat:
        return " " if raw else ""
    return " " * raw[:1].isspace() + flat + " " * raw[-1:].isspace()


def _bracketed(text: str, letter: str) -> str:
    if not letter:
        return click.style(f"«{text}»", bold=True)
    return click.style(f"[{letter} ", fg=_COLOURS[letter]) + text + click.style("]", fg=_COLOURS[letter])
