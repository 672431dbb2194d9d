"""Inputs that are cheap to send and may be dear to read: each class makes one of about `size` characters.

`TEXTS` are reports as the coder gets them, `FILES` are what the readers get, each named after its format.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta

Make = Callable[[int], str]
MakeFile = Callable[[int], bytes]


def again(unit: str, before: str = "", after: str = "") -> Make:
    """The unit, as often as there is room for it."""
    return lambda size: before + unit * max(1, size // len(unit)) + after


def numbered(unit: str) -> Make:
    """The unit with a number of its own each time, so that no two are alike."""
    return lambda size: "".join(unit.format(n=n) for n in range(max(1, size // len(unit))))


def nested(opened: str, inside: str, closed: str) -> Make:
    """Boxes in boxes."""

    def make(size: int) -> str:
        depth = max(1, size // (len(opened) + len(closed)))
        return opened * depth + inside + closed * depth

    return make


TEXTS: dict[str, Make] = {
    "prose": numbered("Government troops shelled the town of Gao on Monday and killed {n} people, police said.\n\n"),
    "one paragraph": numbered("Government troops shelled Gao on Monday and killed {n} people, police said. "),
    "no full stop": again("troops shelled the town and rebels killed people "),
    "no verb": again("the town of the people of the town by the river "),
    "one word": again("killed "),
    "triggers in one sentence": again("killed, attacked, arrested, accused and met "),
    "sayings in sayings": again("the minister said that "),
    "relative clauses": again("the man who killed "),
    "one token": again("a"),
    "one token of marks": again("-"),
    "dashes and words": again("-a"),
    "stops and letters": again("a."),
    "commas": again("a, "),
    "open brackets": again("( "),
    "nested brackets": nested("(a ", "killed", " b)"),
    "open quotes": again("“He said "),
    "straight quotes": again('"a" '),
    "single quotes": again("'a' "),
    "dates": again("on 3 March 2011 and "),
    "weekdays": again("last Monday morning and two weeks before Friday "),
    "ranges": again("between June 3 and "),
    "numerals": again("seven hundred and twelve thousand "),
    "digits": again("1,000 "),
    "one number": again("9"),
    "names": numbered("Ahmed Abbas{n} and "),
    "one name": again("Ahmed Abbas and "),
    "places": again("Gao, Mali, "),
    "pronouns": again("He told them that they had killed him. "),
    "short sentences": again("He left. "),
    "one-word paragraphs": again("Ay\n\n"),
    "lines": again("killed\n"),
    "blank lines": again("a\n \n \n \n"),
    "spaces": again("killed                                                  "),
    "one run of spaces": again(" ", "Troops shelled Gao", "."),
    "one run of lines": again(" \n", "Troops shelled Gao", "."),
    "nothing to see": again("\u200b\u200d\u2060\ufeff", "Troops shelled Gao", "."),
    "right to left": again("\u202eabc\u202c \u2067def\u2069 "),
    "combining marks": again("\u0301", "Troops shelled Gao"),
    "emoji": again("👩‍👩‍👧‍👦🇲🇱 "),
    "addresses": again("http://a.example/b?c=d&e=f@g.h "),
    "bullets": again("• killed 3) "),
    "told to outlets": again("told The Coast Daily of the "),
}


FEED = '<rss version="2.0"{0}><channel><item>{1}</item></channel></rss>'
MAIL = "From: {0}\nSubject: a\nDate: b\n\n{1}\n"
LINKED = '<script type="application/ld+json">{0}</script>'
DESCRIBED = "<meta name=description content='{0}'>"


def page(body: str) -> bytes:
    prose = "<p>Government troops shelled the town of Gao on Monday, police said, and killed nine people there.</p>"
    return f"<html><head><title>Shelling</title></head><body><h1>Shelling</h1>{prose * 3}{body}</body></html>".encode()


def file_of(make: Make, wrap: Callable[[str], bytes] = str.encode) -> MakeFile:
    return lambda size: wrap(make(size))


def _feed(size: int) -> bytes:
    item = "<item><title>Ferry {n}</title><description>Police held ferry {n} at Varn.</description></item>"
    return f'<rss version="2.0"><channel><title>C</title>{numbered(item)(size)}</channel></rss>'.encode()


def _mail(size: int) -> bytes:
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(max(1, size // 50))
    )
    return f"From: a@b.example\r\nSubject: Ferry\r\nDate: Tue, 13 Aug 2024 02:50:00 +0000\r\n{parts}".encode()


def _headers(size: int) -> bytes:
    return (
        f"From: a@b.example\r\nSubject: {again('=?utf-8?q?a?= ')(size)}\r\nDate: x\r\n\r\nPolice held it.\r\n".encode()
    )


def _aliases(size: int) -> bytes:
    """Front matter in which each line holds the one before it nine times."""
    depth = min(max(2, size // 40), 60)
    rows = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, depth))]
    return ("---\n" + "\n".join(rows) + f"\nauthor: *a{depth - 1}\n---\nPolice held the ferry at Varn.\n").encode()


def _pdf(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n" + extra, []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (table, len(out))


STORIES = {"stories, not fused": False, "stories, published": True}  # whether they are fused and published


def stories(number: int) -> Iterator[bytes]:
    """So many lines of a JSON Lines file, a hundred a day: reports that share nothing but their words."""
    begin = date(2015, 1, 1)
    for n in range(number):
        text = f"Report {n}: troops shelled the town of Gao {n % 977}, and ministers met. " + f"It was note {n}. " * 120
        row = {"id": f"r{n:07}", "published": (begin + timedelta(days=n // 100)).isoformat(), "text": text}
        yield json.dumps(row).encode() + b"\n"


FILES: dict[str, MakeFile] = {
    "html nested": file_of(nested("<div>", "<p>Killed.</p>", "</div>"), page),
    "html never closed": file_of(again("<b><i>a "), page),
    "html tables in tables": file_of(nested("<table><tr><td>", "a", "</td></tr></table>"), page),
    "html paragraphs": file_of(numbered("<p>Police held ferry {n} at Varn on Monday.</p>"), page),
    "html items": file_of(again("<li>a"), page),
    "html inline": file_of(again("<a href=b>c</a> "), page),
    "html one line": file_of(again("ferry "), lambda text: page(f"<p>{text}</p>")),
    "html attributes": file_of(numbered(" a{n}=b"), lambda text: page(f"<p{text}>")),
    "html breaks": file_of(again("a.<br>"), lambda text: page(f"<p>{text}</p>")),
    "html soft lines": file_of(again("a<br>"), lambda text: page(f"<p>{text}</p>")),
    "html captions": file_of(again("<figure><figcaption>A ferry at Varn</figcaption></figure>"), page),
    "html open comment": file_of(again("<!-- "), page),
    "html facts": file_of(again('{"@type": "NewsArticle", "a": ['), lambda text: page(LINKED.format(text))),
    "html facts nested": lambda size: page(LINKED.format("[" * size + "]" * size)),
    "html teasers": file_of(
        again("<p>Police held the ferry at Varn again</p>"),
        lambda text: (DESCRIBED.format("Ab " * 30) + text).encode() + page(""),
    ),
    "html description": file_of(again("<a"), lambda text: DESCRIBED.format(text).encode() + page("")),
    "html title": file_of(again(" | a"), lambda t: f"<meta property=og:title content='{t}'>".encode() + page("")),
    "html quotes in tags": file_of(again("<a '<b \""), page),
    "html values": file_of(numbered(' a{n}="<"'), lambda text: page(f"<p{text}>")),
    "html spaces": file_of(again(" "), lambda text: page(f"<p>a{text}b</p>")),
    "markdown brackets": file_of(again("[")),
    "markdown images": file_of(again('![a](b "')),
    "markdown marks": file_of(again("*a_b`c~d")),
    "markdown stars": file_of(again("*")),
    "markdown headings": file_of(again("# a #"), lambda text: f"# a\n\n{text}\n".encode()),
    "markdown comments": file_of(again("<!-- ")),
    "markdown fences": file_of(again("```\na\n")),
    "markdown rules": file_of(again("- "), lambda text: f"a\n\n{text}x\n".encode()),
    "markdown open fences": file_of(again("```a\n")),
    "markdown ticks": file_of(again("`")),
    "markdown bold": file_of(again("**a ")),
    "markdown tags": file_of(again("<a")),
    "markdown heading spaces": file_of(again(" "), lambda text: f"# a{text}b\n".encode()),
    "markdown quoted": file_of(again("> ")),
    "markdown aliases": _aliases,
    "markdown matter": file_of(nested("[", "a", "]"), lambda text: f"---\na: {text}\n---\nPolice held it.\n".encode()),
    "json nested": file_of(nested("[", "1", "]")),
    "json records": file_of(numbered('{{"text": "Police held ferry {n} at Varn."}},'), lambda t: f"[{t}{{}}]".encode()),
    "json authors": file_of(
        nested("[", "1", "]"), lambda text: f'{{"text": "Police held it.", "author": {text}}}'.encode()
    ),
    "jsonl keys": file_of(numbered('"k{n}": 1, '), lambda text: f'{{{text} "text": "Police held it."}}\n'.encode()),
    "csv cells": file_of(again(","), lambda text: f"text{text}\na{text}\n".encode()),
    "csv quotes": file_of(again('"'), lambda text: f"text\n{text}".encode()),
    "feed entries": _feed,
    "feed nested": file_of(nested("<a>", "b", "</a>"), lambda text: FEED.format("", text).encode()),
    "feed references": file_of(again("&amp;#65;"), lambda text: FEED.format("", f"<title>{text}</title>").encode()),
    "feed attributes": file_of(numbered(' a{n}="b"'), lambda text: FEED.format(text, "<title>A</title>").encode()),
    "feed open": file_of(again("<"), lambda text: FEED.format("", f"<title>A</title>{text}").encode()),
    "email parts": _mail,
    "email header": _headers,
    "email address": file_of(again("<a,(b"), lambda text: MAIL.format(text, "Police held it.").encode()),
    "email quoted": file_of(again("> a\n"), lambda text: MAIL.format("a@b.c", text).encode()),
    "email packed": lambda size: (
        b"From: a@b.c\nDate: b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(b"<p>a" * (size // 6))
    ),
    "pdf words": lambda size: _pdf(b"BT /F1 9 Tf " + b"(ferry) Tj 0 -9 Td " * (size // 20) + b" ET"),
    "pdf states": lambda size: _pdf(b"q " * size + b"BT /F1 9 Tf (a) Tj ET"),
    "pdf arrays": lambda size: _pdf(b"BT /F1 9 Tf " + b"[" * size + b"]" * size + b" TJ ET"),
    "pdf bomb": lambda size: _pdf(b" " * (size * 100)),
    "pdf comments": lambda size: _pdf(b"BT /F1 9 Tf (a) Tj ET", b"%a\n" * (size // 3)),
    "warc marks": lambda size: b"WARC/1.0\r\n" * (size // 10),
    "text lines": file_of(again("a\n")),
    "text one line": file_of(again("a ")),
    "text capitals": file_of(again("Aa ")),
    "text stops": file_of(again("A. ")),
    "text dots": file_of(again(".")),
    "text brackets": file_of(again("(Photo ")),
    "text datelines": file_of(again("VARN, Gao — ")),
    "text told to": file_of(again("shared with ")),
    "text shared a": file_of(again("shared a with a ")),
    "text dates": file_of(again("13 August 2024 ")),
    "text spaces": file_of(again(" "), lambda text: f"a{text}b".encode()),
    "text blank lines": file_of(again(" \n"), lambda text: f"a{text}b".encode()),
    "text no encoding": lambda size: bytes(range(128, 256)) * (size // 128),
    "text keys": file_of(numbered("{n} "), lambda text: json.dumps({"text": text}).encode()),
}


def unpacked_format(name: str) -> str:
    """The format that a class of FILES is read as."""
    return name.partition(" ")[0]
