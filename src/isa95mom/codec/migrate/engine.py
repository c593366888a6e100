"""Moving nouns from the plan of one version to that of another, with everything that could not be moved told.

A noun is moved field by field: to the field of the same name, else to one that a rule names. What a field holds is
moved by the types at both ends. So one engine does for all nouns; `structure` holds the few whose parts change places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, Literal

from attrs import frozen
from lxml import etree

from isa95mom.codec.decode import empty, plain_order
from isa95mom.codec.leaf import NIL, XSI, XSI_FREE, BadValue, Kind, Leaf, check_text
from isa95mom.codec.migrate.rules import REASONS, VALUES, Pair, field_names, pair_of
from isa95mom.codec.plan import Plan, Row, Schema, schema
from isa95mom.declare import ELEMENTS, ENUMERATIONS, Field, Noun, wire_of
from isa95mom.errors import DocumentError, Loss, Problem, VersionError
from isa95mom.model.message import Message
from isa95mom.schema import UNBOUNDED
from isa95mom.values.foreign import Foreign
from isa95mom.values.text import Code, Identifier
from isa95mom.values.version import Version

Fill = Literal["error", "derive", "empty"]

DERIVED = "isa95mom derived"
"""The scheme name of an identifier that conversion made; converting back drops it again."""
UNKNOWN = "isa95mom unknown"
"""The scheme name, or the meaning of ``Other``, where nothing is known that the schema requires."""


@frozen(slots=True)
class Move:
    """One noun on its way."""

    noun: Noun
    old: Plan
    moved: Noun
    new: Plan
    path: str


@frozen(slots=True)
class Nil:
    """An element that is nil, whose Python type cannot say so."""

    attributes: dict[str, str]


class Engine:
    """One migration: from what to what, and what came of it."""

    def __init__(self, old: Schema, new: Schema, fill: Fill, lenient: bool) -> None:
        self.old, self.new = old, new
        self.fill, self.lenient = fill, lenient
        self.losses: list[Loss] = []
        self.problems: list[Problem] = []
        self.applied: dict[str, None] = {}
        self.exact = True
        """Whether converting back gives the same document, what was lost aside."""
        self.around: list[Move] = []
        """The nouns that the one being moved stands in."""
        self.apart: dict[str, list[Any]] = {}
        """What `structure` has taken from one noun and will give to another."""
        self._made: Counter[str] = Counter()

    def lose(self, path: str, name: str, reason: str, code: str) -> None:
        """Tell that what stands at `path` is not carried."""
        self.losses.append(Loss(path, name, reason, code))

    def apply(self, name: str, exact: bool = True) -> None:
        """Note that the rule `name` was applied, and whether converting back undoes it."""
        self.applied[name] = None
        self.exact = self.exact and exact

    # -- nouns --------------------------------------------------------------------------------------------------------

    def noun(self, noun: Noun, old: Plan, new: Plan, path: str, nillable: bool = True) -> Noun:
        """`noun`, which `old` describes, as `new` has it."""
        from isa95mom.codec.migrate.structure import restructure

        way = route(old, new)
        move = Move(noun, old, empty(new), new, path)
        if way.rule is not None:
            self.apply(f"{old.cls.__name__} -> {new.cls.__name__}", way.rule[0].back)
            self._implied(move, way.rule)
        if old.attributes or noun._wire is not None:
            self._own(move, nillable)
        taken = restructure(self, move) if way.restructured else ()
        self._steps(way.leaves, move, taken)
        self._required(way.leaves_required, move)
        self.around.append(move)  # nouns after leaves, so that they find around them what they may take an ID from
        self._steps(way.nouns, move, taken)
        self.around.pop()
        self._required(way.nouns_required, move)
        if way.choices:
            self._chosen(move)
        if noun._wire is not None:
            self._rest(move)
        return move.moved

    def _steps(self, steps: tuple[Step, ...], move: Move, taken: Collection[str]) -> None:
        """Move what is said in the fields of `steps`."""
        noun, wired = move.noun, move.noun._wire is not None
        for step in steps:
            value = getattr(noun, step.slot)
            if value is None and not wired:
                continue
            if step.plain and type(value) is str and not wired:
                setattr(move.moved, step.slot, value)
            elif step.field.name not in taken:
                values = list(values_of(step.field, noun, step.old))
                path = f"{move.path}/{step.name}"
                for number, one in enumerate(values, 1):
                    at = f"{path}[{number}]" if len(values) > 1 else path
                    self.item(one, step.field, step.old, step.targets, move, at)

    def item(self, value: Any, f: Field, old: Row | None, targets: Sequence[Row], move: Move, path: str) -> None:
        """Move one value to the target that takes it."""
        if not targets:
            if not marked(value) and not self._dropped(value, f, move, path):
                reason = REASONS.get(f.name) or f"{move.new.type_name} of {self.new.version} has no element for it"
                self.lose(path, f.name, reason, "no-element")
            return
        row = self._target(value, targets)
        if row is None:
            self.lose(path, f.name, f"no noun of {self.new.version} is of this kind", "no-noun")
            return
        if full(move.moved, row):
            if not marked(value):
                self.lose(path, f.name, f"{self.new.version} has one place for it, which is taken", "too-many")
            return
        carried = self.value(value, old, row, move, path)
        if carried is None:
            return
        if row.field.name != f.name:
            name = f"{type(move.noun).__name__}.{f.name} -> {move.new.cls.__name__}.{row.field.name}"
            comes_back = isinstance(carried, Noun) and old is not None and fits(carried, old) == 0
            self.apply(name, comes_back or row.field.name not in by_field(move.old))
        if isinstance(carried, Nil):
            wire = wire_of(move.moved)
            wire.nil = {**wire.nil, row.name: carried.attributes}
            return
        put(move.moved, row, carried)
        spelt = move.noun._wire.spelt.get(old.name) if move.noun._wire is not None and old is not None else None
        if spelt is not None:
            wire = wire_of(move.moved)
            wire.spelt = {**wire.spelt, row.name: spelt}

    @staticmethod
    def _target(value: Any, targets: Sequence[Row]) -> Row | None:
        """The first target whose noun is of the kind of `value`; one that implies what the value says before others."""
        if not isinstance(value, Noun):
            return targets[0]
        ranked = [(rank, n) for n, row in enumerate(targets) if (rank := fits(value, row)) is not None]
        return targets[min(ranked)[1]] if ranked else None

    def value(self, value: Any, old: Row | None, row: Row, move: Move, path: str) -> Any:
        """`value` as `row` takes it, or None where nothing of it is carried."""
        from isa95mom.codec.migrate.structure import reshape

        if row.leaf is None and isinstance(value, Noun):
            name, wanted = type(value).__name__, row.plan.cls.__name__
            if type(value) is row.plan.cls or (pair_of(name, wanted) and "ProductionParameter" not in (name, wanted)):
                plan = old.plan if old is not None and old.leaf is None else self.plan_of(value)
                return self.noun(value, plan, row.plan, path, row.nillable)
        if row.leaf is None or isinstance(value, Noun):
            return reshape(self, value, row, move, path)
        return self.leaf(value, old.leaf if old is not None else None, row, path)

    def plan_of(self, noun: Noun) -> Plan:
        """The plan of `noun` in the version read from, or in the newest that has one."""
        plans = (schema(version).plan_of(type(noun)) for version in (self.old.version, *reversed(Version)))
        return next(plan for plan in plans if plan is not None)

    def plan_for(self, noun: Noun, plan: Plan | None) -> Plan:
        """`plan` if it is that of `noun`, else `plan_of` it."""
        return plan if plan is not None and plan.cls is type(noun) else self.plan_of(noun)

    def nested(self, noun: Noun | None, old: Plan, new: Plan, path: str) -> Noun | None:
        """`noun` moved, where there is one."""
        return self.noun(noun, self.plan_for(noun, old), new, path) if noun is not None else None

    # -- leaves -------------------------------------------------------------------------------------------------------

    def leaf(self, value: Any, old: Leaf | None, row: Row, path: str) -> Any:
        """A leaf value as `row` takes it; None where it does not."""
        leaf = row.leaf
        assert leaf is not None
        if marked(value) and not row.least:
            return None
        said = dict(getattr(value, "attributes", None) or {})
        if not said and not leaf.allowed and not self.lenient and isinstance(value, leaf.kind.classes):
            return value
        kept = self._attributes(said, leaf, row, path)
        if kept is None:
            return None
        if is_nil(kept):
            return leaf.text_class("", kept) if leaf.kind is Kind.TEXT else Nil(kept)
        try:
            value = retyped(value, old, leaf)
            if leaf.allowed and str(value) not in leaf.published:
                value, kept = self._code(str(value), kept, leaf, old)
            elif leaf.allowed and value == "Other" and old is not None:
                value, kept = self._promoted(kept, leaf, old)
            leaf.text_of(value)
        except BadValue as problem:
            if problem.code == "not-in-enumeration" or self.lenient:
                self.lose(path, row.field.name, f"{problem} in {self.new.version}", problem.code)
                return None
            return value  # the writer tells what is wrong with it
        if kept == dict(getattr(value, "attributes", None) or {}):
            return value
        plain = str(value) if leaf.kind is Kind.TEXT else value
        if kept:
            return leaf.with_attributes(plain, kept)
        return leaf.parse(leaf.published.get(plain, plain) if leaf.kind is Kind.TEXT else leaf.text_of(plain))

    def _attributes(self, said: dict[str, str], leaf: Leaf, row: Row, path: str) -> dict[str, str] | None:
        """The attributes that the leaf type takes, or None where the element is nil and may not be."""
        kept = {}
        for name, value in said.items():
            if name == NIL and not row.nillable:
                self._no_nil(path, row.field.name, is_nil(said))
                if is_nil(said):
                    return None
            elif name == NIL or name in XSI_FREE:
                kept[name] = self.location(name, value)
            elif not name.startswith(XSI) and leaf.check_attribute(name, value) is None:
                kept[name] = value
            else:
                self.lose(
                    f"{path}/@{name}", name, f"{leaf.name} of {self.new.version} does not take it", "no-attribute"
                )
        return kept

    def _no_nil(self, path: str, name: str, whole: bool) -> None:
        reason = f"it may not be nil in {self.new.version}"
        self.lose(path if whole else f"{path}/@xsi:nil", name if whole else "xsi:nil", reason, "no-nil")

    def _code(self, value: str, said: dict[str, str], leaf: Leaf, old: Leaf | None) -> tuple[str, dict[str, str]]:
        """A code that the list lacks: by another of its meaning, or as ``Other``. Raises `BadValue`."""
        for one, other in renamed_codes(leaf):
            found = other if value == one else one if value == other else None
            if found in leaf.published:
                self.apply(f"{value} -> {found}", old is not None and found not in old.published)
                return leaf.members[leaf.published[found]], said
        if "Other" in leaf.published and "OtherValue" in leaf.attributes and "OtherValue" not in said:
            self.apply(f"{value} -> Other", old is not None and value in old.published)
            return leaf.members["Other"], {**said, "OtherValue": value}
        raise BadValue("not-in-enumeration", f"{value!r} is not a code of {leaf.name}")

    def _promoted(self, said: dict[str, str], leaf: Leaf, old: Leaf) -> tuple[str, dict[str, str]]:
        """``Other`` by its own code, where the list has one now and had none."""
        meant = said.get("OtherValue", "")
        if meant not in leaf.published or not old.allowed or meant in old.published or meant == "Other":
            return leaf.members["Other"], said
        self.apply(f"Other -> {meant}")
        return leaf.members[leaf.published[meant]], {n: text for n, text in said.items() if n != "OtherValue"}

    def location(self, name: str, value: str) -> str:
        """A schema location, with the namespace of the version written."""
        if name != f"{XSI}schemaLocation":
            return value
        words = value.split(" ")
        return " ".join(self.new.namespace if word == self.old.namespace else word for word in words)

    # -- what one noun implies and another says -----------------------------------------------------------------------

    def _implied(self, move: Move, rule: tuple[Pair, bool]) -> None:
        """State what the old noun said by being what it is, unless a noun around it states it."""
        pair, forward = rule
        for name, text in pair.implied.items() if forward else ():
            row = by_field(move.new).get(name)
            stated = any(getattr(outer.moved, name, None) == text for outer in self.around)
            if row is not None and row.leaf is not None and not stated:
                put(move.moved, row, row.leaf.members.get(text, text))
        if not forward and "operations_type" in pair.implied:
            said = getattr(move.noun, "operations_type", None) is not None
            outer = any(getattr(other.noun, "operations_type", None) is not None for other in self.around)
            if "operations_type" in by_field(move.old) and said is outer:
                self.exact = False  # the way back states it where it is stated first, and only there

    def _dropped(self, value: Any, f: Field, move: Move, path: str) -> bool:
        """Whether the new noun says by being what it is what the field says."""
        rule = pair_of(move.old.cls.__name__, move.new.cls.__name__)
        if rule is None or rule[1] or rule[0].implied.get(f.name) != value:
            return False
        for name in getattr(value, "attributes", None) or {}:
            self.lose(f"{path}/@{name}", name, f"{self.new.version} has no element for it", "no-attribute")
        return True

    # -- what a version requires, and limits --------------------------------------------------------------------------

    def _chosen(self, move: Move) -> None:
        """Keep one alternative where the version allows but one."""
        for particle in move.new.content:
            if particle.kind != "choice" or particle.most != 1:
                continue
            rows = [move.new.by_name[e.name] for e in particle.elements()]
            said = [row for row in rows if getattr(move.moved, row.field.slot)]
            for row in said:
                values = list(getattr(move.moved, row.field.name)) if row.field.many else [None]
                most = 0 if row is not said[0] else 1 if particle.inside[rows.index(row)].most == 1 else len(values)
                before = by_field(move.old).get(row.field.name, row)
                repeats = row.field.many and before is not row and count(move.noun, before) > 1
                for number in range(most + 1, len(values) + 1):
                    path = f"{move.path}/{before.name}" + (f"[{number}]" if repeats else "")
                    self.lose(path, row.field.name, f"{said[0].name} is given, and one is allowed", "choice")
                if most < len(values):
                    setattr(move.moved, row.field.name, values[:most] if row.field.many else None)

    def _required(self, rows: tuple[Row, ...], move: Move) -> None:
        """Fill what the version requires and the source does not say, as far as the caller allows."""
        moved = move.moved
        for row in rows:
            if not count(moved, row) and (
                moved._wire is None or not (moved._wire.is_nil or row.name in moved._wire.nil)
            ):
                self._missing(move, row, f"{move.path}/{row.name}")

    def _missing(self, move: Move, row: Row, path: str) -> None:
        """Fill one required element, or leave it for the writer to tell."""
        leaf, moved = row.leaf, move.moved
        required = f"{row.name} is required in {self.new.version}"
        if row.nillable:
            self.repair(path, "left-nil", f"{required} and not known: written as nil")
            self.exact = False
            if leaf is None:
                nothing = empty(row.plan)
                wire_of(nothing).is_nil = True
                wire_of(nothing).attributes[NIL] = "true"
                put(moved, row, nothing)
            elif leaf.kind is Kind.TEXT:
                put(moved, row, leaf.text_class("", {NIL: "true"}))
            else:
                wire_of(moved).nil = {**wire_of(moved).nil, row.name: {NIL: "true"}}
            return
        if self.fill == "error" or leaf is None or leaf.kind is not Kind.TEXT:
            return
        named = "schemeName" in leaf.attributes
        text = (
            None if leaf.allowed or not named else self._new_id(move) if row.field.name == "id" else self._stated(row)
        )
        if text is not None:
            self.repair(path, "derived-id", f"{required}: derived as {text!r}")
            put(moved, row, Identifier(text, {"schemeName": DERIVED}))
        elif self.fill == "empty" and not leaf.allowed:
            self.repair(path, "left-empty", f"{required} and not known: written empty")
            self.exact = self.exact and named
            put(moved, row, leaf.text_class("", {"schemeName": UNKNOWN} if named else {}))
        elif self.fill == "empty" and "Other" in leaf.published and "OtherValue" in leaf.attributes:
            self.repair(path, "left-empty", f"{required} and not known: written as Other")
            put(moved, row, Code("Other", {"OtherValue": UNKNOWN}))

    def _new_id(self, move: Move) -> str:
        """An identification that tells the noun apart within the document."""
        name = move.new.cls.__name__
        self._made[name] += 1
        return f"{name}-{self._made[name]}"

    def _stated(self, row: Row) -> str | None:
        """What the innermost noun around it says of the same reference, where it says one thing."""
        for outer in reversed(self.around):
            for name in (row.field.name, f"{row.field.name}s"):
                value = getattr(outer.moved, name, None) or ()
                values = [value] if isinstance(value, str) else list(value)
                if len(values) == 1 and values[0]:
                    return str(values[0])
        return None

    def repair(self, path: str, code: str, message: str) -> None:
        """Tell what was filled in."""
        self.problems.append(Problem(path, None, code, message, "repair"))

    # -- what is said beside the fields -------------------------------------------------------------------------------

    def _own(self, move: Move, nillable: bool) -> None:
        """Move the attributes of the noun's own element, and whether it is nil."""
        wire, path, new = move.noun._wire, move.path, move.new
        for name, said in (wire.attributes if wire is not None else {}).items():
            if name == NIL and not nillable:
                self._no_nil(path, "xsi:nil", is_nil({NIL: said}))
            elif name == NIL or name in XSI_FREE:
                wire_of(move.moved).attributes[name] = self.location(name, said)
            else:
                self.lose(
                    f"{path}/@{name}", name, f"{new.type_name} of {self.new.version} does not take it", "no-attribute"
                )
        if wire is not None and wire.is_nil and nillable:
            wire_of(move.moved).is_nil = True
        for name, (_, f) in move.old.attributes.items():
            value: Any = getattr(move.noun, f.slot) if f is not None else None
            attribute, target = new.attributes.get(name, (None, None))
            if f is None or value is None:
                continue
            if attribute is not None and target is not None and check_text(attribute.type, name, value) is None:
                setattr(move.moved, target.slot, value)
            else:
                self.lose(
                    f"{path}/@{name}", name, f"{new.type_name} of {self.new.version} does not take it", "no-attribute"
                )

    def _rest(self, move: Move) -> None:
        """Move the order of elements, where it is free, and foreign content."""
        wire, moved, new = move.noun._wire, move.moved, move.new
        assert wire is not None
        rows = by_field(new)
        names = {row.name: rows[name].name for name, row in by_field(move.old).items() if name in rows}
        if wire.order:
            order = [names.get(name, name) for name in wire.order]
            counts = Counter({row.name: number for row in new.rows if (number := count(moved, row))})
            if Counter(order) == counts and new.allows(order):
                wire_of(moved).order = tuple(order)
            elif order != plain_order(new, counts):
                self.exact = False
        kept = [piece for piece in (self._foreign(piece, names, move) for piece in wire.foreign) if piece is not None]
        if kept:
            wire_of(moved).foreign = tuple(kept)

    def _foreign(self, piece: Foreign, names: dict[str, str], move: Move) -> Foreign | None:
        """A piece of foreign content in its new place, or None where it has none."""
        new, after = move.new, piece.after
        at_point = after is None or after[0].startswith("@")
        if piece.xml.startswith(("<!--", "<?")):
            if at_point:
                return Foreign(piece.xml, after if self._has_point(new, after) else ("", 0))
            assert after is not None
            row = new.by_name.get(names.get(after[0], ""))
            number = min(after[1], count(move.moved, row)) if row is not None else 0
            return Foreign(piece.xml, (row.name, number) if row is not None and number else ("", 0))
        path = f"{move.path}/{piece.tag or 'text()'}"
        if not at_point or not piece.tag:
            self.lose(path, "extensions", "it has no place in the schema", "not-allowed")
        elif new.extension is None or new.extension.kind != _point(move.old, after):
            self.lose(path, "extensions", f"{new.type_name} of {self.new.version} has no place for it", "no-extension")
        else:
            xml = self._embedded(piece, path) if new.extension.kind == "any" else self._renamed(piece.xml)
            if xml is not None:
                kept = self._has_point(new, after)
                self.exact = self.exact and kept
                return Foreign(xml, after if kept else None)
        return None

    @staticmethod
    def _has_point(plan: Plan, after: tuple[str, int] | None) -> bool:
        if after is None:
            return plan.extension is not None
        return any(p is not plan.extension and (f"@{p.name}", 0) == after for p in plan.content)

    def _renamed(self, xml: str) -> str:
        """A piece with the namespaces of the version written."""
        before, after = self.old.table, self.new.table
        moved = xml.replace(f'"{before.extension_namespace}"', f'"{after.extension_namespace}"')
        return moved.replace(f'"{before.namespace}"', f'"{after.namespace}"')

    def _embedded(self, piece: Foreign, path: str) -> str | None:
        """A document within the document, as the version written has it."""
        from isa95mom.codec.migrate import migrate
        from isa95mom.codec.reader import read
        from isa95mom.codec.writer import dumps

        if etree.QName(etree.fromstring(piece.xml)).namespace != self.old.namespace:
            return piece.xml
        try:
            found = read(piece.xml.encode(), version=self.old.version)
            done = migrate(found, self.new.version, self.fill)
            xml = dumps(done.document).decode().partition("?>")[2].strip()
        except (DocumentError, VersionError) as problem:
            self.lose(path, "extensions", str(problem).partition("\n")[0], "no-noun")
            return None
        tag, _, declared = xml.partition(">")[0].partition(" ")
        if 'xmlns="' not in declared:  # its elements of no namespace must not get that of the document around it
            xml = xml.replace(tag, f'{tag} xmlns=""', 1)
        self.exact = self.exact and concept(found.root) == concept(done.document.root)
        inner = path.rpartition("/")[0]
        self.losses += [Loss(inner + loss.path, loss.name, loss.reason, loss.code) for loss in done.losses]
        self.problems += done.problems
        self.applied.update(dict.fromkeys(done.applied))
        self.exact = self.exact and done.exact
        return xml


