"""Which format an input is in: forced, or told by its first bytes, its extension, its media type, its look."""

from __future__ import annotations

import re
from pathlib import PurePath

from dateline.errors import InputError
from dateline.read.options import ReadOptions
from dateline.read.registry import BY_EXTENSION, BY_MEDIA, FORMATS, Format
from dateline.read.sources import Blob

ARCHIVES = (b"WARC/1.", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # compressed record by record, or not
CERTAIN = ((b"%PDF-", "pdf"), (b"PAR1", "parquet"), *((magic, "warc") for magic in ARCHIVES))
FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|section)\b", re.I | re.S
)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
HEADER = re.compile(
    rb"(?:^|\n)(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version): ", re.I
)
FIRST_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z-]+: )")


def format_of(blob: Blob, options: ReadOptions) -> Format:
    """The format of an input; raises InputError where it is empty or no report."""
    if options.format:
        return FORMATS[options.format]
    head = blob.head()
    if not head:
        raise InputError("the file is empty.", blob.where)
    certain = next((name for magic, name in CERTAIN if head.startswith(magic)), "")
    if not certain:
        _refuse_binary(blob.where, head)
    named = BY_EXTENSION.get(PurePath(blob.name).suffix.lower(), "") or BY_MEDIA.get(blob.media, "")
    return FORMATS[certain or _checked(named, head) or _look(head)]


def _refuse_binary(where: str, head: bytes) -> None:
    foreign = next((what for magic, what in FOREIGN if head.startswith(magic)), "")
    if foreign:
        raise InputError(f"it is {foreign}, not a report.", where, "Give the text, the page or a PDF.")
    if b"\x00" in head and not head.startswith(UNICODE_MARKS):
        raise InputError("it is a binary file, not a report.", where, "Give the text, the page or a PDF.")


def _checked(named: str, head: bytes) -> str:
    """The format that the name promises, unless the content is plainly another."""
    if named in ("json", "jsonl"):
        return _json(head) or named
    if named == "text" and MARKUP.match(head):
        return "html"
    return named


def _json(head: bytes) -> str:
    """JSON Lines is a whole object on the first line and another line after it."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first, _, after = start.partition(b"\n")
    if start.startswith(b"["):
        return "json"
    return "jsonl" if first.rstrip().endswith(b"}") and after.lstrip().startswith(b"{") else ""


def _look(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return _json(head) or ("jsonl" if b"\n" not in start.rstrip() else "json")
    if FEED.search(head) and start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return "feed"
    if MARKUP.match(start) or start.startswith(b"<?xml"):
        return "html"
    return "email" if FIRST_HEADER.match(start) and len(HEADER.findall(head)) >= 2 else "text"
