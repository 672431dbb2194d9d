"""Any format's reader on any bytes: what it finds, or an InputError, whatever a library makes of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.sniff import format_of
from dateline.read.sources import Blob

DAMAGED = (OSError, EOFError, zlib.error)
Result = TypeVar("Result")


def drafts_of(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """The drafts of an input, in its own or the forced format; raises InputError where it cannot be read to its end."""
    try:
        yield from format_of(blob, options).reader()(blob, options)
    except InputError:
        raise
    except DAMAGED as fault:
        raise InputError(f"it is damaged or cannot be read to its end ({fault}).", blob.where) from fault
    except Exception as fault:
        raise unforeseen(fault, blob.where) from fault


def guarded(where: str, call: Callable[[], Result]) -> Result:
    """What `call` returns; raises InputError for whatever goes wrong in it.

    Beside the pipeline's, the one place where a broad `except` is right: nine libraries read what strangers wrote, and
    a fault that nobody foresaw in one of them must cost one report, not a run of a hundred thousand.
    """
    try:
        return call()
    except InputError:
        raise
    except Exception as fault:
        raise unforeseen(fault, where) from fault


def unforeseen(fault: Exception, where: str) -> InputError:
    """A fault of a library's or our own, in one sentence."""
    what = " ".join(str(fault).split())[:200]
    told = f"{type(fault).__name__}{': ' + what if what else ''}"
    return InputError(f"it cannot be read (the reader failed with {told}).", where)