# -- the way from one plan to another ---------------------------------------------------------------------------------


@frozen(slots=True)
class Step:
    """The way of one field."""

    field: Field
    slot: str
    old: Row | None
    """Its row in the version read; None where that has none."""
    targets: tuple[Row, ...]
    """The rows that may take its values, the likeliest first."""
    name: str
    """What paths call it."""
    plain: bool
    """Whether a string is simply carried."""


@frozen(slots=True)
class Route:
    """The way of a noun from one plan to another, worked out once."""

    rule: tuple[Pair, bool] | None
    leaves: tuple[Step, ...]
    nouns: tuple[Step, ...]
    leaves_required: tuple[Row, ...]
    nouns_required: tuple[Row, ...]
    choices: bool
    restructured: bool


@cache
def route(old: Plan, new: Plan) -> Route:
    """The way from `old` to `new`: what keeps its name before what does not."""
    one, other = old.cls.__name__, new.cls.__name__
    steps: dict[bool, list[Step]] = {False: [], True: []}
    for field in old.cls.__fields__.values():
        names = field_names(one, other, field.name)
        targets = tuple(by_field(new)[name] for name in names if name in by_field(new))
        row = by_field(old).get(field.name)
        leaf = targets[0].leaf if len(targets) == 1 and not field.many and targets[0].field is field else None
        plain = leaf is not None and leaf.kind is Kind.TEXT and not leaf.allowed
        step = Step(field, field.slot, row, targets, row.name if row is not None else field.name, plain)
        steps[field.type in nouns()].append(step)
    for found in steps.values():
        found.sort(key=lambda step: not step.targets or step.targets[0].field.name != step.field.name)
    required = [new.by_name[p.name] for p in new.content if p.kind == "element" and p.least]
    return Route(
        pair_of(one, other) if one != other else None,
        tuple(steps[False]),
        tuple(steps[True]),
        tuple(row for row in required if row.leaf is not None),
        tuple(row for row in required if row.leaf is None),
        any(p.kind == "choice" and p.most == 1 for p in new.content),
        one != other or one in ("OperationsDefinition", "OperationsDefinitionInformation"),
    )


