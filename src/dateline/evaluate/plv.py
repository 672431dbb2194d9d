"""PLV (Hu et al., ACL 2024): which kind of act passes between a given source and target in one sentence.

Assisted, as the study of the field measured older coders: the coder sees the sentence alone, and the marked pair picks
among its records. Each record earns

    2  a character of the source among its actors          1  among its recipients or sources of attribution
    2  a character of the target among its recipients      1  anywhere else under its trigger in the syntax tree

and the highest sum is taken; among equals the record whose trigger stands nearest to the root of the tree, then the
surest (one trigger may bear two types). If there are records at all, one is taken; a sentence without records counts as
wrong. A pair without a span in the text (the party is implied) earns nothing on that side.

Labels: 15 roots (CONCEDE and RETREAT are YIELD), four quad classes, conflict or cooperation; macro-F1 over the gold
labels. A predicted root has the quad class that the benchmark gives to it (YIELD is material cooperation there), and is
read by the edition of the codebook that the benchmark was labelled by (`plv_edition`); `own_root_macro_f1` is the
figure without that crosswalk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dateline.evaluate import labels, plv_edition
from dateline.evaluate.labels import macro_f1
from dateline.evaluate.predictor import Predictor
from dateline.evaluate.result import Result, bootstrap
from dateline.evaluate.rows import plain, typed
from dateline.model import Coded, DocumentId, Event, Parse, Party, Span

PUBLISHED = (
    "root .743, quad .867, binary .965 macro-F1: ZSP tree prompts with roberta-large-mnli, pair given (recomputed)"
)
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
COOPERATION = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2}
CONFLICT = {"REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3}
MATERIAL_CONFLICT = 4
UNCODED = ""


class Mention(msgspec.Struct, frozen=True):
    """A marked party; no offsets where it is implied."""

    text: str = ""
    start: int | None = None
    end: int | None = None


class Pair(msgspec.Struct, frozen=True):
    """One line of the benchmark."""

    id: str
    text: str
    source: Mention
    target: Mention
    gold_root: str
    gold_penta: int


class Answer(msgspec.Struct, frozen=True):
    """The gold label and the picked one, "" where there is no record; `own` is the picked one in our edition."""

    root: str
    penta: int
    picked: str
    own: str = ""


def run(path: Path, predict: Predictor) -> Result:
    """`root_macro_f1`, `quad_macro_f1`, `binary_macro_f1`, and `coded`: the share of sentences with any record."""
    pairs = list(typed(path, Pair))
    coded = {c.document.id: c for c in predict(plain(pair.id, pair.text) for pair in pairs) if isinstance(c, Coded)}
    answers = [answer(pair, coded.get(DocumentId(pair.id))) for pair in pairs]
    return Result(
        benchmark="plv",
        n=len(pairs),
        figures=figures(answers),
        intervals=bootstrap(answers, figures),
        published=PUBLISHED,
        table=table(answers),
    )


def answer(pair: Pair, coded: Coded | None) -> Answer:
    """What the pair picks among the records of its sentence."""
    best = pick(pair, coded) if coded else None
    if coded is None or best is None:
        return Answer(pair.gold_root, pair.gold_penta, UNCODED, UNCODED)
    read = plv_edition.root(best, coded.parse)
    return Answer(pair.gold_root, pair.gold_penta, YIELD.get(read, read), YIELD.get(best.type, best.type))


def pick(pair: Pair, coded: Coded) -> Event | None:
    """The record that fits the pair best."""
    parse = coded.parse
    return min(coded.events, key=lambda e: (-fit(pair, e, parse), depth(parse, e.trigger), -e.confidence), default=None)


def fit(pair: Pair, event: Event, parse: Parse) -> int:
    """How well a record fits the pair, 0 to 4."""
    elsewhere = [*spans(event.recipients), *((a.start, a.end) for a in event.attribution)]
    doing = 2 * touches(pair.source, spans(event.actors)) or int(touches(pair.source, elsewhere))
    done_to = 2 * touches(pair.target, spans(event.recipients)) or int(
        touches(pair.target, below(parse, event.trigger))
    )
    return doing + done_to


def spans(parties: Sequence[Party]) -> list[tuple[int, int]]:
    """The offsets of parties."""
    return [(party.start, party.end) for party in parties]


def touches(mention: Mention, pieces: Iterable[tuple[int, int]]) -> bool:
    """Whether a marked party shares a character with one of the pieces."""
    if mention.start is None or mention.end is None:
        return False
    return any(mention.start < end and start < mention.end for start, end in pieces)


def below(parse: Parse, trigger: Span) -> list[tuple[int, int]]:
    """The offsets of the tokens under a trigger's words, without these words."""
    own = [t.index for t in parse.tokens if t.start < trigger.end and trigger.start < t.end]
    under = sorted({i for index in own for i in parse.subtree(index)} - set(own))
    return [(parse.tokens[i].start, parse.tokens[i].end) for i in under]


def depth(parse: Parse, trigger: Span) -> int:
    """How far a trigger's highest word is from the root of its tree."""
    return min(
        (steps(parse, t.index) for t in parse.tokens if t.start < trigger.end and trigger.start < t.end), default=0
    )


def steps(parse: Parse, index: int) -> int:
    """The number of heads above a token."""
    count = 0
    while parse.tokens[index].head != index:
        index, count = parse.tokens[index].head, count + 1
    return count


def penta(root: str) -> int:
    """The quad class of a root, 1 to 4; 0 for none."""
    return 0 if root == UNCODED else COOPERATION.get(root) or CONFLICT.get(root) or MATERIAL_CONFLICT


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Macro-F1 of each level, and the share of sentences with a record."""
    quads = [(a.penta, penta(a.picked)) for a in answers]
    return {
        "root_macro_f1": macro_f1([(a.root, a.picked) for a in answers]),
        "quad_macro_f1": macro_f1(quads),
        "binary_macro_f1": macro_f1([(g > 2, None if p == 0 else p > 2) for g, p in quads]),
        "own_root_macro_f1": macro_f1([(a.root, a.own) for a in answers]),
        "root_accuracy": round(sum(a.root == a.picked for a in answers) / len(answers), 4) if answers else 0.0,
        "coded": round(sum(a.picked != UNCODED for a in answers) / len(answers), 4) if answers else 0.0,
    }


def table(answers: Sequence[Answer]) -> str:
    """For people: each root's precision, recall and F1, and what it is taken for."""
    return labels.table([(a.root, a.picked or "none") for a in answers])
