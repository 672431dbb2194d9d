"""What a story says about where it plays: the states and provinces it names, and the containers of single names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import ROLES, Gazetteer
from dateline.knowledge.names import key

Votes = npt.NDArray[np.float64]

_TOKEN = re.compile(r"\w[\w.'’-]*")
_AFTER = re.compile(
    r"^(?:,| \(|,? in| of)?(?: the)?(?: \w+ern| central)?(?: (?:province|state|county|region|district) of)? (?=[A-Z])"
)
_WORDS = re.compile(r"[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){0,3}")
_BEFORE = re.compile(r"((?:[A-Z][\w.’'-]*[ -]){1,3})(?:(?:[a-z]+ ){0,2}[a-z]+ of )?(?:the )?$")
LONGEST = 4


class Area(msgspec.Struct, frozen=True):
    """A state or first-order division as indices into the gazetteer's countries and divisions (-1: the whole state)."""

    country: int
    division: int


class Containers:
    """Names of states, their people, and first-order divisions: few enough for a dictionary."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._areas: dict[str, tuple[Area, ...]] = {}
        for name, row, role in gazetteer.names_of(("country", "admin1")):
            kind = gazetteer.kinds[gazetteer.kind[row]]
            if kind == "country" or ROLES[role] != "alternate":
                area = Area(int(gazetteer.country[row]), int(gazetteer.division[row]) if kind == "admin1" else -1)
                self._areas[name] = tuple(dict.fromkeys((*self._areas.get(name, ()), area)))

    def get(self, name: str) -> tuple[Area, ...]:
        """The areas that bear this key."""
        return self._areas.get(name, ())

    def longest(self, words: str) -> tuple[Area, ...]:
        """The areas of the longest leading run of some capitalised words."""
        tokens = words.split()
        for n in range(min(LONGEST, len(tokens)), 0, -1):
            if areas := self.get(key(" ".join(tokens[:n]))):
                return areas
        return ()

    def trailing(self, words: str) -> tuple[Area, ...]:
        """The areas of the longest trailing run of some capitalised words ("Iraq's", "the Syrian city of")."""
        tokens = [re.sub(r"['’]s$", "", t) for t in words.split()]
        for n in range(min(LONGEST, len(tokens)), 0, -1):
            if areas := self.get(key(" ".join(tokens[-n:]))):
                return areas
        return ()

    def named(self, text: str) -> Counter[str]:
        """How often a text names each state or division, by key; longest names win."""
        tokens = [m.group() for m in _TOKEN.finditer(text)]
        keys = [key(t.removesuffix("'s").removesuffix("’s")) if t[0].isupper() else "" for t in tokens]
        found: Counter[str] = Counter()
        i = 0
        while i < len(tokens):
            n, name = next(self._runs(tokens, keys, i), (1, ""))
            found[name] += bool(name)
            i += n
        del found[""]
        return found

    def _runs(self, tokens: list[str], keys: list[str], i: int) -> Iterator[tuple[int, str]]:
        if not keys[i] or (keys[i] == "us" and not tokens[i].isupper()):
            return
        for n in range(min(LONGEST, len(tokens) - i), 0, -1):
            name = keys[i] if n == 1 else key(" ".join(tokens[i : i + n]))
            if name in self._areas and keys[i + n - 1]:
                yield n, name

    def votes(self, counts: Mapping[str, float], without: str = "") -> tuple[Votes, Votes]:
        """What named areas say for each country and division, all but one key; an ambiguous name splits its vote."""
        countries, divisions = np.zeros(len(self._gazetteer.countries)), np.zeros(self._gazetteer.division_count + 1)
        for name, count in counts.items():
            areas = self.get(name)
            for area in areas if name != without else ():
                countries[area.country] += count / len(areas)
                divisions[area.division] += (count / len(areas)) * (area.division >= 0)
        return countries, divisions

    def around(self, text: str, start: int, end: int) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
        """The areas named right after a mention ("Paris, Texas") and right before it ("the Iraqi city of Mosul")."""
        tail = text[end : end + 80].replace("\n", " ")
        lead = _AFTER.match(tail)
        words = _WORDS.match(tail, lead.end()) if lead else None
        before = _BEFORE.search(text[max(0, start - 60) : start].replace("\n", " "))
        return self.longest(words.group()) if words else (), self.trailing(before[1]) if before else ()