# -- small questions --------------------------------------------------------------------------------------------------


@cache
def nouns() -> frozenset[str]:
    """The names of all nouns, which are the types of fields that hold one."""
    return frozenset(cls.__name__ for cls in ELEMENTS.values())


@cache
def by_field(plan: Plan) -> dict[str, Row]:
    """The rows of `plan` by the field that binds them."""
    return {row.field.name: row for row in plan.rows}


def concept(root: Noun) -> str:
    """What a document is about."""
    return root.noun if isinstance(root, Message) else type(root).__name__


def fits(value: Noun, row: Row) -> int | None:
    """How well `value` suits the noun of `row`: 0 best; None where it is of another kind."""
    if row.leaf is not None or type(value) is row.plan.cls:
        return 1
    rule = pair_of(type(value).__name__, row.plan.cls.__name__)
    if rule is None:
        return None
    pair, forward = rule
    if forward or not pair.implied:
        return 1
    said = {name: getattr(value, name, None) for name in pair.implied}
    if said == pair.implied:
        return 0 if holds(value, row.plan) else 2
    return 2 if said == {"operations_type": None} else None


def holds(value: Noun, plan: Plan) -> bool:
    """Whether the lots of a material have a place in `plan`; the nouns for consumables have none."""
    return all(
        name in by_field(plan) for name in ("material_lot_ids", "material_sub_lot_ids") if getattr(value, name, None)
    )


