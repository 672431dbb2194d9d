"""The function of each paragraph of a report: body, title, section, byline, caption, disclaimer, related story, ...

The rules read what a line says of itself and where it stands; they know no site by name. What is not clearly something
else is body, because a sentence wrongly set apart is an event lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model import Block, BlockKind
from dateline.read import captions as caption_rules
from dateline.read import dates, running
from dateline.read.lines import byline, is_prose, kind_of, opens_list, same

OPENING = 3  # body paragraphs among which the dateline is looked for


class Layout(msgspec.Struct, frozen=True):
    """The typed blocks of a text, and what the ones around the body say."""

    blocks: tuple[Block, ...]
    title: str = ""
    section: str = ""
    byline: str = ""
    dateline: str = ""
    date: dates.Line | None = None


def annotate(text: str, blocks: Sequence[Block], *, title: str = "", captions_in_prose: BlockKind = "body") -> Layout:
    """Type the `body` blocks of a text; blocks of another kind are believed."""
    head = _head(text, blocks, title)
    rest = _rest(text, blocks[len(head) :])
    typed = list(caption_rules.repeats(text, [*head, *rest]))
    opened = _opened(text, typed, titled=bool(title))
    pieces = tuple(p for block in opened for p in _pieces(text, block, captions_in_prose))
    return _layout(text, pieces, title)


def _head(text: str, blocks: Sequence[Block], title: str) -> list[Block]:
    """The lines before the first paragraph of prose, typed; none where the text is all lines or all prose."""
    prose = (i for i, b in enumerate(blocks) if b.kind == "body" and is_prose(text[b.start : b.end]))
    end = next(prose, 0)
    lines = [text[b.start : b.end] for b in blocks[:end]]
    kinds = [b.kind if b.kind != "body" else _head_kind(line) for b, line in zip(blocks[:end], lines, strict=True)]
    kinds = _with_title(kinds, lines, title)
    kinds = [_section(i, kinds, lines) for i in range(len(kinds))]
    return [msgspec.structs.replace(b, kind=kind) for b, kind in zip(blocks[:end], kinds, strict=True)]


def _head_kind(line: str) -> BlockKind:
    return "published" if dates.line(line) else "byline" if byline(line) else kind_of(line)


def _with_title(kinds: list[BlockKind], lines: list[str], title: str) -> list[BlockKind]:
    """The kinds with the title's line marked: the line that says the known title, else the first that can be one."""
    if title:
        return [
            "title" if kind == "body" and same(line, title) else kind for kind, line in zip(kinds, lines, strict=True)
        ]
    first = kinds.index("body") if "body" in kinds and "title" not in kinds else -1
    if first < 0 or not 10 <= len(lines[first]) <= 250:
        return kinds
    return [*kinds[:first], "title", *kinds[first + 1 :]]


def _section(index: int, kinds: list[BlockKind], lines: list[str]) -> BlockKind:
    """A line of one to three words beside the date or the byline, or a paper's usual name for a part of it."""
    beside = {kinds[i] for i in (index - 1, index + 1) if 0 <= i < len(kinds)}
    line = lines[index].strip()
    short = len(line) <= 30 and len(line.split()) <= 3 and line[-1:].isalpha()
    if kinds[index] != "body" or not short:
        return kinds[index]
    return "section" if beside & {"published", "byline"} or kind_of(line) == "section" else "body"


def _rest(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    listing = False  # under "Related stories", until prose begins again
    for i, block in enumerate(blocks):
        line = text[block.start : block.end]
        listing = opens_list(line, heading=block.kind == "heading") or (listing and not is_prose(line))
        if block.kind not in ("body", "heading"):
            yield block
        elif listing:
            yield msgspec.structs.replace(block, kind="related")
        else:
            kind = _rest_kind(text, line, blocks[i + 1 : i + 2])
            yield msgspec.structs.replace(block, kind=block.kind if kind == "body" else kind)


def _rest_kind(text: str, line: str, following: Sequence[Block]) -> BlockKind:
    kind = kind_of(line)
    if kind != "body":
        return kind if kind != "section" else _heading(text, line, following)
    date = dates.line(line)
    if date is not None and date.labelled:
        return "published"
    if byline(line):
        return "byline"
    return "body" if running.credit_start(line) is not None else _heading(text, line, following)


def _heading(text: str, line: str, following: Sequence[Block]) -> BlockKind:
    """A subheading: up to eight words without a stop, before a paragraph of prose."""
    if not following or not is_prose(text[following[0].start : following[0].end]):
        return "body"
    short = len(line) <= 70 and len(line.split()) <= 8
    return "heading" if short and re.fullmatch(r"[\w“\"‘'].*[\w’')]", line, re.DOTALL) else "body"


def _opened(text: str, blocks: list[Block], *, titled: bool) -> Iterator[Block]:
    """The blocks, with a headline and a dateline that run into the first body paragraphs set apart."""
    titled = titled or any(block.kind == "title" for block in blocks)
    left = OPENING
    for block in blocks:
        opened: tuple[Block, ...] = (block,)
        if block.kind == "body" and left:
            opened = running.dateline(text, block) if titled else running.glued(text, block)
            titled, left = True, 0 if len(opened) > 1 else left - 1
        yield from opened


def _pieces(text: str, block: Block, captions_in_prose: BlockKind) -> Iterable[Block]:
    if block.kind not in ("body", "caption"):
        return (block,)
    whole = caption_rules.caption(text, block)
    if block.kind == "caption":
        return whole or (block,)
    return whole or running.split(text, block, captions_in_prose)


def _layout(text: str, blocks: tuple[Block, ...], title: str) -> Layout:
    def said(kind: BlockKind) -> str:
        return next((text[b.start : b.end].strip() for b in blocks if b.kind == kind), "")

    found = (dates.line(text[b.start : b.end]) for b in blocks if b.kind == "published")
    lines = sorted((line for line in found if line), key=lambda line: (line.updated, not line.labelled))
    return Layout(
        blocks,
        title=title or said("title").rstrip(" -"),
        section=said("section"),
        byline=byline(said("byline")),
        dateline=running.place(said("dateline")),
        date=lines[0] if lines else None,
    )
