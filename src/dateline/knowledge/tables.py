"""The hand-written tables of the package: CSV with a header, lists in a cell parted by `|`, lines with `#` left out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files

_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """The rows of `knowledge/data/<name>`, in file order."""
    text = files("dateline.knowledge").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


def is_date(cell: str) -> bool:
    """Whether a cell holds an ISO date of any precision: 2024, 2024-08, 2024-08-13."""
    return bool(_DATE.match(cell))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())
