"""What of a document shows that it depends on another: its shingles, its rarest words, whom it credits and cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.fuse.rarity import rarest, weight
from dateline.fuse.strands import folded
from dateline.model import CODED, Document, DocumentId

WIDTH = 3  # words of a shingle
RARE = 40  # words that say what a report is about
OPENING = 300  # characters in which a credit may stand, at the beginning and at the end
LAST = "~"  # sorts undated pages after all others
_NAME = r"(?:[Tt]he )?[A-Z][\w'’.&-]*(?: (?:(?:of|for|the|and|de|la) )?[A-Z][\w'’.&-]*){0,5}"
_CREDIT = re.compile(rf"\(({_NAME})\)|^(?:By|Source:|Via) ({_NAME})|(?:[—–-] |with reporting by )({_NAME})\W*$", re.M)
_CITED = re.compile(
    rf"\b(?:citing|cited by|according to|reported by|quoted by|told|report (?:by|in|from|of))"
    rf"(?: (?:a report (?:by|in|from)))? ({_NAME})"
    rf"|({_NAME})(?: (?:has|had|first|earlier|also))* (?:reported|reports|wrote|quoted)\b"
)

Hashes = NDArray[np.uint32]


class Page(msgspec.Struct, frozen=True, eq=False):
    """A document, reduced; pages sort by the moment of publication, of equals by id."""

    document: DocumentId
    publisher: str
    title: str
    published: str
    shingles: Hashes  # sorted, without doubles
    words: Hashes  # the rarest ones, sorted, with their weights: a page is one of a million, so it holds no objects
    weights: NDArray[np.float64]
    credits: tuple[str, ...]  # folded names, as are those of publishers
    cites: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str]:
        """When it was published, undated last; then its id."""
        return self.published or LAST, self.document

    @property
    def key(self) -> str:
        """The publisher's name, folded."""
        return name(self.publisher)


def page(document: Document) -> Page:
    """The document, reduced."""
    text = _body(document)
    words = {crc32(word.encode()): weight(word) for word in rarest(folded(f"{document.title} {text}"), RARE)}
    byline = document.byline.removeprefix("By ")
    credits_ = (document.original_publisher, byline, *_names(_CREDIT, _ends(document.text)))
    return Page(
        document=document.id,
        publisher=document.publisher,
        title=document.title,
        published=document.published.value if document.published else "",
        shingles=np.unique(np.array([crc32(s.encode()) for s in shingles(text)], np.uint32)),
        words=np.array(sorted(words), np.uint32),
        weights=np.array([words[number] for number in sorted(words)], np.float64),
        credits=tuple(dict.fromkeys(n for n in map(name, credits_) if n and n != name(document.publisher))),
        cites=tuple(n for n in _names(_CITED, text) if n != name(document.publisher)),
    )


def shingles(text: str) -> list[str]:
    """Every run of three words, folded; of a shorter text the whole."""
    words = folded(text)
    return [" ".join(run) for run in zip(*(words[n:] for n in range(WIDTH)), strict=False)] or [" ".join(words)]


def name(written: str) -> str:
    """A publisher's name as it is compared: folded, without its article."""
    return " ".join(folded(written)).removeprefix("the ")


def share(copy: Page, origin: Page) -> float:
    """The share of one page's shingles that stand in the other."""
    return len(np.intersect1d(copy.shingles, origin.shingles, assume_unique=True)) / max(1, len(copy.shingles))


def alike(one: Page, other: Page) -> float:
    """Cosine of the rarest words, weighted by rarity."""
    _, own, _ = np.intersect1d(one.words, other.words, assume_unique=True, return_indices=True)
    lengths = [np.square(page.weights).sum() for page in (one, other)]
    return float(np.square(one.weights[own]).sum() / max(1e-9, np.sqrt(lengths[0] * lengths[1])))


def _body(document: Document) -> str:
    told = [document.text[block.start : block.end] for block in document.blocks if block.kind in CODED]
    return "\n".join(told) or document.text


def _ends(text: str) -> str:
    return text if len(text) <= 2 * OPENING else f"{text[:OPENING]}\n{text[-OPENING:]}"


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Folded names, and what is left of each without its first words: "On Monday Radio Dabanga" is a name too many."""
    groups: Sequence[str]
    for groups in pattern.findall(text):
        words = name(next((g for g in groups if g), "")).split()
        yield from (" ".join(words[n:]) for n in range(len(words)))
