"""Reading: the compiled decoder of each plan.

A decoder is straight-line Python made from the plan: it walks the children of an element once, in schema order, and accepts
exactly what the schema allows. It takes elements of `xml.etree` (fast) and of lxml (which keep line numbers and prefixes)
alike, and raises `Bail` at whatever it does not accept; `isa95mom.codec.careful` then finds out what and where.
"""

from __future__ import annotations

import linecache
from collections import Counter
from collections.abc import Callable
from typing import Any

from lxml import etree

from isa95mom.codec.leaf import NIL, XSI_FREE, Aside, Bail, Kind, check_text
from isa95mom.codec.plan import Plan, Row
from isa95mom.declare import Noun, wire_of
from isa95mom.schema import Particle
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items
from isa95mom.values.number import parse_decimal
from isa95mom.values.time import Duration, parse_datetime

Decoder = Callable[[Any, Any], Any]
Anchor = tuple[str, int] | None


class _End:
    """What stands behind the last child: an element with no tag."""

    tag = None


END = _End()
FAST = {
    Kind.DATE_TIME: ("parse_datetime", parse_datetime),
    Kind.DECIMAL: ("parse_decimal", parse_decimal),
    Kind.DURATION: ("parse_duration", Duration.parse),
}


def compile_decoder(plan: Plan) -> Decoder:
    """The decoder of `plan`."""
    if not plan.regular:
        return lambda element, done: decode_irregular(plan, element, done)
    source = Source(plan)
    text = source.text()
    file = f"<decoder of {plan.type_name}, {plan.schema.version}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    exec(compile(text, file, "exec"), source.names)
    return source.names["decode"]  # type: ignore[no-any-return]


class Source:
    """The source of one decoder, and the names it uses."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lines: list[str] = []
        self.names: dict[str, Any] = {
            "Bail": Bail, "END": END, "Items": Items, "cls": plan.cls, "new": plan.cls.__new__, "plan": plan,
            "attributes": attributes, "foreign": foreign, "aside": aside, "Aside": Aside, "is_extension": is_extension(plan), "is_element": is_element,
        }  # fmt: skip

    def add(self, depth: int, *lines: str) -> None:
        self.lines += ["    " * depth + line for line in lines]

    def text(self) -> str:
        plan = self.plan
        slots = [f.slot for f in plan.cls.__fields__.values()]
        self.add(0, "def decode(e, done):")
        self.add(1, "if done:", "    v = done.get(e)", "    if v is not None:", "        return v")
        self.add(1, "o = new(cls)", "o._wire = None")
        for start in range(0, len(slots), 8):
            self.add(1, " = ".join(f"o.{slot}" for slot in slots[start : start + 8]) + " = None")
        required = any(a.required for a, _ in plan.attributes.values())
        self.add(1, "if attributes(plan, e, o):" if required else "if e.keys() and attributes(plan, e, o):", "    return o")
        self.add(1, "x = e.text", "if x is not None and not (x.isspace() and x.isascii()):", "    raise Bail")
        if not plan.content:
            self.add(1, "if len(e):", "    raise Bail", "return o")
            return "\n".join(self.lines)
        self.add(1, "it = iter(e)", "c = next(it, END)", "t = c.tag")
        for particle in plan.content:
            self.particle(particle)
        self.add(1, "if t is not None:", "    raise Bail", "return o")
        return "\n".join(self.lines)

    def advance(self, depth: int) -> None:
        """On to the next child, unless text stands before it."""
        self.add(depth, "x = c.tail", "if x is not None and not (x.isspace() and x.isascii()):", "    raise Bail")
        self.add(depth, "c = next(it, END)", "t = c.tag")

    def particle(self, particle: Particle) -> None:
        if particle.kind == "element":
            row = self.plan.by_name[particle.name]
            self.element(row, 1, "if")
            if particle.least:
                self.add(1, "else:", "    raise Bail")
        elif particle.kind == "choice":
            for number, option in enumerate(particle.inside):
                self.element(self.plan.by_name[option.name], 1, "elif" if number else "if")
            if particle.least and all(option.least for option in particle.inside):
                self.add(1, "else:", "    raise Bail")
        else:
            accepts = "is_extension" if particle.kind == "extension" else "is_element"
            anchor = extension_anchor(self.plan, particle)
            self.add(1, f"if {accepts}(t):", f"    c = foreign(c, it, o, {anchor!r}, {accepts})", "    t = c.tag")

    def element(self, row: Row, depth: int, keyword: str) -> None:
        """Read one element, or a run of them where it may repeat."""
        self.add(depth, f"{keyword} t == {row.tag!r}:")
        deeper = depth + 1
        if row.repeats:
            if row.field.many:
                self.add(deeper, f"o.{row.field.slot} = l = Items()")
            else:
                raise TypeError(f"{self.plan.type_name}/{row.name} repeats, {row.field.name} does not")
            self.add(deeper, "while True:")
            self.value(row, deeper + 1)
            self.add(deeper + 1, "l.append(x)")
            self.advance(deeper + 1)
            self.add(deeper + 1, f"if t != {row.tag!r}:", "    break")
            if row.most > 1:
                self.add(deeper, f"if len(l) > {row.most}:", "    raise Bail")
            if row.least > 1:
                self.add(deeper, f"if len(l) < {row.least}:", "    raise Bail")
        else:
            self.value(row, deeper)
            if row.leaf is not None and (row.leaf.kind is Kind.BOOLEAN or (row.nillable and row.leaf.kind is not Kind.TEXT)):
                self.add(deeper, "if x.__class__ is Aside:", f"    x = aside(o, {row.name!r}, x)")
            self.add(deeper, f"o.{row.field.slot} = {'Items((x,))' if row.field.many else 'x'}")
            self.advance(deeper)

    def value(self, row: Row, depth: int) -> None:
        """Put the value of the child `c` into `x`."""
        number = len(self.names)
        leaf = row.leaf
        if leaf is None:
            self.names[f"r{number}"] = row
            self.names[f"d{number}"] = lazy = _Lazy(row)
            lazy.bind(self.names, f"d{number}")
            self.add(depth, f"x = d{number}(c, done)")
            if not row.nillable:
                self.add(depth, "if x._wire is not None and x._wire.is_nil:", "    raise Bail")
            return
        self.names[f"f{number}"] = leaf.decode if row.nillable else leaf.strictly
        careful = f"x = f{number}(c)"
        bare = "len(c) or c.keys()"
        if leaf.required:
            self.add(depth, careful)
        elif leaf.kind is Kind.TEXT and leaf.allowed:
            self.names[f"m{number}"] = leaf.members.get
            self.add(depth, f"x = m{number}(c.text)", f"if x is None or {bare}:", f"    {careful}")
        elif leaf.kind is Kind.TEXT:
            self.add(depth, f"if {bare}:", f"    {careful}", "else:", "    x = c.text or ''")
        elif leaf.kind in FAST:
            name, function = FAST[leaf.kind]
            self.names[name] = function
            self.add(depth, f"if {bare}:", f"    {careful}", "else:", f"    x = {name}(c.text or '')")
        else:
            self.add(depth, careful)


def extension_anchor(plan: Plan, particle: Particle) -> Anchor:
    """The place of an extension point: None for the last of a type, else its name."""
    return None if particle is plan.extension else (f"@{particle.name}", 0)


class _Lazy:
    """The decoder of a row's noun, compiled when it is first met; recursive types need that."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def bind(self, names: dict[str, Any], name: str) -> None:
        self.names, self.name = names, name

    def __call__(self, element: Any, done: Any) -> Any:
        self.names[self.name] = decode = self.row.plan.decode
        return decode(element, done)


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


