"""An RSS or Atom file: each entry is a report, as long as the feed has it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax import SAXException

import feedparser

from dateline.errors import InputError
from dateline.model import Issue, Published
from dateline.read import dates
from dateline.read.bounds import short_tags
from dateline.read.draft import Draft, Part, compose
from dateline.read.html.fragment import fragment
from dateline.read.html.tree import tidy
from dateline.read.lines import same
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob

Entry = Mapping[str, Any]
REFERENCE = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));", re.IGNORECASE)
LAST = 0x10FFFF


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each entry."""
    feed = parsed(blob.whole(options.max_bytes), blob.where)
    if not feed.entries:
        raise InputError("the feed has no entries." if feed.version else "it is no RSS or Atom feed.", blob.where)
    for number, entry in enumerate(feed.entries, 1):
        yield _draft(entry, feed.feed, f"{blob.where} entry {number}")
    fault = feed.get("bozo_exception")
    if isinstance(fault, SAXException):
        reason = f"the feed is not well-formed ({fault.getMessage()}); {len(feed.entries)} entries were read."
        yield Issue(stage="read", where=blob.where, reason=reason, fatal=False)


def parsed(data: bytes, where: str) -> feedparser.FeedParserDict:
    """What feedparser makes of a feed; raises InputError where it stumbles over tags that end what was not begun.

    It fails at references to characters that do not exist, so they are mended. Tags are looked at byte by byte: what
    marks them is the same in all encodings that feeds are written in.
    """
    mended = short_tags(without_strangers(data).decode("latin-1")).encode("latin-1")
    try:
        return _parsed(mended)
    except (AttributeError, IndexError, KeyError) as fault:
        raise InputError("the feed's tags do not match, so it cannot be read.", where) from fault


def _parsed(data: bytes) -> feedparser.FeedParserDict:
    try:
        return feedparser.parse(io.BytesIO(data))
    except ValueError:  # the name of the encoding is no text, or holds a null
        return feedparser.parse(io.BytesIO(data.decode("utf-8", "replace").replace("\0", "").encode()))


def without_strangers(data: bytes) -> bytes:
    """The same with references to characters that do not exist replaced."""
    return REFERENCE.sub(_character, data)


def _character(reference: re.Match[bytes]) -> bytes:
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) < 12 else LAST + 1
    return b"\xef\xbf\xbd" if code > LAST or 0xD800 <= code <= 0xDFFF else reference[0]


def _draft(entry: Entry, feed: Entry, where: str) -> Draft | Issue:
    title = tidy(_plain(entry.get("title", ""), where))
    body = [part for part in fragment(_content(entry), where) if not same(part.text, title)]
    text, blocks = compose([Part("title", title), *body])
    if not text:
        return Issue(stage="read", where=where, reason="the entry has neither a title nor a text.")
    return Draft(
        text=text,
        where=where,
        blocks=blocks,
        title=title,
        publisher=tidy(feed.get("title", "")),
        original_publisher=tidy(entry.get("source", {}).get("title", "")),
        byline=tidy(entry.get("author", "")),
        section=tidy(next((tag.get("term") or "" for tag in entry.get("tags", ())), "")),
        declared=feed.get("language", ""),
        published=_published(entry),
        url=entry.get("link", ""),
    )


def _plain(source: str, where: str) -> str:
    return " ".join(part.text for part in fragment(source, where))


def _content(entry: Entry) -> str:
    """The longest text that the entry carries: its content, or its summary."""
    texts = [str(content.get("value") or "") for content in entry.get("content", ())]
    return max((*texts, str(entry.get("summary") or "")), key=len)


def _published(entry: Entry) -> Published | None:
    written = (dates.parse(str(entry[name] or "")[:80]) for name in ("published", "updated") if name in entry)
    stamp = next((stamp for stamp in written if stamp), None)
    return stamp.found("feed") if stamp else None
