"""What an act depends on: "if the forces are involved again"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import VERBAL, ancestors, below, clause_head
from dateline.coding.words import words
from dateline.model import Parse, Parsed, Span

LEADS = frozenset({"even", "only", "and", "but", "then", "“", '"', "except"})  # may stand before the mark
STOPS = frozenset({"relcl", "ROOT", "parataxis"})


def condition(parsed: Parsed, index: int) -> Span | None:
    """The clause that the act at token `index` hangs on, with its "if" or "unless"; None where there is none."""
    parse = parsed.parse
    for head in [*_clauses(parse, index), *_content(parse, index)]:
        for i in parse.children[head]:
            inside = parse.subtree(i)
            if index not in inside and _is_condition(parse, i, inside):
                return parse.span(parsed.document.text, inside[0], inside[-1] + 1)
    return None


def _content(parse: Parse, index: int) -> list[int]:
    """What a verbal act says: "warned that it would strike if ..."."""
    return [j for i in below(parse, index, "ccomp", "xcomp") for j in (i, *below(parse, i, "ccomp", "xcomp"))]


def _clauses(parse: Parse, index: int) -> Iterator[int]:
    """The trigger, its clause, and the clauses above that it completes."""
    yield index
    clause = clause_head(parse, index)
    if clause != index:
        yield clause
    for i in ancestors(parse, clause):
        if parse.tokens[clause].dep in STOPS:
            return
        if parse.tokens[i].pos in VERBAL:
            yield i
            clause = i


def _is_condition(parse: Parse, index: int, inside: list[int]) -> bool:
    if parse.tokens[index].dep not in ("advcl", "prep", "dep", "mark"):
        return False
    opening = [parse.tokens[i].text.lower() for i in inside[:4] if parse.tokens[i].pos != "PUNCT"]
    while opening and opening[0] in LEADS:
        opening = opening[1:]
    said = " ".join(opening[:3]) + " "
    return any(said.startswith(mark + " ") for mark in words("status")["condition_marks"]) and len(inside) > 1
