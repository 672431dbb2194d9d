"""Annotated records that a coder doubts, and acts that only the coder sees: for a reader to look at again.

    python scripts/hunt_labels.py corpus/stories [ID-PREFIX]      e.g. c05

Only of use on stories that the coder was not trained on. Printed, the surest first within a story: id, sentence number,
what, probability, the trigger in its surroundings. Nothing is changed: half of what it prints is the coder's own fault.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.coding.neural_advice import Advice, Rules
from dateline.coding.neural_onnx import OnnxNetwork, read_tokenizer
from dateline.coding.neural_scores import Choice, Found, find
from dateline.ontology import plover
from dateline.parse import Parser
from dateline.train.corpus import load
from dateline.train.documents import parsed
from dateline.train.targets import Annotated, Target, targets

SEEN, DOUBTED = 0.8, 0.04  # probabilities of acts that are not annotated, of records that are


def suspects(annotated: Annotated, found: list[Found]) -> Iterator[tuple[float, str]]:
    """What to look at, with how sure the coder is against the annotation."""
    parse, types = annotated.parsed.parse, plover().types
    wanted = list(targets(annotated.record, parse, plover()))
    inside = {word for target in wanted for word in target.inside}
    for one in found:
        if one.word not in inside and one.probability >= SEEN:
            yield (
                one.probability,
                f"not annotated  {types[one.type]} {one.probability:.2f}  {_around(annotated, one.word)}",
            )
    for target in wanted:
        likely = max((f.probability for f in found if f.word in target.inside and _right(f, target)), default=0.0)
        if likely <= DOUBTED and not target.optional:
            yield 1 - likely, f"doubted  {types[target.type]} {likely:.2f}  {_around(annotated, target.word)}"


def _right(found: Found, target: Target) -> bool:
    return found.type in (target.type, *target.types)


def _around(annotated: Annotated, word: int) -> str:
    token, text = annotated.parsed.parse.tokens[word], annotated.parsed.document.text
    before, after = text[max(0, token.start - 60) : token.start], text[token.end : token.end + 40]
    number = annotated.parsed.parse.tokens[word].sentence + 1
    return f"s{number}  {before}«{token.text}»{after}".replace("\n", " ")


def main(folder: Path, prefix: str) -> None:
    """Print the suspects of every story whose id begins so."""
    rules, tokenizer, network = Rules.load(), read_tokenizer(), OnnxNetwork.load()
    choice = Choice((0.01,) * len(plover().types), 0.4)
    stories = [story for story in load(folder) if story["id"].startswith(prefix)]
    for annotated in parsed(stories, Parser.load()):
        found = list(find(annotated.parsed, Advice(annotated.parsed, rules), tokenizer, network, choice))
        for _, line in sorted(suspects(annotated, found), reverse=True):
            print(annotated.record["id"], line)  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
