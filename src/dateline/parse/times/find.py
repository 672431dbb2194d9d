"""From a parsed document to its time expressions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial

import msgspec

from dateline.model import Document, Parse, Published, Timex
from dateline.parse.times import combine, dates, lengths, ranges, relative, words
from dateline.parse.times.days import Days
from dateline.parse.times.days import year as year_days
from dateline.parse.times.grammar import CLOCK, DATED, LENGTH, PERIODIC, Layer, Meaning, Scene, leads_to
from dateline.parse.times.tense import tense_of
from dateline.parse.times.words import Item

PRINT = range(1500, 9000)  # years in which a report can have been published
FOUND = frozenset({DATED, LENGTH, CLOCK, PERIODIC})


class Grammar(msgspec.Struct, frozen=True):
    """The layers, in the order in which they are applied."""

    core: tuple[Layer, ...]  # what TIMEX3 marks
    ranged: tuple[Layer, ...]  # with ranges as one, and with what is counted from other dates


@cache
def grammar() -> Grammar:
    """The project's grammar, built once."""
    first, last = Layer((*dates.RULES, *relative.RULES, *lengths.CORE, *combine.CLOCKS)), Layer(combine.RULES)
    counted, apart = Layer(lengths.COUNTED), Layer((*lengths.COUNTED, *lengths.APART))
    return Grammar((first, counted, last), (first, apart, last, Layer(ranges.RULES)))


def find(document: Document, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions of a document, ranges as one ("between June 3 and 5"), in text order."""
    return tuple(_document(document, parse, ranged=True))


def expressions(document: Document, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions as TIMEX3 has them: the ends of a range apart, without "since" and "until"."""
    return tuple(_document(document, parse, ranged=False))


def _document(document: Document, parse: Parse, *, ranged: bool) -> Iterator[Timex]:
    published, year = _published(document.published)
    focus = None if published else _first_year(document.text, parse)
    for sentence in parse.sentences:
        if not words.may_tell(token.text for token in parse.tokens[sentence.first : sentence.last]):
            continue
        scene = Scene(published, year, partial(tense_of, parse), partial(_tag, parse), focus)
        for item in _sentence(document.text, sentence.start, sentence.end, scene, ranged=ranged):
            focus = leads_to(item.value) or focus
            yield _timex(item, document.text)


def _tag(parse: Parse, offset: int) -> str:
    token = parse.token_at(offset)
    return token.tag if token else ""


def _first_year(text: str, parse: Parse) -> Days | None:
    """The first year told in an undated document: what stands before it is most likely of that year too."""
    for sentence in parse.sentences:
        for item in words.read(text, sentence.start, sentence.end):
            if item.kind == "y" and item.value >= 1900:
                return year_days(item.value)
    return None


def _sentence(text: str, start: int, end: int, scene: Scene, *, ranged: bool) -> Iterator[Item]:
    row = list(words.numbers(words.read(text, start, end)))
    for layer in grammar().ranged if ranged else grammar().core:
        row = layer.reduce(row, text, scene)
    return (item for item in row if item.kind in FOUND and isinstance(item.value, Meaning))


def _published(published: Published | None) -> tuple[date | None, int | None]:
    """The day of publication and its year, as far as they are known; a date that is none tells nothing."""
    if published is None or not published.value[:4].isdecimal() or int(published.value[:4]) not in PRINT:
        return None, None
    try:
        return (date.fromisoformat(published.day) if published.day else None), int(published.value[:4])
    except ValueError:
        return None, None


def _timex(item: Item, text: str) -> Timex:
    told: Meaning = item.value
    return Timex(
        start=item.start,
        end=item.end,
        text=text[item.start : item.end],
        type=told.type,
        value=told.value,
        granularity=told.grain,
        first=told.first.isoformat() if told.first else None,
        last=told.last.isoformat() if told.last else None,
        reason=told.reason,
    )
