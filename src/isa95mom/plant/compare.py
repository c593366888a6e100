"""Differences between two nouns, documents or plants, by what they mean and not by how they are written.

Objects are matched by their identity, wherever they stand in their list. The order of a list counts only where it says
something: the values of a series, the paragraphs of a text. Two spellings of one time or number are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import blake2b
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError, canonicalize

from attrs import frozen

from isa95mom.check.structure import scope_ids
from isa95mom.check.subject import identification, roots, walk
from isa95mom.declare import Noun, Wire
from isa95mom.model.message import Message
from isa95mom.values.time import Duration

T = TypeVar("T")

ORDERED = frozenset(
    (
        "any_content",
        "approval_histories",
        "data_values",
        "descriptions",
        "modification_logs",
        "ordered_data",
        "results",
        "value_strings",
        "values",
    )
)
"""Repeated fields in which the order says something. In all others the members are told apart by what they are."""

KEYS: dict[str, tuple[str, ...]] = {
    "EquipmentAssetMapping": ("equipment_id", "physical_asset_id", "start_time"),
    "QuantityValue": ("unit_of_measure", "key"),
    "ClassInstanceAssociation": ("class_equipment_id", "member_equipment_id"),
    "ResourceLocation": ("location", "location_type"),
}
"""Class without an ID of its own -> the fields that tell its objects apart in a list."""


BESIDE = ("attributes", "nil", "extensions")
"""What a noun may carry beyond its fields."""


class Kind(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}


@frozen(slots=True)
class Difference:
    """One difference."""

    kind: Kind
    """Added, removed or changed."""
    path: str
    """The expression that leads to it: ``MaterialLot['L-1'].quantities[0].quantity_string``."""
    before: Any = None
    """The value before: a leaf value, or the noun that was removed. None where there was none."""
    after: Any = None
    """The value after: a leaf value, or the noun that was added. None where there is none."""

    def __str__(self) -> str:
        if self.kind is Kind.CHANGED:
            return f"~ {self.path}: {readable(self.before)} -> {readable(self.after)}"
        value = self.after if self.kind is Kind.ADDED else self.before
        return f"{SIGNS[self.kind]} {self.path}" + ("" if isinstance(value, Noun) else f": {readable(value)}")

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON has it: texts, numbers as text, nouns as objects in the library's own JSON."""
        return {
            "kind": str(self.kind),
            "path": self.path,
            "before": jsonable(self.before),
            "after": jsonable(self.after),
        }


def diff(a: Any, b: Any, *, envelope: bool = False) -> tuple[Difference, ...]:
    """What has to change for `a` to mean what `b` means; empty where they mean the same.

    Both are nouns, documents, plants or collections of nouns. Of messages the objects are compared, and with `envelope`
    the rest of them too. The version of a document and the layout of its text are not compared.
    """
    one, other = _single(a, envelope), _single(b, envelope)
    if one is not None and other is not None and type(one) is type(other):
        return tuple(_changes([(_named(one), one, other)], Digests()))
    return tuple(_diff(_top(a, envelope), _top(b, envelope)))


def _single(given: Any, envelope: bool) -> Noun | None:
    """The one noun that was given as such, not as a member of something."""
    root = given if isinstance(given, Noun) else getattr(given, "root", None)
    return root if isinstance(root, Noun) and (envelope or not isinstance(root, Message)) else None


def _top(given: Any, envelope: bool) -> list[Noun]:
    """The nouns to compare."""
    root = getattr(given, "root", given)
    if isinstance(root, Message) and envelope:
        return [root]
    return [noun for noun, _ in roots(given)]


def _diff(a: Sequence[Noun], b: Sequence[Noun]) -> Iterator[Difference]:
    digests = Digests()
    waiting: list[tuple[str, Any, Any]] = []
    for cls in dict.fromkeys(type(noun) for noun in (*a, *b)):
        left, right = ([n for n in side if type(n) is cls] for side in (a, b))
        waiting += _pairs(cls.__name__, left, right, digests)
    return _changes(waiting, digests)


def _changes(pairs: list[tuple[str, Any, Any]], digests: Digests) -> Iterator[Difference]:
    """The differences inside pairs of path, before and after."""
    waiting = pairs[::-1]
    while waiting:
        path, one, other = waiting.pop()
        if isinstance(one, Noun) and type(one) is type(other):
            if digests[one] != digests[other]:
                waiting.extend(reversed(list(_fields(path, one, other, digests))))
        else:
            yield Difference(
                Kind.ADDED if one is None else Kind.REMOVED if other is None else Kind.CHANGED, path, one, other
            )


