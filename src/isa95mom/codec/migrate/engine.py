"""Moving nouns from the plan of one version to that of another, with everything that could not be moved told.

A noun is moved field by field: to the field of the same name, else to one that a rule names. What a field holds is moved
by the types at both ends. So one engine does for all nouns, and `special` holds what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from isa95mom.codec.decode import empty, plain_order
from isa95mom.codec.encode import attributes_xml
from isa95mom.codec.leaf import NIL, XSI, BadValue, Kind, Leaf, check_text
from isa95mom.codec.migrate.rules import REASONS, VALUES, field_names, pair_of
from isa95mom.codec.plan import Plan, Row, Schema
from isa95mom.declare import ENUMERATIONS, Field, Noun, wire_of
from isa95mom.errors import Loss, Problem
from isa95mom.schema import UNBOUNDED
from isa95mom.values.foreign import Foreign
from isa95mom.values.text import Code, Identifier

Fill = Literal["error", "derive", "empty"]

DERIVED = "isa95mom derived"
"""The scheme name of an identifier that conversion made; converting back drops it again."""
UNKNOWN = "isa95mom unknown"
"""The scheme name, or the meaning of ``Other``, where nothing is known that the schema requires."""
MARKS = (DERIVED, UNKNOWN)
SCHEMA_LOCATION = f"{XSI}schemaLocation"


class Engine:
    """One migration: from what to what, and what came of it."""

    def __init__(self, old: Schema, new: Schema, fill: Fill, lenient: bool) -> None:
        self.old = old
        self.new = new
        self.fill = fill
        self.lenient = lenient
        self.losses: list[Loss] = []
        self.problems: list[Problem] = []
        self.applied: dict[str, None] = {}
        self.exact = True
        self.counts: Counter[str] = Counter()
        self.around: list[Noun] = []
        """The new nouns that the one being made stands in."""

    def lose(self, path: str, name: str, reason: str, code: str) -> None:
        """Tell that what stands at `path` is not carried."""
        self.losses.append(Loss(path, name, reason, code))

    def apply(self, name: str, exact: bool = True) -> None:
        """Note that the rule `name` was applied, and whether it can be undone."""
        self.applied[name] = None
        self.exact = self.exact and exact

    # -- nouns --------------------------------------------------------------------------------------------------------

    def noun(self, noun: Noun, old: Plan, new: Plan, path: str, *, nillable: bool = True) -> Noun:
        """`noun`, which `old` describes, as `new` has it."""
        from isa95mom.codec.migrate.special import special

        moved = empty(new)
        if new.cls is not old.cls:
            self.apply(f"{old.cls.__name__} -> {new.cls.__name__}")
        self.own(noun, old, moved, new, path, nillable)
        taken = special(self, noun, old, moved, new, path)
        fields = [f for f in old.cls.__fields__.values() if f.name not in taken]
        leaves = [f for f in fields if f.type not in self.new.nouns]
        self.implied(noun, old, moved, new, path)
        for group in (leaves, [f for f in fields if f.type in self.new.nouns]):
            for renamed in (False, True):
                for f in group:
                    self.field(f, noun, old, moved, new, path, renamed)
            if group is leaves:
                self.chosen(moved, new, old, path)
                self.required(moved, new, path, leaves=True)
                self.around.append(moved)
        self.around.pop()
        self.required(moved, new, path, leaves=False)
        self.rest(noun, old, moved, new, path)
        return moved

    def field(self, f: Field, noun: Noun, old: Plan, moved: Noun, new: Plan, path: str, renamed: bool) -> None:
        """Move one field: where it has its own name in the first round, the rest in the second."""
        names = field_names(old.cls.__name__, new.cls.__name__, f.name)
        rows = [new.by_field[name] for name in names if name in new.by_field]
        same = bool(rows) and rows[0].field.name == f.name
        if same is renamed:
            return
        row = old.by_field.get(f.name)
        name = row.name if row is not None else f.name
        items = list(self.items(f, noun, row))
        for number, value in enumerate(items, 1):
            at = f"{path}/{name}" + (f"[{number}]" if len(items) > 1 else "")
            self.item(value, f, row, rows, noun, moved, new, at)

    @staticmethod
    def items(f: Field, noun: Noun, row: Row | None) -> Iterator[Any]:
        """The values of a field; `Nil` for one that is nil and cannot say so itself."""
        value = getattr(noun, f.slot)
        if f.many:
            yield from value or ()
        elif value is not None:
            yield value
        elif row is not None and noun._wire is not None and row.name in noun._wire.nil:
            yield Nil(noun._wire.nil[row.name])

    def item(
        self, value: Any, f: Field, old: Row | None, rows: list[Row], noun: Noun, moved: Noun, new: Plan, path: str
    ) -> None:
        """Move one value to the first of `rows` that takes it."""
        from isa95mom.codec.migrate.special import chosen_row

        if not rows:
            if not marked(value):
                reason = REASONS.get(f.name) or f"{new.type_name} of {self.new.version} has no element for it"
                self.lose(path, f.name, reason, "no-element")
            return
        row = chosen_row(self, value, rows)
        if row is None:
            self.lose(path, f.name, f"{self.new.version} cannot say this kind of it", "no-noun")
            return
        if self.full(moved, row):
            if not marked(value):
                limit = "once" if row.most == 1 or not row.field.many else f"{row.most} times"
                self.lose(path, f.name, f"{row.name} may occur {limit} in {self.new.version}", "too-many")
            return
        carried = self.value(value, old, row, noun, moved, path)
        if carried is None:
            return
        if row.field.name != f.name:
            undone = old is None or row.field.name not in self.rows_of(old, noun)
            self.apply(f"{type(noun).__name__}.{f.name} -> {new.cls.__name__}.{row.field.name}", undone)
        if isinstance(carried, Nil):
            wire = wire_of(moved)
            wire.nil = {**wire.nil, row.name: carried.attributes}
        elif row.field.many:
            getattr(moved, row.field.name).append(carried)
        else:
            setattr(moved, row.field.slot, carried)
            spelt = noun._wire.spelt.get(old.name) if noun._wire is not None and old is not None else None
            if spelt is not None:
                wire = wire_of(moved)
                wire.spelt = {**wire.spelt, row.name: spelt}

    @staticmethod
    def rows_of(row: Row, noun: Noun) -> dict[str, Row]:
        """The rows, by field, of the plan that `row` of `noun` belongs to."""
        return row.owner.by_field

    @staticmethod
    def full(moved: Noun, row: Row) -> bool:
        """Whether `row` of `moved` takes no more."""
        value = getattr(moved, row.field.slot)
        if row.field.many:
            return row.most != UNBOUNDED and len(value or ()) >= row.most
        return value is not None or (moved._wire is not None and row.name in moved._wire.nil)

    def value(self, value: Any, old: Row | None, row: Row, noun: Noun, moved: Noun, path: str) -> Any:
        """`value` as `row` takes it, or None where nothing of it is carried."""
        from isa95mom.codec.migrate.special import to_leaf, to_noun

        if row.leaf is None:
            if not isinstance(value, Noun):
                return None if isinstance(value, Nil) else to_noun(self, value, row, moved, path)
            if type(value) is row.plan.cls or pair_of(type(value).__name__, row.plan.cls.__name__):
                plan = old.plan if old is not None and old.leaf is None else self.plan_of(value)
                return self.noun(value, plan, row.plan, path, nillable=row.nillable)
            return to_noun(self, value, row, moved, path)
        if isinstance(value, Noun):
            return to_leaf(self, value, row, noun, path)
        return self.leaf(value, old.leaf if old is not None else None, row, path)

    def plan_of(self, noun: Noun) -> Plan:
        """The plan of the version read from for `noun`, or one of another version where it has none."""
        return self.old.plan_of(type(noun)) or home(type(noun))

    # -- leaves -------------------------------------------------------------------------------------------------------

    def leaf(self, value: Any, old: Leaf | None, row: Row, path: str) -> Any:
        """A leaf value as `row` takes it, or None where it takes it not."""
        leaf = row.leaf
        assert leaf is not None
        if marked(value) and not row.least:
            return None
        attributes = dict(value.attributes) if isinstance(value, Nil) else dict(getattr(value, "attributes", None) or {})
        attributes = self.attributes(attributes, leaf, row.nillable, path)
        if attributes is None:
            return None
        if attributes.get(NIL, "").strip() in ("true", "1"):
            return leaf.text_class("", attributes) if leaf.kind is Kind.TEXT else Nil(attributes)
        try:
            value = self.retyped(value, old, leaf)
            if leaf.allowed and leaf.text_of.__self__.published.get(str(value)) is None:
                value, attributes = self.code(str(value), attributes, leaf, old)
            elif leaf.allowed and str(value) == "Other" and old is not None:
                value, attributes = self.promoted(attributes, leaf, old)
            leaf.text_of(value)
        except BadValue as problem:
            if self.lenient or problem.code == "not-in-enumeration":
                self.lose(path, row.field.name, f"{problem} in {self.new.version}", problem.code)
                return None
        if attributes == dict(getattr(value, "attributes", None) or {}):
            return value
        return leaf.with_attributes(str(value) if leaf.kind is Kind.TEXT else value, attributes) if attributes else bare(value, leaf)

    def attributes(self, said: dict[str, str], leaf: Leaf, nillable: bool, path: str) -> dict[str, str] | None:
        """The attributes that the leaf type takes, or None where the element is nil and may not be."""
        kept = {}
        for name, value in said.items():
            if name == NIL and not nillable:
                self.lose(path if value.strip() in ("true", "1") else f"{path}/@xsi:nil", "xsi:nil", f"it may not be nil in {self.new.version}", "no-nil")
                if value.strip() in ("true", "1"):
                    return None
            elif name.startswith(XSI):
                kept[name] = self.location(name, value)
            elif leaf.check_attribute(name, value) is None:
                kept[name] = value
            else:
                self.lose(f"{path}/@{name}", name, f"{leaf.name} of {self.new.version} has no such attribute", "no-attribute")
        return kept

    @staticmethod
    def retyped(value: Any, old: Leaf | None, leaf: Leaf) -> Any:
        """`value` in the Python type of `leaf`."""
        if isinstance(value, leaf.kind.classes):
            return value
        if leaf.kind is Kind.TEXT and old is not None:
            return old.text_of(value)
        return leaf.parse(value) if isinstance(value, str) else value

    def code(self, value: str, attributes: dict[str, str], leaf: Leaf, old: Leaf | None) -> tuple[str, dict[str, str]]:
        """A code that the list lacks, by another of its meaning, or as ``Other``. Raises `BadValue`."""
        for one, other in renamed_codes(leaf):
            found = other if value == one else one if value == other else None
            if found is not None and found in leaf.published:
                undone = old is None or not old.allowed or found not in old.published
                self.apply(f"{value} -> {found}", undone)
                return leaf.members.get(leaf.published[found], found), attributes
        if "Other" in leaf.published and "OtherValue" in leaf.attributes and "OtherValue" not in attributes:
            self.apply(f"{value} -> Other", old is not None)
            return leaf.members["Other"], {**attributes, "OtherValue": value}
        raise BadValue("not-in-enumeration", f"{value!r} is not a code of {leaf.name}")

    def promoted(self, attributes: dict[str, str], leaf: Leaf, old: Leaf) -> tuple[str, dict[str, str]]:
        """``Other`` by its own code, where the list has one now and had none."""
        meant = attributes.get("OtherValue", "")
        if meant in leaf.published and meant not in old.published:
            rest = {name: text for name, text in attributes.items() if name != "OtherValue"}
            self.apply(f"Other -> {meant}")
            return leaf.members[leaf.published[meant]], rest
        return leaf.members["Other"], attributes

    def location(self, name: str, value: str) -> str:
        """A schema location with the namespace of the version written."""
        if name != SCHEMA_LOCATION:
            return value
        words = value.split(" ")
        return " ".join(self.new.namespace if word == self.old.namespace else word for word in words)

    # -- what a version requires --------------------------------------------------------------------------------------

    def implied(self, noun: Noun, old: Plan, moved: Noun, new: Plan, path: str) -> None:
        """State what the old noun said by being what it is."""
        rule = pair_of(old.cls.__name__, new.cls.__name__)
        if rule is None or not rule[1]:
            return
        for name, text in rule[0].implied.items():
            row = new.by_field.get(name)
            if row is not None and row.leaf is not None and not any(getattr(n, name, None) == text for n in self.around):
                setattr(moved, row.field.slot, row.leaf.members.get(text, text))

    def chosen(self, moved: Noun, new: Plan, old: Plan, path: str) -> None:
        """Keep one alternative where the version allows but one."""
        for particle in new.content:
            if particle.kind != "choice" or particle.most != 1:
                continue
            rows = [new.by_name[e.name] for e in particle.elements()]
            said = [row for row in rows if getattr(moved, row.field.slot)]
            for row in said[1:]:
                first = said[0].name
                self.lose(f"{path}/{row.name}", row.field.name, f"{self.new.version} allows it or {first}, not both", "choice")
                setattr(moved, row.field.slot, None)
            for row in said[:1]:
                items = getattr(moved, row.field.slot)
                if row.field.many and row.least <= 1 and particle.inside[0].most == 1 and len(items) > 1:
                    for number in range(2, len(items) + 1):
                        self.lose(f"{path}/{row.name}[{number}]", row.field.name, f"{row.name} may occur once in {self.new.version}", "too-many")
                    setattr(moved, row.field.slot, type(items)(items[:1]))

    def required(self, moved: Noun, new: Plan, path: str, *, leaves: bool) -> None:
        """Fill what the version requires and the source does not say, as far as the caller allows."""
        if moved._wire is not None and moved._wire.is_nil:
            return
        for particle in new.content:
            if particle.kind != "element" or not particle.least:
                continue
            row = new.by_name[particle.name]
            value = getattr(moved, row.field.slot)
            if value or (value is not None and not row.field.many) or (row.leaf is None) is leaves:
                continue
            if moved._wire is not None and row.name in moved._wire.nil:
                continue
            self.missing(moved, row, path)

    def missing(self, moved: Noun, row: Row, path: str) -> None:
        """Fill one required element, or leave it for the writer to tell."""
        at = f"{path}/{row.name}"
        if row.nillable:
            self.repair(at, "left-nil", f"{row.name} is required in {self.new.version} and not known: written as nil")
            self.exact = False
            self.put_nil(moved, row)
            return
        leaf = row.leaf
        if self.fill == "error" or leaf is None or leaf.kind is not Kind.TEXT:
            return
        if not leaf.allowed and "schemeName" in leaf.attributes:
            stated = self.stated(row)
            if row.field.name == "id":
                self.counts[row.owner.type_name] += 1
                stated = f"{type(moved).__name__}-{self.counts[row.owner.type_name]}"
            if stated is not None:
                self.repair(at, "derived-id", f"{row.name} is required in {self.new.version}: derived as {stated!r}")
                self.put(moved, row, Identifier(stated, {"schemeName": DERIVED}))
                return
        if self.fill == "derive":
            return
        if leaf.allowed:
            if "Other" not in leaf.published or "OtherValue" not in leaf.attributes:
                return
            value: Any = Code("Other", {"OtherValue": UNKNOWN})
        else:
            value = leaf.text_class("", {"schemeName": UNKNOWN} if "schemeName" in leaf.attributes else {})
            self.exact = self.exact and bool(value.attributes)
        self.repair(at, "left-empty", f"{row.name} is required in {self.new.version} and not known: written empty")
        self.put(moved, row, value)

    def stated(self, row: Row) -> str | None:
        """What an enclosing noun says of the same reference, where it says one thing."""
        for noun in reversed(self.around):
            for name in (row.field.name, f"{row.field.name}s"):
                value = getattr(noun, name, None)
                values = [value] if isinstance(value, str) else list(value or ())
                if len(values) == 1 and values[0]:
                    return str(values[0])
        return None

    @staticmethod
    def put(moved: Noun, row: Row, value: Any) -> None:
        if row.field.many:
            getattr(moved, row.field.name).append(value)
        else:
            setattr(moved, row.field.slot, value)

    def put_nil(self, moved: Noun, row: Row) -> None:
        if row.leaf is None:
            nothing = empty(row.plan)
            wire_of(nothing).is_nil = True
            wire_of(nothing).attributes[NIL] = "true"
            self.put(moved, row, nothing)
        elif row.leaf.kind is Kind.TEXT:
            self.put(moved, row, row.leaf.text_class("", {NIL: "true"}))
        else:
            wire = wire_of(moved)
            wire.nil = {**wire.nil, row.name: {NIL: "true"}}

    def repair(self, path: str, code: str, message: str) -> None:
        self.problems.append(Problem(path, None, code, message, "repair"))

    # -- what is said beside the fields -------------------------------------------------------------------------------

    def own(self, noun: Noun, old: Plan, moved: Noun, new: Plan, path: str, nillable: bool) -> None:
        """Move the attributes of the noun's own element, and whether it is nil."""
        wire = noun._wire
        for name, value in (wire.attributes if wire is not None else {}).items():
            if name == NIL and not nillable:
                self.lose(path if wire is not None and wire.is_nil else f"{path}/@xsi:nil", "xsi:nil", f"it may not be nil in {self.new.version}", "no-nil")
            elif name.startswith(XSI):
                wire_of(moved).attributes[name] = self.location(name, value)
            else:
                self.lose(f"{path}/@{name}", name, f"{new.type_name} of {self.new.version} has no such attribute", "no-attribute")
        if wire is not None and wire.is_nil and nillable:
            wire_of(moved).is_nil = True
        for name, (_, f) in old.attributes.items():
            value = getattr(noun, f.slot) if f is not None else None
            if f is None or value is None:
                continue
            attribute, target = new.attributes.get(name, (None, None))
            if attribute is not None and target is not None and check_text(attribute.type, name, value) is None:
                setattr(moved, target.slot, value)
            else:
                self.lose(f"{path}/@{name}", name, f"{new.type_name} of {self.new.version} does not take it", "no-attribute")

    def rest(self, noun: Noun, old: Plan, moved: Noun, new: Plan, path: str) -> None:
        """Move the order of elements and the foreign content."""
        wire = noun._wire
        if wire is None:
            return
        names = {row.name: new.by_field[f].name for f, row in old.by_field.items() if f in new.by_field}
        if wire.order:
            order = tuple(names.get(name, "") for name in wire.order)
            counts = Counter({row.name: n for row in new.rows if (n := self.count(moved, row))})
            if Counter(order) == counts and new.allows(list(order)):
                wire_of(moved).order = order
            elif list(order) != plain_order(new, counts):
                self.exact = False
        kept = [p for p in (self.foreign(piece, names, moved, old, new, path) for piece in wire.foreign) if p is not None]
        if kept:
            wire_of(moved).foreign = tuple(kept)

    @staticmethod
    def count(moved: Noun, row: Row) -> int:
        value = getattr(moved, row.field.slot)
        return len(value or ()) if row.field.many else int(value is not None)

    def foreign(self, piece: Foreign, names: dict[str, str], moved: Noun, old: Plan, new: Plan, path: str) -> Foreign | None:
        """A piece of foreign content in its new place, or None where it has none."""
        from isa95mom.codec.migrate.special import embedded

        after = piece.after
        if piece.xml.startswith(("<!--", "<?")):
            if after is not None and after[0] and not after[0].startswith("@"):
                number = min(after[1], self.count(moved, new.by_name[names[after[0]]])) if after[0] in names else 0
                after = (names[after[0]], number) if number else ("", 0)
            elif new.extension is None:
                after = ("", 0)
            return Foreign(piece.xml, after)
        extends = piece.xml.startswith("<") and (after is None or after[0].startswith("@"))
        if extends and new.extension is not None:
            if new.extension.kind == "any":
                xml = embedded(self, piece, path)
            else:
                before, now = self.old.table.extension_namespace, self.new.table.extension_namespace
                xml = piece.xml.replace(f'"{before}"', f'"{now}"').replace(f'"{self.old.namespace}"', f'"{self.new.namespace}"')
            if xml is not None:
                return Foreign(xml, after if after in {(f"@{p.name}", 0) for p in new.content} else None)
        elif extends:
            self.lose(f"{path}/{piece.tag}", "extensions", f"{new.type_name} of {self.new.version} has no place for it", "no-extension")
        else:
            self.lose(f"{path}/{piece.tag or 'text()'}", "extensions", "it has no place in the schema", "not-allowed")
        return None


class Nil:
    """An element that is nil, whose Python type cannot say so."""

    __slots__ = ("attributes",)

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes


def marked(value: Any) -> bool:
    """Whether a conversion made the value up, so that it is no content."""
    said = getattr(value, "attributes", None) or {}
    return isinstance(value, str) and (said.get("schemeName") in MARKS or said.get("OtherValue") in MARKS)


def bare(value: Any, leaf: Leaf) -> Any:
    """`value` without attributes."""
    return leaf.members.get(str(value), str(value)) if leaf.kind is Kind.TEXT else leaf.parse(leaf.text_of(value))


def renamed_codes(leaf: Leaf) -> tuple[tuple[str, str], ...]:
    """Old and new codes of the code list of `leaf`."""
    names = [ENUMERATIONS[step].__name__ for step in leaf.lineage if step in ENUMERATIONS]
    return VALUES.get(names[0], ()) if names else ()


__all__ = ["Engine", "Fill", "Nil", "attributes_xml", "cached_property", "marked"]
