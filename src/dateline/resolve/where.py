"""Places of acts to points on the map: the names inside a place phrase, and of these the most precise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from dateline.knowledge.gazetteer import Site
from dateline.knowledge.names import key
from dateline.model import Parse, Place, Span
from dateline.model.event import PlacePrecision
from dateline.resolve.borders import Borders
from dateline.resolve.compass import direction, part_of, side
from dateline.resolve.features import AREAS, SITES
from dateline.resolve.lists import GENERIC
from dateline.resolve.places import Choice, Located, Locator
from dateline.resolve.pointing import (
    STATES,
    Seen,
    asks_for_capital,
    dominant,
    has_name,
    kinds,
    only,
    plays_in,
    pointed,
    same_building,
)
from dateline.resolve.toponym import DESIGNATED, spellings
from dateline.resolve.within import within

CONTEXT = frozenset(("GPE", "LOC", "FAC"))
LONGEST = 6
METROPOLIS = 150_000  # inhabitants of a city that stands before the division of the same name
NOTABLE = 100_000  # inhabitants of a place that other things are named after
SURE = 0.5  # a point on the map must be likelier than this
ORDER: tuple[PlacePrecision, ...] = ("site", "city", "admin2", "admin1", "area", "country")
_ACRONYM = re.compile(r"^[A-Z]{2,5}$")
_TOKEN = re.compile(r"\w[\w.’'-]*")
_LINK = re.compile(r"^(?:of|the|de|del|la|al|el|ez|bin|and)$")

NO_STATES: Mapping[str, float] = {}
FOREIGN = re.compile(  # what a state keeps in another one: "the American embassy in Sana'a" is in Sana'a
    r"\b(?:embassy|embassies|consulate|mission|base|bases|outpost|command|cent(?:er|re)|position|positions)\b",
    re.IGNORECASE,
)

STREET = re.compile(r" (?:Avenue|Ave\.?|Street|Road|Drive|Boulevard|Lane|Highway)\b")
PROVINCE = re.compile(r"\b(?:province|governorate|oblast|prefecture|krai)\b", re.IGNORECASE)


class Placed(msgspec.Struct, frozen=True):
    """A Place with its point, or without and with the reason."""

    place: Place
    reason: str = ""


class Story(msgspec.Struct, frozen=True):
    """What places are looked at against: the text, its parse, how often it names each state, the places it names.

    `own` is the state that most of it is about.
    """

    text: str
    parse: Parse
    states: Mapping[str, float]
    seen: Sequence[Seen]
    own: Site | None = None


class Cartographer:
    """Places the acts of one story at a time."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator
        self._gazetteer = locator.gazetteer
        self._borders = Borders(locator)

    def place(
        self, text: str, parse: Parse, places: Sequence[Place], states: Mapping[str, float] = NO_STATES
    ) -> tuple[Placed, ...]:
        """Each place with its point; all the story's place names are looked at together.

        `states` says how often the story names each state (alpha-3 code).
        """
        names = [tuple(self.names(Span(p.start, p.end, p.text))) for p in places]
        context = [_plain(parse.span(text, e.first, e.last)) for e in parse.entities if e.label in CONTEXT]
        spans = list(dict.fromkeys([*(span for part in names for span in part), *context]))
        chosen = dict(zip(spans, self._locator.locate(text, spans), strict=True)) if places else {}
        sure = ((s, c.site) for s, c in chosen.items() if isinstance(c, Located) and c.exact and c.sure >= SURE)
        seen = list(_told(text, {s.text: (site, self._town(site, s)) for s, site in sure if _at_home(site, s, states)}))
        story = Story(text, parse, states, seen, self._state(dominant(states)))
        return tuple(
            self._beside(story, p, part) or self._placed(story, p, [(s, chosen[s]) for s in part])
            for p, part in zip(places, names, strict=True)
        )

    def _state(self, code: str) -> Site | None:
        g = self._gazetteer
        if not code:
            return None
        rows = np.flatnonzero((g.kind == g.kinds.index("country")) & (g.country == g.countries.index(code)))
        return g.site(int(rows[0])) if len(rows) else None

    def _beside(self, story: Story, place: Place, names: Sequence[Span]) -> Placed | None:
        """For a phrase that names nothing known, the place it is said to lie in right after ("the base in Adana")."""
        if names and not FOREIGN.search(place.text):
            return None
        told = within(story.parse, place, story.seen) if kinds(place.text) or names else None
        if isinstance(told, str):
            return Placed(place, f"“{place.text}” is said to lie in {told}, which is not placed")
        if told is not None:
            return Placed(self._filled(place, told, ""))
        link = _IN.match(story.text[place.end : place.end + NEAR]) if not names else None
        at = place.end + link.end() if link else -1
        site = next((s.site for s in story.seen if s.start == at), None)
        return Placed(self._filled(place, site, "")) if site else None

    def names(self, span: Span) -> Iterator[Span]:
        """The place names inside a phrase, longest first, not overlapping."""
        words = list(_TOKEN.finditer(span.text))
        i = 0
        while i < len(words):
            runs = range(min(LONGEST, len(words) - i), 0, -1)
            n = next((n for n in runs if self._named(span.text, words, i, n)), 0)
            if n:
                yield _plain(Span.of(span.text, words[i].start(), words[i + n - 1].end()), span.start)
            i += max(n, 1)

    def _named(self, text: str, found: list[re.Match[str]], i: int, n: int) -> bool:
        """Whether some words are a place name: capitals at both ends, more than a designator, and known.

        Part of a longer proper name ("Independence" in "Independence Avenue") must be a place things are named for.
        """
        words = [m.group() for m in found[i : i + n]]
        if not (words[0][:1].isupper() or words[0].startswith(("al-", "el-", "at-"))) or _LINK.match(words[-1]):
            return False
        if all(_bare(w).lower() in GENERIC or w.islower() for w in words) or STREET.match(
            text[found[i + n - 1].end() :]
        ):
            return False
        name = " ".join([*words[:-1], _bare(words[-1])])
        if n == 1 and _ACRONYM.match(name) and not self._abbreviated(name):
            return False
        rows = [row for form in spellings(name) for row in self._gazetteer.candidates(form).rows]
        return bool(rows) and (_alone(text, found, i, n) or self._notable(rows))

    def _abbreviated(self, name: str) -> bool:
        """Whether an acronym stands for a state or province ("UAE"); "NATO" and "IS" are villages, too."""
        g = self._gazetteer
        return any(g.kinds[g.kind[row]] in ("country", "admin1") for row in g.candidates(name).rows)

    def _notable(self, rows: Sequence[int]) -> bool:
        g = self._gazetteer
        return any(
            g.kinds[g.kind[row]] not in ("city", "admin2", "river")
            or (g.population[row] > NOTABLE and g.kinds[g.kind[row]] == "city")
            for row in rows
        )

    def _placed(self, story: Story, place: Place, choices: list[tuple[Span, Choice]]) -> Placed:
        """The most precise of the places in a phrase; of equals the last. Without any, the place it points at."""
        located = [
            (span, choice)
            for span, choice in choices
            if isinstance(choice, Located) and choice.sure >= SURE and self._spoken_for(choice.site, span, story)
        ]
        if told := self._special(story, place, [choice.site for _, choice in located]):
            return told
        if fitting := _fitting(place, located):
            span, best = min(reversed(fitting), key=lambda pair: ORDER.index(precision(pair[1].site)))
            part = direction(place, span)
            site = best.site if part else self._meant(best.site, span, place.text)
            if inner := self._inside(story, place, site):
                place, site, part = _from(story.text, inner[0], place.end), inner[1], ""
            return Placed(self._filled(place, site, part))
        if choices and not located:
            return Placed(place, next(_doubt(c) for _, c in choices))
        target = _target(story, place)
        if target is None:
            return Placed(place, f"“{place.text}” holds no name that is in the gazetteer")
        whole = (bool(located) and not side(place.text)) or target.kind not in ("country", "admin1")
        return Placed(self._filled(place, target, "" if whole else part_of(place.text)))

    def _special(self, story: Story, place: Place, sites: list[Site]) -> Placed | None:
        """A capital, a border or a building that a phrase means, where it names states at most."""
        if asks_for_capital(place.text) and not any(precision(site) == "city" for site in sites):
            return self._capital(story, place, sites)
        wide = all(precision(site) in ("country", "area") for site in sites)
        if wide and (border := self._borders.place(story.text, place, story.states)):
            return Placed(border)
        built = _building(story, place, sites)
        return Placed(self._filled(place, built, "")) if built else None

    def _spoken_for(self, site: Site, span: Span, story: Story) -> bool:
        """Whether the story speaks of the state of a town: of it right after ("Charlevoix, Quebec"), else anywhere."""
        if precision(site) not in ("city", "site", "admin2"):
            return True
        if after := _STATE.match(story.text[span.end : span.end + NEAR]):
            named = self._locator.states_named(after[1])
            return site.country in named or not named
        return _at_home(site, span, story.states)

    def _inside(self, story: Story, place: Place, site: Site) -> tuple[int, Site] | None:
        """The place that is said right before to lie in a state or province, and where: "Chibok in Borno State"."""
        before = _INNER.search(story.text[max(0, place.start - NEAR) : place.start])
        if not before or precision(site) not in ("country", "admin1"):
            return None
        g, rows = self._gazetteer, self._gazetteer.candidates(before[1]).rows
        inside = g.country[rows] == g.countries.index(site.country)
        inside &= np.isin(g.kind[rows], [g.kinds.index(kind) for kind in ("city", "capital", "admin2")])
        if site.kind == "admin1":
            inside &= g.division[rows] == g.division[site.row]
        found = rows[inside]
        start = place.start - len(before.group())
        return (start, g.site(int(found[np.argmax(g.population[found])]))) if len(found) else None

    def _meant(self, site: Site, span: Span, phrase: str) -> Site:
        """Of a city and a division with one name the division where the phrase says "province", else the great city."""
        if PROVINCE.search(phrase):
            return self._namesake(site, span, ("admin1",), 0) if precision(site) == "city" else site
        if site.kind in ("admin1", "admin2") and not DESIGNATED.search(phrase):
            return self._namesake(site, span, ("city", "capital"), METROPOLIS)
        return site

    def _town(self, site: Site, span: Span) -> Site | None:
        """The great city that a name may mean as well as the division."""
        meant = self._meant(site, span, span.text)
        return meant if meant.row != site.row else None

    def _namesake(self, site: Site, span: Span, kinds: tuple[str, ...], people: int) -> Site:
        """The most populous namesake of some kinds in the same division; the place itself where there is none."""
        g, found = self._gazetteer, self._gazetteer.candidates(span.text).rows
        fitting = np.isin(g.kind[found], [g.kinds.index(kind) for kind in kinds]) & (g.population[found] > people)
        rows = found[fitting & (g.division[found] == g.division[site.row])]
        return g.site(int(rows[np.argmax(g.population[rows])])) if len(rows) else site

    def _capital(self, story: Story, place: Place, sites: list[Site]) -> Placed:
        """The capital of the state in the phrase, else of the state that the story names most of those named before."""
        before = [s.site for s in reversed(story.seen) if s.start < place.start and s.site.country]
        sites = sites or sorted(before, key=lambda site: -story.states.get(site.country, 0.0))
        if not sites:
            return Placed(place, f"“{place.text}” does not tell of which state")
        g = self._gazetteer
        capitals = np.flatnonzero(
            (g.kind == g.kinds.index("capital")) & (g.country == g.countries.index(sites[0].country))
        )
        site = g.site(int(capitals[0])) if len(capitals) else sites[0]
        return Placed(self._filled(place, site, ""))

    def _filled(self, place: Place, site: Site, direction: str) -> Place:
        wide = precision(site) in ("country", "admin1") and direction
        latitude, longitude = self._part(site, direction) if wide else (site.latitude, site.longitude)
        return msgspec.structs.replace(
            place,
            name=f"{direction} {site.name}" if wide else site.name,
            country=site.country or None,
            latitude=round(latitude, 3),
            longitude=round(longitude, 3),
            precision="area" if wide else precision(site),
            geoname=site.geoname or None,
        )

    def _part(self, site: Site, direction: str) -> tuple[float, float]:
        """The middle of the populated places in that third of a state or division; its own point where it has few."""
        g = self._gazetteer
        inside = g.country == g.countries.index(site.country)
        if site.kind == "admin1":
            inside &= g.division == g.division[site.row]
        lat, lon = g.latitude[inside], g.longitude[inside]
        kept = np.ones(len(lat), dtype=bool)
        for word, values, upper in (
            ("north", lat, True),
            ("south", lat, False),
            ("east", lon, True),
            ("west", lon, False),
        ):
            if word in direction:
                kept &= values >= np.quantile(values, 0.75) if upper else values <= np.quantile(values, 0.25)
        if kept.all() or kept.sum() < 5:
            return site.latitude, site.longitude
        return float(np.median(lat[kept])), float(np.median(lon[kept]))


