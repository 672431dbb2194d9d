"""The phrases by which pages announce what is not the report, from `data/cues.txt`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dateline.errors import DataError


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in files(__package__).joinpath("data", "cues.txt").read_text("utf-8").splitlines():
        phrase = line.strip()
        if phrase.startswith("["):
            current = sections.setdefault(phrase.strip("[]"), [])
        elif phrase and not phrase.startswith("#"):
            if current is None:
                raise DataError("a phrase stands before the first section.", "read/data/cues.txt")
            current.append(phrase)
    return {name: tuple(phrases) for name, phrases in sections.items()}


def phrases(section: str) -> tuple[str, ...]:
    """The phrases of one section, as written."""
    return _sections()[section]


@cache
def opening(section: str) -> re.Pattern[str]:
    """Matches a line that begins with a phrase of the section, after dots, arrows and the like."""
    return re.compile(rf"^[^\w©(]*(?P<cue>{_either(section)})(?!\w)", re.IGNORECASE)


@cache
def whole(section: str) -> re.Pattern[str]:
    """Matches a line that is a phrase of the section."""
    return re.compile(rf"[^\w©(]*(?P<cue>{_either(section)})[^\w]*", re.IGNORECASE)


@cache
def names(section: str) -> str:
    """The phrases as an alternation for a larger expression, case kept, longest first."""
    return _either(section)


def _either(section: str) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases(section), key=len, reverse=True))
