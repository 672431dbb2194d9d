"""Words of a paragraph, and where sentences may and must begin between them.

spaCy's tokenizer is right on most of news; this file mends what it leaves ("-The", `."We`, "U.S.The", "Lt" + ".") and
tells the parser the borders that punctuation decides, so that it only has to judge the doubtful ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from dateline.model import Span
from dateline.parse.marks import CLOSE, facing

Tokenize = Callable[[str], Iterable[tuple[int, str]]]

GLUED = re.compile(
    r"""(?P<dash>[-–—]+)(?=[^\W\d])        # -The
      | (?P<mark>["“”«»‘]|``|'')(?=\w)      # "We
      | (?P<acronym>(?:[A-Z]\.){2,})(?=[A-Z][a-z])   # U.S.The
      | (?P<closed>\w+)(?P<bracket>[)\]])(?=[-–—\w])  # CNN)–Iraq
      | (?P<word>[^\W\d]{2,})(?P<stop>\.)(?=\[\d)  # island.[2]
      | (?P<clock>\d{1,2}[:.]\d{2})(?=[ap]\.?m\.?$)  # 10:30a.m.
    """,
    re.VERBOSE | re.IGNORECASE,
)
STOPS = frozenset({".", "..", "!", "?", "...", "…", "....", "?!", "!?", "!!", "??"})
DASHES = frozenset({"-", "–", "—", "--"})
BULLETS = frozenset({"*", "•", "▪", "◦", "‣", "·"})
INNER = STOPS | {",", ";", ":", "%", "/"}  # no sentence begins with one
CLOSERS = frozenset({"’", "'", ")", "]"})


class Abbreviations(msgspec.Struct, frozen=True):
    """Short forms that keep their full stop: `titles` stand before a name, so no sentence begins after them."""

    titles: frozenset[str]
    starters: frozenset[str]  # words that begin a sentence when capitalised after a short form
    glued: frozenset[str]  # words that begin one even when a dash glues them to a heading: "Reactions-The army"


@cache
def abbreviations() -> Abbreviations:
    """The project's list, read once."""
    lines = files(__package__).joinpath("data", "abbreviations.txt").read_text("utf-8").splitlines()
    rows = dict(line.split(":", 1) for line in lines if line and not line.startswith("#"))
    return Abbreviations(*(frozenset(rows[name].split()) for name in ("titles", "starters", "glued")))


def words(paragraph: Span, tokenize: Tokenize) -> list[Span]:
    """The words of a paragraph, without white space; offsets count in the document."""
    raw = (Span(paragraph.start + at, paragraph.start + at + len(word), word) for at, word in tokenize(paragraph.text))
    pieces = (piece for word in raw if not word.text.isspace() for piece in _pieces(word))
    return list(_with_stops(pieces))


def _pieces(word: Span) -> Iterator[Span]:
    """The word, or its parts where the tokenizer glued two together."""
    at, text = 0, word.text
    while (at or not text.isalnum()) and (found := GLUED.match(text, at)):
        for group in found.groups():
            if group:
                yield Span(word.start + at, word.start + at + len(group), group)
                at += len(group)
    yield Span(word.start + at, word.end, text[at:])


def _with_stops(pieces: Iterable[Span]) -> Iterator[Span]:
    """Short forms joined with the full stop that the tokenizer cut off: "Lt" + "." is "Lt."."""
    known = abbreviations()
    before: Span | None = None
    for piece in pieces:
        if before and piece.text == "." and before.end == piece.start and f"{before.text}." in known.titles:
            piece = Span(before.start, piece.end, f"{before.text}.")  # noqa: PLW2901
        elif before:
            yield before
        before = piece
    if before:
        yield before


def borders(tokens: list[Span]) -> list[bool | None]:
    """For each word of a paragraph: a sentence must begin here (True), must not (False), or the parser decides."""
    quotes = [way == CLOSE for way in facing(tokens)]
    starts: list[bool | None] = [i == 0 for i in range(len(tokens))]
    for i in range(1, len(tokens)):
        if not quotes[i] and tokens[i].text not in CLOSERS:
            starts[i] = _begins(tokens, i, quotes)
    return starts


def _begins(tokens: list[Span], i: int, quotes: list[bool]) -> bool | None:
    word, before = tokens[i], tokens[i - 1]
    if word.text in INNER:
        return False
    if word.text in BULLETS and before.end < word.start:
        return True
    if before.text in DASHES and before.end == word.start:
        return _after_dash(tokens, i)
    return _after_mark(tokens, i, quotes)


def _after_dash(tokens: list[Span], i: int) -> bool | None:
    """After a dash that touches the word: headings and datelines run into the text so where a page lost its layout."""
    if tokens[i].text in abbreviations().glued:
        return True
    before, dash = tokens[i - 2] if i > 1 else None, tokens[i - 1]
    detached = before is not None and before.end < dash.start
    if not detached or not tokens[i].text[0].isupper():
        return False
    return True if before is not None and before.text in DASHES else None


def _after_mark(tokens: list[Span], i: int, quotes: list[bool]) -> bool | None:
    j = i - 1
    while j > 0 and (quotes[j] or tokens[j].text in CLOSERS):
        j -= 1
    stop, after = tokens[j].text, _first_letter(tokens, i)
    if after.islower():
        return False
    if stop in STOPS:
        return _after_stop(tokens, j, after, quoted=j < i - 1)
    return _after_short_form(stop, tokens[i].text) if stop.endswith(".") else False


def _first_letter(tokens: list[Span], i: int) -> str:
    """The first letter or digit from word i on, past opening marks."""
    while i + 1 < len(tokens) and not tokens[i].text[0].isalnum():
        i += 1
    return tokens[i].text[0]


def _after_stop(tokens: list[Span], j: int, after: str, *, quoted: bool) -> bool | None:
    """After a stop of its own: certain before a capital, unless "?" or "!" may end a quotation in mid-sentence."""
    if quoted and tokens[j].text not in (".", ".."):
        return None
    before = tokens[j - 1].text if j else ""
    initial = len(before) == 1 and before.isupper()
    certain = tokens[j].text in (".", "..", "?", "!") and after.isupper() and not initial
    return True if certain else None


def _after_short_form(stop: str, word: str) -> bool | None:
    known = abbreviations()
    if stop in known.titles or (len(stop) == 2 and stop[0].isupper()):
        return False
    return True if word in known.starters else None
