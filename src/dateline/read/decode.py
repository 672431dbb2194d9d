"""Bytes to text: byte order marks, what the page declares, UTF-8, and last a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE
)
SAMPLE = 65_536
SPOILED = 0.001  # share of characters that may be replaced in a page that is UTF-8 otherwise
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(data: bytes, where: str, *, declared: str = "", lenient: bool = False) -> str:
    """The text of `data`; raises InputError where no encoding fits.

    `declared` is tried before UTF-8. A `lenient` caller (web pages) accepts a rare broken byte as U+FFFD.
    """
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in (marked, _name(declared), "utf-8"):
        text = _strict(data, name)
        if text is not None:
            return text
    spoiled = data.decode("utf-8", "replace")
    if lenient and spoiled.count("\ufffd") <= SPOILED * len(spoiled):
        return spoiled
    return _guessed(data, where)


def declared_in(data: bytes) -> str:
    """The encoding that a page's head names, or ""."""
    match = META.search(data, 0, 4096)
    return match[1].decode("ascii", "replace") if match else ""


def _name(declared: str) -> str:
    """The codec to use: browsers read ISO 8859-1 and ASCII as Windows-1252, and so do the people who declare them."""
    try:
        name = codecs.lookup(declared.strip("\"' ")).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name else None
    except (UnicodeError, LookupError, AssertionError):  # codecs such as "hex" are no text encodings
        return None


def _guessed(data: bytes, where: str) -> str:
    best = from_bytes(data[:SAMPLE]).best()
    text = _strict(data, best.encoding) if best else None
    if text is None or len(CONTROL.findall(text)) > 0.01 * len(text):
        raise InputError("its bytes fit no text encoding.", where, "Save it as UTF-8.")
    return text
