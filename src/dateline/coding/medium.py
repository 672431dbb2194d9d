"""Where or to whom something was told: "told Newsweek", "in a statement", "on X"."""

from __future__ import annotations

from dateline.coding.grammar import below, entity, lemma
from dateline.coding.spans import grow
from dateline.coding.words import words
from dateline.model import Parse, Parsed


def medium(parsed: Parsed, cue: int) -> str | None:
    """The text of the medium of the saying at token `cue`; with its preposition, unless somebody was told."""
    parse, text = parsed.parse, parsed.document.text
    for i in below(parse, cue, "dobj", "dative"):
        if _is_medium(parse, i):
            return grow(parse, text, i).text
    for i in below(parse, cue, "prep", "dative"):
        for j in below(parse, i, "pobj"):
            if lemma(parse, i) in words("cues")["media_prepositions"] and _is_medium(parse, j):
                noun = grow(parse, text, j)
                return noun.text if lemma(parse, i) in ("to", "before") else text[parse.tokens[i].start : noun.end]
    return None


def _is_medium(parse: Parse, index: int) -> bool:
    """A word for a medium, or an organisation told: "told Reuters"."""
    if lemma(parse, index) in words("cues")["media"]:
        return True
    told = parse.tokens[index].dep in ("dobj", "dative")
    return told and entity(parse, index) == "ORG"
