"""What lies within what: days within weeks, bases within provinces."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from dateline.fuse.wording import content_words
from dateline.model import Place, When

_RANK = {"site": 0, "city": 1, "admin2": 2, "admin1": 3, "country": 4, "area": 5}
_REACH = {"site": 10.0, "city": 30.0, "admin2": 120.0, "admin1": 300.0, "country": 3000.0, "area": 800.0}  # km
_SAME_SPOT = 10.0  # km
_EARTH = 6371.0  # km
_KINDS = frozenset(
    {"province", "region", "district", "state", "governorate", "county", "town", "city", "village", "area", "central"}
    | {"northern", "southern", "eastern", "western", "north", "south", "east", "west", "near", "outskirts", "capital"}
)


def interval(when: When | None) -> tuple[str, str] | None:
    """The ISO days from and to, None where they are not resolved."""
    return (when.first, when.last) if when and when.first and when.last else None


def within(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    """Whether an interval of days lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two intervals share a day."""
    return a[0] <= b[1] and b[0] <= a[1]


def same_place(a: Place, b: Place) -> bool:
    """One entry of the gazetteer, one name, or one spot on the ground named twice."""
    if a.geoname and b.geoname and a.geoname == b.geoname:
        return True
    if naming(a) and naming(a) == naming(b):
        return True
    apart = distance(a, b)
    return apart is not None and apart <= _SAME_SPOT and _fine(a) and _fine(b)


def naming(place: Place) -> frozenset[str]:
    """The words that tell this place from others."""
    return content_words(place.name or place.text) - _KINDS


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in a coarser one, as far as precision, country and distance tell."""
    if naming(inner) and naming(outer) and naming(outer) < content_words(inner.text):
        return True
    if not inner.precision or not outer.precision or _RANK[inner.precision] >= _RANK[outer.precision]:
        return False
    if inner.country and outer.country and inner.country != outer.country:
        return False
    if outer.precision == "country":
        return inner.country == outer.country
    apart = distance(inner, outer)
    return apart is not None and apart <= _REACH[outer.precision]


def contradict(a: Place, b: Place) -> bool:
    """Whether one act cannot have been at both: two places of one country, too far apart for either to hold the other.

    A place that could not be resolved contradicts nothing; of two in different countries one is nearly always a
    namesake, so that both are listed and none is called a contradiction.
    """
    if same_place(a, b) or lies_in(a, b) or lies_in(b, a) or a.country != b.country:
        return False
    apart = distance(a, b)
    return apart is not None and apart > max(reach(a), reach(b))


def precision(place: Place) -> int:
    """0 for a site to 5 for an area; 6 where the place was not resolved."""
    return _RANK[place.precision] if place.precision else 6


def distance(a: Place, b: Place) -> float | None:
    """Kilometres between two points on the ground (haversine), None where one has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    up, across = radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2
    chord = sin(up) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(across) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(chord)))


def reach(place: Place) -> float:
    """Kilometres that a place of its precision may extend, 0 where it was not resolved."""
    return _REACH[place.precision] if place.precision else 0.0


def _fine(place: Place) -> bool:
    return place.precision in ("site", "city")
