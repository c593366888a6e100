"""The objects that a GET means, and how much of each is shown.

An object of a GET is a pattern: everything that it states must be found in an object for that to match. ``*`` in a text
stands for any characters; an empty text states nothing. Properties that state no more than an ID do not filter; they
say which properties are shown. Where a pattern names none, all are shown, and for a class the IDs of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy, deepcopy
from functools import lru_cache
from typing import Any, NamedTuple

import isa95mom.model as model
from isa95mom.declare import Noun
from isa95mom.transactions.nouns import Key, contents, id_field, key_of
from isa95mom.transactions.store import Store

ANY = "*"

MEMBERS = {
    "EquipmentClass": ("equipment_source_ids", "Equipment", "equipment_class_ids"),
    "MaterialClass": ("material_definition_source_ids", "MaterialDefinition", "material_class_ids"),
    "MaterialDefinition": ("material_lot_source_ids", "MaterialLot", "material_definition_id"),
    "OperationalLocationClass": (
        "operational_location_source_ids", "OperationalLocation", "operational_location_class_ids",
    ),
    "OperationsEventClass": (
        "operations_event_definition_source_ids", "OperationsEventDefinition", "operations_event_class_ids",
    ),
    "PersonnelClass": ("person_source_ids", "Person", "personnel_class_ids"),
    "PhysicalAssetClass": ("physical_asset_source_ids", "PhysicalAsset", "physical_asset_class_ids"),
}  # fmt: skip
"""Class noun -> its field for the IDs of members, their noun, and the field by which a member names its class."""


class Asked(NamedTuple):
    """The stated parts of a pattern."""

    conditions: dict[str, Any]
    properties: tuple[Noun, ...]


def select(patterns: Iterable[Noun], store: Store) -> list[Noun]:
    """The objects of `store` that any of `patterns`, all of one class, matches; each once, as copies to be shown."""
    chosen: dict[Key | None, tuple[Noun, list[Noun]]] = {}
    for pattern in patterns:
        for obj in _candidates(pattern, store):
            if matches(pattern, obj):
                chosen.setdefault(key_of(obj), (obj, []))[1].append(pattern)
    members = _Members(store)
    return [_shown(obj, asking, members) for obj, asking in chosen.values()]


def select_information(pattern: Noun, store: Store) -> Noun | None:
    """The information noun `pattern` filled with what its contents match, with everything where it has none.

    What it states of the hierarchy scope is a condition on each object. None where nothing matches.
    """
    cls = type(pattern)
    fields = contents(cls)
    asked = {name: list(getattr(pattern, f"_{name}") or ()) for name in fields}
    scope = {name: getattr(pattern, name, None) for name in ("hierarchy_scope", "location")}
    answer: Any = copy(pattern)
    answer._wire = None
    if has_wildcard(answer.id):
        answer.id = "" if cls.__fields__["id"].required else None
    nothing = True
    for name, held in fields.items():
        patterns = asked[name]
        if not any(asked.values()):
            patterns = [_everything(held)]
        found = [
            obj for obj in select(patterns, store) if all(_found(s, getattr(obj, n, None)) for n, s in scope.items())
        ]
        setattr(answer, name, found)
        nothing = nothing and not found
    whole: Noun = answer
    return None if nothing else whole


def unsupported(pattern: Noun) -> list[str]:
    """What the information noun `pattern` states that is no criterion, by field."""
    fields = contents(type(pattern))
    known = {*fields, "id", "hierarchy_scope", "location"}
    return [
        name
        for name in pattern.__fields__
        if name not in known and states(getattr(pattern, pattern.__fields__[name].slot))
    ]


def matches(pattern: Noun, obj: Noun) -> bool:
    """Whether everything that `pattern` states is found in `obj`."""
    asked = _asked(pattern)
    if not all(_found(value, getattr(obj, slot, None)) for slot, value in asked.conditions.items()):
        return False
    held = getattr(obj, "_properties", None) or ()
    return all(any(_property(p, h) for h in held) for p in asked.properties if _is_condition(p))


def states(value: Any) -> bool:
    """Whether `value`, as part of a pattern, states anything."""
    if value is None or value == "":
        return False
    if isinstance(value, Noun):
        return any(states(getattr(value, f.slot)) for f in value.__fields__.values())
    return any(states(item) for item in value) if isinstance(value, list) else True


def has_wildcard(text: str | None) -> bool:
    """Whether `text` may mean several things: it has a ``*``, or says nothing."""
    return not text or ANY in text


def blank(pattern: Noun) -> Noun:
    """`pattern` without any identification: what a schema demands where there is nothing to show."""
    made = deepcopy(pattern)
    for obj in (made, *(o for name in contents(type(made)) for o in getattr(made, name))):
        field = id_field(type(obj))
        if field is not None:
            setattr(obj, field, "")
    return made


def _asked(pattern: Noun) -> Asked:
    fields = pattern.__fields__.values()
    stated = {f.slot: getattr(pattern, f.slot) for f in fields if f.name != "properties"}
    properties = getattr(pattern, "_properties", None) or ()
    return Asked({slot: value for slot, value in stated.items() if states(value)}, tuple(properties))


def _found(asked: Any, held: Any) -> bool:
    """Whether what is `asked` is in what is `held`."""
    if not states(asked):
        return True
    if held is None:
        return False
    if isinstance(asked, list):
        return isinstance(held, list) and all(any(_found(a, h) for h in held) for a in asked if states(a))
    if isinstance(asked, Noun):
        return isinstance(held, Noun) and all(
            _found(getattr(asked, f.slot), getattr(held, f.slot, None)) for f in asked.__fields__.values()
        )
    if isinstance(asked, str):
        return isinstance(held, str) and (_wild(asked)(held) is not None if ANY in asked else asked == held)
    return bool(asked == held)


@lru_cache(maxsize=512)
def _wild(text: str) -> Any:
    return re.compile(".*".join(re.escape(part) for part in text.split(ANY)), re.S).fullmatch


def _is_condition(pattern: Noun) -> bool:
    """Whether the property `pattern` states more than an ID, or something nested in it does."""
    nested = getattr(pattern, "_children", None) or ()
    plain = {"id", "children"}
    return any(states(getattr(pattern, f.slot)) for f in pattern.__fields__.values() if f.name not in plain) or any(
        _is_condition(child) for child in nested
    )


def _property(pattern: Noun, held: Noun) -> bool:
    """Whether the property `held` is one that `pattern` means."""
    fields = [f for f in pattern.__fields__.values() if f.name != "children"]
    if not all(_found(getattr(pattern, f.slot), getattr(held, f.slot, None)) for f in fields):
        return False
    nested = [c for c in getattr(pattern, "_children", None) or () if _is_condition(c)]
    return all(any(_property(c, h) for h in getattr(held, "_children", None) or ()) for c in nested)


def _kept(patterns: list[Noun], held: Iterable[Noun]) -> list[Noun]:
    """Those properties of `held` that `patterns` mean, nested ones chosen likewise."""
    found = []
    for prop in held:
        meaning = [p for p in patterns if _property(p, prop)]
        nested = [list(getattr(p, "_children", None) or ()) for p in meaning]
        if not meaning:
            continue
        made: Any = copy(prop)
        if all(nested):
            inner = [child for each in nested for child in each]
            made.children = _kept(inner, getattr(prop, "_children", None) or ())
        found.append(made)
    return found


def _candidates(pattern: Noun, store: Store) -> Iterator[Noun]:
    key = key_of(pattern)
    if key is not None and ANY not in key.id and not has_wildcard(key.version):
        one = store.get(type(pattern), key.id, key.version)
        return iter(() if one is None else (one,))
    if key is not None and ANY not in key.id:
        one = store.get(type(pattern), key.id)
        only = key_of(one) if one is not None else None
        if only is not None and only.version is not None:  # the only version there is
            return iter(() if one is None else (one,))
    return iter(store.all(type(pattern)))


def _everything(cls: type[Noun]) -> Noun:
    pattern = cls.__new__(cls)
    for field in cls.__fields__.values():
        setattr(pattern, field.slot, None)
    pattern._wire = None
    return pattern


def _shown(obj: Noun, patterns: list[Noun], members: _Members) -> Noun:
    """A copy of `obj` with as much as `patterns` ask for together."""
    asked = [_asked(pattern).properties for pattern in patterns]
    if all(asked):
        made: Any = copy(obj)
        made.properties = _kept([p for each in asked for p in each], getattr(obj, "_properties", None) or ())
        shown: Noun = deepcopy(made)
        return shown
    shown = deepcopy(obj)
    members.fill(shown)
    return shown


class _Members:
    """The members of classes, gathered when first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, dict[str, list[str]]] = {}

    def fill(self, obj: Noun) -> None:
        """Add the IDs of the members in the store to those that the class `obj` names itself."""
        facts = MEMBERS.get(type(obj).__name__)
        key = key_of(obj)
        if facts is None or key is None:
            return
        field, name, by = facts
        if name not in self.ids:
            gathered = self.ids[name] = {}
            member: Any
            for member in self.store.all(getattr(model, name)):
                classes = getattr(member, by) or ()
                for each in (classes,) if isinstance(classes, str) else classes:
                    gathered.setdefault(each, []).append(member.id)
        here = getattr(obj, field)
        for member_id in self.ids[name].get(key.id, ()):
            if member_id not in here:
                here.append(member_id)
