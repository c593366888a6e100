"""Reading: from elements to nouns.

Every element is read by the table of its plan (`by_table`), which accepts exactly what the schema allows and raises
`Bail` at anything else; `isa95mom.codec.careful` then finds out what and where. Documents repeat themselves: once an
element with the same children in the same order has been met a few times, straight-line Python is compiled for that
shape, in which order and number need no further look. Both take elements of `xml.etree` (fast) and of lxml (which keep
lines and prefixes) alike.
"""

from __future__ import annotations

import html
import linecache
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from isa95mom.codec.leaf import NIL, XSI_FREE, Aside, Bail, Kind, check_text
from isa95mom.codec.plan import Plan, Row
from isa95mom.declare import Noun, Wire, wire_of
from isa95mom.values.foreign import Foreign
from isa95mom.values.number import parse_decimal
from isa95mom.values.time import Duration, parse_datetime

Decoder = Callable[[Any, Any], Any]
Anchor = tuple[str, int] | None

OFTEN = 8
"""How often a shape is met before it is compiled."""
WIDE = 64
"""An element with more children than this is read by the table; the next like it will have another number."""
WHOLE = 256
"""The same for an element with everything inside it."""
SHAPES = 512
"""How many shapes of one type are counted."""


class _End:
    """What stands behind the last child: an element with no tag."""

    tag = None


END = _End()


def make_decoder(plan: Plan, bare: bool) -> Decoder:
    """The reader of elements of the plan's type: an element and what is decoded already -> the noun.

    `bare` promises that no element has attributes; with None for what is decoded, nothing inside is.
    """
    wholes = Shapes(plan, bare, whole=True)
    shapes = Shapes(plan, bare, whole=False)

    def decode(element: Any, done: Any) -> Any:
        if done is None and wholes.worthwhile:
            return wholes.read(tuple([node.tag for node in element.iter()]), element, by_parts)
        return by_parts(element, done)

    def by_parts(element: Any, done: Any) -> Any:
        if done:
            found = done.get(element)
            if found is not None:
                return found
        return shapes.read(tuple([child.tag for child in element]), element, by_rows, done or EMPTY)

    def by_rows(element: Any, done: Any) -> Any:
        return by_table(plan, element, done, bare)

    return decode


EMPTY: dict[Any, Any] = {}
"""What is decoded already where nothing is; it tells inner decoders to leave whole shapes alone."""


class Shapes:
    """The shapes met in elements of one type, and the readers compiled for those met often."""

    def __init__(self, plan: Plan, bare: bool, whole: bool) -> None:
        self.plan, self.bare, self.whole = plan, bare, whole
        self.most = WHOLE if whole else WIDE
        self.counts: Counter[tuple[Any, ...]] = Counter()
        self.known: dict[tuple[Any, ...], Decoder] = {}
        self.worthwhile = plan.regular and not plan.attributes
        """Whether shapes repeat enough for it to pay to look for them."""

    def read(self, shape: tuple[Any, ...], element: Any, otherwise: Decoder, done: Any = None) -> Any:
        """Read an element: by the reader compiled for its shape, else `otherwise`; what is met often is compiled."""
        known = self.known.get(shape)
        if known is not None:
            try:
                return known(element, done)
            except ValueError:  # another structure with the same names in the same order, or not valid
                return otherwise(element, done)
        noun = otherwise(element, done)
        if self.worthwhile and len(shape) <= self.most:
            self.counts[shape] += 1
            if self.counts[shape] > OFTEN and compiles(self.plan, element, self.whole):
                self.known[shape] = compile_shape(self.plan, element, self.bare, self.whole)
            elif len(self.counts) >= SHAPES:
                self.worthwhile = bool(self.known) and not self.whole
                self.counts.clear()
        return noun


# -- by the table -----------------------------------------------------------------------------------------------------


def by_table(plan: Plan, element: Any, done: Any, bare: bool) -> Noun:
    """Read an element child by child. Raises `Bail` where the schema does not allow it."""
    noun = empty(plan)
    if (element.keys() or plan.attributes) and attributes(plan, element, noun):
        return noun
    texts = [element.text, *(child.tail for child in element)]
    if not all(map(blank, texts)):
        if not plan.type.mixed:
            raise Bail
        return by_table_mixed(plan, element, noun, done, bare)
    names: list[str] = []
    children = iter(element)
    child: Any = next(children, END)
    while child is not END:
        row = plan.by_tag.get(child.tag)
        if row is None:
            child = foreign(plan, child, children, noun, names)
            continue
        put(noun, row, decode_row(row, child, done, bare))
        names.append(row.name)
        child = next(children, END)
    if not plan.allows(names):
        raise Bail
    if not plan.regular:
        keep_order(plan, noun, names)
    return noun


