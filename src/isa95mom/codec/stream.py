"""Reading the objects of one class from a document of any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar
from xml.etree import ElementTree

from lxml import etree

from isa95mom.codec.careful import Reader
from isa95mom.codec.decode import decode_row
from isa95mom.codec.detect import Root, find_root
from isa95mom.codec.document import DEFAULT_LIMITS, Limits
from isa95mom.codec.envelope import read_message
from isa95mom.codec.growing import Growing, GrowingLines, not_well_formed
from isa95mom.codec.leaf import Bail
from isa95mom.codec.plan import Plan, Schema, schema
from isa95mom.codec.reader import tree_of, versions_of, way_of
from isa95mom.codec.source import Input, Readable
from isa95mom.declare import Noun
from isa95mom.errors import DocumentError
from isa95mom.values.version import Version

N = TypeVar("N", bound=Noun)


def iter_read(
    source: Readable, cls: type[N], *, version: Version | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[N]:
    """Read the objects of one class from a document of any size, one at a time, in constant memory.

    Yields, in document order, every object of the class that is not itself inside one of that class. Each object is
    read strictly, and so is what stands beside it; that a list as a whole has the right order and number is left to
    `validate`. Raises what `read` raises, at the first place where the document departs from its schema.
    """
    with Input(source) as document:
        root = find_root(document, limits)
        if root is None:
            tree_of(document, limits)  # says why it is not XML
            return
        versions, _ = versions_of(document, root, version, False)
        yield from _read(document, versions, root, cls, limits)


def _read(source: Input, versions: list[Version], root: Root, cls: type[N], limits: Limits) -> Iterator[N]:
    """Read on the fast way, and from where it refuses on, by each version in turn, on the careful one."""
    number = 0
    try:
        for item in Stream(schema(versions[0]), cls, None).items(Growing(source, limits, root.end)):
            yield item
            number += 1
        return
    except DocumentError:
        raise
    except (ValueError, RecursionError, ElementTree.ParseError, ArithmeticError):
        pass
    refusal: DocumentError | None = None
    for version in versions:
        reader = Reader(schema(version), lenient=False, source=source.name, limit=limits.problems)
        reader.other = read_message
        try:
            for item in islice(Stream(schema(version), cls, reader).items(GrowingLines(source, limits)), number, None):
                yield item
                number += 1
            return
        except DocumentError as error:
            refusal = refusal or error
        except etree.XMLSyntaxError as error:
            raise not_well_formed(error, source.name) from None
    assert refusal is not None
    raise refusal


class Stream:
    """The objects of a class in a growing tree; what has been looked at is dropped."""

    def __init__(self, plans: Schema, cls: type[Noun], reader: Reader | None) -> None:
        self.plans = plans
        self.cls = cls
        self.reader = reader
        self.bare = False
        self.types = frozenset(name for name in cls.__types__)

    def items(self, growing: Growing) -> Iterator[Any]:
        """The objects, as the tree grows."""
        for _ in growing.chunks():
            self.bare = growing.bare
            root = growing.root()
            if root is not None:
                yield from self.finished(root, way_of(self.plans, root), False)
        yield from self.finished(growing.root(), way_of(self.plans, growing.root()), True)

    def finished(self, node: Any, way: Any, closed: bool) -> Iterator[Any]:
        """The objects in the finished part of `node`, which is dropped; `closed` says that it is all of it."""
        if isinstance(way, Plan) and way.cls is self.cls:
            if closed:
                yield self.decode(way, node)
            return
        children = list(node) if closed else node[:-1]
        for child in children:
            yield from self.child(node, way, child)
        if self.reader is not None:
            dropped = self.reader.dropped.setdefault(node, Counter())
            dropped.update(child.tag for child in children if isinstance(child.tag, str))
        del node[: len(children)]
        if not closed and len(node):
            step = way.by_tag.get(node[0].tag)
            if step is not None and step.leaf is None and self.leads(step.plan):
                yield from self.finished(node[0], step.plan, False)

    def child(self, node: Any, way: Any, child: Any) -> Iterator[Any]:
        """The objects in one finished child."""
        if not isinstance(child.tag, str):
            return
        step = way.by_tag.get(child.tag)
        if step is None:
            self.check_unknown(node, way, child)
        elif step.leaf is not None:
            if self.reader is None:
                decode_row(step, child, None, False)
            else:
                self.checked(lambda: decode_row(step, child, None, False), step, child)
        elif step.plan is not None and self.leads(step.plan):
            yield from self.finished(child, step.plan, True)
        else:
            self.decode(step.plan, child)

    def leads(self, plan: Any) -> bool:
        """Whether an object of the class may be inside."""
        return not isinstance(plan, Plan) or bool(self.types & inside(self.plans, plan.type_name))

    def decode(self, plan: Any, element: Any) -> Noun:
        """The noun of a finished element."""
        try:
            noun: Noun = plan.decoder(self.bare)(element, None)
            return noun
        except (ValueError, ArithmeticError):
            if self.reader is None:
                raise
        noun = self.reader.noun(plan, element)
        if self.reader.problems:
            raise DocumentError(self.reader.problems, self.reader.source, self.reader.more)
        return noun

    def checked(self, read: Any, row: Any, child: Any) -> None:
        """Check a text that stands beside the objects."""
        assert self.reader is not None
        try:
            read()
        except (ValueError, ArithmeticError) as problem:
            try:
                self.reader.leaf(row.leaf, child, row.nillable)
            except ValueError as found:
                self.reader.tell(child, getattr(found, "code", "not-valid"), str(found))
            if self.reader.problems:
                raise DocumentError(self.reader.problems, self.reader.source) from problem

    def check_unknown(self, node: Any, way: Any, child: Any) -> None:
        """Refuse an element that has no place; extension content and wildcards have one."""
        if isinstance(way, Plan) and any(way.point(child.tag, [name]) is not None for name in ["", *way.by_name]):
            return
        if self.reader is None:
            raise Bail
        self.reader.tell(
            child, "unknown-element", f"{child.tag.rpartition('}')[2]} is not an element that may stand here"
        )
        raise DocumentError(self.reader.problems, self.reader.source)


@cache
def inside(plans: Schema, type_name: str) -> frozenset[str]:
    """The types that an element of the type called `type_name` is or may hold, at any depth."""
    found: set[str] = set()
    open_ = [type_name]
    while open_:
        name = open_.pop()
        if name not in found and not name.startswith("xs:"):
            found.add(name)
            open_ += [e.type for p in plans.table.type(name).content for e in p.elements()]
    return frozenset(found)
