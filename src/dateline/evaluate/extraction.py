"""The main text of web pages, on trafilatura's evaluation set.

Data: `annotations.jsonl`, one page a line with the segments that its main text must hold (`with`) and must not hold
(`without`), and `pages.tar.xz` beside it with the pages as fetched. Measure, as in trafilatura's own evaluation: over
the segments of all pages, precision, recall and F1 of "the segment is contained in the output text". The output text is
what Dateline takes for the report: the text without the blocks that are title, caption, credit or no report at all.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.errors import NotFoundError
from dateline.evaluate.result import Result, bootstrap, f1
from dateline.evaluate.rows import typed
from dateline.model import BlockKind, Document
from dateline.read import ReadOptions, read

TEXT: frozenset[BlockKind] = frozenset({"body", "heading", "dateline"})
PUBLISHED = (
    "trafilatura 2.2.0 standard: F1 .924, precision .906, recall .943 on all 990 pages (its docs/evaluation.rst)"
)
HTML = ReadOptions(format="html")


class Annotation(msgspec.Struct, frozen=True):
    """A page's file name with the segments that its main text must and must not hold."""

    file: str
    wanted: tuple[str, ...] = msgspec.field(name="with")
    unwanted: tuple[str, ...] = msgspec.field(name="without")


class Counts(msgspec.Struct, frozen=True):
    """Segments of one page: found and wanted, found and not wanted, wanted and not found."""

    right: int
    wrong: int
    missed: int


def run(path: Path) -> Result:
    """Read every page beside `path` (annotations.jsonl); raises NotFoundError where the pages are absent."""
    wanted = {annotation.file: annotation for annotation in typed(path, Annotation)}
    counts = {name: count(wanted[name], text(page)) for name, page in _pages(path) if name in wanted}
    absent = [name for name in wanted if name not in counts]
    if absent:
        raise NotFoundError(f"{len(absent)} annotated pages are not in pages.tar.xz ({absent[0]}).", str(path.parent))
    units = [counts[file] for file in wanted]
    return Result(
        benchmark="extraction",
        n=len(units),
        figures=figures(units),
        intervals=bootstrap(units, figures),
        published=PUBLISHED,
        table=_table(units),
    )


def text(page: bytes) -> str:
    """The output text of a page; "" where it is refused."""
    found = next(read(["-"], HTML, stdin=io.BytesIO(page)), None)
    return report(found) if isinstance(found, Document) else ""


def report(document: Document) -> str:
    """The document's text with each block that is not the report replaced by a line break."""
    kept = document.text
    for block in reversed(document.blocks):
        if block.kind not in TEXT:
            kept = f"{kept[: block.start]}\n{kept[block.end :]}"
    return kept


def count(annotation: Annotation, output: str) -> Counts:
    """The segments of a page that its output text holds."""
    right = sum(segment in output for segment in annotation.wanted)
    wrong = sum(segment in output for segment in annotation.unwanted)
    return Counts(right, wrong, len(annotation.wanted) - right)


def figures(units: Sequence[Counts]) -> dict[str, float]:
    """Precision, recall and F1 over the segments of all pages."""
    right = sum(unit.right for unit in units)
    wrong, missed = sum(unit.wrong for unit in units), sum(unit.missed for unit in units)
    precision, recall, score = f1(right, right + wrong, right + missed)
    return {"f1": round(score, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def _pages(path: Path) -> Iterator[tuple[str, bytes]]:
    archive = path.with_name("pages.tar.xz")
    if not archive.exists():
        raise NotFoundError("the pages are not beside the annotations.", str(archive))
    with tarfile.open(archive, "r|xz") as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is not None:
                yield Path(member.name).name, file.read()


def _table(units: Sequence[Counts]) -> str:
    right, wrong, missed = (sum(getattr(unit, name) for unit in units) for name in ("right", "wrong", "missed"))
    return f"segments: {right} found, {missed} missed, {wrong} found that are none of the report"
