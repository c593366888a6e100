"""The graph of lots and events as networkx has it, and as files of GraphML."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError

import networkx
import numpy as np

from isa95mom.genealogy.errors import GenealogyError, SavedFileError
from isa95mom.genealogy.forms import Excerpt
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS
from isa95mom.tables.scalars import SPELT, spelt

Graph: TypeAlias = "networkx.MultiDiGraph[Any]"
"""What networkx is given and gives back."""
Data: TypeAlias = dict[str, Any]
"""Attributes of a node or an edge."""

FACTS = {"lot": "properties", "event": "parameters"}
SAID = {
    "lot": LOT_TAGS,
    "event": ("kind", "effective", "recorded", "equipment", "person", *EVENT_TAGS, "sequence", "supersedes"),
}
"""What nodes carry beside their facts, by what they are."""
LINE = ("quantity", "unit", "place")


def to_networkx(excerpt: Excerpt) -> Graph:
    """A directed graph with the nodes ``("lot", id)`` and ``("event", id)`` and one edge per line, in its direction.

    Lots carry ``material``, ``supplier``, ``supplier_lot``, ``location``, ``disposition`` and ``properties``. Events
    carry ``kind``, ``effective``, ``recorded``, ``equipment``, ``person``, ``order``, ``location``, ``party``,
    ``evidence``, ``source``, ``sequence``, ``supersedes`` and ``parameters``. Edges carry ``quantity`` and ``unit``,
    and ``place``, which counts the lines of an event in the order in which they were stated. All only where stated.
    """
    graph: Graph = networkx.MultiDiGraph()
    record = excerpt.record
    for number in excerpt.lots.tolist():
        lot = record.lot(number)
        graph.add_node(("lot", lot.id), bipartite=0, **_stated(lot, "lot"))
    for event in record.events(excerpt.events):
        graph.add_node(("event", event.id), bipartite=1, **_stated(event, "event"))
    events = record.line_events(excerpt.lines)
    places = np.arange(len(events)) - np.searchsorted(events, events)
    for line, place in zip(record.lines(excerpt.lines), places.tolist(), strict=True):
        ends = ("lot", line.lot), ("event", line.event)
        source, target = ends if line.direction == "in" else ends[::-1]
        said = {"quantity": line.quantity, "unit": line.unit, "place": place}
        graph.add_edge(source, target, **{name: value for name, value in said.items() if value is not None})
    return graph


def _stated(noun: Any, of: str) -> Data:
    said = {name: getattr(noun, name) for name in SAID[of]}
    made = {name: value for name, value in said.items() if value not in (None, ())}
    if of == "event":
        made["kind"] = str(noun.kind)
    facts = getattr(noun, FACTS[of])
    return made | ({FACTS[of]: dict(facts)} if facts else {})


def from_networkx(graph: Any) -> dict[str, dict[str, list[Any]]]:
    """The tables of the column schema that a graph of the form of `to_networkx` holds.

    Raises `GenealogyError` where a node or an edge is none of that form.
    """
    if not graph.is_directed():
        raise GenealogyError("the graph is not directed, so that nothing says what went in and what came out")
    tables: dict[str, dict[str, list[Any]]] = {
        "events": {name: [] for name in ("event", *SAID["event"])},
        "lines": {name: [] for name in ("event", "direction", "lot", "quantity", "unit")},
        "lots": {name: [] for name in ("lot", *SAID["lot"])},
        "parameters": {name: [] for name in ("event", "name", "value")},
        "properties": {name: [] for name in ("lot", "name", "value")},
    }
    known = {node[1] for node in graph if _is(node, "event")}
    for node, data in graph.nodes(data=True):
        of = next((of for of in SAID if _is(node, of)), None)
        if of is None:
            raise GenealogyError(f"node {node!r} is none; ('lot', id) or ('event', id) is needed")
        if of == "event" and data.get("kind") is None:
            raise GenealogyError(f"event {node[1]!r} has no kind")
        row = {of: node[1]} | {name: data.get(name) for name in SAID[of]}
        if row.get("supersedes") not in known:
            row.pop("supersedes", None)
        for name, column in tables[f"{of}s"].items():
            column.append(row.get(name))
        facts = data.get(FACTS[of]) or {}
        if not isinstance(facts, Mapping):
            raise GenealogyError(f"{FACTS[of]} of {of} {node[1]!r} are {facts!r}; values by name are needed")
        for name, value in facts.items():
            for column, said in zip(tables[FACTS[of]].values(), (node[1], name, value), strict=True):
                column.append(said)
    place = {event: number for number, event in enumerate(tables["events"]["event"])}
    lines: list[tuple[int, float, tuple[Any, ...]]] = []
    for source, target, data in graph.edges(data=True):
        if source[0] == target[0]:
            raise GenealogyError(f"the edge from {source!r} to {target!r} is none from lot to event or event to lot")
        (_, lot), (_, event) = (source, target) if source[0] == "lot" else (target, source)
        said = (event, "in" if source[0] == "lot" else "out", lot, data.get("quantity"), data.get("unit"))
        at = data.get("place")
        lines.append((place[event], at if isinstance(at, int | float) else len(lines), said))
    lines.sort(key=lambda line: line[:2])
    for name, values in zip(tables["lines"], zip(*(said for _, _, said in lines), strict=True), strict=False):
        tables["lines"][name] = list(values)
    return tables


def _is(node: Any, of: str) -> bool:
    return isinstance(node, tuple) and len(node) == 2 and node[0] == of


# -- GraphML ----------------------------------------------------------------------------------------------------------


def to_graphml(excerpt: Excerpt) -> str:
    """The graph as GraphML, which knows numbers and texts.

    Each node has its identification in ``lot`` or ``event``, and a ``label``. Quantities and times are texts, spelt as
    they were stated; lists are JSON, and so are ``properties`` and ``parameters``: for each name the type and spelling
    of its value.
    """
    graph = to_networkx(excerpt)
    plain: Graph = networkx.MultiDiGraph()
    names = {node: f"{node[0][0]}{number}" for number, node in enumerate(graph)}
    for node, data in graph.nodes(data=True):
        of, id = node
        del data["bipartite"]
        made = {of: id, "label": str(id if of == "lot" else data["kind"])}
        plain.add_node(names[node], **made, **{name: _flat(value) for name, value in data.items()})
    for source, target, data in graph.edges(data=True):
        plain.add_edge(names[source], names[target], **{name: _flat(value) for name, value in data.items()})
    file = BytesIO()
    try:
        networkx.write_graphml(plain, file, encoding="utf-8")
    except ValueError as error:
        raise GenealogyError(f"a text cannot be written as GraphML: {error}") from None
    return file.getvalue().decode("utf-8")


def _flat(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        value = {name: spelt(said) for name, said in value.items()}
    return json.dumps(value) if isinstance(value, dict | tuple) else value


def from_graphml(path: str | os.PathLike[str]) -> Graph:
    """The graph that a file of `to_graphml` holds. Raises `SavedFileError` where it is damaged or of another form."""
    place = Path(path)
    try:
        plain = networkx.read_graphml(place, force_multigraph=True)
    except FileNotFoundError:
        raise SavedFileError(place, "the file is missing") from None
    except (ParseError, networkx.NetworkXError, KeyError, ValueError) as error:
        raise SavedFileError(place, f"the file is no GraphML: {error}") from None
    graph: Graph = networkx.MultiDiGraph()
    nodes = {}
    for name, data in plain.nodes(data=True):
        of = next((of for of in SAID if of in data), None)
        if of is None:
            raise SavedFileError(place, f"node {name!r} has neither 'lot' nor 'event'")
        nodes[name] = (of, data[of])
        graph.add_node(nodes[name], **_full(place, name, data, (*SAID[of], FACTS[of])))
    for source, target, data in plain.edges(data=True):
        graph.add_edge(nodes[source], nodes[target], **_full(place, f"{source} to {target}", data, LINE))
    if not plain.is_directed():
        raise SavedFileError(place, "the graph is not directed")
    return graph


def _listed(text: Any) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _facts(text: Any) -> dict[str, Any]:
    return {name: SPELT[kind](said) for name, (kind, said) in json.loads(text).items()}


_FULL: dict[str, Callable[[Any], Any]] = {
    "effective": datetime.fromisoformat,
    "recorded": datetime.fromisoformat,
    "quantity": Decimal,
    "equipment": _listed,
    "person": _listed,
    "properties": _facts,
    "parameters": _facts,
}
"""How what `_flat` made is read again."""


def _full(path: Path, of: str, data: Data, names: tuple[str, ...]) -> Data:
    made = {}
    for name in names:
        if name in data:
            try:
                made[name] = _FULL[name](data[name]) if name in _FULL else data[name]
            except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
                raise SavedFileError(
                    path, f"{of}: {name} is {data[name]!r}, which is not spelt as it has to be"
                ) from None
    return made
