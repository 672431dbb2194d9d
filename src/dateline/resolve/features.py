"""What speaks for a candidate place: one column a feature, each with the sentence that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import Candidates, Gazetteer
from dateline.resolve.context import Area, Containers, Votes
from dateline.resolve.toponym import Query

Matrix = npt.NDArray[np.float64]

LOCAL: dict[str, str] = {
    "population": "the logarithm of its population, in tens of powers of ten",
    "populous": "its population's share of the most populous candidate's, on a log scale",
    "largest": "it is the most populous candidate",
    "metropolis": "it has more than 150,000 inhabitants",
    "fame": "the logarithm of the number of names it has in the world's languages",
    "famous": "the same, less that of the candidate with the most names",
    "local_population": "its population on the log scale, as far as the story names provinces rather than states",
    "local_fame": "its names on the log scale, as far as the story names provinces rather than states",
    "country": "it is a state or territory",
    "capital": "it is the capital of a state",
    "admin1": "it is a first-order division",
    "admin2": "it is a second-order division",
    "settlement": "it is a populated place",
    "area": "it is a region, sea, river or another area of our own table",
    "site": "it is a site of our own table: a base, camp, crossing, building",
    "airfield": "it is an airfield of the airfield table",
    "tail": "it comes from the long tail of small places",
    "alternate": "the name is an alternate one of it",
    "demonym": "the name is what its people are called",
    "code": "the name is an abbreviation of it",
    "step": "how much of the written name had to be left out to find it",
    "wanted": "it is of the kind that the text names (province, city, river)",
    "unwanted": "it is of another kind than the text names",
    "after": "it lies in the area named right after it",
    "elsewhere": "it does not lie in the area named right after it",
    "before": "it lies in the area named right before it",
    "country_votes": "how often the text names its country otherwise",
    "country_share": "its country's share of all states that the text names",
    "division_votes": "how often the text names its first-order division otherwise",
    "division_share": "its first-order division's share of all that the text names",
    "anglophone": "it lies in the United States, Britain, Canada or Australia",
}
MUTUAL: dict[str, str] = {
    "prior": "the logarithm of its share before the other places are looked at",
    "near": "how many other places of the story are likely to lie within about 40 km",
    "around": "how many other places of the story are likely to lie within about 200 km",
    "around_share": "the same as a share of all the other places",
    "same_division": "how many other places of the story are likely to lie in its division",
    "division_part": "the same as a share of all the other places",
    "same_country": "how many other places of the story are likely to lie in its country",
    "country_part": "the same as a share of all the other places",
}
AREAS = frozenset(
    (
        "region",
        "continent",
        "ocean",
        "sea",
        "gulf",
        "strait",
        "canal",
        "river",
        "lake",
        "island",
        "desert",
        "mountain",
        "area",
    )
)
SITES = frozenset(
    (
        "airbase",
        "base",
        "camp",
        "crossing",
        "port",
        "prison",
        "dam",
        "plant",
        "building",
        "hospital",
        "district",
        "airport",
    )
)
SETTLED = frozenset(("city", "capital", "town"))
ENGLISH = ("USA", "GBR", "CAN", "AUS")
METROPOLIS = 5.2  # logarithm of the inhabitants of a large city
EARTH = 6371.0
SCALES = (40.0, 200.0)


class Mention(msgspec.Struct, frozen=True):
    """A place name of a story: its query, its candidates with the step each was found at, the areas named beside it."""

    name: str
    query: Query
    rows: npt.NDArray[np.int32]
    roles: npt.NDArray[np.int8]
    steps: npt.NDArray[np.int32]
    after: tuple[Area, ...] = ()
    before: tuple[Area, ...] = ()


class Story(msgspec.Struct, frozen=True):
    """The context that all mentions share: how often the text names which state or division."""

    counts: dict[str, float]


def candidates(gazetteer: Gazetteer, query: Query) -> tuple[Candidates, npt.NDArray[np.int32]]:
    """The candidates of the first step of a query that has any, with that step's number; no row twice."""
    for number, names in enumerate(query.steps):
        found = [gazetteer.candidates(name) for name in names if name]
        rows = np.concatenate([f.rows for f in found]) if found else np.zeros(0, dtype=np.int32)
        if number == len(query.steps) - 1:
            found = next(([f] for f in found if _notable(gazetteer, f)), [])
            rows = found[0].rows if found else rows[:0]
        if len(rows):
            roles = np.concatenate([f.roles for f in found])
            order = np.lexsort((roles, rows))
            first = order[np.concatenate([[True], np.diff(rows[order]) > 0])]
            return Candidates(rows[first], roles[first]), np.full(len(first), number, dtype=np.int32)
    none = np.zeros(0, dtype=np.int32)
    return Candidates(none, none.astype(np.int8)), none


def _notable(gazetteer: Gazetteer, found: Candidates) -> bool:
    """Whether a part of a name is a place that a site would be named after."""
    return bool(len(found.rows)) and int(gazetteer.population[found.rows].max()) > 100_000


