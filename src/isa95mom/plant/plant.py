"""A whole plant as one object."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, Generic, Literal, Self, TypeVar, get_args

from attrs import frozen

from isa95mom.check import verify
from isa95mom.check.structure import scope_ids
from isa95mom.check.subject import identification
from isa95mom.codec import Document
from isa95mom.declare import Noun
from isa95mom.errors import Isa95Error, Problem
from isa95mom.model.equipment import Equipment, EquipmentInformation
from isa95mom.model.hierarchy import EquipmentHierarchy
from isa95mom.model.message import Message, Verb
from isa95mom.plant.areas import AREAS, emptied, filled, held
from isa95mom.plant.compare import Digests, diff
from isa95mom.values.version import Version

N = TypeVar("N", bound=Noun)
OnClash = Literal["error", "replace", "keep", "both"]
Identity = tuple[type[Noun], str, str, tuple[str, ...]]
"""Class, ID, version, and the path of the hierarchy scope."""

ASKING = frozenset((Verb.GET, Verb.CANCEL, Verb.CONFIRM))
"""The verbs of messages that carry no objects of the plant, but questions about them."""
UNDOING = frozenset(("Delete", "Rejected"))
"""The actions by which a message takes objects back, or refuses them."""


class PlantError(Isa95Error, ValueError):
    """Objects do not fit into a plant, or a file is none that a plant can be loaded from."""


@frozen(slots=True, eq=False)
class Entry:
    """One object of a plant, and the document it came in."""

    noun: Noun
    area: type[Noun] | None
    """The ``...Information`` that held it; None where it stood alone."""
    header: Noun | None
    """What that said of itself beyond its objects."""
    version: Version | None
    """The schema version in whose terms it is; None where it was made in memory."""


class Shelf(Generic[N]):
    """The objects of one class in a plant."""

    def __init__(self, cls: type[N], objects: Iterable[N]) -> None:
        self.cls = cls
        self._objects = list(objects)

    def __iter__(self) -> Iterator[N]:
        return iter(self._objects)

    def __len__(self) -> int:
        return len(self._objects)

    def __contains__(self, id_: object) -> bool:
        return any(identification(noun) == id_ for noun in self._objects)

    def __getitem__(self, id_: str) -> N:
        """The object with this ID. Raises `KeyError` where there is none, or several versions or scopes of it."""
        found = self.all(id_)
        if len(found) == 1:
            return found[0]
        if not found:
            raise KeyError(f"no {self.cls.__name__} {id_!r}")
        each = "; ".join(
            f"version {getattr(noun, 'version', None) or 'none'} at {' / '.join(scope_ids(noun)) or 'no scope'}"
            for noun in found
        )
        raise KeyError(f"{len(found)} of {self.cls.__name__} {id_!r}: {each}; use .all({id_!r})")

    def get(self, id_: str, default: N | None = None) -> N | None:
        """The object with this ID, or `default`. Raises `KeyError` where there are several."""
        return self[id_] if self.all(id_) else default

    def all(self, id_: str) -> list[N]:
        """Every object with this ID."""
        return [noun for noun in self._objects if identification(noun) == id_]

    def ids(self) -> list[str]:
        """The IDs, in order, each once."""
        return list(dict.fromkeys(id_ for noun in self._objects if (id_ := identification(noun)) is not None))

    def __repr__(self) -> str:
        return f"<{len(self)} {self.cls.__name__}>"


class Plant:
    """All objects of a plant: master data, orders, lots and reports, by class and identity.

    An object is known by its class and ID, with its version and hierarchy scope where it has them; what has no ID is
    held as well. ``...Information`` nouns and messages are taken apart into their objects; what an area says of itself
    is kept and saved again.
    """

    def __init__(self, *objects: Any) -> None:
        self._entries: dict[int, Entry] = {}
        self._known: dict[Identity, list[int]] = {}
        self.problems: tuple[Problem, ...] = ()
        """What loading leniently mended, and what was not taken in because it states nothing of the plant."""
        self.add(*objects)

    # -- in and out ----------------------------------------------------------------------------------------------------

    def add(self, *objects: Any, on_clash: OnClash = "error") -> Self:
        """Take in nouns, messages, documents, other plants, or collections of these.

        An object that says the same as one that is here is not taken in twice. Where it says something else, `on_clash`
        decides: raise `PlantError`, take it for the other one (``"replace"``), leave it out (``"keep"``), or have both.
        Messages that only ask, or that withdraw objects, are left out and named in `problems`.
        """
        if on_clash not in get_args(OnClash):
            raise ValueError(f"on_clash is {on_clash!r}; it may be {', '.join(map(repr, get_args(OnClash)))}")
        for entry in list(self._taken_apart(objects, None, "")):
            self._put(entry, on_clash)
        return self

    def remove(self, *objects: Noun) -> Self:
        """Take objects out. Raises `KeyError` for one that is not here."""
        for noun in objects:
            if id(noun) not in self._entries:
                raise KeyError(f"this {type(noun).__name__} {identification(noun) or ''} is not in the plant")
            del self._entries[id(noun)]
            self._known[_identity(noun)].remove(id(noun))
        return self

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        lenient: bool = False,
        version: Version | None = None,
        on_clash: OnClash = "error",
    ) -> Self:
        """The plant in a file, or in all ``*.xml`` and ``*.json`` files of a folder and those below, in order of name.

        XML is B2MML of any version, each file of its own; `version` and `lenient` are those of `isa95mom.read`. JSON is
        what `save` writes. Raises `DocumentError` for a file that cannot be read, `PlantError` for JSON that is no
        plant and, as `add` does, for objects that contradict each other.
        """
        from isa95mom.plant.store import load

        plant = cls()
        plant.problems = load(plant, path, lenient=lenient, version=version, on_clash=on_clash)
        return plant

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        version: Version | None = None,
        on_loss: Literal["error", "report"] = "error",
    ) -> Any:
        """Write the plant, as one JSON file where `path` ends with ``.json``, else as a folder of B2MML documents.

        A folder gets a document for each information area and for each object that is a document by itself; it must be
        new or empty. Each is of `version`, by default of that in which its objects came, or the newest. JSON keeps
        everything, whatever the versions. Returns a `Saved`: the files written, and what `version` could not hold.

        Raises `LossError` where content would be lost and `on_loss` is ``"error"``, `DocumentError` and `VersionError`
        as `isa95mom.write` does, `FileExistsError` for a folder with something in it. Then nothing is written.
        """
        from isa95mom.plant.store import save

        return save(self, path, version=version, on_loss=on_loss)

    # -- what there is -------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Noun]:
        return iter([entry.noun for entry in self._entries.values()])

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, noun: object) -> bool:
        return id(noun) in self._entries or any(one is noun for one in self)

    def __getitem__(self, cls: type[N]) -> Shelf[N]:
        """The objects of one class: ``plant[MaterialLot]["L-1"]``. Those nested in others are not among them."""
        return Shelf(cls, (entry.noun for entry in self._entries.values() if type(entry.noun) is cls))

    def entries(self) -> tuple[Entry, ...]:
        """Every object with the document it came in."""
        return tuple(self._entries.values())

    @property
    def classes(self) -> tuple[type[Noun], ...]:
        """The classes of the objects, in order of name."""
        return tuple(sorted({type(noun) for noun in self}, key=lambda cls: cls.__name__))

    @property
    def hierarchy(self) -> EquipmentHierarchy:
        """All equipment as a tree, made anew from the objects as they are."""
        areas: dict[int, EquipmentInformation] = {}
        for entry in self._entries.values():
            if isinstance(entry.noun, Equipment):
                header = entry.header if isinstance(entry.header, EquipmentInformation) else None
                area = areas.setdefault(id(header), EquipmentInformation())
                if header is not None:
                    area.hierarchy_scope, area.location = header.hierarchy_scope, header.location
                area.equipment.append(entry.noun)
        return EquipmentHierarchy(areas.values())

    # -- rules ---------------------------------------------------------------------------------------------------------

    def verify(self, *, rules: Iterable[str] | None = None, complete: bool = True) -> tuple[Problem, ...]:
        """What breaks the rules of the standard, see `isa95mom.verify`; a plant is taken for complete."""
        return tuple(verify(self, rules=rules, complete=complete))

    def dangling(self) -> tuple[Problem, ...]:
        """The references by ID to objects that are not in the plant."""
        return self.verify(rules=["unresolved-reference"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plant) and not diff(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counted = ", ".join(f"{len(self[cls])} {cls.__name__}" for cls in self.classes)
        return f"<Plant: {counted or 'empty'}>"

    def with_objects(self, objects: Iterable[Noun]) -> Self:
        """A plant of other objects, each in the area and version of the one with its identity here."""
        plant = type(self)()
        for noun in objects:
            twin = next((self._entries[n] for n in self._known.get(_identity(noun), ())), None)
            area, header, version = (twin.area, twin.header, twin.version) if twin else (None, None, None)
            plant._put(Entry(noun, area, header, version), "both")
        return plant

    # -- inside --------------------------------------------------------------------------------------------------------

    def _put(self, entry: Entry, on_clash: OnClash) -> None:
        noun = entry.noun
        if id(noun) in self._entries:
            return
        identity = _identity(noun)
        twins = self._known.setdefault(identity, [])
        if twins and identity[1] and on_clash != "both":
            digests = Digests()
            if any(digests[self._entries[twin].noun] == digests[noun] for twin in twins):
                return
            if on_clash == "error":
                changes = diff(self._entries[twins[0]].noun, noun)
                more = f" (and {len(changes) - 1} more)" if len(changes) > 1 else ""
                name = f"{type(noun).__name__} {identity[1]!r}"
                raise PlantError(f"{name} is in the plant, and says something else: {changes[0]}{more}")
            if on_clash == "keep":
                return
            for twin in twins:
                del self._entries[twin]
            twins.clear()
        self._entries[id(noun)] = entry
        twins.append(id(noun))

    def _taken_apart(self, given: Any, version: Version | None, source: str) -> Iterator[Entry]:
        """The objects in what was given, each with where it comes from."""
        if isinstance(given, Plant):
            yield from given.entries()
        elif isinstance(given, Document):
            yield from self._taken_apart(given.root, given.version, given.source)
        elif isinstance(given, Message):
            undone = sorted(UNDOING & set(_actions(given)))
            if given.verb in ASKING or undone:
                what = f"says {undone[0]} of its objects" if undone else "only asks"
                message = f"a {given.name} that {what} states nothing of the plant; it is left out"
                self.problems += (Problem(f"/{given.name}", None, "not-a-fact", message, "warning", source),)
            else:
                yield from self._taken_apart(given.objects, version, source)
        elif isinstance(given, Noun):
            area = type(given)
            if area.__name__ not in AREAS:
                yield Entry(given, None, None, version)
                return
            header = emptied(given)
            for name in held()[area.__name__].values():
                for noun in getattr(given, name):
                    yield Entry(noun, area, header, version)
        elif isinstance(given, Iterable) and not isinstance(given, str | bytes):
            for one in given:
                yield from self._taken_apart(one, version, source)
        else:
            raise TypeError(f"a {type(given).__name__} is no object of a plant; nouns, messages and documents are")


def area_noun(cls: type[Noun], entries: Iterable[Entry]) -> Noun:
    """The document noun of an area with the objects of `entries`, which have one header."""
    listed = list(entries)
    return filled(cls, listed[0].header if listed else None, [entry.noun for entry in listed])


def _identity(noun: Noun) -> Identity:
    return type(noun), identification(noun) or "", str(getattr(noun, "version", None) or ""), scope_ids(noun)


def _actions(message: Message) -> Iterator[str]:
    """What a message says is to be done with its objects, or was done."""
    for name in ("action_criteria", "response_criteria"):
        for criteria in getattr(message.action, name, ()):
            for expression in (
                *getattr(criteria, "action_expressions", ()),
                getattr(criteria, "response_expression", None),
            ):
                if expression is not None:
                    yield getattr(expression, "attributes", {}).get("actionCode") or str(expression)
