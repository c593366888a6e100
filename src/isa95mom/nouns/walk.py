"""Going through nouns: a table says which are read, and which fields of theirs hold others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from attrs import evolve

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.model import OperationsRecordAction, Verb
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification
from isa95mom.nouns.responses import REPORTS, RESPONSES, within

R = TypeVar("R", bound=Findings)
Read: TypeAlias = Callable[[R, Any, Place], Place | None]
"""Reads what a noun says itself; the place of what stands in it, where that differs from its own."""
Table: TypeAlias = Mapping[type[Noun], tuple[Read[R], tuple[str, ...]]]
"""How each noun is read, and the fields that hold others."""
REPLACED = (OperationsRecordAction.CHANGED, "Replace")
"""What a record or a message says is done where an object takes the place of an earlier one."""
NOT_FACTS = frozenset((Verb.GET, Verb.CANCEL))
"""The verbs whose objects say what is asked for or withdrawn, not what happened."""
WITHDRAWN = frozenset(("Delete", "Rejected"))
"""The actions by which a message takes objects back, or refuses them."""


def read_root(reading: R, table: Table[R], root: Noun, source: str) -> None:
    """Read a noun or message and all it holds."""
    place = Place(source)
    if not isinstance(root, model.Message):
        read_all(reading, table, [(root, place)])
        return
    area = root.application_area
    place = Place(source, f"/{root.name}", message=identification(getattr(area, "bod_id", None)) or "")
    place = evolve(place, recorded=reading.aware(area, "creation_date_time", place))
    if root.verb in NOT_FACTS:
        reading.find(place, "not-a-fact", f"a {root.verb} message states nothing that happened; it is not read")
        return
    said = set(actions(root))
    if undone := sorted(WITHDRAWN & said):
        reading.find(place, "not-a-fact", f"the message says {undone[0]} of objects; none of it is read")
        return
    if said & set(REPLACED):
        place = evolve(place, action="Replace")
    read_all(reading, table, [(noun, place) for noun in root.objects])


def read_all(reading: R, table: Table[R], nouns: Iterable[tuple[Noun, Place]]) -> None:
    """Read nouns, each with the place around it, and all they hold, in the order of the document."""
    waiting = list(nouns)[::-1]
    while waiting:
        noun, around = waiting.pop()
        here = around.of(noun)
        published = reading.aware(noun, "published_date", here)
        here = here if published is None else evolve(here, recorded=published)
        known = table.get(type(noun))
        if known is None:
            reading.find(here, *reading.not_read(noun))
            continue
        if isinstance(noun, REPORTS | RESPONSES):
            here = within(reading, noun, here)
        read, fields = known
        inner = read(reading, noun, here) or here
        waiting.extend((child, inner) for child in reversed([c for field in fields for c in held(noun, field)]))


def held(noun: Noun, field: str) -> Iterator[Noun]:
    """The nouns in a field, which may hold one, several or none."""
    found = getattr(noun, field)
    if isinstance(found, Noun):
        yield found
    elif found is not None:
        yield from found


def read_nothing(reading: Findings, noun: Any, place: Place) -> None:
    """Read a noun that only holds others."""


def actions(message: model.Message) -> Iterator[str]:
    """What a message says is done, or was done, with its objects."""
    expressions = [
        e for criterion in getattr(message.action, "action_criteria", ()) for e in criterion.action_expressions
    ]
    expressions += [criterion.response_expression for criterion in getattr(message.action, "response_criteria", ())]
    for expression in expressions:
        yield getattr(expression, "attributes", {}).get("actionCode", "")
