"""GraphML 1.0: a directed network with several ties a pair, for Gephi, yEd, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from graph.exports import network_parts
from graph.exports.formats import Format, Loss, Written
from graph.exports.markup import Markup

if TYPE_CHECKING:
    from graph.dataset import Dataset

_HEAD = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_FLAGS = ("social", "symmetric")
_NODE = ("label", "type")
_TIE = ("relation", "label", *_FLAGS)


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write nodes and ties sorted by identifier, each attribute declared and typed."""
    nodes, ties = network_parts.nodes(dataset), network_parts.ties(dataset)
    escaped = Markup()
    node_keys = _keys("n", (*_NODE, *sorted({f for node in nodes for f in node.fields})))
    tie_keys = _keys("e", (*_TIE, *sorted({f for tie in ties for f in tie.fields})))

    def put(text: str) -> None:
        file.write(text.encode())

    def data(keys: dict[str, str], values: Iterable[tuple[str, str]]) -> str:
        return "".join(f'<data key="{keys[k]}">{escaped(v)}</data>' for k, v in values)

    put(_HEAD)
    for domain, keys in (("node", node_keys), ("edge", tie_keys)):
        for name, key in keys.items():
            kind = "boolean" if name in _FLAGS else "string"
            put(f'<key id="{key}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
    put('<graph id="tech-for-good-graph" edgedefault="directed">\n')
    for node in nodes:
        values = (("label", node.label), ("type", node.type), *sorted(node.fields.items()))
        put(f'<node id="{escaped(node.id)}">{data(node_keys, values)}</node>\n')
    for tie in ties:
        ends = f'source="{escaped(tie.tail)}" target="{escaped(tie.head)}"'
        flags = ("social", str(tie.social).lower()), ("symmetric", str(tie.symmetric).lower())
        named = ("relation", tie.relation), ("label", tie.label), *flags
        values = (*named, *sorted(tie.fields.items()))
        put(f'<edge id="{tie.id}" {ends}>{data(tie_keys, values)}</edge>\n')
    put("</graph>\n</graphml>\n")
    symmetric = sum(tie.symmetric for tie in ties)
    lost = (*network_parts.losses(dataset), *symmetric_ties(symmetric), *escaped.losses())
    return Written(len(nodes) + len(ties), "nodes and ties", lost)


def symmetric_ties(count: int) -> tuple[Loss, ...]:
    """The loss of formats in which all ties of one network have a direction."""
    why = "most readers refuse a mixed network; they are arrows, marked as symmetric"
    return (Loss("ties without direction", count, why),) if count else ()


def _keys(prefix: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{prefix}{place}" for place, name in enumerate(dict.fromkeys(names))}


FORMAT = Format("graphml", "GraphML", "application/graphml+xml", ".graphml", write)
