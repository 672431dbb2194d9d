"""A JSON file: a list of objects, one object, or an object that holds one list of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.decode import decode
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.records import Row, column_of, drafts_of
from dateline.read.sources import Blob


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each object."""
    try:
        data = msgspec.json.decode(decode(blob.whole(options.max_bytes), blob.where, declared=blob.charset))
    except msgspec.DecodeError as error:
        raise InputError(f"it is not valid JSON ({error}).", blob.where) from error
    except RecursionError as error:
        raise InputError("its lists and objects are nested too deeply.", blob.where) from error
    return drafts_of(_rows(data, blob, options), blob, options, "record")


def _rows(data: object, blob: Blob, options: ReadOptions) -> Iterator[Row | Issue]:
    for number, item in enumerate(_items(data, blob, options), 1):
        if isinstance(item, Mapping):
            yield number, item
        else:
            yield Issue(stage="read", where=f"{blob.where} record {number}", reason="the record is no JSON object.")


def _items(data: object, blob: Blob, options: ReadOptions) -> list[object]:
    if isinstance(data, list):
        return data
    if isinstance(data, Mapping):
        lists = [
            value for value in data.values() if isinstance(value, list) and any(isinstance(v, Mapping) for v in value)
        ]
        whole = column_of("text", data, options) is not None or len(lists) != 1
        return [data] if whole else lists[0]
    raise InputError("it holds neither a JSON object nor a list of them.", blob.where)