def _fields(path: str, one: Noun, other: Noun, digests: Digests) -> Iterator[tuple[str, Any, Any]]:
    """What differs in two nouns of one class: path, before, after."""
    for f in one.__fields__.values():
        left, right = getattr(one, f.slot), getattr(other, f.slot)
        here = f"{path}.{f.name}"
        if not f.many:
            if digests.of(left, f.name) != digests.of(right, f.name):
                yield here, left, right
        elif digests.of_list(left or (), f.name) == digests.of_list(right or (), f.name):
            continue
        elif f.name in ORDERED:
            yield from _in_order(here, left or (), right or (), digests)
        elif any(isinstance(item, Noun) for item in (*(left or ()), *(right or ()))):
            yield from _pairs(here, left or (), right or (), digests)
        else:
            yield from _loose(here, left or (), right or (), digests)
    for number, name in enumerate(BESIDE):
        if said(one)[number] != said(other)[number]:
            yield f"{path}.{name}", said(one, True)[number] or None, said(other, True)[number] or None


def _in_order(path: str, left: Sequence[Any], right: Sequence[Any], digests: Digests) -> Iterator[tuple[str, Any, Any]]:
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else None
        other = right[number] if number < len(right) else None
        if digests.of(one, "") != digests.of(other, ""):
            yield f"{path}[{number}]", one, other


def _loose(path: str, left: Sequence[Any], right: Sequence[Any], digests: Digests) -> Iterator[tuple[str, Any, Any]]:
    """What is on one side only, of values whose order says nothing."""
    more, fewer = (Counter(digests.of(item, "") for item in side) for side in (right, left))
    common = more & fewer
    for side, before in ((left, True), (right, False)):
        left_over = common.copy()
        for number, item in enumerate(side):
            digest = digests.of(item, "")
            if left_over[digest]:
                left_over[digest] -= 1
            else:
                yield f"{path}[{number}]", item if before else None, None if before else item


def _pairs(path: str, left: Sequence[Any], right: Sequence[Any], digests: Digests) -> list[tuple[str, Any, Any]]:
    """The members of two lists of nouns that differ, each with its like on the other side or None."""
    found = []
    names = [_steps(side) for side in (left, right)]
    for one, other in match(left, right, digests):
        if one is None or other is None or digests.of(left[one], "") != digests.of(right[other], ""):
            step = names[1][other] if one is None and other is not None else names[0][one or 0]
            found.append((path + step, None if one is None else left[one], None if other is None else right[other]))
    return found


def match(left: Sequence[Any], right: Sequence[Any], digests: Digests) -> Iterator[tuple[int | None, int | None]]:
    """Which members of two lists are the same object, by their positions; None for one without its like.

    By what tells most first: ID with version and scope, then ID, or else the key of the class; then those without
    identity that are equal; then those that stand where the other list has nothing better.
    """
    ways: tuple[Callable[[Any], Hashable | None], ...] = (full_identity, identity, digests.plain, _class_name)
    free = [dict.fromkeys(range(len(left))), dict.fromkeys(range(len(right)))]
    like: dict[int, int] = {}
    for way in ways:
        on_right: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number in free[1]:
            key = way(right[number])
            if key is not None:
                on_right[key].append(number)
        for queue in on_right.values():
            queue.reverse()
        for number in list(free[0]):
            key = way(left[number])
            if key is None or (way is ways[-1] and identity(left[number]) is not None):
                continue
            queue = on_right.get(key, [])
            while queue and way is ways[-1] and identity(right[queue[-1]]) is not None:
                queue.pop()
            if queue:
                like[number] = queue.pop()
                del free[0][number], free[1][like[number]]
    for number in range(len(left)):
        yield number, like.get(number)
    for number in free[1]:
        yield None, number


def identity(item: Any) -> Hashable | None:
    """What tells an object from others of its list: its ID or the key of its class; None where it has neither."""
    if not isinstance(item, Noun):
        return None
    id_ = identification(item)
    if id_ is not None:
        return type(item).__name__, id_
    fields = KEYS.get(type(item).__name__)
    return None if fields is None else (type(item).__name__, *(_key(getattr(item, name)) for name in fields))


def full_identity(item: Any) -> Hashable | None:
    """The same, with the version and the hierarchy scope where the object has an ID."""
    plain = identity(item)
    if plain is None or identification(item) is None:
        return plain
    return plain, str(getattr(item, "version", None) or ""), scope_ids(item)


def _class_name(item: Any) -> Hashable:
    return type(item).__name__


def _key(value: Any) -> Hashable:
    return plain_text(value) if value is not None else None


def _named(noun: Noun) -> str:
    return type(noun).__name__ + step_of(noun)


def step_of(noun: Noun, number: int | None = None) -> str:
    """How a noun is reached: by its ID, else by its position where it has one."""
    id_ = identification(noun)
    return f"[{id_!r}]" if id_ is not None else "" if number is None else f"[{number}]"


