"""A PDF with a text layer: its lines put back together into paragraphs."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dateline.errors import InputError
from dateline.read.draft import Draft, Part, compose
from dateline.read.html.tree import tidy
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob

# What the library raises on damaged files, besides its own errors.
DAMAGED = (
    PyPdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,  # of an operand that is none
    RecursionError,
    zlib.error,
    struct.error,
)
STOP = re.compile(r"[.!?:…]['\"”’»)\]]*$")
DIVIDED = re.compile(r"[a-z]-$")
NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
SHORT = 0.75  # of the usual line: a line that stops there ends its paragraph


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft]:
    """The one report of a PDF; raises InputError where it is encrypted, damaged or a mere picture."""
    data = blob.whole(options.max_bytes)
    try:
        pages = list(_pages(PdfReader(io.BytesIO(data)), blob.where, options.max_bytes))
    except DAMAGED as error:
        raise InputError(
            f"it is no PDF that can be read ({str(error) or type(error).__name__}).", blob.where
        ) from error
    lines = [line for page in _without_running_heads(pages) for line in page]
    text, blocks = compose(Part("body", paragraph) for paragraph in _paragraphs(lines))
    if not text:
        raise InputError("it has no text layer.", blob.where, "Run optical character recognition on it first.")
    yield Draft(text=text, where=blob.where, blocks=blocks, url=blob.url)


def _pages(reader: PdfReader, where: str, limit: int) -> Iterator[list[str]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("it is encrypted.", where, "Save it without a password.")
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > limit:
            raise InputError("its text is larger than one document may be.", where, "Split it.")
        yield [line.rstrip() for line in text.split("\n")]


def _without_running_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without page numbers and the lines that stand at the edge of most of them."""
    edges = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]} if line.strip())
    common = {line for line, times in edges.items() if times >= 3 and times > len(pages) / 2}
    return [
        [line for line in page if line.strip() not in common and not NUMBER.fullmatch(line.strip())] for page in pages
    ]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs of broken lines: one ends at an empty line, or at a full stop in a line shorter than the rest."""
    lengths = sorted(len(line) for line in lines if line.strip())
    usual = lengths[int(0.8 * len(lengths))] if lengths else 0
    pieces: list[str] = []
    for line in (tidy(line) for line in lines):
        short, stops = len(line) < SHORT * usual, STOP.search(line) is not None
        if line:
            pieces.append(line)
        if pieces and (not line or (short and (stops or len(pieces) == 1))):
            yield _joined(pieces)
            pieces = []
    if pieces:
        yield _joined(pieces)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one, words put together that were divided at a line's end."""
    begun = (
        divided and line[:1].islower() for divided, line in zip(map(DIVIDED.search, lines), lines[1:], strict=False)
    )
    glued = [*begun, False]
    return "".join(line[:-1] if joint else f"{line} " for line, joint in zip(lines, glued, strict=True)).strip()
