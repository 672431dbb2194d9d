"""Benchmark `geo`: given place names to places, on LGL, TR-News, GeoWebNews and GeoVirus (Gritta et al. 2019).

Names that have a GeoNames id or coordinates in the gold annotation are to be resolved; an unresolved one is wrong. A
name is right within 161 km (`acc_161`) of the gold point, or where it is the very GeoNames record that gold names (the
point of a large country or state is a convention that differs between gazetteer vintages); `exact` is that same record;
`country` the same state, over the names whose gold state is known; `refused` the share of refusals, rather than wrong
places, among the names whose gold record is not in the gazetteer and which did not come out near it by another record.
Documents of even index are the development half, those of odd index the measuring half; the figures are over the
measuring halves, the table shows both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.evaluate.result import Figures, Result, bootstrap
from dateline.evaluate.rows import rows
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Span
from dateline.resolve.places import Choice, Located, Locator

SETS = ("lgl", "tr_news", "geowebnews", "geovirus")
NEAR_KM = 161.0
PUBLISHED = "Mordecai 3 (its own splits), acc@161 km: LGL 82.7, TR-News 87.3, GeoWebNews 94.1; exact 79.4, 84.3, 90.1"


class Gold(msgspec.Struct, frozen=True):
    """A name to be resolved: its span, GeoNames id ("" where none), point and state ("" where not told)."""

    span: Span
    geoname: str
    latitude: float | None
    longitude: float | None
    country: str


class Story(msgspec.Struct, frozen=True):
    """A document of one set: all its annotated names, and those that are to be resolved."""

    set: str
    index: int
    text: str
    spans: tuple[Span, ...]
    golds: tuple[Gold, ...]

    @property
    def all_spans(self) -> list[Span]:
        """The names that are looked at together: the annotated ones, then those to be resolved."""
        return [*self.spans, *(gold.span for gold in self.golds)]

    @property
    def measured(self) -> bool:
        """Whether it belongs to the measuring half."""
        return self.index % 2 == 1


class Outcome(msgspec.Struct, frozen=True):
    """How one name came out. `known`: the gold record is in the gazetteer; `named`: its state is known."""

    near: bool
    exact: bool
    country: bool
    has_id: bool
    named: bool
    known: bool
    refused: bool


class Scored(msgspec.Struct, frozen=True):
    """A document with the outcome of each of its names."""

    story: Story
    outcomes: tuple[Outcome, ...]


def read(path: Path) -> list[Story]:
    """The stories of one file, in its order; raises InputError where it is not of the format."""
    try:
        return [_story(path.name.split(".")[0], i, record) for i, record in enumerate(rows(path))]
    except (KeyError, ValueError) as error:
        raise InputError(
            f"is not a file of annotated place names: {error!r}.", str(path), "See README, geo."
        ) from error


def _story(name: str, index: int, record: dict[str, Any]) -> Story:
    pairs = [(Span(t["start"], t["end"], t["text"]), t) for t in record["toponyms"]]
    golds = [_gold(span, t) for span, t in pairs if t.get("lat") is not None or t.get("geonameid")]
    # Other annotations (streets, adjectives, "mansion") are no place names to look up: only what has a capital counts.
    spans = tuple(
        span for span, t in pairs if t.get("type", "Literal") not in ("Literal_Expression", "Non_Lit_Expression")
    )
    return Story(name, index, record["text"], spans, tuple(golds))


def _gold(span: Span, t: dict[str, Any]) -> Gold:
    return Gold(span, str(t.get("geonameid") or ""), t.get("lat"), t.get("lon"), t.get("country") or "")


def score(story: Story, locator: Locator, ids: dict[str, str]) -> Scored:
    """Resolve a story's names, all of them at once, and compare."""
    spans = story.all_spans
    choices = dict(zip(spans, locator.locate(story.text, spans), strict=True))
    return Scored(story, tuple(outcome(gold, choices[gold.span], locator.gazetteer, ids) for gold in story.golds))