def by_table_mixed(plan: Plan, element: Any, noun: Noun, done: Any, bare: bool) -> Noun:
    """Read an element with text between its children; every text is kept in its place."""
    names: list[str] = []
    pieces = [text_piece(element.text, ("", 0))]
    for child in element:
        row = plan.by_tag.get(child.tag)
        if row is None:
            raise Bail
        put(noun, row, decode_row(row, child, done, bare))
        names.append(row.name)
        pieces.append(text_piece(child.tail, (row.name, names.count(row.name))))
    if not plan.allows(names):
        raise Bail
    wire_of(noun).foreign = tuple(piece for piece in pieces if piece.xml)
    return noun


def text_piece(text: str | None, after: Anchor) -> Foreign:
    """Text between elements, to be kept."""
    return Foreign(html.escape(text or "", quote=False).replace("\r", "&#13;"), after)


def decode_row(row: Row, child: Any, done: Any, bare: bool) -> Any:
    """The value of one child."""
    if row.leaf is not None:
        return (row.leaf.decode if row.nillable else row.leaf.strictly)(child)
    value = row.plan.decoder(bare)(child, done)
    if not row.nillable and value._wire is not None and NIL in value._wire.attributes:
        raise Bail
    return value


def foreign(plan: Plan, child: Any, rest: Any, noun: Noun, names: list[str]) -> Any:
    """Take `child` and what follows as foreign content of `noun`, where it may stand; the first child that is not."""
    found: list[Foreign] = []
    extended = False
    while child is not END and child.tag not in plan.by_tag:
        if isinstance(child.tag, str):
            place = None if plan.strict_wildcard else plan.point(child.tag, names)
            if place is None:
                raise Bail
            found.append(keep(child, place[0]))
            extended = True
        else:
            found.append(keep(child, (names[-1], names.count(names[-1])) if names else ("", 0)))
        child = next(rest, END)
    if child is not END and extended and plan.closed:
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
    if said.text:
        wire.spelt = {**wire.spelt, name: said.text}
    return said.value


def keep(element: Any, after: Anchor) -> Foreign:
    """An element, comment or processing instruction as it stands. An element must be of an lxml tree, else it bails."""
    if element.tag is ElementTree.Comment:
        return Foreign(f"<!--{element.text}-->", after)
    if element.tag is ElementTree.ProcessingInstruction:
        return Foreign(f"<?{element.text}?>", after)
    if not hasattr(element, "nsmap"):  # the prefixes are lost, and names in its text may need them
        raise Bail
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


# -- by shape ----------------------------------------------------------------------------------------------------------

SIMPLE = {
    Kind.DATE_TIME: ("parse_datetime", parse_datetime),
    Kind.DECIMAL: ("parse_decimal", parse_decimal),
    Kind.DURATION: ("parse_duration", Duration.parse),
}
"""The kinds of leaf whose value comes from the text alone, and what makes it."""


def compile_shape(plan: Plan, element: Any, bare: bool, whole: bool) -> Decoder:
    """The reader of elements of the same shape as `element`, which is known to be valid.

    `whole` reads everything inside in one function; otherwise the nouns inside are read by their own decoders. The
    function raises `ValueError` at an element of another shape.
    """
    shape = Shape(bare, whole)
    result = shape.noun(plan, element, "e")
    gaps = f"if gap(({', '.join(shape.texts)},)):"
    lines = ["def decode(e, done):", *shape.lines, gaps, "    raise Bail", f"return {result}"]
    text = "\n    ".join(lines)
    file = f"<{plan.type_name} of {plan.schema.version}, shape {id(shape)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    exec(compile(text, file, "exec"), shape.names)
    return shape.names["decode"]  # type: ignore[no-any-return]


def compiles(plan: Plan, element: Any, whole: bool) -> bool:
    """Whether the shape of `element` can be compiled: nothing interleaves, no attributes, no comments, and in a whole
    shape no foreign content.
    """
    if not plan.regular or plan.attributes or element.keys():
        return False
    if not whole:
        return not plan.strict_wildcard and all(isinstance(child.tag, str) for child in element)
    if not all(child.tag in plan.by_tag for child in element):
        return False
    rows = ((plan.by_tag[child.tag], child) for child in element)
    return all(len(child) == 0 if row.leaf is not None else compiles(row.plan, child, True) for row, child in rows)


