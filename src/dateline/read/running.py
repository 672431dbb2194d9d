"""What stands in the middle of a paragraph and is not the story: captions, credits, a glued headline and dateline.

Archives often run a headline, a dateline and the first sentence together, and drop captions between two sentences of
the report. Only what a caption says of itself counts ("FILE - ", "in this photo", "(AP Photo/...)", "is seen in ...,
May 4, 2016."): a sentence wrongly taken for a caption is an event lost. A caption found so is always a block of its
own, so that no parser reads it with its neighbours; whether it is coded is `ReadOptions.captions_in_prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateline.model import Block, BlockKind
from dateline.read.cues import names
from dateline.read.dates import MONTH
from dateline.read.sentences import sentences

LONGEST_CREDIT = 160  # characters
IN_PROSE = "caption in running text"
PICTURE = r"(?:photo(?:graph)?|picture|image|handout|frame grab|video grab|screen ?grab|still)"
GIVEN = r"(?:released|provided|taken|obtained|made available|supplied)"
CAPTION = (
    re.compile(r"(?:[\w ]{1,40}: )?(?:FILE|FILE PHOTO|File photo)(?: PHOTO)?\s*(?:[-–—:]|\([^)]*\))\s*\S"),
    re.compile(rf"\(?(?:In )?[Tt]h(?:is|ese) (?:[\w.,]+ ){{0,8}}?{PICTURE}s?\b.{{0,60}}\b{GIVEN}\b"),
    re.compile(rf"(?:An? )?(?:[Uu]ndated )?{PICTURE} {GIVEN} (?:by|from|on)\b"),
    re.compile(rf".{{10,250}}\bin this(?: [\w.,]+){{0,6}} (?:file |handout )?{PICTURE}\b", re.DOTALL),
    re.compile(
        rf".{{3,250}}\b(?:is|are) (?:seen|pictured|shown)\b.{{5,250}}, {MONTH} \d{{1,2}}, (?:19|20)\d\d\.?$",
        re.DOTALL | re.IGNORECASE,
    ),
)
THANKS = re.compile(
    r"\(?(?:[A-Z].{2,250}\bcontribut(?:ed|ing) (?:reporting\b|to this (?:report|story|article)\b)"
    r"|Some (?:material|information) (?:for|in) this (?:report|story|article) (?:came|was|is)\b"
    r"|(?:Additional )?[Rr]eporting by [A-Z]"
    r"|This (?:report|story|article) (?:originated|was (?:produced|translated|originally))\b)",
    re.DOTALL,
)
DATELINE = re.compile(
    r"(?!(?:FILE|PHOTOS?|UPDATED?|WATCH|VIDEO|NEWS|BREAKING|LIVE|EXCLUSIVE|ANALYSIS|OPINION|EXPLAINER|FACTBOX)\b)"
    rf"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'/-]{{1,30}}(?:,? [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'/-]{{0,30}}){{0,4}}"
    rf"(?:, (?!(?i:{MONTH})\b)[A-ZÀ-ÖØ-Þ][\w.’' ]{{2,25}})?)"
    r"(?:,? \(?(?:[A-ZÀ-ÖØ-Þ][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-ZÀ-ÖØ-Þ][a-z]{2,8})\)?)?"
    r"(?: ?\((?P<agency>[A-ZÀ-ÖØ-Þ][\w ./-]{1,30})\))?"
    r"\s*(?:—|–|--|(?<=\s)-(?=\s)|(?<=\))\s?-|(?<=\s)-(?=[A-Z“\"]))\s*-?\s*(?=[A-ZÀ-ÖØ-Þ0-9“\"‘'$£€(])"
)
MIXED_DATELINE = re.compile(
    r"(?!(?:FILE|PHOTOS?|UPDATED?|WATCH|VIDEO|NEWS|BREAKING|LIVE|EXCLUSIVE|ANALYSIS|OPINION|EXPLAINER|FACTBOX)\b)"
    rf"(?P<place>[A-ZÀ-ÖØ-Þ][\w.’'-]{{1,30}}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{{1,30}}){{0,2}}"
    rf"(?:, (?!(?i:{MONTH})\b)[A-ZÀ-ÖØ-Þ][\w.’' ]{{2,25}}?)?)"
    r"(?:,? (?:[A-ZÀ-ÖØ-Þ][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-ZÀ-ÖØ-Þ][a-z]{2,8}))?"
    r" ?\((?P<agency>[A-ZÀ-ÖØ-Þ][\w ./-]{1,30})\)\s*(?:—|–|--?)\s*(?=[A-ZÀ-ÖØ-Þ0-9“\"‘'$£€(])"
)
COMPOUND = re.compile(
    r"(?:[a-z](?:i|[ie]an|[cb]an|ese|ish|ite|ch)|(?:[A-Z]\.)+|\b[A-Z]{2,4}|Anglo|Franco|Sino|Russo)$"
)  # "U.S.-Russia"
OPENER = re.compile(r"(?:The|An?|In|On|At|For|With|But|And|As|After|It|He|She|They|This|That|There|While|Al)\b")
JOINT = re.compile(r"(?<=[\w’'”\".?!)])(?P<gap> ?)-(?=[A-Z0-9“\"‘])")


@cache
def _credit() -> re.Pattern[str]:
    """A credit at the end of a caption: "A. Name/AP", "(AP Photo/A. Name)", "Image: A. Name.", "© AFP / A. Name"."""
    agency = rf"(?:{names('agencies')})"
    word = r"(?:[A-Z]\.|[A-Z][\w’'-]*)"
    person = rf"{word}(?: (?:{word}|al-\w+|de|van|von|bin|el)){{0,4}}"
    either = rf"(?:{agency}|{person})"
    label = r"(?:Photos?|Images?|Photograph|PHOTO|IMAGE|Credit|Crédits? photos?|Fot\.|Foto|Bild|Copyright)"
    shapes = (
        rf"\((?:{agency}|[Pp]hoto)\b[^()]{{0,60}}\)",
        rf"\([^()]{{2,40}}/ ?{agency}\)",
        rf"{label}(?: by| credit)? ?: ?[A-Z©][^.:\n]{{1,70}}",
        rf"{either} ?/ ?{agency}(?: (?:via|/) [\w .]+)?",
        rf"© ?{either}(?: ?[/|] ?{either})?",
        rf"{agency} ?/ ?{person}",
        rf"(?:Handout|Pool) via {agency}",
        "Getty Images",
    )
    return re.compile(rf"(?:{'|'.join(shapes)})\.?-?$")


def credit_start(text: str) -> int | None:
    """Where the credit at the end of a text begins; None where it ends without one."""
    skipped = max(0, len(text) - LONGEST_CREDIT)
    match = _credit().search(text, skipped)
    if match is None or (match.start() > 0 and text[match.start() - 1].isalnum()):
        return None
    return match.start()


def glued(text: str, block: Block) -> tuple[Block, ...]:
    """Headline and dateline that were run together with the first sentence, as blocks before it."""
    end = _headline_end(text[block.start : block.end])
    blocks: list[Block] = []
    if end:
        blocks.append(Block("title", block.start, block.start + end))
    return (*blocks, *dateline(text, Block("body", block.start + end, block.end)))


def dateline(text: str, block: Block) -> tuple[Block, ...]:
    """The dateline at the start of a paragraph ("BAGHDAD (Reuters) - "), and the rest of it."""
    start = block.start + len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())
    match = DATELINE.match(text, start, block.end) or MIXED_DATELINE.match(text, start, block.end)
    if match is None or match.end() - start > 80:
        return (Block("body", start, block.end),)
    stop = match.end() - (len(match.group()) - len(match.group().rstrip()))
    return Block("dateline", start, stop), Block("body", match.end(), block.end)


def _headline_end(text: str) -> int:
    """Where a headline ends that a hyphen joins to the first sentence ("Talks Fail in Geneva-The talks ..."); or 0."""
    best, most = 0, 0.0
    for joint in JOINT.finditer(text, 0, 200):
        left, right = text[: joint.start()], text[joint.end() :]
        capitals = _capitals(left.split())
        contrast = capitals - _capitals(right.split()[:20])
        spaced = bool(joint["gap"]) or DATELINE.match(right) is not None
        if not spaced and COMPOUND.search(left) and not OPENER.match(right):
            continue
        if len(left.split()) >= (3 if spaced else 5) and capitals >= 0.7 and contrast > max(most, 0.25):
            best, most = joint.end(), contrast
    return best or _before_dateline(text)


def _before_dateline(text: str) -> int:
    """Where a headline ends before a dateline in capitals with a doubled dash ("... Conflict. ROME — -The focus")."""
    match = re.search(r"[\w’'”\"?!.)]\s?-?\s?(?=[A-Z][A-Z.,/’' -]{2,40}\s—\s-)", text[:200])
    return match.end() if match else 0


def _capitals(words: list[str]) -> float:
    """Share of the longer words that begin with a capital or a digit."""
    longer = [word.lstrip("“\"‘'(") for word in words if len(word) > 3]
    return sum(1 for word in longer if word[:1].isupper() or word[:1].isdigit()) / len(longer) if longer else 0.0


def split(text: str, block: Block, captions: BlockKind) -> tuple[Block, ...]:
    """A body paragraph with the captions and credits in its middle set apart; `captions` is the kind the former get."""
    spans = sentences(text, block.start, block.end)
    kinds = [_kind(text[start:end]) for start, end in spans]
    for i in range(1, len(kinds)):
        if kinds[i - 1] == "body" and credit_start(text[slice(*spans[i])].rstrip(" -")) == 0:
            kinds[i - 1] = "caption"  # a picture credit in brackets belongs to the sentence before it
    if set(kinds) == {"body"}:
        return (block,)
    return tuple(_merged(spans, kinds, captions))


def _kind(sentence: str) -> BlockKind:
    if THANKS.match(sentence) or credit_start(sentence.rstrip(" -")) == 0:
        return "credit"
    said = any(pattern.match(sentence) for pattern in CAPTION) and len(sentence) < 500
    return "caption" if said or _parenthesised(sentence) else "body"


def _parenthesised(sentence: str) -> bool:
    """Whether a sentence closes with a picture credit in brackets."""
    start = credit_start(sentence.rstrip(" -"))
    return start is not None and sentence[start] == "("


def _merged(spans: list[tuple[int, int]], kinds: list[BlockKind], captions: BlockKind) -> Iterator[Block]:
    begin = 0
    for i in range(1, len(spans) + 1):
        if i == len(spans) or kinds[i] != kinds[begin] or kinds[i] == "caption":
            kind = kinds[begin]
            note = IN_PROSE if kind == "caption" else ""
            yield Block(captions if note else kind, spans[begin][0], spans[i - 1][1], note)
            begin = i


def place(line: str) -> str:
    """The place that a dateline names."""
    match = DATELINE.match(line + " X") or MIXED_DATELINE.match(line + " X")
    return match["place"].strip(" ,") if match else line.strip(" -–—")


def agency(line: str) -> str:
    """The agency that a dateline names, or ""."""
    match = DATELINE.match(line + " X") or MIXED_DATELINE.match(line + " X")
    return (match["agency"] or "") if match else ""