def outcome(gold: Gold, choice: Choice, gazetteer: Gazetteer, ids: dict[str, str]) -> Outcome:
    """Compare one choice with gold. `ids` maps the gazetteer's GeoNames ids to their states."""
    state = ids.get(gold.geoname) or _state(gold.country, gazetteer)
    found = choice.site if isinstance(choice, Located) else None
    exact = bool(found and gold.geoname and found.geoname == gold.geoname)
    near = exact or bool(
        found and gold.latitude is not None and kilometres(gold, found.latitude, found.longitude) <= NEAR_KM
    )
    return Outcome(
        near=near,
        exact=exact,
        country=bool(found and found.country == state),
        has_id=bool(gold.geoname),
        named=bool(state),
        known=not gold.geoname or gold.geoname in ids,
        refused=found is None,
    )


def _state(name: str, gazetteer: Gazetteer) -> str:
    """The alpha-3 code of a state's name, "" where it is unknown."""
    rows = gazetteer.candidates(name).rows if name else ()
    sites = (gazetteer.site(int(row)) for row in rows)
    return next((site.country for site in sites if site.kind == "country"), "")


def kilometres(gold: Gold, latitude: float, longitude: float) -> float:
    """Great-circle distance from the gold point."""
    a, b, c, d = map(math.radians, (gold.latitude or 0.0, gold.longitude or 0.0, latitude, longitude))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def figures(scored: Sequence[Scored]) -> Figures:
    """The three accuracies over the names of some documents, and how honest the resolver is about what it lacks."""
    outcomes = [o for s in scored for o in s.outcomes]
    lacking = [o for o in outcomes if not o.known and not o.near]
    return {
        "acc_161": _share([o.near for o in outcomes]),
        "exact": _share([o.exact for o in outcomes if o.has_id]),
        "country": _share([o.country for o in outcomes if o.named]),
        "refused": _share([o.refused for o in lacking]),
    }


def _share(flags: list[bool]) -> float:
    return round(sum(flags) / len(flags), 4) if flags else 0.0


def _row(name: str, scored: Sequence[Scored]) -> str:
    outcomes = [o for s in scored for o in s.outcomes]
    if not outcomes:
        return f"{name:22s} no names"
    f = figures(scored)
    absent = [o.refused for o in outcomes if not o.known]
    wrongly = [o.refused for o in outcomes if o.known]
    return (
        f"{name:22s} {len(scored):4d} {len(outcomes):5d}   {f['acc_161']:.4f} {f['exact']:.4f} {f['country']:.4f}"
        f"   {_share([o.near for o in outcomes if o.has_id]):.4f} of {sum(o.has_id for o in outcomes):4d}"
        f"   {_share(absent):.3f} of {len(absent):3d}   {_share(wrongly):.3f}"
    )


def _table(scored: Sequence[Scored]) -> Iterator[str]:
    yield f"{'set / half':22s} docs names   acc161 exact  country  acc161 with id   refused: absent / known"
    for name in dict.fromkeys(s.story.set for s in scored):
        for half in (False, True):
            part = [s for s in scored if s.story.set == name and s.story.measured == half]
            yield _row(f"{name} {'measure' if half else 'develop'}", part)


def states(gazetteer: Gazetteer) -> dict[str, str]:
    """GeoNames id to state, of all rows that have an id."""
    return gazetteer.geonames()


def stories(path: Path) -> list[Story]:
    """The stories of a file, or of the four sets of a folder."""
    files = [path / f"{name}.jsonl.gz" for name in SETS] if path.is_dir() else [path]
    return [story for file in files for story in read(file)]


def run(path: Path) -> Result:
    """Measure resolution of given names on one file, or on the folder of all four sets."""
    locator = Locator.load()
    ids = states(locator.gazetteer)
    scored = [score(story, locator, ids) for story in stories(path)]
    measured = [s for s in scored if s.story.measured and s.outcomes]
    return Result(
        benchmark="geo",
        n=len(measured),
        figures=dict(figures(measured)),
        intervals=bootstrap(measured, figures),
        published=PUBLISHED,
        table="\n".join(_table(scored)),
    )