def is_extension(plan: Plan) -> Callable[[Any], bool]:
    """Whether a tag is of the extension namespace."""
    start = f"{{{plan.table.extension_namespace}}}"
    return lambda tag: isinstance(tag, str) and tag.startswith(start)


def is_element(tag: Any) -> bool:
    """Whether a tag is that of an element, and so may stand at a wildcard."""
    return isinstance(tag, str)


def foreign(child: Any, rest: Any, noun: Noun, anchor: Anchor, accepts: Callable[[Any], bool]) -> Any:
    """Take `child` and what follows it, while `accepts`, as foreign content of `noun`; the first child that is not."""
    found: list[Foreign] = []
    while accepts(child.tag):
        if not hasattr(child, "nsmap") or (child.tail and not blank(child.tail)):
            raise Bail
        found.append(keep(child, anchor))
        child = next(rest, END)
    wire = wire_of(noun)
    wire.foreign = (*wire.foreign, *found)
    return child


def keep(element: Any, after: Anchor) -> Foreign:
    """`element` of an lxml tree as it stands."""
    return Foreign(etree.tostring(element, encoding="unicode", with_tail=False), after)


def blank(text: str | None) -> bool:
    """Whether `text` is only what XML calls white space."""
    return not text or (text.isspace() and text.isascii())


def decode_irregular(plan: Plan, element: Any, done: Any) -> Any:
    """Read an element whose children may interleave; their order is kept where it is not the plain one."""
    if done:
        found = done.get(element)
        if found is not None:
            return found
    noun = empty(plan)
    if attributes(plan, element, noun):
        return noun
    if not blank(element.text):
        raise Bail
    accepts = is_extension(plan)
    names: list[str] = []
    children = iter(element)
    child = next(children, END)
    while child is not END:
        row = plan.by_tag.get(child.tag)
        if row is None:
            if accepts(child.tag) and plan.extension is not None:
                child = foreign(child, children, noun, None, accepts)
            if child is END:
                break
            raise Bail
        if not blank(child.tail):
            raise Bail
        put(noun, row, decode_row(row, child, done))
        names.append(row.name)
        child = next(children, END)
    if not plan.allows(names):
        raise Bail
    keep_order(plan, noun, names)
    return noun


def empty(plan: Plan) -> Noun:
    """A noun of the plan's class with nothing set, not even what is required."""
    noun = plan.cls.__new__(plan.cls)
    noun._wire = None
    for field in plan.cls.__fields__.values():
        setattr(noun, field.slot, None)
    return noun


def decode_row(row: Row, child: Any, done: Any) -> Any:
    """The value of one child."""
    if row.leaf is None:
        value = row.plan.decode(child, done)
        if value._wire is not None and value._wire.is_nil and not row.nillable:
            raise Bail
        return value
    return (row.leaf.decode if row.nillable else row.leaf.strictly)(child)


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
