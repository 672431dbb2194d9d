"""Which reports are independent: copies, agency copy, and reports that only repeat what another outlet reported.

A report depends on an earlier one where half of its text stands there (`reprint`), where it credits an agency whose
report of the same story, or an earlier use of it, is at hand (`wire`), or where it cites an outlet whose report of the
same story is at hand (`cites`). Candidates for copies come from MinHash signatures of three-word shingles in bands
(Broder 1997), by the library rensa; every candidate is then verified by the shingles that are really shared. Of many
pages that share a band, as a bulletin's do that is worded alike every day, a page is compared with the few before it.
Whatever a report depends on was published earlier; of two of the same moment, the smaller id counts as earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from dateline.fuse.blocks import distinct, near
from dateline.fuse.dependence import LAST, Page, alike, page, share
from dateline.model import Document, DocumentId, Report
from dateline.model.incident import Dependence

COPIED = 0.5  # share of a report's shingles that makes it a copy
SAME_STORY: dict[Dependence, float] = {"wire": 0.2, "cites": 0.1}  # likeness of rare words that one story has at least
DAYS = 7  # within which a report is repeated
MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, so no two bands become one by multiplying (Knuth, Fibonacci hashing)
PERMUTATIONS, BANDS, SEED = 120, 40, 1  # three rows a band: found at a likeness of .5 with 99.5 %, at .01 with .004 %


def reports(documents: Iterable[Document]) -> list[Report]:
    """Every document as a report, with the one it depends on; itself where on none. By id."""
    pages = sorted(map(page, documents), key=lambda p: p.order)
    copies = _copies(pages)
    outlets = _outlets(pages)
    found: dict[DocumentId, Report] = {}
    for n, one in enumerate(pages):
        wired, cited = _repeated(one, outlets, one.credits, "wire"), _repeated(one, outlets, one.cites, "cites")
        found[one.document] = _report(one, _strongest(_copied(one, [pages[m] for m in copies(n)]), wired, cited), found)
    return [found[id_] for id_ in sorted(found)]


Dependent = tuple[Dependence, Page, str]  # how, on which page, and the name by which it says so


def _strongest(copied: Dependent | None, wired: Dependent | None, cited: Dependent | None) -> Dependent | None:
    """A copy, unless it credits the agency that it copies; else agency copy; else a citation."""
    return wired if copied and wired and copied[1].document == wired[1].document else copied or wired or cited


def _report(one: Page, on: Dependent | None, before: dict[DocumentId, Report]) -> Report:
    """The page as a report; what depends on a dependent report depends on that one's origin."""
    how: Dependence = "original"
    why, origin, shared = "", one.document, 0.0
    if on:
        how, origin, shared = on[0], before[on[1].document].origin, round(share(one, on[1]), 3)
        why = {"reprint": f"{shared:.0%} the same text", "wire": f"credits {on[2]}", "cites": f"cites {on[2]}"}[how]
    return Report(
        document=one.document, publisher=one.publisher, title=one.title, published=one.published, origin=origin,
        dependence=how, shared=shared, why=why,
    )  # fmt: skip


def _copied(one: Page, earlier: Sequence[Page]) -> Dependent | None:
    shares = [(-share(one, other), other.order, other) for other in earlier]
    best = min(shares, key=lambda s: s[:2], default=None)
    return ("reprint", best[2], "") if best and -best[0] >= COPIED else None


def _copies(pages: Sequence[Page]) -> Callable[[int], list[int]]:
    """For each page the earlier ones that share a band with it, of each band the `blocks.NEIGHBOURS` before it."""
    bands, rows = _bands(pages), np.arange(len(pages))
    pairs = np.zeros(0, np.int64)
    for band in bands.T:
        pairs = distinct([pairs, near(band, rows, np.zeros(len(pages), np.int64))])
    before, after = (part.astype(np.int32) for part in np.divmod(pairs, max(1, len(pages))))
    order = np.argsort(after, kind="stable")
    before, starts = before[order], np.searchsorted(after[order], np.arange(len(pages) + 1))
    return lambda n: before[starts[n] : starts[n + 1]].tolist()


def _bands(pages: Sequence[Page]) -> NDArray[np.int64]:
    """The signature of each page, a number a band: pages x BANDS."""
    width = PERMUTATIONS // BANDS
    mixed = np.zeros((len(pages), BANDS), np.uint64)
    for row, one in zip(mixed, pages, strict=True):
        signature = np.array(_signature(one), np.uint64).reshape(BANDS, width)
        for part in range(width):
            row[:] = (row ^ signature[:, part]) * MIXER
    return mixed.view(np.int64)


def _signature(one: Page) -> list[int]:
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update([str(shingle) for shingle in one.shingles.tolist()])
    return list(made.digest())


Outlets = dict[str, list[Page]]


def _outlets(pages: Iterable[Page]) -> Outlets:
    """The pages that carry each outlet's report, in order: its own, and those that credit it."""
    found: Outlets = defaultdict(list)
    for one in pages:
        for key in dict.fromkeys((one.key, *one.credits)):
            if key:
                found[key].append(one)
    return dict(found)


def _repeated(one: Page, outlets: Outlets, names: Iterable[str], how: Dependence) -> Dependent | None:
    """The likeliest earlier report of an outlet that is named."""
    named = dict.fromkeys(name for name in names if name in outlets)
    fits = [
        (other.key != name, -round(alike(one, other), 6), other.order, name, other)
        for name in named
        for other in _before(one, outlets[name])
        if _near(one, other) and alike(one, other) >= SAME_STORY[how]
        and (how == "wire" or other.key == name)
    ]  # fmt: skip
    best = min(fits, key=lambda fit: fit[:4], default=None)
    if best is None:
        return None
    own = best[4].publisher if best[4].key == best[3] else best[3].upper()
    return how, best[4], own


def _before(one: Page, pages: Sequence[Page]) -> Sequence[Page]:
    """Of pages in order those that came earlier, but for dated ones of more than DAYS before."""
    first = LAST
    if one.published:
        try:
            first = (date.fromisoformat(one.published[:10]) - timedelta(DAYS)).isoformat()
        except (ValueError, OverflowError):
            return ()
    at, end = (bisect_left(pages, moment, key=lambda p: p.order) for moment in ((first, ""), one.order))
    return pages[at:end]


def _near(one: Page, other: Page) -> bool:
    try:
        days = [date.fromisoformat(p.published[:10]) for p in (one, other)]
    except ValueError:
        return not one.published and not other.published
    return abs((days[0] - days[1]).days) <= DAYS
