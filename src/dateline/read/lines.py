"""What a single line says of itself."""

from __future__ import annotations

import re
from functools import cache

from dateline.model import BlockKind
from dateline.read.cues import opening, whole

SENTENCE = re.compile(r"[.…。।۔]['\"”“’‘»«)\]]*$|[.!?！？؟]['\"”“’‘»«]+$")
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")  # no spaces between words
SIGN_UP = r"(?:abonn|anmeld|suscri|inscri|iscri|zapisz|melde)"
NEWSLETTER = (
    r"\b(?:sign up|subscribe|register)\b.{0,80}\b(?:newsletter|briefing|alerts?|updates)\b",
    rf"\bnewsletter\b.{{0,80}}\b{SIGN_UP}|\b{SIGN_UP}\w*\b.{{0,80}}\bnewsletter",
    r"\b(?:to|in) your inbox\b|\bsign up here\b|\balready a subscriber\b",
    r"\bcookies? (?:to|for|that) (?:improve|ensure|provide|give|offer|analy)",
    r"\bdownload (?:our|the) [\w ]{0,20}\bapps?\b",
    r"\b(?:follow|like) (?:us|@\w+|\S+ \S+)(?: \([^)]*\))? on (?:twitter|facebook|instagram|x|telegram|youtube)\b",
    r"\bwe may (?:receive|earn) (?:a )?(?:comp|commission)|\baffiliate[ -]links?\b",
)
RIGHTS = (
    r"\bcopyright (?:of|in) this (?:article|story|report|work)\b|\ball rights reserved\b",
    r"^\W*copyright ?(?:©|\(c\)|:)? ?(?:19|20)\d\d|^\W*(?:©|\(c\)) ?(?:19|20)\d\d",
    r"\b(?:does|do) not constitute (?:\w+ )?(?:investment|legal|financial|medical)? ?advice\b",
    r"\b(?:views|opinions)(?: and \w+)? expressed (?:in|are|here|by)\b.{0,200}\b(?:author|not necessarily|own)\b",
    r"\bmay not be (?:reproduced|republished|redistributed|published, broadcast)\b",
    r"\bnot necessarily (?:reflect|represent)\b.{0,80}\bviews?\b",
    r"\b(?:re-?post|reprint|re-?publish)(?:ing|ed)? (?:of )?this (?:article|story|report)\b",
    r"^\W*(?:this|the) (?:article|story|report|piece) (?:was|is) (?:first |originally |re-?)published\b",
    r"^\W*(?:first|originally) (?:published|appeared) (?:in|on|by|at)\b",
    r"^\W*(?:republished|reprinted|reposted) (?:from|with|under)\b",
)
BYLINE = re.compile(r"\W*(?:written |reporting |words |story )?(?:by|von|par|por)\s*:?\s+(?P<names>.+)", re.IGNORECASE)
NAME = re.compile(r"(?:[A-Z][\w.’'-]*|al-\w+|de|da|van|von|bin|el|and|und|et|y|&|for|of|the|in|,)$")
LIMITS = {"related": 250, "boilerplate": 300, "furniture": 60, "disclaimer": 1500}
POINTS = ":»›→>|"


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


def is_prose(line: str) -> bool:
    """Whether a paragraph is written in sentences, not a label, a headline or a name."""
    words = len(line.split()) + len(SPACELESS.findall(line)) // 2
    return words >= 5 and (SENTENCE.search(line.rstrip()) is not None or words > 30 or len(line) > 200)


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, apart from case, space and marks."""
    return _plain(one) == _plain(other) != ""


def _plain(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().casefold()


def byline(line: str) -> str:
    """The names of a byline ("By Ann Lee and Bo Ek | Correspondents"), or "" where the line is none."""
    match = BYLINE.fullmatch(line.strip())
    if match is None or len(line) > 120:
        return ""
    names = re.split(
        r"\s*(?:[|•·]|\s[–—-]\s|,? (?:\d|on \w+day|updated|published|posted))", match["names"], maxsplit=1
    )[0]
    words = names.replace(",", " ,").split()
    capitals = sum(1 for word in words if word[:1].isupper())
    fits = 1 <= len(words) <= 14 and capitals >= 1 and all(NAME.match(word) for word in words)
    return names.strip(" ,") if fits and not re.match(r"(?:[A-Z][a-z]+day|The|An?|[A-Z][a-z]+)$", names) else ""


def kind_of(line: str) -> BlockKind:
    """The kind of a line that tells it by its own words; `body` where it does not."""
    line = line.strip()
    if _rights(line):
        return "disclaimer"
    if _related(line):
        return "related"
    if _boilerplate(line):
        return "boilerplate"
    return "section" if whole("sections").fullmatch(line) else "body"


def opens_list(line: str, *, heading: bool = False) -> bool:
    """Whether a line stands above a list of other stories; a heading does also where it goes on ("More from X")."""
    line = line.strip()
    alone = any(whole(section).fullmatch(line) is not None for section in ("related", "announcing"))
    return alone or (heading and opening("related").match(line) is not None)


def _rights(line: str) -> bool:
    if len(line) > LIMITS["disclaimer"]:
        return False
    return _any(RIGHTS).search(line) is not None or opening("disclaimer").match(line) is not None


def _related(line: str) -> bool:
    """Whether a line points to another story ("Read more: ..."); a sentence that begins with such words does not."""
    cue = opening("related").match(line)
    if cue and len(line) <= LIMITS["related"]:
        after = line[cue.end() :].lstrip()
        return after[:1] in POINTS or not SENTENCE.search(line)
    cue = opening("leading").match(line)
    return cue is not None and len(line) <= LIMITS["related"] and line[cue.end() :].lstrip()[:1] in tuple(":»")


def _boilerplate(line: str) -> bool:
    if len(line) > LIMITS["boilerplate"]:
        return False
    alone = len(line) <= LIMITS["furniture"] and whole("furniture").fullmatch(line) is not None
    return alone or opening("boilerplate").match(line) is not None or _any(NEWSLETTER).search(line) is not None
