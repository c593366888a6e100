"""How a class states its facts.

A noun is a class under `element`, which names the schema types that carry it. A field states its Python name, its type
and its meaning; everything else (order, cardinality, presence in a version, enumeration) is in the schema tables. The
element that a field binds follows from its name: ``hierarchy_scope`` is ``HierarchyScope``, ``descriptions`` is every
``Description``, and ``properties`` of `MaterialLot` is every ``MaterialLotProperty``. Exceptions are said with `wire`.

    @element("MaterialLotType")
    class MaterialLot(Noun):
        id: str
        storage_location: ResourceLocation | None = None
        assembly_lots: Many[MaterialLot] = Many(was="AssemblyLotID")
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform, overload

import attrs

from isa95mom.values.enumeration import OpenEnumeration
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items

T = TypeVar("T")
N = TypeVar("N", bound="type[Noun]")
E = TypeVar("E", bound=type[OpenEnumeration])


class Wire:
    """What one element of a document said beyond the fields of its noun; kept so that it can be written again."""

    __slots__ = ("attributes", "foreign", "is_nil", "nil", "order", "spelt")

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.nil: dict[str, dict[str, str]] = {}  # attributes of elements whose value cannot carry them, above all nil
        self.spelt: dict[str, str] = {}
        self.is_nil = False
        self.order: tuple[str, ...] = ()
        self.foreign: tuple[Foreign, ...] = ()

    def state(self) -> tuple[Any, ...]:
        """Its content as one comparable value."""
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wire) and self.state() == other.state()

    __hash__ = None  # type: ignore[assignment]


class Noun:
    """The base of every class of the model: equality by value, and a representation of what is set."""

    __slots__ = ("__weakref__", "_wire")
    _wire: Wire | None
    __fields__: ClassVar[dict[str, Field]] = {}
    __types__: ClassVar[tuple[str, ...]] = ()
    __test__: ClassVar[bool] = False  # a `TestResult` is no test, whatever pytest makes of its name

    def __attrs_pre_init__(self) -> None:
        self._wire = None

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            (getattr(self, f.slot) or None) == (getattr(other, f.slot) or None) for f in self.__fields__.values()
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        said = ((f.name, getattr(self, f.slot)) for f in self.__fields__.values())
        return f"{type(self).__name__}({', '.join(f'{n}={v!r}' for n, v in said if v is not None and v != [])})"

    def __getstate__(self) -> dict[str, Any]:
        return {slot: getattr(self, slot) for slot in ("_wire", *(f.slot for f in self.__fields__.values()))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for slot, value in state.items():
            setattr(self, slot, value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes the noun, in models, type adapters and FastAPI."""
        edge = import_module("isa95mom.codec.edge")  # by name: the one way up, taken only when pydantic asks
        return edge.schema_of(cls)

    @property
    def extensions(self) -> tuple[Foreign, ...]:
        """Extension, vendor and other content that the document carried inside this element, in order."""
        return self._wire.foreign if self._wire is not None else ()

    @extensions.setter
    def extensions(self, content: Iterable[Foreign]) -> None:
        wire_of(self).foreign = tuple(content)


def wire_of(noun: Noun) -> Wire:
    """The `Wire` of `noun`, made where it has none."""
    if noun._wire is None:
        noun._wire = Wire()
    return noun._wire


@attrs.frozen(slots=True)
class Field:
    """What a class states of one field."""

    name: str
    many: bool
    required: bool
    wire: str | None
    was: tuple[str, ...]
    type: str
    """The type of its value, or of one of its values: ``str``, ``Disposition | str``, ``MaterialLot``."""

    def takes(self, python: str) -> bool:
        """Whether a value of the type `python` may stand in it; a code list takes any text."""
        return self.type == python or (python == "str" and self.type.endswith(" | str"))

    @property
    def slot(self) -> str:
        """The attribute that holds the value as it is: for a repeated field a list or None."""
        return f"_{self.name}" if self.many else self.name