def precision(site: Site) -> PlacePrecision:
    """How precise a place of that kind is."""
    if site.kind in ("country", "admin1", "admin2"):
        return site.kind  # type: ignore[return-value]
    if site.kind in SITES:
        return "site"
    return "area" if site.kind in AREAS else "city"


def _told(text: str, sites: Mapping[str, tuple[Site, Site | None]]) -> Iterator[Seen]:
    """Every mention of some names, in text order: the tagger knows a town in one sentence and not in the next."""
    if sites:
        names = "|".join(re.escape(name) for name in sorted(sites, key=len, reverse=True))
        yield from (Seen(m.start(), *sites[m.group()]) for m in re.finditer(rf"\b(?:{names})\b", text))


def _at_home(site: Site, span: Span, states: Mapping[str, float]) -> bool:
    """Whether a story that names some states so often can mean a place: a great city by its own name, else there."""
    great = site.population > METROPOLIS and bool(set(key(span.text).split()) & set(key(site.name).split()))
    if precision(site) not in ("city", "site", "admin2") or great or not states:
        return True
    return plays_in(site.country, states)


def _fitting(place: Place, located: list[tuple[Span, Located]]) -> list[tuple[Span, Located]]:
    """Without the continent of "the South American country" or the list after "170 U.S. cities, from Rome to"."""
    if kinds(place.text) == STATES:
        return [pair for pair in located if precision(pair[1].site) != "area"]
    many = _MANY.match(place.text)
    wide = [pair for pair in located if many and pair[0].end <= place.start + many.end()]
    return wide or located


