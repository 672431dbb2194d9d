"""Who wrote a report that somebody else republished: found by what the text says, never by a list of papers.

Three kinds of evidence, strongest first. The text says so ("originally published by X"). An agency stands in the
dateline or the byline ("BAGHDAD (Reuters) -"). Sources speak to one outlet again and again ("told X", "shared with X",
"in an interview with X") on a page that disclaims authorship, or that names no publisher at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from dateline.model import Block
from dateline.read.cues import phrases

OUTLET = r"(?P<name>(?:The |the )?[A-Z][\w&’'.-]{0,40}(?: (?:of |for |the )?[A-Z][\w&’'.-]{0,40}){0,3})"
STATED = re.compile(
    rf"\b(?i:(?:originally|first) (?:published|appeared|reported|posted) (?:in|on|by|at)"
    rf"|(?:re-?published|reprinted|reposted|syndicated)(?: here)?(?: with (?:the )?permission)? (?:from|of)"
    rf"|(?:courtesy of|source:)) {OUTLET}"
)
ADDRESSED = re.compile(
    rf"\b(?:told|telling|tells|shared with|shared .{{3,60}}? with|(?:interview|spoke|speaking) (?:to|with)|referred"
    rf"|(?:hinted|confirmed|said|statement|sent|provided) to|(?:obtained|seen) by) {OUTLET}"
)
REPOSTED = re.compile(
    r"\b(?:belongs? to (?:the|its) (?:original )?(?:author|owner|publisher)|original (?:author|publisher|source)"
    r"|re-?post(?:ed|ing)|reprint(?:ed|ing)?|re-?publish(?:ed|ing))\b",
    re.IGNORECASE,
)
OWNED = re.compile(r"['’]s?$")
SHARE = 0.6  # of all addressees, for one to be the outlet the sources speak to
WITH_DISCLAIMER, WITHOUT = 2, 3  # times it must be spoken to
EXPANDED = {
    "AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "dpa": "DPA",
    "The Associated Press": "Associated Press",
}


def original_publisher(text: str, blocks: Iterable[Block], *, publisher: str, credited: Iterable[str] = ()) -> str:
    """The publisher of the original, or "" where the report is no reprint or nothing tells.

    `credited` are the names that the dateline and the byline carry; `publisher` is who published the page at hand.
    """
    blocks = tuple(blocks)
    small = [
        text[b.start : b.end]
        for b in blocks
        if b.kind in ("disclaimer", "credit", "related", "boilerplate", "published")
    ]
    body = "\n".join(text[b.start : b.end] for b in blocks if b.kind == "body")
    candidates = (_stated(small), _agency(credited), _spoken_to(body, small, publisher))
    found = next((name for name in candidates if name), "")
    return "" if _alike(found, publisher) else found


def _stated(small: Iterable[str]) -> str:
    matches = (STATED.search(line) for line in small)
    return next((_clean(m["name"]) for m in matches if m and _clean(m["name"])), "")


def _agency(credited: Iterable[str]) -> str:
    known = {name.casefold(): name for name in phrases("agencies")}
    found = next((known[name.casefold()] for name in credited if name.casefold() in known), "")
    return EXPANDED.get(found, found)


def _spoken_to(body: str, small: Iterable[str], publisher: str) -> str:
    names = Counter(name for m in ADDRESSED.finditer(body) if (name := _clean(m["name"])))
    if not names:
        return ""
    best, times = min(names.items(), key=lambda item: (-item[1], item[0]))
    reposted = any(REPOSTED.search(line) for line in small)
    enough = WITH_DISCLAIMER if reposted else WITHOUT
    return best if times >= enough and times >= SHARE * names.total() and (reposted or not publisher) else ""


def _clean(name: str) -> str:
    """A captured name without what follows it: a possessive, a day of the week, a full stop."""
    words: list[str] = []
    for word in name.split():
        bare = OWNED.sub("", word.strip(".,")) if not re.fullmatch(r"(?:[A-Z]\.)+", word) else word
        if bare in phrases("no outlets"):
            break
        words.append(bare)
        if bare != word.rstrip(".,"):
            break
    while words and words[-1] in ("of", "for", "the", "The"):
        words.pop()
    return " ".join(words)


def _alike(one: str, other: str) -> bool:
    """Whether two names mean the same outlet: equal, one in the other, or one the initials of the other."""
    a, b = _key(one), _key(other)
    if not a or not b:
        return False
    return a in b or b in a or _initials(one) == b or _initials(other) == a


def _key(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold().removeprefix("the ").removeprefix("www.").removesuffix(".com"))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name.removeprefix("The "))).casefold()
