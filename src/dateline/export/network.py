"""Who did what to whom, summed up: sides as nodes, acts between two of them as one edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.export.answers import QUADS
from dateline.export.entry import Entry, Side
from dateline.store.words import words

NO_SIDES = "without two sides"


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A side: its id is the entity's, or its name in plain words."""

    id: str
    name: str
    country: str = ""
    sector: str = ""


class Edge(msgspec.Struct, kw_only=True):
    """Acts of one side towards another: their number, their number by quad class, sums, and days."""

    by: str
    to: str
    acts: int = 0
    quads: tuple[int, ...] = (0, 0, 0, 0)
    score: float = 0.0
    killed: int = 0
    first: str = ""
    last: str = ""

    def add(self, entry: Entry) -> None:
        """Count one more act."""
        self.acts += 1
        self.quads = tuple(n + (quad == entry.quad) for n, quad in zip(self.quads, QUADS, strict=True))
        self.score += entry.score
        self.killed += entry.killed_best or 0
        self.first = min(filter(None, (self.first, entry.day)), default="")
        self.last = max(self.last, entry.last or entry.day)


class Network(msgspec.Struct, frozen=True):
    """Nodes by id and edges by the ids of their ends."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Edge]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Network:
        """The network of some entries, in the order of the ids, however the entries came."""
        found = cls({}, {})
        for entry in entries:
            for by, to in pairs(entry):
                found.edges.setdefault((by.id, to.id), Edge(by=by.id, to=to.id)).add(entry)
                for one in (by, to):
                    found.nodes[one.id] = max(found.nodes.get(one.id, one), one, key=_known)
        return cls(dict(sorted(found.nodes.items())), dict(sorted(found.edges.items())))


def pairs(entry: Entry) -> Iterator[tuple[Node, Node]]:
    """Every actor with every recipient, each side once; nobody with himself."""
    actors = {side.id: side for side in map(node, entry.actors)}
    recipients = {side.id: side for side in map(node, entry.recipients)}
    yield from ((by, to) for by in actors.values() for to in recipients.values() if by.id != to.id)


def refuses(entry: Entry) -> str:
    """Why an entry is no edge."""
    return "" if next(pairs(entry), None) else NO_SIDES


def node(side: Side) -> Node:
    """The node of a side."""
    return Node(id=side.entity or f"n:{words(side.name) or side.name}", name=side.name, country=side.country,
                sector=side.sector)  # fmt: skip


def _known(node: Node) -> tuple[bool, bool, str, str, str]:
    """Of two ways that a node is told, the one that tells more; of two such, always the same one."""
    return bool(node.country), bool(node.sector), node.name, node.country, node.sector
