"""Reading: from elements to nouns.

Every element is read by the table of its plan (`by_table`), which accepts exactly what the schema allows and raises
`Bail` at anything else; `isa95mom.codec.careful` then finds out what and where. Documents repeat themselves: once an
element with the same children in the same order has been met a few times, straight-line Python is compiled for that
shape, in which order and number need no further look. Both take elements of `xml.etree` (fast) and of lxml (which keep
lines and prefixes) alike.
"""

from __future__ import annotations

import linecache
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from typing import Any

from lxml import etree

from isa95mom.codec.leaf import NIL, XSI_FREE, Aside, Bail, Kind, check_text
from isa95mom.codec.plan import Plan, Row
from isa95mom.declare import Noun, wire_of
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items
from isa95mom.values.number import parse_decimal
from isa95mom.values.time import Duration, parse_datetime

Decoder = Callable[[Any, Any], Any]
Anchor = tuple[str, int] | None

OFTEN = 8
"""How often a shape is met before it is compiled."""
WIDE = 64
"""An element with more children than this is read by the table; the next like it will have another number."""
SHAPES = 1024
"""How many shapes of one type are remembered."""


class _End:
    """What stands behind the last child: an element with no tag."""

    tag = None


END = _End()


def make_decoder(plan: Plan, bare: bool) -> Decoder:
    """The reader of elements of the plan's type: an element and what is decoded already -> the noun.

    `bare` promises that no element has attributes.
    """
    shapes: dict[tuple[Any, ...], Any] = {}
    compiles = plan.regular and not plan.attributes

    def decode(element: Any, done: Any) -> Any:
        if done:
            found = done.get(element)
            if found is not None:
                return found
        shape = tuple([child.tag for child in element])
        known = shapes.get(shape, 0)
        if known.__class__ is not int:
            return known(element, done)
        noun = by_table(plan, element, done, bare)
        if compiles and len(shape) <= WIDE:
            if known == OFTEN:
                shapes[shape] = compile_shape(plan, shape, bare)
            elif known or len(shapes) < SHAPES:
                shapes[shape] = known + 1 if all(tag in plan.by_tag for tag in shape) else 0
        return noun

    return decode


# -- by the table -----------------------------------------------------------------------------------------------------


def by_table(plan: Plan, element: Any, done: Any, bare: bool) -> Noun:
    """Read an element child by child. Raises `Bail` where the schema does not allow it."""
    noun = empty(plan)
    if (element.keys() or plan.attributes) and attributes(plan, element, noun):
        return noun
    if not blank(element.text):
        raise Bail
    names: list[str] = []
    children = iter(element)
    child: Any = next(children, END)
    while child is not END:
        row = plan.by_tag.get(child.tag)
        if row is None:
            child = foreign(plan, child, children, noun, names)
            continue
        if not blank(child.tail):
            raise Bail
        put(noun, row, decode_row(row, child, done, bare))
        names.append(row.name)
        child = next(children, END)
    if not plan.allows(names):
        raise Bail
    if not plan.regular:
        keep_order(plan, noun, names)
    return noun


def decode_row(row: Row, child: Any, done: Any, bare: bool) -> Any:
    """The value of one child."""
    if row.leaf is not None:
        return (row.leaf.decode if row.nillable else row.leaf.strictly)(child)
    value = row.plan.decoder(bare)(child, done)
    if not row.nillable and value._wire is not None and value._wire.is_nil:
        raise Bail
    return value


def foreign(plan: Plan, child: Any, rest: Any, noun: Noun, names: list[str]) -> Any:
    """Take `child` and what follows it as foreign content of `noun`, where that may stand; the first child that is
    not.
    """
    found: list[Foreign] = []
    while child is not END and child.tag not in plan.by_tag:
        place = plan.point(child.tag, names) if isinstance(child.tag, str) and hasattr(child, "nsmap") else None
        if place is None or not blank(child.tail):
            raise Bail
        found.append(keep(child, place[0]))
        child = next(rest, END)
    if child is not END and plan.closed:
        raise Bail
    wire = wire_of(noun)
    wire.foreign = (*wire.foreign, *found)
    return child


