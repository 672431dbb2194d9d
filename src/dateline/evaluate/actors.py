"""Benchmark `actors`: mentions of parties in real stories to actors, linked by hand (docs/actor-links.md).

`data/actor_links.csv` holds, for each mention, the file and the document of the development data, its offsets, and what
a reader of the story finds right: entity ids, country codes and sectors, alternatives parted by `|` ("none": nobody of
the tables, or nobody named; an empty alternative: nothing need be said). No text of a story is in it.

    accuracy   the right entity, or rightly none, over all mentions
    top_1      the right entity, over the mentions that have one
    precision  the right entity, over the entities given
    refused    no entity of the tables, over the mentions that have none
    country, sector    an acceptable value, over the mentions whose link states one
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.errors import DataError, NotFoundError
from dateline.evaluate.result import Figures, Result, bootstrap
from dateline.evaluate.rows import rows
from dateline.model import Document, Parsed, Party, Span
from dateline.model.ids import is_listed
from dateline.parse import Parser
from dateline.read import from_text
from dateline.resolve import Resolver

NONE = "none"
PUBLISHED = "NGEC (2023): top-1 .86 on named mentions, sector .417 to .565; other mentions, other sets"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What is right for one mention; `set` is the file below the development data."""

    set: str
    document: str
    start: int
    end: int
    entities: tuple[str, ...]
    countries: tuple[str, ...]
    sectors: tuple[str, ...]

    @property
    def has_entity(self) -> bool:
        """Whether nothing but an entity is right."""
        return NONE not in self.entities


class Outcome(msgspec.Struct, frozen=True):
    """How one mention came out; `given` tells whether an entity of the tables was named."""

    link: Link
    given: bool
    right: bool
    country: bool
    sector: bool


def links() -> tuple[Link, ...]:
    """The packaged links, in file order; raises DataError naming the row that is none."""
    text = files("dateline.evaluate").joinpath("data", "actor_links.csv").read_text("utf-8")
    return tuple(_link(row, number) for number, row in enumerate(csv.DictReader(text.splitlines()), 2))


def _link(row: Mapping[str, str], number: int) -> Link:
    try:
        return Link(
            set=row["set"], document=row["document"], start=int(row["start"]), end=int(row["end"]),
            entities=tuple(row["entity"].split("|")), countries=tuple(row["country"].split("|")),
            sectors=tuple(row["sector"].split("|")),
        )  # fmt: skip
    except (KeyError, ValueError, AttributeError) as fault:
        raise DataError(
            f"is no link: {fault!r}.", f"actor_links.csv line {number}", "See docs/actor-links.md."
        ) from fault


def outcome(link: Link, party: Party) -> Outcome:
    """Compare one mention with its link."""
    given = party.entity if is_listed(party.entity) else None
    return Outcome(
        link=link,
        given=given is not None,
        right=(given or NONE) in link.entities,
        country=(party.country or "") in link.countries,
        sector=(party.sector or "") in link.sectors,
    )


def figures(units: Sequence[Sequence[Outcome]]) -> Figures:
    """The shares over the mentions of some documents."""
    all_ = [o for unit in units for o in unit]
    return {
        "accuracy": _share(o.right for o in all_),
        "top_1": _share(o.right for o in all_ if o.link.has_entity),
        "precision": _share(o.right for o in all_ if o.given),
        "refused": _share(not o.given for o in all_ if o.link.entities == (NONE,)),
        "country": _share(o.country for o in all_ if any(o.link.countries)),
        "sector": _share(o.sector for o in all_ if any(o.link.sectors)),
    }


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return round(sum(found) / len(found), 4) if found else 0.0


def run(path: Path) -> Result:
    """Measure on the links whose documents lie below `path`, the folder of the development data."""
    outcomes = list(measured(path, links()))
    if not outcomes:
        raise NotFoundError(
            "none of the linked documents is here.", str(path), "Set DATELINE_DATA, or give --data FOLDER."
        )
    return Result(
        benchmark="actors",
        n=len(outcomes),
        figures={**figures(outcomes), "mentions": sum(map(len, outcomes))},
        intervals=bootstrap(outcomes, figures),
        published=PUBLISHED,
        table="\n".join(_table(outcomes)),
    )


def measured(path: Path, wanted: Sequence[Link]) -> Iterator[list[Outcome]]:
    """The outcomes of each document that is there."""
    resolver, parser = Resolver.load(), Parser.load()
    by_document: dict[tuple[str, str], list[Link]] = {}
    for link in wanted:
        by_document.setdefault((link.set, link.document), []).append(link)
    documents = {
        (name, d.id): d for name in dict.fromkeys(link.set for link in wanted) for d in _documents(path / name)
    }
    for spot, own in by_document.items():
        for parsed in parser.pipe([documents[spot]] if spot in documents else []):
            if isinstance(parsed, Parsed):
                text = parsed.document.text
                parties = resolver.identify(parsed, [Span.of(text, link.start, link.end) for link in own])
                yield [outcome(link, party) for link, party in zip(own, parties, strict=True)]


def _documents(file: Path) -> Iterator[Document]:
    """The documents of a JSONL file of the development data, plain or packed; none where it is not there."""
    if not file.is_file():
        return
    for row in rows(file):
        published = str(row.get("published") or row.get("date") or "")[:10] or None
        yield from_text(row["text"], published=published, title=row.get("title") or "", id=str(row["id"]))


def _table(outcomes: Sequence[Sequence[Outcome]]) -> Iterator[str]:
    """For people: the figures of each set."""
    for name in dict.fromkeys(unit[0].link.set for unit in outcomes):
        part = [unit for unit in outcomes if unit[0].link.set == name]
        told = "  ".join(f"{figure} {value:.3f}" for figure, value in figures(part).items())
        yield f"{name:24s} {sum(map(len, part)):4d}  {told}"
