"""How inputs are read: one frozen record of settings, checked before the first byte is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from dateline.errors import UsageError
from dateline.model import Published
from dateline.read.dates import given
from dateline.read.registry import FORMATS, TABULAR

FIELDS = ("text", "id", "title", "published", "publisher", "byline", "section", "language", "url")
MIB = 1024 * 1024


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of `read`. The defaults read anything that Dateline knows.

    `format` forces a format ("" tells it by extension and content); `columns` maps a document's field to the column
    that holds it; `published` is given by the caller and wins over everything a page says; `latest` is the last ISO day
    that a date found on a page may have (pass the day of collection); `captions_in_prose` is the kind that captions get
    which stand in the middle of a paragraph (they are blocks of their own, with a note, either way); `max_bytes` bounds
    one document (one line of JSONL, one row), after decompression; `timeout` is seconds for one URL with all redirects.
    """

    format: str = ""
    columns: Mapping[str, str] = {}
    published: str | None = None
    latest: str = "2099-12-31"
    captions_in_prose: Literal["body", "caption"] = "body"
    max_bytes: int = 20 * MIB
    timeout: float = 30.0
    max_redirects: int = 5

    def check(self) -> None:
        """Raise UsageError where the settings cannot be what was meant."""
        _check_format(self.format, self.columns)
        _check_columns(self.columns)
        for name, value in (("published", self.published), ("latest", self.latest)):
            if value is not None:
                given(value, name)
        if self.max_bytes < 1 or self.timeout <= 0:
            raise UsageError("max_bytes and timeout must be positive.")

    @property
    def date(self) -> Published | None:
        """The publication date that the caller gave."""
        return None if self.published is None else given(self.published)


def _check_format(name: str, columns: Mapping[str, str]) -> None:
    if name and name not in FORMATS:
        raise UsageError(f"there is no format '{name}'.", hint=f"Formats: {', '.join(FORMATS)}.")
    if name and columns and name not in TABULAR:
        raise UsageError(f"a column map does not apply to the format '{name}'.", hint=f"It does to {_list(TABULAR)}.")


def _check_columns(columns: Mapping[str, str]) -> None:
    unknown = sorted(set(columns) - set(FIELDS))
    if unknown:
        raise UsageError(f"no document field is called {_list(unknown)}.", hint=f"Fields: {', '.join(FIELDS)}.")
    empty = sorted(field for field, column in columns.items() if not isinstance(column, str) or not column)
    if empty:
        raise UsageError(f"the column map gives no column for {_list(empty)}.")


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
