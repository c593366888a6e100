"""The graph of lots and events as networkx has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import networkx

from isa95mom.genealogy.errors import ID
from isa95mom.genealogy.record import Direction, Event, Line
from isa95mom.genealogy.store import EVENT_TAGS

Graph: TypeAlias = "networkx.MultiDiGraph[Any]"
"""What networkx is given and gives back."""


def to_networkx(lots: Iterable[ID], events: Iterable[Event], lines: Iterable[Line]) -> Graph:
    """A directed graph with the nodes ``("lot", id)`` and ``("event", id)`` and one edge per line, in its direction.

    Events carry ``kind``, ``effective``, ``recorded``, ``equipment``, ``person``, ``order``, ``location``, ``party``,
    ``evidence``, ``source`` and ``sequence``, edges carry ``quantity`` and ``unit``, each only where stated.
    """
    graph: Graph = networkx.MultiDiGraph()
    graph.add_nodes_from((("lot", lot), {"bipartite": 0}) for lot in lots)
    for event in events:
        said = {
            "effective": event.effective,
            "recorded": event.recorded,
            "equipment": event.equipment or None,
            "person": event.person or None,
            **{name: getattr(event, name) for name in (*EVENT_TAGS, "sequence")},
        }
        graph.add_node(("event", event.id), bipartite=1, kind=str(event.kind), **_stated(said))
    for line in lines:
        ends = ("lot", line.lot), ("event", line.event)
        source, target = ends if line.direction is Direction.IN else ends[::-1]
        graph.add_edge(source, target, **_stated({"quantity": line.quantity, "unit": line.unit}))
    return graph


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