def full(moved: Noun, row: Row) -> bool:
    """Whether `row` of `moved` takes no more."""
    if row.field.many:
        return row.most != UNBOUNDED and count(moved, row) >= row.most
    return count(moved, row) > 0 or (moved._wire is not None and row.name in moved._wire.nil)


def count(moved: Noun, row: Row) -> int:
    """How many values `row` of `moved` has."""
    value = getattr(moved, row.field.slot)
    return len(value or ()) if row.field.many else int(value is not None)


def put(moved: Noun, row: Row, value: Any) -> None:
    """Set or append a value."""
    if row.field.many:
        getattr(moved, row.field.name).append(value)
    else:
        setattr(moved, row.field.slot, value)


def marked(value: Any) -> bool:
    """Whether a conversion made the value up, so that it is no content."""
    said = getattr(value, "attributes", None) or {}
    return isinstance(value, str) and (
        said.get("schemeName") in (DERIVED, UNKNOWN) or said.get("OtherValue") == UNKNOWN
    )


def is_nil(attributes: dict[str, str]) -> bool:
    """Whether the attributes of an element say that it is nil."""
    return attributes.get(NIL, "").strip() in ("true", "1")


def retyped(value: Any, old: Leaf | None, leaf: Leaf) -> Any:
    """`value` in the Python type of `leaf`. Raises `BadValue`."""
    if isinstance(value, leaf.kind.classes):
        return value
    if leaf.kind is Kind.TEXT and old is not None:
        return old.text_of(value)
    return leaf.parse(value) if isinstance(value, str) else value


def renamed_codes(leaf: Leaf) -> tuple[tuple[str, str], ...]:
    """Old and new codes of the code list of `leaf`."""
    lists = [ENUMERATIONS[step].__name__ for step in leaf.lineage if step in ENUMERATIONS]
    return tuple(pair for name in lists for pair in VALUES.get(name, ()))


def values_of(f: Field, noun: Noun, row: Row | None) -> Iterator[Any]:
    """The values of a field; `Nil` for a nil that its type cannot say."""
    value = getattr(noun, f.slot)
    if f.many:
        yield from value or ()
    elif value is not None:
        yield value
    elif row is not None and noun._wire is not None and row.name in noun._wire.nil:
        yield Nil(noun._wire.nil[row.name])


def _point(plan: Plan, after: tuple[str, int] | None) -> str:
    """The kind of an extension point: ``extension`` or ``any``."""
    if after is None:
        return plan.extension.kind if plan.extension is not None else ""
    return next((p.kind for p in plan.content if (f"@{p.name}", 0) == after), "extension")
