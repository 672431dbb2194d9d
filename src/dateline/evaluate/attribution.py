"""Attribution against PolNeAR (Newell et al., LREC 2018): sources, cues and contents of news about an election.

Predicted attributions are aligned with the annotated ones one to one, pairs that overlap in most roles first. A
predicted source, cue or content is right when it shares a character with the same role of the annotation that it is
aligned with; the table also counts spans that are exactly the same (a role's pieces taken from the first to the last
character), and whole attributions. An article annotated by several people counts once for each of them; the resampled
unit is the article. PolNeAR annotates no attribution inside another, so those found there are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.coding.attribution import find
from dateline.coding.relation import AttributionRelation
from dateline.evaluate.result import Result, bootstrap, f1
from dateline.evaluate.rows import rows
from dateline.model import Document, DocumentId, Issue, Parsed
from dateline.parse.parser import Parser

ROLES = ("source", "cue", "content")
PUBLISHED = (
    "no system figure with this matching is known; annotators agree at a token-wise Krippendorff's alpha of .754 and "
    "on 92.3 % of the attributions (corpus README, v1.0.0)"
)
Piece = tuple[int, int]
Same = Callable[[Sequence[Piece], Sequence[Piece]], bool]


class Attributed(msgspec.Struct, frozen=True):
    """One attribution as pieces (start, end) of each role; a role that is not there has none."""

    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]

    def role(self, name: str) -> tuple[Piece, ...]:
        """The pieces of a role."""
        pieces: tuple[Piece, ...] = getattr(self, name)
        return pieces


class Counts(msgspec.Struct, frozen=True):
    """For one article: by role, how many were predicted, annotated, overlapping, exact; "whole" needs every role."""

    predicted: dict[str, int]
    gold: dict[str, int]
    overlapping: dict[str, int]
    exact: dict[str, int]


def run(path: Path) -> Result:
    """The figures `source_f1`, `cue_f1`, `content_f1` by overlap; the table adds precision, recall and exact spans."""
    gold = _read(path)
    texts = {id_: text for id_, (text, _) in gold.items()}
    counts = [_article(predicted(parsed), gold[str(parsed.document.id)][1]) for parsed in _parse(texts)]
    return Result(
        benchmark="attribution",
        n=len(counts),
        figures=_figures(counts),
        intervals=bootstrap(counts, _figures),
        published=PUBLISHED,
        table=_table(counts),
    )


def _read(path: Path) -> dict[str, tuple[str, list[list[Attributed]]]]:
    """By article: its text, and the attributions of each annotator."""
    found: dict[str, tuple[str, list[list[Attributed]]]] = {}
    for row in rows(path):
        one = [_gold(a) for a in row["attributions"]]
        found.setdefault(row["id"], (row["text"], []))[1].append([a for a in one if a.cue or a.content])
    return found


def _gold(row: dict[str, list[dict[str, int]]]) -> Attributed:
    return Attributed(*(tuple((p["start"], p["end"]) for p in row[role]) for role in ROLES))


def _parse(texts: dict[str, str]) -> Iterator[Parsed]:
    documents = (Document(id=DocumentId(id_), text=text) for id_, text in texts.items())
    return (parsed for parsed in Parser.load().pipe(documents) if not isinstance(parsed, Issue))


def predicted(parsed: Parsed) -> list[Attributed]:
    """The attributions found in a parsed article, but those inside a quotation or a report."""
    found = find(parsed)
    quotes = [q.span for q in parsed.parse.quotes]
    reported = [piece for r in found if r.reports for piece in r.content]
    return [_predicted(r) for r in found if not any(span.contains(r.cue) for span in (*quotes, *reported))]


def _predicted(relation: AttributionRelation) -> Attributed:
    source = (relation.extent,) if relation.sources else ()
    return Attributed(
        source, ((relation.cue.start, relation.cue.end),), tuple((s.start, s.end) for s in relation.content)
    )


def _article(found: Sequence[Attributed], golds: Iterable[Sequence[Attributed]]) -> Counts:
    total: dict[str, dict[str, int]] = {
        kind: defaultdict(int) for kind in ("predicted", "gold", "overlapping", "exact")
    }
    for gold in golds:
        _add(total["predicted"], found)
        _add(total["gold"], gold)
        for a, b in align(found, gold):
            for kind, same in (("overlapping", overlap), ("exact", exact)):
                _match(total[kind], a, b, same)
    return Counts(**total)


def _add(count: dict[str, int], attributions: Sequence[Attributed]) -> None:
    count["whole"] += len(attributions)
    for role in ROLES:
        count[role] += sum(bool(a.role(role)) for a in attributions)


def _match(count: dict[str, int], a: Attributed, b: Attributed, same: Same) -> None:
    right = {role: same(a.role(role), b.role(role)) for role in ROLES}
    for role in ROLES:
        count[role] += right[role]
    count["whole"] += all(right[role] or not (a.role(role) or b.role(role)) for role in ROLES)


def align(found: Sequence[Attributed], gold: Sequence[Attributed]) -> list[tuple[Attributed, Attributed]]:
    """Pairs of attributions that overlap in cue or content, each used once, the best pairs first."""
    scored = []
    for i, a in enumerate(found):
        for j, b in enumerate(gold):
            roles = [overlap(a.role(role), b.role(role)) for role in ROLES]
            if roles[1] or roles[2]:
                scored.append((-sum(roles) - roles[1] - _jaccard(a.content, b.content), i, j))
    pairs: list[tuple[Attributed, Attributed]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(scored):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((found[i], gold[j]))
    return pairs


def overlap(a: Sequence[Piece], b: Sequence[Piece]) -> bool:
    """Whether the two share a character."""
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def exact(a: Sequence[Piece], b: Sequence[Piece]) -> bool:
    """Whether the two reach from the same character to the same character."""
    return bool(a and b) and _hull(a) == _hull(b)


def _hull(pieces: Sequence[Piece]) -> Piece:
    return min(p[0] for p in pieces), max(p[1] for p in pieces)


def _jaccard(a: Sequence[Piece], b: Sequence[Piece]) -> float:
    if not (a and b):
        return 0.0
    (s, e), (t, f) = _hull(a), _hull(b)
    return max(0, min(e, f) - max(s, t)) / (max(e, f) - min(s, t))


def _sum(counts: Sequence[Counts], kind: str, role: str) -> int:
    return sum(getattr(c, kind).get(role, 0) for c in counts)


def _score(counts: Sequence[Counts], kind: str, role: str) -> tuple[float, float, float]:
    return f1(_sum(counts, kind, role), _sum(counts, "predicted", role), _sum(counts, "gold", role))


def _figures(counts: Sequence[Counts]) -> dict[str, float]:
    return {f"{role}_f1": round(_score(counts, "overlapping", role)[2], 4) for role in ROLES}


def _table(counts: Sequence[Counts]) -> str:
    rows = ["role      matching      precision  recall  F1     gold   predicted"]
    for role in (*ROLES, "whole"):
        for kind in ("overlapping", "exact"):
            p, r, f = _score(counts, kind, role)
            gold, found = _sum(counts, "gold", role), _sum(counts, "predicted", role)
            rows.append(f"{role:9s} {kind:13s} {p:9.3f} {r:7.3f} {f:6.3f} {gold:6d} {found:6d}")
    return "\n".join(rows)