def _steps(items: Sequence[Any]) -> list[str]:
    """How each member of a list is reached: by its ID where that is clear, else by its position."""
    ids = [identification(item) if isinstance(item, Noun) else None for item in items]
    counts = Counter(ids)
    return [f"[{id_!r}]" if id_ is not None and counts[id_] == 1 else f"[{n}]" for n, id_ in enumerate(ids)]


# -- meaning ---------------------------------------------------------------------------------------------------------


class Digests:
    """A short fingerprint of the meaning of every noun, worked out once, from the inside out."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._kept: list[Noun] = []

    def learn(self, noun: Noun) -> None:
        """Take in a noun and all in it."""
        if id(noun) in self._known:
            return
        self._kept.append(noun)
        for node in reversed(list(walk(noun))):
            if id(node.noun) not in self._known:
                self._known[id(node.noun)] = self._digest(node.noun)

    def __getitem__(self, noun: Noun) -> bytes:
        if id(noun) not in self._known:
            self.learn(noun)
        return self._known[id(noun)]

    def plain(self, item: Any) -> Hashable | None:
        """The fingerprint of what has no identity; None for what has one."""
        return None if identity(item) is not None else self.of(item, "")

    def of(self, value: Any, name: str) -> bytes:
        """The fingerprint of a value."""
        if isinstance(value, Noun):
            return self[value]
        return b"" if value is None else repr((_plain(value, name), attributes_of(value))).encode("utf-8", "replace")

    def of_list(self, values: Iterable[Any], name: str) -> bytes:
        """The fingerprint of a repeated field."""
        found = [self.of(value, name) for value in values]
        return repr(found if name in ORDERED else sorted(found)).encode() if found else b""

    def _digest(self, noun: Noun) -> bytes:
        hashed = blake2b(type(noun).__name__.encode(), digest_size=20)
        for f in noun.__fields__.values():
            value = getattr(noun, f.slot)
            digest = self.of_list(value or (), f.name) if f.many else self.of(value, f.name)
            if digest:
                hashed.update(f"\0{f.name}\0{len(digest)}\0".encode() + digest)
        if any(extra := said(noun)):
            hashed.update(b"\0\0" + repr(extra).encode("utf-8", "replace"))
        return hashed.digest()


def said(noun: Noun, spelt: bool = False) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """What a document said of a noun beyond its fields, as far as it means something: see `BESIDE`.

    Foreign content is in a form that can be compared, or else as it was `spelt`.
    """
    wire: Wire | None = noun._wire
    if wire is None:
        return {}, {}, ()
    nil = {name: " ".join(f"{a}={v!r}" for a, v in sorted(more.items())) for name, more in sorted(wire.nil.items())}
    if wire.is_nil:
        nil[""] = ""
    return (
        dict(sorted(wire.attributes.items())),
        nil,
        tuple(piece.xml if spelt else _canonical(piece.xml) for piece in wire.foreign),
    )


def _canonical(xml: str) -> str:
    """A piece of XML without its accidents: prefixes, the order of attributes, where a namespace is declared."""
    try:
        return canonicalize(xml, rewrite_prefixes=True)
    except ParseError:  # a comment or a processing instruction
        return xml.strip()


def attributes_of(value: Any) -> tuple[tuple[str, str], ...]:
    """The attributes of a leaf value."""
    return tuple(sorted(getattr(value, "attributes", {}).items()))


def _plain(value: Any, name: str) -> Hashable:
    """A leaf value without its spelling."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        plain = datetime(*value.timetuple()[:6], value.microsecond, value.tzinfo)
        return plain.isoformat() if plain.tzinfo is None else f"{plain.astimezone(UTC).isoformat()}Z"
    if isinstance(value, Duration):
        return "duration", value.months, _number(value.seconds)
    if isinstance(value, bytes):
        return bytes(value)
    if name == "quantity_string":
        try:
            return _number(Decimal(value))
        except InvalidOperation:
            pass
    return str(value)


def _number(value: Decimal) -> Hashable:
    return ("number", f"{value.normalize():f}") if value.is_finite() else ("number", str(value))


def plain_text(value: Any) -> str:
    """A leaf value as one line of text."""
    if isinstance(value, datetime):
        return datetime.isoformat(value)
    return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def readable(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return "nothing"
    if isinstance(value, Noun):
        return _named(value)
    attributes = attributes_of(value)
    text = (
        repr(str(value))
        if isinstance(value, str)
        else repr(value)
        if isinstance(value, tuple | dict)
        else plain_text(value)
    )
    return f"{text} ({', '.join(f'{name}={said!r}' for name, said in attributes)})" if attributes else text


def jsonable(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Noun):
        from isa95mom.codec.plain import to_python

        return {"$type": type(value).__name__, **to_python(value)}
    if value is None or isinstance(value, bool | dict):
        return value
    if isinstance(value, tuple):
        return list(value)
    attributes = {f"@{name}": said for name, said in attributes_of(value)}
    return {"$": plain_text(value), **attributes} if attributes else plain_text(value)
