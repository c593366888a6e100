"""Reading with care: every problem of a document, each with its line and path, and in lenient mode every repair.

This is the path a document takes when the compiled decoders refuse it. It walks an lxml tree by the same plans, says
what is wrong, and makes the nouns all the same; strict callers raise what was found, lenient ones return it. What has
no field is kept in its place as foreign content, so nothing is lost.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from isa95mom.codec.decode import blank, empty, keep, keep_order, put, text_piece
from isa95mom.codec.leaf import (
    NIL,
    XSI,
    XSI_FREE,
    Aside,
    BadValue,
    Kind,
    Leaf,
    allowed_names,
    check_text,
    listed,
)
from isa95mom.codec.plan import Plan, Row, Schema
from isa95mom.declare import Noun, wire_of
from isa95mom.errors import Problem, Severity
from isa95mom.model.message import LeafElement
from isa95mom.schema import Particle
from isa95mom.values.foreign import Foreign
from isa95mom.values.time import DateTime, parse_datetime

XSI_TYPE = f"{XSI}type"
TEXT_HOME = {"ValueType": "ValueString", "QuantityValueType": "QuantityString", "BatchValueType": "ValueString"}
"""Where lenient reading puts text that stands in an element which should hold elements."""
NOTHING_DROPPED: Mapping[Any, Counter[str]] = {}
_LOOSE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?").fullmatch


class Reader:
    """One careful reading: what it found, and how far it may go on."""

    def __init__(self, schema: Schema, *, lenient: bool, source: str, limit: int) -> None:
        self.schema = schema
        self.lenient = lenient
        self.source = source
        self.limit = limit
        self.problems: list[Problem] = []
        self.more = False
        self.dropped: dict[Any, Counter[str]] = {}
        """How many children of each name were there before and are dropped, by parent."""
        self.other: Callable[[Reader, Any], Any] | None = None
        """What reads a global element that is no noun: a message."""
        self.namespaces = {schema.namespace}
        """The namespaces whose elements count as those of the schema."""

    # -- saying what is wrong -----------------------------------------------------------------------------------------

    def full(self) -> bool:
        """Whether no more problems are told, since there are as many as the limit."""
        if len(self.problems) >= self.limit:
            self.more = True
        return self.more

    def tell(
        self, element: Any, code: str, message: str, *, inside: str = "", severity: Severity | None = None
    ) -> None:
        """Note a problem at `element`, or at `inside` it."""
        if self.full():
            return
        path = path_of(element, self.dropped) + (f"/{inside}" if inside else "")
        self.problems.append(
            Problem(
                path,
                element.sourceline,
                code,
                message,
                severity or ("repair" if self.lenient else "error"),
                self.source,
            )
        )

    # -- reading ------------------------------------------------------------------------------------------------------

    def local(self, element: Any) -> str | None:
        """The name of an element of the schema's namespace; None for any other node."""
        tag = element.tag
        if not isinstance(tag, str):
            return None
        namespace, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
        if namespace in self.namespaces:
            return str(name)
        return None

    def noun(self, plan: Plan, element: Any, nillable: bool = False) -> Noun:
        """The noun that `element` carries, with everything wrong in it told."""
        noun = empty(plan)
        is_nil = self.attributes(plan, element, noun, nillable)
        names: list[str] = []
        rows: list[tuple[Any, str]] = []
        counts: Counter[str] = Counter()
        kept: list[Foreign] = []
        anchor: tuple[str, int] = ("", 0)
        extended = False
        texts = (element.text, *(child.tail for child in element))
        flowing = plan.type.mixed and not all(map(blank, texts))
        self.text(plan, element, element.text, anchor, kept, noun, flowing)
        for child in element:
            name = self.local(child)
            row = plan.by_tag.get(child.tag)
            if row is None and name is not None:
                row = plan.by_name.get(name) if self.lenient or len(self.namespaces) > 1 else None
            if row is None and name is not None:
                row = self.other_name(plan, child, name, counts)
            if row is not None:
                if extended and plan.closed:
                    self.tell(child, "wrong-order", f"{row.name} stands after the extension content, which comes last")
                full = not row.repeats and row.field.many is False and getattr(noun, row.field.slot) is not None
                if full or (not row.repeats and counts[row.name]):
                    self.tell(child, "too-many", f"{row.name} occurs again; it may occur once")
                    kept.append(keep(child, anchor))
                else:
                    self.child(row, child, noun, kept, anchor)
                names.append(row.name)
                rows.append((child, row.name))
                counts[row.name] += 1
                anchor = (row.name, counts[row.name])
            else:
                extended |= self.stranger(plan, child, kept, anchor, names)
            self.text(plan, element, child.tail, anchor, kept, noun, flowing)
        if is_nil and (element.text or any(isinstance(child.tag, str) or child.tail for child in element)):
            self.tell(element, "not-empty", "it is nil (xsi:nil) and must be empty")
        elif not is_nil:
            self.order(plan, element, rows)
        if kept:
            wire_of(noun).foreign = tuple(kept)
        if not plan.regular:
            keep_order(plan, noun, names)
        return noun

    def other_name(self, plan: Plan, child: Any, name: str, counts: Counter[str]) -> Row | None:
        """The row that `name` means in another version or spelling, where reading is lenient."""
        if not self.lenient:
            return None
        for row in plan.rows:
            if row.name.casefold() == name.casefold() or name in row.field.was or name == row.field.wire:
                self.tell(child, "other-name", f"{name} is read as {row.name}")
                return row
        return None

    def stranger(self, plan: Plan, child: Any, kept: list[Foreign], anchor: tuple[str, int], names: list[str]) -> bool:
        """Keep a child that no row binds; whether it is extension content in its place."""
        if not isinstance(child.tag, str):
            kept.append(keep(child, anchor))
            return False
        at_point = plan.point(child.tag, names)
        if at_point is not None:
            kept.append(keep(child, at_point[0]))
            if plan.strict_wildcard:
                self.wildcard(child)
            return True
        kept.append(keep(child, anchor))
        if self.full():
            return False
        namespace, _, local = child.tag[1:].rpartition("}") if child.tag[0] == "{" else ("", "", child.tag)
        if namespace == plan.table.extension_namespace:
            self.tell(child, "misplaced-extension", f"extension element {local} stands away from the extension point")
        elif namespace not in self.namespaces:
            self.tell(child, "unknown-namespace", f"element {local} of namespace {namespace!r} has no place here")
        else:
            near = difflib.get_close_matches(local, list(plan.by_name), 1)
            hint = f"; did you mean {near[0]}?" if near else f"; {allowed_names(plan.by_name)}"
            self.tell(
                child,
                "unknown-element",
                f"{local} is not an element of {plan.type_name} in {plan.schema.version}{hint}",
            )
        return False

    def wildcard(self, child: Any) -> None:
        """Tell what is wrong with an element at a strict wildcard: it must be a global element, and valid."""
        name = self.local(child)
        leaf = self.schema.root_leaf(name) if name is not None else None
        plan = self.schema.root_plan(name) if name is not None else None
        if leaf is not None:
            self.lone(leaf, name or "", child)
        elif plan is not None:
            self.noun(plan, child)
        elif name is not None and self.other is not None and name in self.schema.table.elements:
            self.other(self, child)
        else:
            self.tell(
                child,
                "unknown-element",
                f"{local_name(child)} is no global element of {self.schema.version}, and only those may stand here",
            )

    def child(self, row: Row, child: Any, noun: Noun, kept: list[Foreign], anchor: tuple[str, int]) -> None:
        """Read one bound child into its field, or keep it where its value cannot be had."""
        if row.leaf is None:
            value: Any = self.noun(row.plan, child, row.nillable)
        else:
            try:
                value = self.leaf(row.leaf, child, row.nillable)
            except BadValue as problem:
                self.tell(child, problem.code, str(problem))
                kept.append(keep(child, anchor))
                return
        if isinstance(value, Aside) and row.repeats:
            kept.append(keep(child, anchor))
            return
        put(noun, row, value)

    def lone(self, leaf: Leaf, name: str, element: Any) -> LeafElement:
        """A document that is a single value."""
        try:
            return LeafElement(name=name, value=self.leaf(leaf, element, False))
        except BadValue as problem:
            self.tell(element, problem.code, str(problem))
            return LeafElement(name=name, value=element.text or "")

    def leaf(self, leaf: Leaf, element: Any, nillable: bool) -> Any:
        """The value of a leaf element. Raises `BadValue` where there is none to be had."""
        inner = [node for node in element if isinstance(node.tag, str)]
        if inner:
            raise BadValue(
                "element-in-text", f"{local_name(element)} holds text, not elements (found {local_name(inner[0])})"
            )
        text = "".join([element.text or "", *(node.tail or "" for node in element)])
        attributes = dict(element.items())
        is_nil = False
        for name, value in list(attributes.items()):
            if name == NIL:
                is_nil = self.is_nil(element, value, nillable)
            elif name == XSI_TYPE:
                self.xsi_type(element, value, leaf.name)
            elif name not in XSI_FREE:
                problem = leaf.check_attribute(name, value)
                if problem is not None:
                    self.tell(element, problem.code, str(problem), inside=f"@{name}")
        for name in leaf.required:
            if name not in attributes:
                self.tell(element, "required-attribute", f"attribute {name!r} is required")
        if is_nil:
            if text:
                self.tell(element, "not-empty", "it is nil (xsi:nil) and must be empty")
            return leaf.text_class(text, attributes) if leaf.kind is Kind.TEXT else Aside(None, attributes)
        try:
            value_ = leaf.parse(text)
        except BadValue as problem:
            if not self.lenient:
                raise
            value_ = self.mended(leaf, text, problem, element)
        return leaf.with_attributes(leaf.spelt(value_, text), attributes)

    def mended(self, leaf: Leaf, text: str, problem: BadValue, element: Any) -> Any:
        """What lenient reading takes a misspelt value for. Raises `problem` where it takes it for nothing."""
        if leaf.kind is Kind.TEXT:
            if text in leaf.published:
                self.tell(
                    element, problem.code, f"{text!r} is published as {leaf.published[text]!r}, and read as meant"
                )
                return leaf.members[leaf.published[text]]
            near = [allowed for allowed in leaf.allowed if allowed.casefold() == text.strip().casefold()]
            if near:
                self.tell(element, problem.code, f"{text!r} is read as {near[0]!r}")
                return leaf.members[near[0]]
            self.tell(element, problem.code, f"{problem}; kept as it is")
            return text
        if leaf.kind is Kind.DATE_TIME:
            match = _LOOSE_TIME(text.strip())
            if match is not None:
                day, minute, second, zone = match.groups()
                if zone and zone != "Z":
                    zone = f"{zone[:3]}:{zone[-2:]}"
                clean = f"{day}T{minute}{second or ':00'}{zone or ''}"
                try:
                    value = DateTime.of(parse_datetime(clean), text=clean)
                except ValueError:
                    raise problem from None
                self.tell(element, problem.code, f"{text!r} is read as {clean!r}")
                return value
        raise problem

    # -- the parts of an element --------------------------------------------------------------------------------------

    def attributes(self, plan: Plan, element: Any, noun: Noun, nillable: bool) -> bool:
        """Read the attributes of a noun's element; whether it is nil."""
        is_nil = False
        said = dict(element.items())
        for name, value in said.items():
            if name in plan.attributes:
                attribute, field = plan.attributes[name]
                problem = check_text(attribute.type, name, value)
                if problem is not None:
                    self.tell(element, problem.code, str(problem), inside=f"@{name}")
                if field is not None:
                    setattr(noun, field.slot, value)
                continue
            if name == NIL:
                is_nil = self.is_nil(element, value, nillable)
                wire_of(noun).is_nil = is_nil
            elif name == XSI_TYPE:
                self.xsi_type(element, value, plan.type_name)
            elif name not in XSI_FREE:
                message = f"attribute {name!r} is not allowed; {allowed_names(plan.attributes)}"
                self.tell(element, "unknown-attribute", message, inside=f"@{name}")
            wire_of(noun).attributes[name] = value
        for attribute, _ in plan.attributes.values():
            if attribute.required and attribute.name not in said:
                self.tell(element, "required-attribute", f"attribute {attribute.name!r} is required")
        return is_nil

    def is_nil(self, element: Any, value: str, nillable: bool) -> bool:
        """What ``xsi:nil`` says."""
        said = value.strip()
        if said not in ("true", "false", "1", "0"):
            self.tell(element, "not-a-boolean", f"xsi:nil {value!r} is not true or false")
        elif not nillable:
            self.tell(element, "nil-not-allowed", "xsi:nil is not allowed here")
        return said in ("true", "1")

    def xsi_type(self, element: Any, value: str, declared: str) -> None:
        """Check that ``xsi:type`` names the declared type or one derived from it."""
        prefix, _, name = value.strip().rpartition(":")
        namespace = element.nsmap.get(prefix or None, "")
        table = self.schema.table
        if (
            namespace not in self.namespaces
            or name not in table
            or declared not in {t.name for t in table.lineage(name)}
        ):
            self.tell(element, "wrong-type", f"xsi:type {value!r} does not name {declared} or a type derived from it")

    def text(
        self,
        plan: Plan,
        element: Any,
        text: str | None,
        anchor: tuple[str, int],
        kept: list[Foreign],
        noun: Noun,
        flowing: bool,
    ) -> None:
        """Tell of text between elements, and keep it; `flowing` is text that may stand there."""
        if flowing and text:
            kept.append(text_piece(text, anchor))
        if flowing or blank(text):
            return
        found = (text or "").strip()
        shown = found if len(found) <= 40 else found[:37] + "..."
        home = plan.by_name.get(TEXT_HOME.get(plan.type_name, ""))
        if self.lenient and home is not None and getattr(noun, home.field.slot) is None:
            self.tell(element, "text-between-elements", f"{shown!r} is read as {home.name}")
            put(noun, home, found)
            return
        self.tell(element, "text-between-elements", f"{shown!r} stands where only elements may")
        kept.append(text_piece(text, anchor))

    def envelope(
        self, element: Any, places: dict[str, int], type_name: str, kept: list[Foreign], many: str = ""
    ) -> dict[str, list[Any]]:
        """The children of an envelope element by name; everything else is told, and kept."""
        found: dict[str, list[Any]] = {}
        last = 0
        if not blank(element.text):
            self.tell(element, "text-between-elements", f"{element.text.strip()[:40]!r} stands where only elements may")
        for child in element:
            name = self.local(child)
            if name is None or name not in places:
                kept.append(keep(child, (next(reversed(found), ""), 1)))
                if isinstance(child.tag, str):
                    self.tell(child, "unknown-element", f"{local_name(child)} is not an element of {type_name}")
            elif found.get(name) and name != many:
                self.tell(child, "too-many", f"{name} occurs again; it may occur once")
                kept.append(keep(child, (name, 1)))
            else:
                if places[name] < last:
                    self.tell(child, "wrong-order", f"{name} stands too late")
                last = max(last, places[name])
                found.setdefault(name, []).append(child)
            if not blank(child.tail):
                self.tell(
                    element, "text-between-elements", f"{child.tail.strip()[:40]!r} stands where only elements may"
                )
        for name in places:
            if name != many and name not in found:
                self.tell(element, "required", f"{name} is required; there is none")
        return found

    # -- order and number ---------------------------------------------------------------------------------------------

    def order(self, plan: Plan, element: Any, rows: list[tuple[Any, str]]) -> None:
        """Tell how the children differ from the content model."""
        names = [name for _, name in rows]
        if plan.allows(names):
            return
        told = len(self.problems)
        if plan.regular:
            ranks = {row.name: rank for rank, row in enumerate(plan.rows)}
            highest, last = -1, ""
            for child, name in rows:
                if ranks[name] < highest:
                    self.tell(child, "wrong-order", f"{name} stands after {last}; it comes before")
                else:
                    highest, last = ranks[name], name
        counts = Counter(names)
        for particle in plan.content:
            self.number(plan, element, particle, counts)
        if (
            len(self.problems) == told
            and not self.more
            and not any(n > 1 and not plan.by_name[x].repeats for x, n in counts.items())
        ):
            self.tell(element, "wrong-order", f"the order {', '.join(names)} is not one that {plan.type_name} allows")

    def number(self, plan: Plan, element: Any, particle: Particle, counts: Counter[str]) -> None:
        """Tell which elements of `particle` are missing or exclude each other."""
        if particle.kind == "element":
            if particle.least and not counts[particle.name]:
                self.tell(element, "required", f"{particle.name} is required; there is none")
        elif particle.kind == "choice":
            options = [option.name for option in particle.inside]
            chosen = [name for name in options if counts[name]]
            if particle.least and not chosen and all(option.least for option in particle.inside):
                self.tell(element, "required", f"one of {listed(tuple(options))} is required; there is none")
            if particle.most == 1 and len(chosen) > 1:
                self.tell(
                    element,
                    "too-many",
                    f"only one of {listed(tuple(options))} may stand here; found {', '.join(chosen)}",
                )


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def path_of(element: Any, dropped: Mapping[Any, Counter[str]] = NOTHING_DROPPED) -> str:
    """The path of an lxml element: names from the root, with a position where a name repeats."""
    parts: list[str] = []
    while element is not None:
        name = local_name(element) if isinstance(element.tag, str) else "comment()"
        parent = element.getparent()
        if parent is not None and isinstance(element.tag, str):
            same = list(parent.iterchildren(element.tag))
            before = dropped[parent][element.tag] if parent in dropped else 0
            if len(same) + before > 1:
                name += f"[{before + same.index(element) + 1}]"
        parts.append(name)
        element = parent
    return "/" + "/".join(reversed(parts))
