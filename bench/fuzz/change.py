"""Kept inputs changed by chance: what stands in for a guided fuzzer where none is installed, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

MOST = 4_096  # bytes of an input
EDGES = (0, 1, 127, 128, 255)
SCRAPS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x91\xa9", b"\xe2\x80\xae", b"\xe2\x80\x8b",
    b"\xcc\x81", b"\n\n", b"\r\n", b"\r", b"\t", b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#xD800;", b"&#1114112;", b"&amp;", b"<script>", b"<p>", b"{", b"}",
    b"[", b"]", b'"', b"'", b":", b",", b";", b"\\", b"\\ud800", b"null", b"1e999", b"-1", b"9"*30, b"(", b")", b"%",
    b"%00", b"=", b"#", b"*", b"_", b"`", b"```", b"---\n", b"...", b"\xe2\x80\x9c", b"\xe2\x80\x9d",
    b"13 August 2024", b"31 February 2023", b"00/00/0000", b"24:60", b"9999-99-99", b"+99:99", b"T", b"Z",
    b"Content-Length: 99999999999\r\n", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Type: text/html; charset=utf-7\r\n", b"WARC/1.0\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"=?utf-7?b?????=", b"--b\r\n", b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"<<", b">>",
    b"/Length 99", b"/Kids [3 0 R]",
)  # fmt: skip


def changed(seeds: Sequence[bytes], runs: int, seed: int = 1) -> Iterator[bytes]:
    """The seeds as they are, and then so many inputs made of them."""
    dice = random.Random(seed)
    yield from seeds
    for _ in range(runs):
        data = bytearray(dice.choice(seeds) if seeds else b"")
        for _ in range(1 + dice.getrandbits(2)):
            data = _once(data, seeds, dice)
        yield bytes(data[:MOST])


def _once(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> bytearray:
    at = dice.randrange(len(data) + 1)
    to = min(len(data), at + dice.choice((1, 2, 8, 64)))
    kind = dice.randrange(6)
    if kind == 0:
        data[at:at] = dice.choice(SCRAPS) * dice.choice((1, 1, 1, 2, 40))
    elif kind == 1:
        del data[at:to]
    elif kind == 2:
        data[at:at] = data[at:to] * dice.choice((1, 2, 50))
    elif kind == 3:
        data[at:to] = bytes(dice.choice((*EDGES, dice.randrange(256))) for _ in range(to - at))
    elif kind == 4 and seeds:
        other = dice.choice(seeds)
        data[at:] = other[dice.randrange(len(other) + 1) :]
    else:
        data[at:to] = dice.choice(SCRAPS)
    return data