class Features:
    """Computes the columns of LOCAL and MUTUAL for the candidates of a story."""

    def __init__(self, gazetteer: Gazetteer, containers: Containers) -> None:
        self.gazetteer, self.containers = gazetteer, containers
        kinds = gazetteer.kinds
        self._groups = {
            "country": _which(kinds, {"country"}),
            "capital": _which(kinds, {"capital"}),
            "admin1": _which(kinds, {"admin1"}),
            "admin2": _which(kinds, {"admin2"}),
            "settlement": _which(kinds, SETTLED),
            "area": _which(kinds, AREAS),
            "site": _which(kinds, SITES),
            "airfield": _which(kinds, {"airport", "airbase"}),
        }
        self._english = _which(gazetteer.countries, set(ENGLISH))

    def local(self, mention: Mention, story: Story) -> Matrix:
        """One row a candidate, one column a feature of LOCAL."""
        g, rows = self.gazetteer, mention.rows
        people = np.log10(g.population[rows].astype(float) + 1)
        kind, country = g.kind[rows], g.country[rows]
        fame = g.fame[rows].astype(float)
        columns = [people / 8, people - people.max(), (people == people.max()).astype(float), people > METROPOLIS]
        votes = self.containers.votes(story.counts, without=mention.name)
        local = votes[1].sum() / (1 + votes[0].sum())
        columns += [fame, fame - fame.max(), local * people / 8, local * fame]
        columns += [group[kind] for group in self._groups.values()]
        columns.append((g.population[rows] == 0) & (self._groups["settlement"][kind] > 0))
        columns += [mention.roles == role for role in (1, 2, 3)]
        columns.append(mention.steps / 3)
        asked = np.isin(kind, [i for i, k in enumerate(g.kinds) if k in mention.query.wants])
        columns += [asked, bool(mention.query.wants) & ~asked]
        after, before = self._inside(rows, mention.after), self._inside(rows, mention.before)
        columns += [after, bool(mention.after) & ~after, before, *self._voted(rows, *votes)]
        return np.column_stack([*columns, self._english[country]]).astype(float)

    def _inside(self, rows: npt.NDArray[np.int32], areas: tuple[Area, ...]) -> npt.NDArray[np.bool_]:
        """Which rows lie in one of the areas (a state does not lie in itself)."""
        g = self.gazetteer
        inside = np.zeros(len(rows), dtype=bool)
        state, province = self._groups["country"][g.kind[rows]] > 0, self._groups["admin1"][g.kind[rows]] > 0
        for area in areas:
            same = (g.country[rows] == area.country) & ~state
            inside |= same if area.division < 0 else same & (g.division[rows] == area.division) & ~province
        return inside

    def _voted(self, rows: npt.NDArray[np.int32], countries: Votes, divisions: Votes) -> list[Matrix]:
        return [*_counted(countries, self.gazetteer.country[rows]), *_counted(divisions, self.gazetteer.division[rows])]

    def mutual(self, mentions: Sequence[Mention], shares: Sequence[Matrix]) -> list[Matrix]:
        """For each mention one row a candidate, one column a feature of MUTUAL, given the shares so far."""
        rows = np.concatenate([m.rows for m in mentions])
        share = np.concatenate(shares)
        starts = np.cumsum([0, *(len(m.rows) for m in mentions)])
        owner = np.repeat(np.arange(len(mentions)), np.diff(starts))
        near, around = self._proximity(rows, share, owner, starts)
        g, others = self.gazetteer, max(1, len(mentions) - 1)
        same = [_mass(share, owner, codes, len(mentions)) for codes in (g.division[rows], g.country[rows])]
        columns = [np.log(share + 1e-6), np.log1p(near), np.log1p(around), around / others]
        for mass in same:
            columns += [np.log1p(mass), mass / others]
        matrix = np.column_stack(columns)
        return [matrix[a:b] for a, b in pairwise(starts)]

    def _proximity(
        self, rows: npt.NDArray[np.int32], share: Matrix, owner: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
    ) -> list[Matrix]:
        """For each scale, the sum over the other mentions of their likeliest near candidate (Cauchy kernel)."""
        g = self.gazetteer
        points = unit_vectors(g.latitude[rows], g.longitude[rows])
        squared = np.maximum(0.0, 2 - 2 * points @ points.T) * EARTH**2
        vague = (self._groups["country"] + self._groups["admin1"])[g.kind[rows]] > 0
        weight = np.where(vague, 0.0, share)
        found = []
        for scale in SCALES:
            best = np.maximum.reduceat(weight / (1 + squared / scale**2), starts[:-1], axis=1)
            best[np.arange(len(rows)), owner] = 0.0
            found.append(best.sum(axis=1))
        return found


def _which(names: Sequence[str], wanted: frozenset[str] | set[str]) -> Matrix:
    return np.array([float(name in wanted) for name in names])


def _counted(votes: Votes, codes: npt.NDArray[np.int32]) -> list[Matrix]:
    total = votes.sum()
    return [np.log1p(votes[codes]), votes[codes] / total if total else np.zeros(len(codes))]


def _mass(share: Matrix, owner: npt.NDArray[np.int64], codes: npt.NDArray[np.int32], mentions: int) -> Matrix:
    """For each candidate, the expected number of other mentions whose code is the same; code -1 is shared by none."""
    size = int(codes.max()) + 2
    table = np.zeros((mentions, size))
    np.add.at(table, (owner, codes), share)
    total = table.sum(axis=0)
    return np.where(codes < 0, 0.0, total[codes] - table[owner, codes])


def unit_vectors(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> Matrix:
    """Points on the unit sphere, of degrees."""
    lat, lon = np.radians(np.asarray(latitude, dtype=float)), np.radians(np.asarray(longitude, dtype=float))
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
