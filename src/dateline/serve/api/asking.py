"""How the API is asked: a query in the URL as everywhere else, plus a few words on the answer; and its description."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec

from dateline.errors import UsageError
from dateline.store import Query
from dateline.store.query import KEYS

PAGE = 100  # records of a JSON page where no limit is given
MOST = 1_000
_ABOUT = ("as", "facet", "dates", "span", "at", "columns", "since_version", "view")
_TOLD = {
    "text": "words of the full text and title of the reports",
    "actor": "who did it: words of the name, a country code or sector; =KEY for one actor exactly",
    "recipient": "to whom, as for actor",
    "source": "who says so, as for actor",
    "country": "where: three letters, such as SDN",
    "standing": "happened, claimed, disputed, denied, threatened, planned, unclear",
    "placed": "point (a town), area (a province or country), none",
    "dated": "yes or no",
    "since": "ISO day, month or year",
    "until": "ISO day, month or year",
    "box": "west,south,east,north in degrees",
    "order": "date, -date or document",
    "cursor": "the id of the last record seen; `next` of an answer has it",
}


class Ask(msgspec.Struct, frozen=True):
    """A query, and what was said about the answer."""

    query: Query
    about: dict[str, str]

    def number(self, key: str, default: int, most: int) -> int:
        """A number from 1 to `most` that may stand in the URL."""
        wanted = self.query.limit if key == "limit" else None
        return min(wanted or default, most)


def ask(query_string: str) -> Ask:
    """What a URL's query string asks; raises UsageError."""
    pairs = [pair for pair in parse_qsl(query_string) if pair[1].strip()]
    query = Query.from_url(urlencode([pair for pair in pairs if pair[0] not in _ABOUT]))
    return Ask(query, {key: value for key, value in pairs if key in _ABOUT})


def span(written: str) -> tuple[str, str] | None:
    """Two ISO days with a comma between; raises UsageError."""
    if not written:
        return None
    held = Query(since=written.partition(",")[0], until=written.partition(",")[2])
    if not (held.since and held.until):
        raise UsageError(f"'{written}' is no span of days.", "span", "Write 2016-01-01,2016-12-31.")
    return held.since, held.until


def described(*more: tuple[str, str]) -> dict[str, Any]:
    """The parameters of a route for OpenAPI: the query's keys and `more`."""
    told = [(key, _TOLD.get(key, f"{key} of the record; several mean any of them")) for key in KEYS]
    excluded = ("-type", "a minus sign before type, actor, country, … excludes that value")
    named = [*told, excluded, *more]
    return {"parameters": [_parameter(name, text) for name, text in named]}


def _parameter(name: str, text: str) -> dict[str, Any]:
    kind = {"type": "integer"} if name == "limit" else {"type": "string"}
    return {"name": name, "in": "query", "required": False, "description": text, "schema": kind}


def linked(path: str, query: Query, about: dict[str, str]) -> str:
    """The address that asks the same of the API with another cursor or limit."""
    return f"{path}?{urlencode([*query.pairs(), *about.items()])}"
