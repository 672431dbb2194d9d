"""Place phrases that name nothing ("the city", "the Iraqi capital", "there"): the place of that kind named last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

import msgspec

from dateline.knowledge.gazetteer import Site
from dateline.resolve.compass import AFTER, side
from dateline.resolve.features import AREAS, SETTLED, SITES
from dateline.resolve.lists import words

STATES = frozenset(("country",))
PROVINCES = frozenset(("admin1", "admin2"))
ANYWHERE = SETTLED | SITES | PROVINCES | AREAS
EVERYWHERE = frozenset(("USA",))  # states that stories name whatever they are about
MOST = 0.5  # share of all mentions of states
REACH = 1500  # characters back that a phrase may point
NEAR = 250  # characters back in which a state is looked for first

BUILT: dict[str, frozenset[str]] = {  # what a noun may be called on the map
    **dict.fromkeys(words("base airbase airfield"), frozenset(("airbase", "base", "airport"))),
    "airport": frozenset(("airport", "airbase")),
    **{noun: frozenset((noun,)) for noun in ("camp", "prison", "port", "crossing", "dam", "plant", "hospital")},
}
SETTLEMENTS = words("city town village suburb settlement neighborhood neighbourhood municipality")

_POINTS: dict[str, frozenset[str]] = {
    **dict.fromkeys((*SETTLEMENTS, "capital"), SETTLED),
    **dict.fromkeys(words("country nation kingdom republic state"), STATES),
    **dict.fromkeys(words("province governorate county"), PROVINCES),
    **dict.fromkeys(words("district region area territory enclave"), PROVINCES | AREAS | SETTLED),
    **dict.fromkeys(words("there here scene site location spot place"), ANYWHERE),
    **dict.fromkeys(words("island islands archipelago"), frozenset(("island",))),
    **dict.fromkeys(words("camp base airbase prison crossing port airport"), SITES | SETTLED),
    **dict.fromkeys(
        words(
            "hospital mosque church school university market square building station hotel restaurant court "
            "courthouse embassy street avenue boulevard road bridge house home compound office offices checkpoint "
            "club stadium mall monument palace outpost plant parliament streets"
        ),
        SETTLED,
    ),
}
_WORD = re.compile(r"[A-Za-z]+")
_CUT = re.compile(rf"{AFTER.pattern}|[’']s\b")


class Seen(msgspec.Struct, frozen=True):
    """A place that the story names, and where in the text; of a division also the great city that bears its name."""

    start: int
    site: Site
    town: Site | None = None

    def among(self, kinds: Set[str]) -> Seen | None:
        """The place as one of some kinds, None where it is none of them."""
        site = next((site for site in (self.site, self.town) if site and site.kind in kinds), None)
        return Seen(self.start, site) if site else None


def kinds(text: str) -> frozenset[str]:
    """The kinds of place that a phrase points at by its head noun; none where it points at nothing."""
    return STATES if side(text) else _POINTS.get(_head(text), frozenset())


def _head(text: str) -> str:
    """The last word before any "of", "in", "that" which may point at a place; "" where there is none."""
    found = [w.lower() for w in _WORD.findall(_CUT.split(text, maxsplit=1)[0])]
    return next((w for w in reversed(found) if w in _POINTS), "")


def pointed(
    text: str,
    start: int,
    seen: Sequence[Seen],
    states: Mapping[str, float],
    sentence: int | None = None,
    *,
    own: Site | None = None,
) -> Site | None:
    """The place of the right kind named last before a phrase, within reach; `seen` is in text order.

    `states` says how often the whole story names each state (alpha-3 code), `sentence` where that of the phrase begins,
    `own` which state most of the story is about.
    A phrase with a name of its own ("Fifth Avenue") points only at a place of its sentence, or at the story's only one;
    "the village of Sondé" is a settlement by itself, and points at no other.
    """
    wanted = kinds(text)
    if has_name(text) and _head(text) in SETTLEMENTS:
        return None
    before = [s for s in (s.among(wanted) for s in reversed(seen) if start - REACH < s.start < start) if s]
    fitting = [s for s in before if s.site.kind not in SETTLED or not states or plays_in(s.site.country, states)]
    here = [s for s in fitting if sentence is not None and sentence <= s.start]
    if has_name(text) and wanted != STATES:
        return here[0].site if here else only(fitting)
    near = here or ([s for s in fitting if start - NEAR < s.start] if wanted == STATES else [])
    if wanted == STATES and own and not here:
        return own
    sites = [s.site for s in near or fitting]
    if wanted == STATES:  # a story keeps to its country, whichever others it mentions
        sites.sort(key=lambda site: -states.get(site.country, 0.0))
    elif wanted == SETTLED and (most := max(states, key=lambda code: (states[code], code), default="")):
        sites.sort(key=lambda site: site.country != most)  # an act is likelier there than where somebody is quoted
    return sites[0] if sites else None


def plays_in(country: str, states: Mapping[str, float]) -> bool:
    """Whether a story that names some states so often may play in one of them.

    One that acts everywhere must be what most of the story is about: many a town of its is named after another.
    """
    share = states.get(country, 0.0) / sum(states.values())
    return share > MOST if country in EVERYWHERE else share > 0


def dominant(states: Mapping[str, float]) -> str:
    """The state that a story names more often than all others together, or ""."""
    most = max(sorted(states), key=lambda code: states[code], default="")
    return most if states.get(most, 0.0) > MOST * sum(states.values()) else ""


def has_name(text: str) -> bool:
    """Whether a phrase holds a name, known or not: a capital anywhere but at its beginning, or one alone."""
    found = _WORD.findall(text)
    return any(w[:1].isupper() for w in found[1:]) or (len(found) == 1 and text[:1].isupper() and not kinds(text))


def same_building(text: str, seen: Sequence[Seen], country: str = "") -> Site | None:
    """For "a Syrian air base" the only one that the story names, before or after, in that state or in any."""
    wanted = BUILT.get(_head(text), frozenset())
    return only([s for s in seen if s.site.kind in wanted and country in ("", s.site.country)])


def only(seen: Sequence[Seen]) -> Site | None:
    """The one place that all of some mentions are of."""
    return seen[0].site if len({s.site.row for s in seen}) == 1 else None


def asks_for_capital(text: str) -> bool:
    """Whether a phrase means the capital of a state ("the Iraqi capital", "the country's capital city")."""
    return bool(re.search(r"\bcapital\b", text))
