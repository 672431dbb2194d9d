"""The room's tables: countries in other people's numbers, sectors in other people's words, crosswalks, what is lost."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Group = Literal["state", "rebel", "militia", "civil", ""]


class Country(msgspec.Struct, frozen=True):
    """A state or territory by ISO 3166 alpha-3 (KOS for Kosovo); "" where a scheme has no code for it.

    `numeric` is ISO's number, `fips` FIPS 10-4, `gw` Gleditsch and Ward's number as UCDP uses it, `cow` that of
    the Correlates of War; `acled` and `ucdp` are the regions of those data sets.
    """

    code: str
    alpha2: str
    name: str
    numeric: str
    fips: str
    gw: str
    cow: str
    acled: str
    ucdp: str


class Sector(msgspec.Struct, frozen=True):
    """A PLOVER sector: CAMEO's role code, ACLED's number of the kind of actor, and which sort of group it is."""

    sector: str
    cameo: str
    acled: str
    side: Group


NOWHERE = Country(*[""] * 9)
NOBODY = Sector("", "", "", "")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `export/data/<name>`."""
    return list(csv.DictReader(files(__package__).joinpath("data", name).read_text("utf-8").splitlines()))


@cache
def countries() -> dict[str, Country]:
    """Countries by code."""
    return {row["code"]: Country(**row) for row in rows("countries.csv")}


def country(code: str) -> Country:
    """The country of a code; one without codes for any other word."""
    return countries().get(code, NOWHERE)


@cache
def sectors() -> dict[str, Sector]:
    """Sectors by code."""
    return {row["sector"]: msgspec.convert(row, Sector) for row in rows("sectors.csv")}


@cache
def country_of(scheme: Literal["fips", "gw"]) -> dict[str, str]:
    """Alpha-3 by another scheme's code, in small letters."""
    return {getattr(one, scheme).casefold(): code for code, one in countries().items() if getattr(one, scheme)}


@cache
def _losses() -> list[tuple[str, str]]:
    return [(row["scheme"], row["loss"]) for row in rows("losses.csv")]


def losses(*schemes: str) -> tuple[str, ...]:
    """What those schemes cannot express, a sentence each."""
    return tuple(loss for scheme in schemes for of, loss in _losses() if of == scheme)