def _building(story: Story, place: Place, sites: Sequence[Site]) -> Site | None:
    """The building that a phrase means which names none, or the state it stands in only."""
    named = {site.country for site in sites}
    if len(named) > 1 or any(precision(site) != "country" for site in sites) or (has_name(place.text) and not named):
        return None
    return same_building(place.text, story.seen, next(iter(named), ""))


def _target(story: Story, place: Place) -> Site | None:
    """The place that a phrase points at; for "streets" or "some areas" else the only one that their sentence names."""
    token = story.parse.token_at(place.start)
    sentence = story.parse.sentences[token.sentence] if token else None
    begin = sentence.start if sentence else None
    found = pointed(place.text, place.start, story.seen, story.states, begin, own=story.own)
    if found or sentence is None or not _SCATTERED.search(place.text):
        return found
    here = [s for s in story.seen if sentence.start <= s.start < sentence.end]
    across = _ACROSS.match(story.text, place.end)
    if across and not only(here):
        return pointed(across[1], across.start(1), story.seen, story.states, begin, own=story.own)
    return only(here)


def _from(text: str, start: int, end: int) -> Place:
    return Place(text=text[start:end], start=start, end=end)


def _doubt(choice: Choice) -> str:
    """Why a name was not placed."""
    if isinstance(choice, Located) and choice.sure >= SURE:
        return f"the story does not speak of {choice.site.country}, where {choice.site.name} is"
    if isinstance(choice, Located):
        return f"“{choice.query.text}” is {choice.site.name}, {choice.site.country}, with {choice.sure:.2f} only"
    return choice.reason