class Shape:
    """The source of one compiled reader, and the names it uses."""

    def __init__(self, bare: bool, whole: bool) -> None:
        self.bare = bare
        self.whole = whole
        self.lines: list[str] = []
        self.texts: list[str] = []
        """What stands between elements, and must be blank."""
        self.names: dict[str, Any] = {"Bail": Bail, "aside": aside, "Aside": Aside, "gap": gap}
        self.names |= {"keep": keep, "holding": holding}

    def name(self, value: Any, prefix: str) -> str:
        """A name for `value` in the source."""
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name

    def noun(self, plan: Plan, element: Any, at: str) -> str:
        """Read the noun at the variable `at`; the variable that holds it."""
        found_rows = [plan.by_tag.get(child.tag) for child in element]
        children = [f"{at}_{number}" for number in range(len(found_rows))]
        add = self.lines.append
        if not self.bare:
            self.lines += [f"if {at}.keys():", "    raise Bail"]
        add(f"{', '.join(children)}, = {at}" if children else f"if len({at}):\n        raise Bail")
        self.texts += [f"{at}.text", *(f"{child}.tail" for child in children)]
        names: list[str] = []
        pieces: list[str] = []
        for child, part, found_row in zip(children, element, found_rows, strict=True):
            if found_row is None:
                point = plan.point(part.tag, names)
                assert point is not None
                pieces.append(f"keep({child}, {point[0]!r})")
            else:
                names.append(found_row.name)
        inner = [(child, row, part) for child, row, part in zip(children, found_rows, element, strict=True) if row]
        rows = [row for _, row, _ in inner]
        if not self.whole:  # the number of all nodes, which a whole shape fixes, leaves none to be inside a leaf
            leaves = [f"len({child})" for child, row, _ in inner if row.leaf is not None]
            self.lines += [f"if {' or '.join(leaves)}:", "    raise Bail"] if leaves else []
        values = [
            self.leaf(row, child) if row.leaf is not None else self.inside(row, part, child)
            for child, row, part in inner
        ]
        made = f"{at}o"
        said = {row.field.name for row in rows}
        unsaid = [f"{made}.{field.slot}" for field in plan.cls.__fields__.values() if field.name not in said]
        cls = self.name(plan.cls, "cls")
        self.lines += [f"{made} = {self.name(plan.cls.__new__, 'new')}({cls})"]
        if pieces:
            add(f"{made}._wire = holding({', '.join(pieces)})")
        else:
            unsaid.append(f"{made}._wire")
        self.lines += [f"{' = '.join(unsaid[start : start + 8])} = None" for start in range(0, len(unsaid), 8)]
        place = 0
        for row, run in groupby(rows):
            found = values[place : place + len(list(run))]
            place += len(found)
            if row.field.many:
                add(f"{made}.{row.field.slot} = [{', '.join(found)}]")
                continue
            kind = row.leaf.kind if row.leaf is not None else Kind.TEXT
            if kind in (Kind.BOOLEAN, Kind.DURATION) or (kind is not Kind.TEXT and row.nillable):
                self.lines += [
                    f"if {found[0]}.__class__ is Aside:",
                    f"    {found[0]} = aside({made}, {row.name!r}, {found[0]})",
                ]
            add(f"{made}.{row.field.slot} = {found[0]}")
        return made

    def inside(self, row: Row, element: Any, at: str) -> str:
        """Read a noun inside; the variable that holds it."""
        if self.whole:
            return self.noun(row.plan, element, at)
        self.lines.append(f"{at}v = {self.name(row.plan.decoder(self.bare), 'd')}({at}, done)")
        if not row.nillable and not self.bare:
            self.names["NIL"] = NIL
            self.lines += [f"if {at}v._wire is not None and NIL in {at}v._wire.attributes:", "    raise Bail"]
        return f"{at}v"

    def leaf(self, row: Row, at: str) -> str:
        """Read the leaf at the variable `at`; the variable that holds its value."""
        leaf, made = row.leaf, f"{at}v"
        assert leaf is not None
        careful = f"{made} = {self.name(leaf.decode if row.nillable else leaf.strictly, 'f')}({at})"
        simple: list[str] = []
        if leaf.kind is Kind.TEXT and leaf.allowed:
            simple = [
                f"{made} = {self.name(leaf.members.get, 'm')}({at}.text)",
                f"if {made} is None:",
                "    raise Bail",
            ]
        elif leaf.kind is Kind.TEXT:
            simple = [f"{made} = {at}.text or ''"]
        elif leaf.kind in SIMPLE:
            name, self.names[name] = SIMPLE[leaf.kind][0], SIMPLE[leaf.kind][1]
            simple = [f"{made} = {name}({at}.text or '')"]
        if leaf.required or not simple:
            self.lines.append(careful)
        elif self.bare:
            self.lines += simple
        else:
            self.lines += [f"if {at}.keys():", f"    {careful}", "else:", *(f"    {line}" for line in simple)]
        return made


def holding(*pieces: Foreign) -> Wire:
    """The wire facts of an element that holds foreign content and nothing else out of the ordinary."""
    wire = Wire()
    wire.foreign = pieces
    return wire


def gap(texts: tuple[str | None, ...]) -> bool:
    """Whether anything but white space stands between elements."""
    try:
        found = "".join(texts)  # type: ignore[arg-type]
    except TypeError:
        found = "".join(filter(None, texts))
    return found != "" and not (found.isspace() and found.isascii())
