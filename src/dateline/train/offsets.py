"""Records that hold none of their story's words: every span is a pair of offsets, and the words are put back here.

A source's `cue` is the range of its words, `[start, end]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Record = dict[str, Any]

HINT = "Take the file of the same data."
PARTIES = ("actors", "recipients", "attribution")
KEPT = ("start", "end", "from", "to", "low", "high", "stance", "anonymous")
CUE_REACH = 200  # characters between a source and its cue
SPANS = ("trigger", "sentence", "place", "date", "condition", "fatalities", "injured", "size")


def filled(given: Record, before: Mapping[str, Any], text: str) -> Record:
    """The fields with the words that their offsets mean; a span that stood in `before` keeps what was known of it."""
    found = dict(given)
    for field in given.keys() & set(SPANS):
        found[field] = _span(given[field], [before.get(field)], text) if given[field] else None
    for field in given.keys() & set(PARTIES):
        found[field] = [_span(span, before.get(field) or [], text) for span in given[field]]
    return found


def bare(record: Mapping[str, Any], text: str) -> Record:
    """A record without any words: what `filled` puts back, and no names."""
    found: Record = {}
    for field, value in record.items():
        if field in SPANS:
            found |= {field: _offsets(value, text)} if value else {}
        elif field in PARTIES:
            found[field] = [_offsets(span, text) for span in value]
        elif value:
            found[field] = value
    return found


def _offsets(span: Mapping[str, Any], text: str) -> Record:
    kept = {key: span[key] for key in KEPT if span.get(key) is not None}
    if cue := cue_of(span, text):
        kept["cue"] = [cue["start"], cue["end"]]
    return kept


def cue_of(source: Mapping[str, Any], text: str) -> Record | None:
    """Where the words of a source's cue stand nearest to it."""
    if not source.get("cue") or source.get("start") is None:
        return None
    low, cue = max(0, source["start"] - CUE_REACH), source["cue"]
    near = text[low : source["end"] + CUE_REACH]
    starts = [low + i for i in range(len(near)) if near.startswith(cue, i)]
    starts = [s for s in starts if s >= source["end"] or s + len(cue) <= source["start"]]
    if not starts:
        return None
    start = min(starts, key=lambda s: min(abs(s - source["end"]), abs(s + len(cue) - source["start"])))
    return {"start": start, "end": start + len(cue)}


def _span(given: Record, before: Iterable[Record | None], text: str) -> Record:
    where = given["start"], given["end"]
    same = next((old for old in before if old and (old.get("start"), old.get("end")) == where), {})
    found = {**same, **given, "text": text[slice(*where)]}
    if "cue" in given:
        found["cue"] = text[slice(*given["cue"])]
    return found