def attributes(plan: Plan, element: Any, noun: Noun) -> bool:
    """Read the attributes of a noun's element; whether it is nil and so has nothing more."""
    is_nil = False
    said = dict(element.items())
    for name, value in said.items():
        if name == NIL and value.strip() in ("true", "false", "1", "0"):
            is_nil = value.strip() in ("true", "1")
            wire_of(noun).attributes[name] = value
        elif name in plan.attributes:
            attribute, field = plan.attributes[name]
            if check_text(attribute.type, name, value) is not None:
                raise Bail
            if field is not None:
                setattr(noun, field.slot, value)
        elif name in XSI_FREE:
            wire_of(noun).attributes[name] = value
        else:
            raise Bail
    if any(a.required and a.name not in said for a, _ in plan.attributes.values()):
        raise Bail
    if is_nil:
        if len(element) or element.text:
            raise Bail
        wire_of(noun).is_nil = True
    return is_nil


def aside(noun: Noun, name: str, said: Aside) -> Any:
    """Note what the element `name` said beside its value; the value."""
    wire = wire_of(noun)
    if said.attributes is not None:
        wire.nil = {**wire.nil, name: said.attributes}
    else:
        wire.spelt = {**wire.spelt, name: said.text}
    return said.value


def keep(element: Any, after: Anchor) -> Foreign:
    """`element` of an lxml tree as it stands."""
    return Foreign(etree.tostring(element, encoding="unicode", with_tail=False), after)


BLANKS: set[str | None] = {None}
"""Texts that were found blank; documents are indented in few ways."""


def blank(text: str | None) -> bool:
    """Whether `text` is only what XML calls white space."""
    if text in BLANKS:
        return True
    if text and not (text.isspace() and text.isascii()):
        return False
    if len(BLANKS) < 1000 and len(text or "") < 100:
        BLANKS.add(text)
    return True


def empty(plan: Plan) -> Noun:
    """A noun of the plan's class with nothing set, not even what is required."""
    noun = plan.cls.__new__(plan.cls)
    noun._wire = None
    for field in plan.cls.__fields__.values():
        setattr(noun, field.slot, None)
    return noun


def put(noun: Noun, row: Row, value: Any) -> None:
    """Set or append the value of one element."""
    if isinstance(value, Aside):
        value = aside(noun, row.name, value)
    if row.field.many:
        getattr(noun, row.field.name).append(value)
    else:
        setattr(noun, row.field.slot, value)


def plain_order(plan: Plan, counts: dict[str, int]) -> list[str]:
    """The order in which elements that occur `counts` times are written where nothing else is known.

    The members of a repeated sequence are dealt out in rounds.
    """
    left = dict(counts)
    order: list[str] = []
    for particle in plan.content:
        rounds = particle.kind == "sequence" and particle.most != 1
        elements = particle.elements()
        while any(left.get(element.name) for element in elements):
            for element in elements:
                take = min(left.get(element.name, 0), 1 if rounds and element.most == 1 else left.get(element.name, 0))
                order += [element.name] * take
                left[element.name] = left.get(element.name, 0) - take
    return order


def keep_order(plan: Plan, noun: Noun, names: list[str]) -> None:
    """Note the order of the children where it is not the plain one."""
    if names != plain_order(plan, Counter(names)):
        wire_of(noun).order = tuple(names)


# -- by shape ---------------------------------------------------------------------------------------------------------

SIMPLE = {
    Kind.DATE_TIME: ("parse_datetime", parse_datetime),
    Kind.DECIMAL: ("parse_decimal", parse_decimal),
    Kind.DURATION: ("parse_duration", Duration.parse),
}
"""The kinds of leaf whose value comes from the text alone, and what makes it."""