def _alone(text: str, found: list[re.Match[str]], i: int, n: int) -> bool:
    """Whether no capitalised word stands directly beside a run, which would make it part of a longer proper name."""
    left = found[i - 1].group() if i and text[found[i - 1].end() : found[i].start()] == " " else ""
    after = (
        found[i + n].group()
        if i + n < len(found) and text[found[i + n - 1].end() : found[i + n].start()] == " "
        else ""
    )
    owned = left != _bare(left) or left.lower() in GENERIC
    return not (left[:1].isupper() and not owned) and not (
        after[:1].isupper() and _bare(found[i + n - 1].group()) == found[i + n - 1].group()
    )


_STATE = re.compile(r"^, ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})[,.]")
_INNER = re.compile(
    r"\b([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)(?: district| province| region| city| town)?"
    r"(?: in|,| of)(?: the)?(?: [a-z]+ern)? $"
)
_IN = re.compile(
    r"^(?: (?:at|in|near|outside|of|on)(?: the)?(?: (?:[a-z]+ )?(?:city|town|village|district|province) of)?|,) "
)
_SCATTERED = re.compile(
    r"\b(?:areas|territory|territories|streets|roads|villages|towns|cities|homes|houses|neighborhoods|districts)\b"
)
_ACROSS = re.compile(r" (?:across|around|throughout|all over|in) ((?:the|this) \w+)")
NEAR = 40  # characters in which the place stands that a phrase is said to lie in

_MANY = re.compile(
    r"^(?:more than |at least |about |some |nearly |over )?(?:\d[\d,]*|dozens|hundreds|several|many|other|major|most)"
    r"(?: of)?(?: other| major)? .*?\b(?:cities|towns|villages|locations|places|provinces|states)\b"
)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _plain(span: Span, offset: int = 0) -> Span:
    """The span without a possessive ending, moved to where it stands in the document."""
    text = _bare(span.text)
    return Span(span.start + offset, span.start + offset + len(text), text)
