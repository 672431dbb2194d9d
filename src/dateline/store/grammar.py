r"""The written form of a query: words, "phrases" and key:value pairs, as the command line and the search box take it.

    ceasefire "drone attack" type:ASSAULT,COERCE actor:"Revolutionary Guard" since:2024-08 -country:USA

A minus sign before a key excludes its values. A comma joins several values of one key; quotes keep spaces, commas and
colons; `\` escapes a quote inside quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from dateline.errors import UsageError

TEXT = "text"  # the key of a word that stands alone

_VALUE = r'"(?:\\.|[^"\\])*"|[^\s",]+'
_TERM = re.compile(rf"(?:(?P<key>-?[A-Za-z_]+):)?(?P<values>(?:{_VALUE})(?:,(?:{_VALUE}))*)", re.DOTALL)
_KEY_ALONE = re.compile(r"-?[A-Za-z_]+:")
_GAP = re.compile(r"[\s,]*")
_SAFE = re.compile(r"[\w.+/-]+")

Pair = tuple[str, str]


def split(text: str) -> Iterator[Pair]:
    """The (key, value) pairs of a written query; raises UsageError where it cannot be read."""
    at = _gap(text, 0)
    while at < len(text):
        term = _TERM.match(text, at)
        if not term or _KEY_ALONE.fullmatch(term[0]):
            raise _unreadable(text, at)
        key = term["key"] or TEXT
        yield from ((key, _plain(value)) for value in re.findall(_VALUE, term["values"], re.DOTALL))
        at = _gap(text, term.end())


def join(pairs: Iterable[Pair]) -> str:
    """The written query that `split` reads back as these pairs."""
    return " ".join(_written(key, [value for _, value in group]) for key, group in groupby(pairs, key=lambda p: p[0]))


def _gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL) if value.startswith('"') else value


def _written(key: str, values: list[str]) -> str:
    quoted = [value if _SAFE.fullmatch(value) else _quote(value) for value in values]
    return " ".join(quoted) if key == TEXT else f"{key}:{','.join(quoted)}"


def _quote(value: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", value)
    return f'"{escaped}"'


def _unreadable(text: str, at: int) -> UsageError:
    key = _KEY_ALONE.match(text, at)
    if key and text[key.end() : key.end() + 1] != '"':
        return UsageError(f"'{key[0][:-1]}' has no value in the query.", text, f"Write {key[0]}VALUE.")
    return UsageError(
        "a quotation mark is not closed in the query.", text, 'Write "a phrase", with \\" for a mark in it.'
    )
