"""Networks of actors as GraphML and GEXF 1.3, written by hand: an element a line, in the order of the ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from dateline.export.answers import QUADS
from dateline.export.entry import Entry
from dateline.export.layout import Column, Columns, Layout, Part, Piece
from dateline.export.network import Edge, Network, Node, refuses
from dateline.shown import line

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NODE = {"name": "string", "country": "string", "sector": "string"}
_KEYS = tuple(quad.replace(" ", "_") for quad in QUADS)
_EDGE = {"weight": "int", **dict.fromkeys(_KEYS, "int"), "score": "double", "killed": "int", "first": "string",
         "last": "string"}  # fmt: skip
_TYPES = {"int": "integer"}  # GEXF's word

COLUMNS: Columns = (
    Column("node name, country, sector", "a side: canonical name, country, PLOVER sector"),
    Column("edge weight", "acts of one side towards another"),
    Column("edge " + ", ".join(_KEYS), "the same by quad class"),
    Column("edge score", "mean of PLOVER's scores"),
    Column("edge killed", "sum of the best numbers told"),
    Column("edge first, last", "first and last day"),
)


def _of_node(node: Node) -> dict[str, str]:
    return {"name": node.name, "country": node.country, "sector": node.sector}


def _of_edge(edge: Edge) -> dict[str, object]:
    quads = dict(zip(_KEYS, edge.quads, strict=True))
    mean = round(edge.score / edge.acts, 4)
    return {"weight": edge.acts, **quads, "score": mean, "killed": edge.killed, "first": edge.first, "last": edge.last}


def _quoted(value: object) -> str:
    return quoteattr(line(str(value)))


def _graphml(network: Network) -> Iterator[str]:
    yield _HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in keys.items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>'
    yield '<graph edgedefault="directed">'
    for node in network.nodes.values():
        yield f"<node id={_quoted(node.id)}>{_data('node', _of_node(node))}</node>"
    for edge in network.edges.values():
        ends = f"source={_quoted(edge.by)} target={_quoted(edge.to)}"
        yield f"<edge {ends}>{_data('edge', _of_edge(edge))}</edge>"
    yield "</graph></graphml>"


def _data(of: str, told: dict[str, object] | dict[str, str]) -> str:
    kept = ((name, value) for name, value in told.items() if value != "")
    return "".join(f'<data key="{of}-{name}">{escape(line(str(value)))}</data>' for name, value in kept)


def _gexf(network: Network) -> Iterator[str]:
    yield _HEAD + '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">'
    for of, keys in (("node", _NODE), ("edge", _EDGE)):
        told = (
            f'<attribute id="{n}" title="{n}" type="{_TYPES.get(t, t)}"/>' for n, t in keys.items() if n != "weight"
        )
        yield f'<attributes class="{of}">{"".join(told)}</attributes>'
    yield "<nodes>"
    for node in network.nodes.values():
        values = _values(_of_node(node))
        yield f"<node id={_quoted(node.id)} label={_quoted(node.name)}>{values}</node>"
    yield "</nodes><edges>"
    for n, edge in enumerate(network.edges.values()):
        ends = f'id="{n}" source={_quoted(edge.by)} target={_quoted(edge.to)} weight="{edge.acts}"'
        yield f"<edge {ends}>{_values(_of_edge(edge))}</edge>"
    yield "</edges></graph></gexf>"


def _values(told: dict[str, object] | dict[str, str]) -> str:
    kept = ((name, value) for name, value in told.items() if value != "" and name != "weight")
    inner = "".join(f'<attvalue for="{name}" value={_quoted(value)}/>' for name, value in kept)
    return f"<attvalues>{inner}</attvalues>"


def _encode(write: Callable[[Network], Iterator[str]]) -> Callable[[Columns, Iterable[Entry]], Iterator[Piece]]:
    def encode(_: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
        for told in write(Network.of(entries)):
            yield f"{told}\n".encode("utf-8", "replace"), int(told.startswith("<edge "))

    return encode


GRAPHML = Layout(
    name="graphml", about="a network of actors as GraphML", parts=(Part(_encode(_graphml), COLUMNS),),
    schemes=("graph",), statusless=True, refuses=refuses,
)  # fmt: skip
GEXF = Layout(
    name="gexf", about="a network of actors as GEXF 1.3", parts=(Part(_encode(_gexf), COLUMNS),),
    schemes=("graph",), statusless=True, refuses=refuses,
)  # fmt: skip
