"""What a row of each data set says, in our columns."""

from __future__ import annotations

from dateline.export.crosswalk import acled_kind, cameo_kind, violence_kind
from dateline.export.foreign import Foreign
from dateline.export.readers.fields import Fields, country, day, listed, point, real, text, whole
from dateline.export.tables import country_of
from dateline.model.event import PlacePrecision

_GDELT: dict[str, PlacePrecision] = {"1": "country", "2": "admin1", "3": "city", "4": "city", "5": "admin1"}
_ACLED: dict[str, PlacePrecision] = {"1": "city", "2": "admin2", "3": "admin1"}
_UCDP: dict[str, PlacePrecision] = {
    "1": "city", "2": "city", "3": "admin2", "4": "admin1", "5": "area", "6": "country", "7": "area",
}  # fmt: skip
_LEVELS: tuple[tuple[str, PlacePrecision], ...] = (("City", "city"), ("District", "admin2"), ("Province", "admin1"))


def gdelt(row: Fields) -> Foreign:
    """A row of GDELT Events; its country is FIPS 10-4."""
    code, when = text(row, "EventCode"), day(row, "Day")
    type_, mode = cameo_kind(code)
    latitude, longitude = point(row, "ActionGeo_Lat", "ActionGeo_Long")
    return Foreign(
        id=text(row, "GLOBALEVENTID"),
        code=code,
        type=type_,
        mode=mode,
        first=when,
        last=when,
        actors=_named(text(row, "Actor1Name")),
        recipients=_named(text(row, "Actor2Name")),
        country=country_of("fips").get(text(row, "ActionGeo_CountryCode").casefold(), ""),
        place=text(row, "ActionGeo_FullName").split(",")[0],
        latitude=latitude,
        longitude=longitude,
        precision=_GDELT.get(text(row, "ActionGeo_Type")),
        reports=whole(row, "NumArticles"),
        url=text(row, "SOURCEURL"),
    )


def icews(row: Fields) -> Foreign:
    """A row of ICEWS."""
    code, when = text(row, "CAMEO Code"), day(row, "Event Date")
    type_, mode = cameo_kind(code.zfill(3) if len(code) < 3 else code)
    place, precision = _level(row)
    latitude, longitude = point(row, "Latitude", "Longitude")
    return Foreign(
        id=text(row, "Event ID"),
        code=code,
        type=type_,
        mode=mode,
        first=when,
        last=when,
        actors=_named(text(row, "Source Name")),
        recipients=_named(text(row, "Target Name")),
        country=country(text(row, "Country")),
        place=place,
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        publisher=text(row, "Publisher"),
    )


def polecat(row: Fields) -> Foreign:
    """A row of POLECAT: its types and modes are PLOVER's."""
    type_, mode, when = text(row, "Event Type").upper(), text(row, "Event Mode").lower(), day(row, "Event Date")
    _, precision = _level(row)
    latitude, longitude = point(row, "Latitude", "Longitude")
    return Foreign(
        id=text(row, "Event ID"),
        code=f"{type_}/{mode}" if mode else type_,
        type=type_,
        mode=mode,
        first=when,
        last=when,
        actors=listed(row, "Actor Name"),
        recipients=listed(row, "Recipient Name"),
        country=country(text(row, "Country")),
        place=text(row, "Placename") or text(row, "City"),
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        publisher=text(row, "Source"),
    )


def acled(row: Fields) -> Foreign:
    """A row of ACLED; a week or month that it cannot date better stands under its one day."""
    code, when = text(row, "sub_event_type"), day(row, "event_date")
    type_, mode = acled_kind(code)
    latitude, longitude = point(row, "latitude", "longitude")
    return Foreign(
        id=text(row, "event_id_cnty"),
        code=code,
        type=type_,
        mode=mode,
        first=when,
        last=when,
        actors=(*_named(text(row, "actor1")), *listed(row, "assoc_actor_1")),
        recipients=(*_named(text(row, "actor2")), *listed(row, "assoc_actor_2")),
        country=country(text(row, "country")),
        place=text(row, "location"),
        latitude=latitude,
        longitude=longitude,
        precision=_ACLED.get(text(row, "geo_precision")),
        killed_best=whole(row, "fatalities"),
        publisher=text(row, "source"),
        sentence=text(row, "notes"),
    )


def ucdp(row: Fields) -> Foreign:
    """A row of UCDP GED; columns that a release lacks are empty."""
    code = text(row, "type_of_violence")
    type_, mode = violence_kind(code)
    latitude, longitude = point(row, "latitude", "longitude")
    return Foreign(
        id=text(row, "id"),
        code=code,
        type=type_,
        mode=mode,
        first=day(row, "date_start"),
        last=day(row, "date_end"),
        actors=_named(text(row, "side_a")),
        recipients=_named(text(row, "side_b")),
        country=country_of("gw").get(text(row, "country_id")) or country(text(row, "country")),
        place=text(row, "where_coordinates"),
        latitude=latitude,
        longitude=longitude,
        precision=_UCDP.get(text(row, "where_prec")),
        killed_low=whole(row, "low"),
        killed_best=whole(row, "best"),
        killed_high=whole(row, "high"),
        reports=_positive(real(row, "number_of_sources")),
        publisher=text(row, "source_office") or text(row, "source_article"),
        source=text(row, "source_original"),
        sentence=text(row, "source_headline"),
    )


def _named(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _positive(number: float | None) -> int | None:
    """UCDP writes -1 where the sources were not counted."""
    return int(number) if number is not None and number >= 0 else None


def _level(row: Fields) -> tuple[str, PlacePrecision | None]:
    """The most exact of town, district and province, and which it is."""
    found = ((text(row, name), precision) for name, precision in _LEVELS if text(row, name))
    bare: tuple[str, PlacePrecision | None] = ("", "country" if text(row, "Country") else None)
    return next(found, bare)
