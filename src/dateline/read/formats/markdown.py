"""Markdown, read as the text it prints: marks of emphasis and links gone, headings and captions typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

import yaml

from dateline.read import dates
from dateline.read.bounds import FRONT, check_length
from dateline.read.decode import decode
from dateline.read.draft import Draft, Part, compose
from dateline.read.html.tree import tidy
from dateline.read.lines import same
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob

MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
FENCE_END = re.compile(r"^(?:```|~~~)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*)")
UNDERLINE = re.compile(r"(?P<mark>=+|-{3,})\s*$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]*)\](?:\([^()\s]*(?:\s+[\"'(](?P<title>.{0,300}?)[\"')])?\)|\[[^\[\]]*\])")
DEFINITION = re.compile(r"\s{0,3}\[[^\]]+\]:\s*\S+")
# Each stops where the next one of its kind begins, or after so many characters: a mark may be opened a million times.
INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),
    (re.compile(r"\[\^[^\[\]]+\]"), ""),
    (re.compile(r"\[([^\[\]]+)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)(.{1,1000}?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\\w])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?!\w)", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\`])`+([^`]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])"), r"\1"),
)


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft]:
    """The one report of a Markdown file; its YAML front matter gives title, date, author, publisher."""
    source = decode(blob.whole(options.max_bytes), blob.where, declared=blob.charset)
    check_length(source, blob.where)
    matter = _matter(source)
    parts = list(_parts(_without_code(MATTER.sub("", source, count=1)).replace("\r\n", "\n")))
    title = _said(matter, "title") or next((part.text for part in parts if part.kind == "title"), "")
    if title and not any(same(part.text, title) for part in parts):
        parts.insert(0, Part("title", title))
    text, blocks = compose(Part("title", p.text) if same(p.text, title) else p for p in parts)
    stamp = dates.of_value(matter.get("date") or matter.get("published"))
    yield Draft(
        text=text,
        where=blob.where,
        blocks=blocks,
        title=title,
        byline=_said(matter, "author"),
        publisher=_said(matter, "publisher") or _said(matter, "source"),
        section=_said(matter, "section"),
        published=stamp.found("front matter") if stamp else None,
        url=_said(matter, "url") or blob.url,
    )


class Matter(yaml.BaseLoader):
    """Front matter as texts and lists of texts; an alias, which may stand for itself a billion times, is a mistake."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next value."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _matter(source: str) -> Mapping[str, object]:
    match = MATTER.match(source)
    try:
        matter = yaml.load(match[1], Matter) if match and len(match[1]) <= FRONT else {}  # noqa: S506 - makes texts only
    except (yaml.YAMLError, RecursionError):
        return {}  # a rule line and a heading, not front matter
    return matter if isinstance(matter, dict) else {}


def _without_code(source: str) -> str:
    kept, at = [], 0
    while (opened := FENCE.search(source, at)) and (closed := FENCE_END.search(source, opened.end())):
        kept.append(source[at : opened.start()])
        at = closed.end()
    return "".join([*kept, source[at:]])


def _said(matter: Mapping[str, object], name: str) -> str:
    value = matter.get(name)
    return tidy(", ".join(str(item) for item in value) if isinstance(value, list) else str(value or ""))


def _parts(source: str) -> Iterator[Part]:
    titled = False
    for chunk in _chunks(source):
        heading = HEADING.match(chunk)
        image = IMAGE.fullmatch(chunk)
        if heading:
            first = heading["level"] == "#" and not titled
            titled = titled or first
            yield Part("title" if first else "heading", _inline(heading["text"].rstrip().rstrip("#")))
        elif image:
            yield Part("caption", _inline(image["title"] or image["alt"]))
        else:
            yield Part("body", _inline(chunk))


def _chunks(source: str) -> Iterator[str]:
    """Paragraphs, list items and headings, each on one line."""
    lines: list[str] = []
    for raw in [*source.split("\n"), ""]:
        line = re.sub(r"^\s*(?:>\s?)+", "", raw)
        under = UNDERLINE.fullmatch(line.strip()) if lines else None
        breaks = (
            not line.strip() or HEADING.match(line) or ITEM.match(line) or RULE.match(line) or DEFINITION.match(line)
        )
        if under and len(lines) == 1:
            yield ("# " if under["mark"][0] == "=" else "## ") + lines.pop()
        elif breaks or line.lstrip().startswith("|"):
            yield from ([" ".join(lines)] if lines else [])
            lines = _begun(line)
            if HEADING.match(line):
                yield lines.pop()
        else:
            lines.append(line.strip())
    if lines:
        yield " ".join(lines)


def _begun(line: str) -> list[str]:
    """What a line that breaks a paragraph begins: nothing, a heading, a list item, a table row."""
    if not line.strip() or RULE.match(line) or DEFINITION.match(line) or re.fullmatch(r"[|\s:-]+", line):
        return []
    return [ITEM.sub("", line, count=1).strip().strip("|").strip()]


def _inline(text: str) -> str:
    text = IMAGE.sub("", text)
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return tidy(unescape(text))