def compile_shape(plan: Plan, shape: tuple[str, ...], bare: bool) -> Decoder:
    """The reader of elements whose children have the tags `shape`, which the schema is known to allow."""
    names: dict[str, Any] = {
        "Bail": Bail, "Items": Items, "cls": plan.cls, "new": plan.cls.__new__, "plan": plan, "by_table": by_table,
        "aside": aside, "Aside": Aside, "blank": blank, "blanks": BLANKS, "bare": bare,
    }  # fmt: skip
    rows = [plan.by_tag[tag] for tag in shape]
    lines = ["def decode(e, done):"]
    if not bare:
        lines += ["if e.keys():", "    return by_table(plan, e, done, bare)"]
    lines += ["x = e.text", "if x not in blanks and not blank(x):", "    raise Bail"]
    if rows:
        children = [f"c{number}" for number in range(len(rows))]
        tails = ", ".join(f"{child}.tail" for child in children)
        leaves = [child for child, row in zip(children, rows, strict=True) if row.leaf is not None]
        lines += [f"{', '.join(children)}, = e"]
        lines += [f"if not blanks.issuperset(({tails},)) and not all(map(blank, ({tails},))):", "    raise Bail"]
        if leaves:
            lines += [f"if {' or '.join(f'len({leaf})' for leaf in leaves)}:", "    raise Bail"]
    lines += ["o = new(cls)", "o._wire = None"]
    said = {row.field.name for row in rows}
    unsaid = [f"o.{field.slot}" for field in plan.cls.__fields__.values() if field.name not in said]
    lines += [f"{' = '.join(unsaid[start : start + 8])} = None" for start in range(0, len(unsaid), 8)]
    place = 0
    for row, run in groupby(rows):
        number = len(list(run))
        found = [_value(row, f"c{place + n}", names, bare) for n in range(number)]
        place += number
        if row.field.many:
            for n, (value, _) in enumerate(found):
                lines += [*value, f"v{n} = x"]
            lines.append(f"o.{row.field.slot} = Items(({', '.join(f'v{n}' for n in range(number))},))")
        else:
            ((value, aside_),) = found
            lines += value
            if aside_:
                lines += ["if x.__class__ is Aside:", f"    x = aside(o, {row.name!r}, x)"]
            lines.append(f"o.{row.field.slot} = x")
    lines.append("return o")
    text = "\n    ".join(lines)
    file = f"<{plan.type_name} of {plan.schema.version}, {len(shape)} children, {id(shape)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    exec(compile(text, file, "exec"), names)
    return names["decode"]  # type: ignore[no-any-return]


def _value(row: Row, child: str, names: dict[str, Any], bare: bool) -> tuple[list[str], bool]:
    """Lines that put the value of `child` into ``x``, and whether that may be an `Aside`."""
    number = len(names)
    leaf = row.leaf
    if leaf is None:
        names[f"d{number}"] = row.plan.decoder(bare)
        lines = [f"x = d{number}({child}, done)"]
        if not row.nillable and not bare:
            lines += ["if x._wire is not None and x._wire.is_nil:", "    raise Bail"]
        return lines, False
    names[f"f{number}"] = leaf.decode if row.nillable else leaf.strictly
    careful = f"x = f{number}({child})"
    simple: list[str] = []
    if leaf.kind is Kind.TEXT and leaf.allowed:
        names[f"m{number}"] = leaf.members.get
        simple = [f"x = m{number}({child}.text)", "if x is None:", "    raise Bail"]
    elif leaf.kind is Kind.TEXT:
        simple = [f"x = {child}.text or ''"]
    elif leaf.kind in SIMPLE:
        name, names[name] = SIMPLE[leaf.kind][0], SIMPLE[leaf.kind][1]
        simple = [f"x = {name}({child}.text or '')"]
    if leaf.required or not simple:
        return [careful], True
    if bare:
        return simple, False
    lines = [f"if {child}.keys():", f"    {careful}", "else:", *(f"    {line}" for line in simple)]
    return lines, leaf.kind is not Kind.TEXT
