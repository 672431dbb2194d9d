"""What a URL of Explore asks: the query, and how its answer is shown. The URL is the whole state of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from dateline.errors import UsageError, did_you_mean
from dateline.store import Query
from dateline.store.analytic.rows import COLUMNS
from dateline.store.analytic.space import Box
from dateline.store.analytic.times import Dates
from dateline.store.days import expand

View = Literal["map", "network", "dyads", "table"]
ROWS = {"table": 100}
SOME_ROWS = 40
_SHOWN = ("view", "dates", "span", "at", "ego", "columns")
USUAL = (
    *("first", "standing", "type", "actors", "recipients", "place", "killed_best", "reports", "independent"),
    "sentence",
)
_FIRST_ORDER = "-date"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question with its view.

    `dates` says which day the histogram counts by, `span` its first and last day ("2016-01-01,2016-12-31"), `at` the
    view of the map ("west,south,east,north"), `ego` the centre of the network (an actor's key), `columns` those of the
    table, by the names that rows have in the API, with commas between.
    """

    query: Query
    view: View = "map"
    dates: Dates = "filed"
    span: str = ""
    at: str = ""
    ego: str = ""
    columns: str = ""

    @classmethod
    def of(cls, query_string: str) -> Asked:
        """What a URL's query string asks, newest first unless it says otherwise; raises UsageError."""
        pairs = [pair for pair in parse_qsl(query_string) if pair[1].strip()]
        shown = {key: value for key, value in pairs if key in _SHOWN}
        shown |= {"columns": ",".join(value for key, value in pairs if key == "columns")}
        query = Query.from_url(urlencode([pair for pair in pairs if pair[0] not in _SHOWN]))
        if all(key != "order" for key, _ in pairs):
            query = msgspec.structs.replace(query, order=_FIRST_ORDER)
        asked = cls(query=query, **shown)  # type: ignore[arg-type]
        asked.check()
        return asked

    def check(self) -> None:
        """Raise UsageError for a view that cannot be."""
        for key, value, known in (("view", self.view, get_args(View)), ("dates", self.dates, get_args(Dates))):
            if value not in known:
                raise UsageError(f"there is no {key} '{value}'.", "address", did_you_mean(value, known))
        _ = self.days, self.box, self.listed

    @property
    def days(self) -> tuple[str, str] | None:
        """The histogram's span; raises UsageError."""
        if not self.span:
            return None
        first, _, last = self.span.partition(",")
        try:
            held = expand(first)[0], expand(last)[1]
        except ValueError:
            held = ("~", "")
        if held[0] > held[1]:
            raise UsageError(f"'{self.span}' is no span of days.", "address", "Write 2016-01-01,2016-12-31.")
        return held

    @property
    def box(self) -> Box | None:
        """The view of the map; raises UsageError."""
        box = Query(box=self.at).corners
        if box and (box[0] >= box[2] or box[1] >= box[3]):
            raise UsageError(f"'{self.at}' is no view of the map.", "address", "Write west,south,east,north.")
        return box

    @property
    def listed(self) -> tuple[str, ...]:
        """The columns of the table; raises UsageError."""
        return chosen(self.columns) or USUAL

    @property
    def page(self) -> Query:
        """The query for the rows of one page."""
        return self.query.limited(min(self.query.limit or ROWS.get(self.view, SOME_ROWS), 1_000))

    @property
    def url(self) -> str:
        """The address."""
        return address(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """What the address holds, in a fixed order."""
        order = self.query.order
        pairs = [pair for pair in self.query.pairs() if pair[0] != "order"]
        if order != _FIRST_ORDER:
            pairs.append(("order", order))
        plain = Asked(query=Query())
        shown = ((key, getattr(self, key)) for key in _SHOWN)
        return pairs + [(key, value) for key, value in shown if value != getattr(plain, key)]

    def shown(self, **changes: str) -> str:
        """The address of the same question shown otherwise."""
        return msgspec.structs.replace(self, **changes).url

    def adding(self, key: str, value: str) -> str:
        """The address that asks for this value too."""
        return self._with(None, **{key: (*self._held(key, value), value)})

    def excluding(self, key: str, value: str) -> str:
        """The address that asks for all but this value."""
        bare = self._bare(key, value)
        return self._with(bare, exclude=(*bare.exclude, (key, value)))

    def dropping(self, key: str, value: str) -> str:
        """The address that says nothing about this value."""
        return self._with(self._bare(key.removeprefix("-"), value))

    def having(self, **values: Any) -> str:
        """The address with these keys set so; a list of values is any of them."""
        return self._with(None, **{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})

    @property
    def boxed(self) -> Callable[[str], str]:
        """Makes the addresses that ask for a box; the rest is written once, for a map has hundreds of them."""
        any_box = "box=-180,-90,180,90"
        before, _, after = self.having(box=any_box.removeprefix("box=")).partition(any_box)
        return lambda box: f"{before}box={box}{after}"

    def _held(self, key: str, value: str) -> tuple[str, ...]:
        return tuple(one for one in getattr(self.query, key) if one != value)

    def _bare(self, key: str, value: str) -> Query:
        exclude = tuple(pair for pair in self.query.exclude if pair != (key, value))
        held = getattr(self.query, key)
        kept = self._held(key, value) if isinstance(held, tuple) else ""
        return msgspec.structs.replace(self.query, exclude=exclude, **{key: kept})

    def _with(self, query: Query | None, /, **changes: Any) -> str:
        changed = msgspec.structs.replace(query or self.query, **({"cursor": ""} | changes))
        return msgspec.structs.replace(self, query=changed).url


def chosen(columns: str) -> tuple[str, ...]:
    """The columns that are named with commas between, each once, none for none; raises UsageError."""
    found = tuple(dict.fromkeys(name.strip() for name in columns.split(",") if name.strip()))
    for name in found:
        if name not in COLUMNS:
            raise UsageError(f"there is no column '{name}'.", "columns", did_you_mean(name, COLUMNS))
    return found


def address(pairs: Iterable[tuple[str, str]], path: str = "/") -> str:
    """A path with a query string that people can read: commas, colons and equals signs of values stay as they are."""
    written = urlencode(list(pairs), quote_via=lambda text, *_: quote(text, safe=",:/ ").replace(" ", "+"))
    return f"{path}?{written}" if written else path
