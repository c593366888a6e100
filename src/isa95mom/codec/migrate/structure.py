"""The few nouns whose parts change places between versions, and the values that change their shape."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from isa95mom.codec.decode import empty
from isa95mom.codec.migrate.engine import DERIVED, UNKNOWN, Engine, Move, by_field, marked, put, values_of
from isa95mom.codec.migrate.rules import pair_of
from isa95mom.codec.plan import Row
from isa95mom.declare import ELEMENTS, Noun
from isa95mom.values.text import Code, Identifier

# -- values: a text where there was a noun, or the other way ----------------------------------------------------------


def reshape(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """`value` as a noun or a leaf where it was the other, or as a noun in another; None where nothing is carried."""
    wanted = row.plan.cls.__name__ if row.leaf is None else "str"
    shape = SHAPES.get((type(value).__name__ if isinstance(value, Noun) else "str", wanted))
    if shape is not None:
        return shape(engine, value, row, move, path)
    if isinstance(value, Noun) and row.leaf is not None:
        return _reference(engine, value, row, path)
    target = by_field(row.plan).get("id") if row.leaf is None else None
    if isinstance(value, str) and target is not None:
        noun = empty(row.plan)
        noun.id = engine.leaf(value, None, target, path)  # type: ignore[attr-defined]
        return noun
    engine.lose(path, row.field.name, f"{engine.new.version} has another form for it", "other-form")
    return None


def _reference(engine: Engine, value: Noun, row: Row, path: str) -> Any:
    """A noun by its ID, the rest of it told as lost."""
    _lose_rest(engine, value, path, {"id"})
    found = getattr(value, "id", None)
    return engine.leaf(found, None, row, f"{path}/ID") if found is not None else None


def _lose_rest(engine: Engine, value: Noun, path: str, kept: set[str]) -> None:
    """Tell the fields of `value` that are not `kept` as lost."""
    plan = engine.plan_of(value)
    for f in value.__fields__.values():
        old = by_field(plan).get(f.name)
        values = list(values_of(f, value, old))
        for number, one in enumerate(values, 1):
            if f.name not in kept and not marked(one):
                at = f"{path}/{old.name if old is not None else f.name}" + (f"[{number}]" if len(values) > 1 else "")
                engine.lose(at, f.name, f"{engine.new.version} has no element for it", "no-element")
    for piece in value.extensions:
        if piece.tag:
            engine.lose(
                f"{path}/{piece.tag}", "extensions", f"{engine.new.version} has no place for it", "no-extension"
            )


def _to_location(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """A location that was told by its ID: of what kind it is, nobody said."""
    noun, rows = empty(row.plan), by_field(row.plan)
    noun.location = engine.leaf(value, None, rows["location"], path)  # type: ignore[attr-defined]
    noun.location_type = Code("Other", {"OtherValue": UNKNOWN})  # type: ignore[attr-defined]
    return noun


def _from_location(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    _lose_rest(engine, value, path, {"location"})
    return engine.leaf(value.location, None, row, f"{path}/Location")


def _level_of(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """The level that a scope names; of its equipment and parts there is no mention any more."""
    name = "equipment_level" if value.equipment_level is not None else "equipment_element_level"
    _lose_rest(engine, value, path, {name})
    level = getattr(value, name)
    return engine.leaf(level, None, row, f"{path}/EquipmentElementLevel") if level is not None else None


def _to_scope(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """A level as a scope, which must name equipment: the one that has the level, if the caller allows that."""
    own = getattr(move.noun, "id", None)
    if row.field.name != "equipment_level_scope" or own is None or engine.fill == "error":
        engine.lose(
            path, "equipment_level", f"{engine.new.version} tells a level with its equipment only", "other-form"
        )
        return None
    noun = empty(row.plan)
    noun.equipment_id = Identifier(str(own), {"schemeName": DERIVED})  # type: ignore[attr-defined]
    level = by_field(row.plan)["equipment_element_level"]
    noun.equipment_element_level = engine.leaf(value, None, level, path)  # type: ignore[attr-defined]
    return noun


def _unwrap(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """The parameter within a production parameter."""
    _lose_rest(engine, value, path, {"parameter"})
    if value.parameter is None:
        return None
    engine.apply("ProductionParameter -> Parameter")
    inner = by_field(engine.plan_of(value))["parameter"]
    return engine.noun(value.parameter, inner.plan, row.plan, f"{path}/Parameter")


def _wrap(engine: Engine, value: Any, row: Row, move: Move, path: str) -> Any:
    """A parameter as a production parameter."""
    engine.apply("Parameter -> ProductionParameter")
    noun = empty(row.plan)
    inner = by_field(row.plan)["parameter"]
    noun.parameter = engine.noun(value, engine.plan_of(value), inner.plan, path)  # type: ignore[attr-defined]
    return noun


SHAPES: dict[tuple[str, str], Callable[[Engine, Any, Row, Move, str], Any]] = {
    ("str", "ResourceLocation"): _to_location,
    ("ResourceLocation", "str"): _from_location,
    ("str", "HierarchyScope"): _to_scope,
    ("HierarchyScope", "str"): _level_of,
    ("ProductionParameter", "Parameter"): _unwrap,
    ("Parameter", "ProductionParameter"): _wrap,
}
"""Noun (or ``str`` for a leaf) that was and is wanted -> what makes the one of the other."""

# -- nouns ------------------------------------------------------------------------------------------------------------


def restructure(engine: Engine, move: Move) -> set[str]:
    """Move what is not moved field by field; the fields of the old noun that are dealt with."""
    old, new = move.old.cls.__name__, move.new.cls.__name__
    if "TestSpecification" in (old, new) and old != new:
        return _tests_joined(engine, move) if new == "TestSpecification" else _tests_parted(engine, move)
    if new == "OperationsMaterialBill" and old != new:
        return _bill_with_item(engine, move)
    if old == "OperationsMaterialBill" and old != new:
        return _bill_without_items(engine, move)
    if old == "OperationsDefinitionInformation" and "operations_material_bills" not in by_field(move.new):
        return _bills_to_nest(engine, move)
    if new == "OperationsDefinition" or old == "OperationsDefinition":
        return _bills_of_definition(engine, move)
    if old != new and {"material_actuals", "material_requirements"} & set(move.new.cls.__fields__):
        _uses(engine, move)
    return set()


def _uses(engine: Engine, move: Move) -> None:
    """Whether the nouns for each use of material, put into one list, come out of it again as they were."""
    name = "material_actuals" if "material_actuals" in move.new.cls.__fields__ else "material_requirements"
    uses = [m.material_use for m in getattr(move.noun, name)]
    order = ["Produced", "Consumed", "Consumable"]
    ranks = [order.index(use) + 1 if use in order else 0 for use in uses]
    forward = pair_of(move.old.cls.__name__, move.new.cls.__name__)
    if forward is not None and (any(ranks) if forward[1] else ranks != sorted(ranks)):
        engine.exact = False


# A test specification named each property with the object that has it, in a list for each kind of object. Now it names
# evaluated properties, and properties of the tested object by ID; the ID's scheme can say of which object it is.


def _tested(cls: type[Noun]) -> dict[str, tuple[str, type[Noun]]]:
    """The lists of tested properties of `cls`: field -> kind of object, noun."""
    found = {}
    for f in cls.__fields__.values():
        if f.name.startswith("tested_"):
            kind = f.type.removeprefix("Tested").removesuffix("Property")
            found[f.name] = kind, ELEMENTS[f"{f.type}Type"]
    return found


def _owner(cls: type[Noun]) -> str:
    """The field of a tested property that names the object."""
    return next(iter(cls.__fields__))


def _tests_joined(engine: Engine, move: Move) -> set[str]:
    rows = by_field(move.new)
    target = rows["evaluated_properties"]
    lists = _tested(move.old.cls)
    objects: dict[str, None] = {}
    for name, (kind, cls) in lists.items():
        tested = list(getattr(move.noun, name))
        for number, item in enumerate(tested, 1):
            place = f"{move.path}/{by_field(move.old)[name].name}" + (f"[{number}]" if len(tested) > 1 else "")
            owner = getattr(item, _owner(cls))
            _lose_rest(engine, item, place, {_owner(cls), "property_id"})
            for attribute in getattr(owner, "attributes", None) or {}:
                engine.lose(
                    f"{place}/{kind}ID/@{attribute}", attribute, "the object is named by its plain ID", "no-attribute"
                )
            found = empty(target.plan)
            inner = by_field(target.plan)
            found.id = engine.leaf(item.property_id, None, inner["id"], f"{place}/PropertyID")  # type: ignore[attr-defined]
            reference = Identifier(str(item.property_id), {"schemeName": kind, "schemeID": str(owner)})
            put(found, inner["testable_object_property_ids"], reference)
            put(move.moved, target, found)
            objects[str(owner)] = None
    if len(objects) == 1 and "testable_object_id" in rows:
        put(move.moved, rows["testable_object_id"], Identifier(next(iter(objects)), {"schemeName": DERIVED}))
    return set(lists)


def _tests_parted(engine: Engine, move: Move) -> set[str]:
    noun: Any = move.noun
    kinds = {kind: (name, cls) for name, (kind, cls) in _tested(move.new.cls).items()}
    order: list[str] = []
    evaluated = list(noun.evaluated_properties)
    for number, item in enumerate(evaluated, 1):
        place = f"{move.path}/EvaluatedProperty" + (f"[{number}]" if len(evaluated) > 1 else "")
        known = []
        for reference in item.testable_object_property_ids:
            said = getattr(reference, "attributes", None) or {}
            if set(said) == {"schemeName", "schemeID"} and said["schemeName"] in kinds and reference == str(item.id):
                known.append(said)
        if not known or len(known) < len(item.testable_object_property_ids):
            reason = f"{engine.new.version} says of what object the property is; the document does not"
            engine.lose(place, "evaluated_properties", reason, "no-noun")
            continue
        _lose_rest(engine, item, place, {"id", "testable_object_property_ids"})
        engine.exact = engine.exact and len(known) == 1
        for said in known:
            name, cls = kinds[said["schemeName"]]
            row = by_field(move.new)[name]
            tested = empty(row.plan)
            setattr(tested, _owner(cls), said["schemeID"])
            tested.property_id = engine.leaf(item.id, None, by_field(row.plan)["property_id"], f"{place}/ID")  # type: ignore[attr-defined]
            put(move.moved, row, tested)
            order.append(name)
    engine.exact = engine.exact and order == sorted(order, key=list(_tested(move.new.cls)).index)
    return {"evaluated_properties"}


# A manufacturing bill is a bill with one item, its material.


def _bill_with_item(engine: Engine, move: Move) -> set[str]:
    item = copy.copy(move.noun)
    item._wire = None
    for name in ("description", "bill_of_material_id", "any_content"):
        setattr(item, name, [] if name == "any_content" else None)
    said = {f.name for f in item.__fields__.values() if f.name != "id" and getattr(item, f.slot)}
    if said:
        row = by_field(move.new)["items"]
        found = engine.noun(item, move.old, row.plan, move.path)
        found.id = Identifier(str(item.id), {"schemeName": DERIVED})  # type: ignore[attr-defined]
        put(move.moved, row, found)
    return said


def _bill_without_items(engine: Engine, move: Move) -> set[str]:
    noun: Any = move.noun
    parts = by_field(move.new).get("assembly_manufacturing_bills")
    items = list(noun.items)
    for number, item in enumerate(items, 1):
        place = f"{move.path}/OperationsMaterialBillItem" + (f"[{number}]" if len(items) > 1 else "")
        if len(items) == 1 and (marked(item.id) or parts is None):
            found = engine.noun(item, engine.plan_of(item), move.new, place)
            if not marked(item.id):
                engine.lose(f"{place}/ID", "id", f"{engine.new.version} has the bill for its item", "no-element")
            for row in move.new.rows:
                if row.field.name != "id" and getattr(found, row.field.slot) is not None:
                    setattr(move.moved, row.field.slot, getattr(found, row.field.slot))
        elif parts is not None:
            engine.exact = False
            put(move.moved, parts, engine.noun(item, engine.plan_of(item), parts.plan, place))
        else:
            engine.lose(place, "items", f"a bill of {engine.new.version} has one material", "too-many")
    return {"items"}


# Bills stood in their definition up to V0600; now they stand beside it, and the definition names them.


def _bills_of_definition(engine: Engine, move: Move) -> set[str]:
    """Lift the bills of a definition out of it, or put them back."""
    rows = by_field(move.new)
    information = engine.around[-1] if engine.around else None
    name = next((n for n in ("manufacturing_bills", "operations_material_bills") if getattr(move.noun, n, None)), "")
    beside = by_field(information.new).get("operations_material_bills") if information is not None else None
    if name and name not in rows and "operations_material_bills" not in rows and "operations_material_bill_ids" in rows:
        bills, lifted = list(getattr(move.noun, name)), 0
        for number, bill in enumerate(bills, 1):
            place = f"{move.path}/{by_field(move.old)[name].name}" + (f"[{number}]" if len(bills) > 1 else "")
            put(move.moved, rows["operations_material_bill_ids"], bill.id)
            if information is None or beside is None:
                _lose_rest(engine, bill, place, {"id"})
            else:
                put(information.moved, beside, engine.noun(bill, engine.plan_of(bill), beside.plan, place))
                lifted += 1
        if lifted:
            engine.apply(f"{move.old.cls.__name__}.{name} -> OperationsDefinitionInformation.operations_material_bills")
        return {name}
    row = rows.get("operations_material_bills") or rows.get("manufacturing_bills")
    ids = list(getattr(move.noun, "operations_material_bill_ids", ()))
    if ids and row is not None and "operations_material_bill_ids" not in rows:
        for number, found in enumerate(ids, 1):
            place = f"{move.path}/OperationsMaterialBillID" + (f"[{number}]" if len(ids) > 1 else "")
            waiting = [(at, bill) for at, bill in engine.apart.get("bills", []) if bill.id == found]
            if waiting:
                at, bill = waiting[0]
                engine.exact = engine.exact and engine.apart["bills"][0] is waiting[0]
                engine.apart["bills"].remove(waiting[0])
                put(move.moved, row, engine.noun(bill, engine.plan_of(bill), row.plan, at))
                held = dict(getattr(bill.id, "attributes", None) or {})
                for name in getattr(found, "attributes", None) or {}:
                    if held.get(name) != found.attributes[name]:
                        engine.lose(f"{place}/@{name}", name, "the bill itself has its ID otherwise", "no-attribute")
                engine.apply(f"OperationsDefinitionInformation.operations_material_bills -> {move.new.cls.__name__}")
            else:
                engine.exact = False
                put(move.moved, row, reshape(engine, found, row, move, place))
        return {"operations_material_bill_ids"}
    return set()


def _bills_to_nest(engine: Engine, move: Move) -> set[str]:
    """Hold the bills ready for the definitions that name them, and move those; tell what nobody names."""
    noun: Any = move.noun
    rows = by_field(move.new)
    bills = list(noun.operations_material_bills)
    place = f"{move.path}/OperationsMaterialBill"
    numbered = [(f"{place}[{n}]" if len(bills) > 1 else place, bill) for n, bill in enumerate(bills, 1)]
    engine.apart["bills"] = numbered
    target = rows.get("operations_definitions") or rows["product_definitions"]
    field, row = noun.__fields__["operations_definitions"], by_field(move.old)["operations_definitions"]
    definitions = list(noun.operations_definitions)
    engine.around.append(move)
    for number, definition in enumerate(definitions, 1):
        at = f"{move.path}/OperationsDefinition" + (f"[{number}]" if len(definitions) > 1 else "")
        engine.item(definition, field, row, [target], move, at)
    engine.around.pop()
    for at, _ in engine.apart.pop("bills"):
        engine.lose(at, "operations_material_bills", "no definition names it, and it stands in one here", "no-element")
    return {"operations_definitions", "operations_material_bills"}