class Many(Generic[T]):
    """A repeated field: reads as `Items`, takes any iterable, holds nothing until it is used."""

    __slots__ = ("slot", "was", "wire")
    slot: Any

    def __init__(self, *, name: str | None = None, was: str | tuple[str, ...] = ()) -> None:
        self.wire = name
        self.was = (was,) if isinstance(was, str) else was

    @overload
    def __get__(self, noun: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, noun: object, owner: Any) -> Items[T]: ...
    def __get__(self, noun: object | None, owner: Any = None) -> Any:
        if noun is None:
            return self
        value = self.slot.__get__(noun, owner)
        if type(value) is not Items:  # None, or the plain list that a decoder left
            value = Items(value or ())
            self.slot.__set__(noun, value)
        return value

    def __set__(self, noun: object, value: Iterable[T]) -> None:
        if type(value) is not Items and value is not None:
            value = Items(value)
        self.slot.__set__(noun, value)


@attrs.frozen(slots=True)
class Told:
    """What `wire` was told."""

    default: Any
    wire: str | None = None
    was: tuple[str, ...] = ()


def wire(*, default: Any = attrs.NOTHING, name: str | None = None, was: str | tuple[str, ...] = ()) -> Any:
    """State how a field is written where that does not follow from its name.

    `name` is the element it binds; `was` are the names the same thing has in other versions.
    """
    return Told(default, name, (was,) if isinstance(was, str) else was)


@dataclass_transform(kw_only_default=True, field_specifiers=(wire,))
def element(*types: str) -> Callable[[N], N]:
    """Declare a class as the noun that the schema types `types` carry, whatever the version."""

    def declare(cls: N) -> N:
        fields: dict[str, Field] = {}
        repeated: dict[str, Many[Any]] = {}
        for name, annotation in inspect.get_annotations(cls).items():
            held = annotation.removeprefix("Many[").removesuffix("]").removesuffix(" | None")
            said = cls.__dict__.get(name, attrs.NOTHING)
            if isinstance(said, Many):
                repeated[name] = said
                fields[name] = Field(name, True, False, said.wire, said.was, held)
                setattr(cls, name, attrs.field(default=None))
            else:
                told = said if isinstance(said, Told) else Told(said)
                fields[name] = Field(name, False, told.default is attrs.NOTHING, told.wire, told.was, held)
                setattr(cls, name, attrs.field(default=told.default))
        built: Any = attrs.define(cls, kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
        for name, many in repeated.items():
            many.slot = built.__dict__[name]
            setattr(built, f"_{name}", many.slot)
            setattr(built, name, many)
        built.__fields__ = fields
        built.__types__ = types
        for wire_type in types:
            ELEMENTS[wire_type] = built
        return built  # type: ignore[no-any-return]

    return declare


def enumeration(*types: str) -> Callable[[E], E]:
    """Declare a class as the code list of the schema types `types`."""

    def declare(cls: E) -> E:
        for wire_type in types:
            ENUMERATIONS[wire_type] = cls
        return cls

    return declare


ELEMENTS: dict[str, type[Noun]] = {}
"""Schema type name -> noun."""
ENUMERATIONS: dict[str, type[OpenEnumeration]] = {}
"""Schema type name -> code list."""

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")


def snake(name: str) -> str:
    """`name` in Python's spelling.

    >>> snake("MaterialSubLotID"), snake("SRIDAuthority")
    ('material_sub_lot_id', 'srid_authority')
    """
    return "_".join(word.lower() for word in _WORD.findall(name))


def plural(name: str) -> str:
    """The plural of a field name.

    >>> plural("property"), plural("equipment_class_id"), plural("child"), plural("status")
    ('properties', 'equipment_class_ids', 'children', 'statuses')
    """
    if name.endswith("child"):
        return name + "ren"
    if name.endswith("y") and name[-2:-1] not in "aeou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


def field_names(cls_name: str, wire_name: str) -> Iterator[str]:
    """The names by which a field of the class `cls_name` binds the element `wire_name`, the most specific first."""
    short = wire_name.removeprefix(cls_name)
    for name in (short, wire_name) if short and short != wire_name else (wire_name,):
        yield snake(name)
        yield plural(snake(name))


def field_of(cls: type[Noun], wire_name: str, python: str) -> Field | None:
    """The field of `cls` that binds the element `wire_name` where its type is `python`; None where there is none.

    Where the type of an element changed between versions, one field stands for each type.
    """
    fitting = {f.name: f for f in cls.__fields__.values() if f.takes(python)}
    for said in fitting.values():
        if said.wire == wire_name or wire_name in said.was:
            return said
    for name in field_names(cls.__name__, wire_name):
        if name in fitting and fitting[name].wire is None:
            return fitting[name]
    return None
