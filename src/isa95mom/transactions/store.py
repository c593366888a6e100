"""Where an end point keeps its objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from isa95mom.declare import Noun
from isa95mom.transactions.nouns import key_of

N = TypeVar("N", bound=Noun)


class Store(Protocol):
    """A store of nouns, as an `EndPoint` uses it. A site gives its own over a database; `MemoryStore` is one.

    An object is identified by its class, its ``id`` (``name`` for the older test specifications) and its ``version``.
    """

    def get(self, cls: type[N], id: str, version: str | None = None) -> N | None:
        """The object of this class, ID and version.

        With no version: the one without a version, else the only one with this ID. None for none, or several.
        """

    def all(self, cls: type[N]) -> Iterable[N]:
        """Every object of this class, in an order that stays the same."""

    def put(self, obj: Noun) -> None:
        """Take `obj` in, in place of the one with its identification and version, if any."""

    def remove(self, obj: Noun) -> None:
        """Take the object with the identification and version of `obj` out; nothing happens where there is none."""


class MemoryStore:
    """A `Store` in memory. What it gives out are its own objects, not copies."""

    def __init__(self, objects: Iterable[Noun] = ()) -> None:
        self._held: dict[type[Noun], dict[str, dict[str | None, Noun]]] = {}
        for obj in objects:
            self.put(obj)

    def get(self, cls: type[N], id: str, version: str | None = None) -> N | None:
        """The object of this class, ID and version; with no version as `Store.get` says."""
        held = self._held.get(cls, {}).get(id, {})
        found = held.get(version)
        if found is None and version is None and len(held) == 1:
            (found,) = held.values()
        return found  # type: ignore[return-value]

    def all(self, cls: type[N]) -> Iterator[N]:
        """Every object of this class, those with the same ID together, else in the order they came."""
        for held in list(self._held.get(cls, {}).values()):
            yield from list(held.values())  # type: ignore[misc]

    def put(self, obj: Noun) -> None:
        """Take `obj` in. Raises `ValueError` where it has no identification."""
        key = key_of(obj)
        if key is None:
            raise ValueError(f"an object of {type(obj).__name__} without identification cannot be kept: {obj!r}")
        self._held.setdefault(type(obj), {}).setdefault(key.id, {})[key.version] = obj

    def remove(self, obj: Noun) -> None:
        """Take the object with the identification and version of `obj` out."""
        key = key_of(obj)
        held = self._held.get(type(obj), {})
        if key is not None and key.id in held:
            held[key.id].pop(key.version, None)
            if not held[key.id]:
                del held[key.id]

    def __iter__(self) -> Iterator[Noun]:
        """Every object, class by class."""
        for cls in list(self._held):
            yield from self.all(cls)

    def __len__(self) -> int:
        return sum(len(held) for ids in self._held.values() for held in ids.values())

    def __repr__(self) -> str:
        counts = ", ".join(f"{sum(map(len, ids.values()))} {cls.__name__}" for cls, ids in self._held.items() if ids)
        return f"MemoryStore({counts or 'empty'})"
