"""Two versions of the same thing made one: three-way where their common origin is known."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import attrs

from isa95mom.check.subject import roots
from isa95mom.declare import Noun, Wire
from isa95mom.model.message import Message
from isa95mom.plant.compare import BESIDE, ORDERED, Digests, full_identity, jsonable, match, readable, said, step_of

T = TypeVar("T")
WIRED = (("attributes",), ("nil", "is_nil"), ("foreign",))
"""Where what `BESIDE` names is kept."""


@attrs.frozen(slots=True)
class Conflict:
    """A place that both sides changed, differently."""

    path: str
    """The expression that leads to it, as of a `Difference`."""
    base: Any
    """What it was. None where it was not there, or the origin is not known."""
    ours: Any
    """What our side made of it. None where it removed it."""
    theirs: Any
    """What their side made of it. None where it removed it."""

    @property
    def kept(self) -> str:
        """Which side is in the result: ``ours``, or ``theirs`` where ours has nothing there."""
        return "theirs" if self.ours is None else "ours"

    def __str__(self) -> str:
        was = "" if self.base is None else f", was {readable(self.base)}"
        return f"{self.path}: ours {readable(self.ours)}, theirs {readable(self.theirs)}{was}; {self.kept} is kept"

    def as_dict(self) -> dict[str, Any]:
        """The conflict as JSON has it."""
        values = {name: jsonable(getattr(self, name)) for name in ("base", "ours", "theirs")}
        return {"path": self.path, **values, "kept": self.kept}


@attrs.frozen(slots=True)
class Merged(Generic[T]):
    """What merging came to."""

    result: T
    """The merged object; its own, shared with none of those merged."""
    conflicts: tuple[Conflict, ...] = ()
    """The places that need a decision; empty where the two sides fit together."""


def merge(ours: T, theirs: T, base: T | None = None) -> Merged[T]:
    """Both versions in one, and where they contradict each other.

    All are nouns of one class, documents, or plants. With `base`, the origin of both, what only one side changed is
    taken from that side, removals included. Without it, what only one side has is taken, and where both have something
    different they are in conflict. In a conflict ours is kept, or theirs where ours has nothing there: nothing is lost
    unseen.

    Raises `TypeError` where the three are not of one kind.
    """
    for other in (theirs, base):
        if other is not None and type(other) is not type(ours):
            raise TypeError(f"a {type(ours).__name__} cannot be merged with a {type(other).__name__}")
    merger = Merger()
    result: Any
    if isinstance(ours, Noun):
        result = merger.root(ours, theirs, base)
    elif isinstance(getattr(ours, "root", None), Noun):
        sides = [None if side is None else side.root for side in (ours, theirs, base)]  # type: ignore[attr-defined]
        result = attrs.evolve(ours, root=merger.root(*sides))  # type: ignore[misc]
    elif hasattr(ours, "with_objects"):
        lists = [None if side is None else [noun for noun, _ in roots(side)] for side in (ours, theirs, base)]
        result = ours.with_objects(merger.objects(lists[0] or [], lists[1] or [], lists[2]))
    else:
        raise TypeError(f"a {type(ours).__name__} cannot be merged; nouns, documents and plants can")
    return Merged(result, tuple(merger.conflicts))


class Merger:
    """One merge: its conflicts, and what the objects mean."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []
        self.digests = Digests()

    def root(self, ours: Any, theirs: Any, base: Any) -> Noun:
        """Merge what was given as one noun."""
        if any(side is not None and type(side) is not type(ours) for side in (theirs, base)):
            raise TypeError(f"a {type(ours).__name__} cannot be merged with a {type(theirs).__name__}")
        if not isinstance(ours, Message):
            return self.noun(ours, theirs, base, type(ours).__name__ + step_of(ours))
        message = copy.copy(ours)
        message.objects = self.objects(ours.objects, theirs.objects, None if base is None else base.objects)
        return message

    def objects(self, ours: Sequence[Noun], theirs: Sequence[Noun], base: Sequence[Noun] | None) -> list[Noun]:
        """Merge collections of objects, class by class; those without identity are there or not, never in conflict."""
        merged: list[Noun] = []
        for cls in dict.fromkeys(type(noun) for noun in (*ours, *theirs)):
            sides = [None if side is None else [n for n in side if type(n) is cls] for side in (ours, theirs, base)]
            named, unnamed = zip(*(self.apart(side) for side in sides), strict=True)
            merged += self.members(named[0] or [], named[1] or [], named[2], cls.__name__)
            merged += self.loose(unnamed[0] or [], unnamed[1] or [], unnamed[2] or [])
        return merged

    def apart(self, side: list[Noun] | None) -> tuple[list[Noun] | None, list[Noun] | None]:
        """The objects of a list that have an identity of their own there, and the others."""
        if side is None:
            return None, None
        counts = Counter(full_identity(noun) for noun in side)
        clear = [(noun, (key := full_identity(noun)) is not None and counts[key] == 1) for noun in side]
        return [noun for noun, is_clear in clear if is_clear], [noun for noun, is_clear in clear if not is_clear]

    def same(self, one: Any, other: Any, name: str = "") -> bool:
        """Whether two values, or two repeated fields, mean the same."""
        if isinstance(one, list) or isinstance(other, list):
            return self.digests.of_list(one or (), name) == self.digests.of_list(other or (), name)
        return self.digests.of(one, name) == self.digests.of(other, name)

    def clash(self, path: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Note a conflict; the value that is kept."""
        self.conflicts.append(Conflict(path, base, ours or None, theirs or None))
        return own(ours if ours is not None and ours != [] else theirs)

    def noun(self, ours: Noun, theirs: Noun, base: Noun | None, path: str) -> Noun:
        """Merge one object."""
        if self.same(ours, theirs) or (base is not None and self.same(theirs, base)):
            return own(ours)
        if base is not None and self.same(ours, base):
            return own(theirs)
        merged = copy.copy(ours)
        for f in ours.__fields__.values():
            merge_field = self.many if f.many else self.one
            mine, its = getattr(ours, f.slot), getattr(theirs, f.slot)
            was = None if base is None else getattr(base, f.slot)
            setattr(merged, f.slot, merge_field(mine, its, was, base is not None, f"{path}.{f.name}", f.name))
        merged._wire = self.wire(ours, theirs, base, path)
        return merged

    def one(self, ours: Any, theirs: Any, base: Any, known: bool, path: str, name: str) -> Any:
        """Merge a field that holds one value."""
        if self.same(ours, theirs, name) or (known and self.same(theirs, base, name)):
            return own(ours)
        if known and self.same(ours, base, name):
            return own(theirs)
        if isinstance(ours, Noun) and type(theirs) is type(ours):
            return self.noun(ours, theirs, base if type(base) is type(ours) else None, path)
        if not known and (ours is None or theirs is None):
            return own(theirs if ours is None else ours)
        return self.clash(path, base, ours, theirs)

    def many(self, ours: Any, theirs: Any, base: Any, known: bool, path: str, name: str) -> Any:
        """Merge a repeated field."""
        left, right, origin = list(ours or ()), list(theirs or ()), list(base or ())
        if self.same(left, right, name) or (known and self.same(right, origin, name)):
            return own(ours)
        if known and self.same(left, origin, name):
            return own(theirs)
        if not known and (not left or not right):
            return own(theirs if not left else ours)
        made = type(ours if ours is not None else theirs)
        every = [*left, *right, *origin]
        if name in ORDERED:
            return made(self.clash(path, origin or None, left, right))
        if not any(isinstance(item, Noun) for item in every):
            return made(self.loose(left, right, origin))
        if all(not self.apart(side)[1] for side in (left, right, origin)):
            return made(self.members(left, right, origin if known else None, path))
        return made(self.clash(path, origin or None, left, right))

    def loose(self, ours: Sequence[Any], theirs: Sequence[Any], base: Sequence[Any]) -> list[Any]:
        """Merge values that are there or not: ours without what they removed, with what they added."""
        here, there, origin = (Counter(self.digests.of(item, "") for item in side) for side in (ours, theirs, base))
        gone, new = origin - there, (there - origin) - (here - origin)
        found = []
        for item in ours:
            digest = self.digests.of(item, "")
            if gone[digest]:
                gone[digest] -= 1
            else:
                found.append(own(item))
        for item in theirs:
            digest = self.digests.of(item, "")
            if new[digest]:
                new[digest] -= 1
                found.append(own(item))
        return found

    def members(
        self, ours: Sequence[Noun], theirs: Sequence[Noun], base: Sequence[Noun] | None, path: str
    ) -> list[Noun]:
        """Merge objects that are known by their identity, in our order, then theirs."""
        origin = base or ()
        ours_of, theirs_of = self.likes(ours, origin), self.likes(theirs, origin)
        fresh = [n for n in range(len(theirs)) if n not in theirs_of]
        new_ours = [n for n in range(len(ours)) if n not in ours_of]
        twins = self.likes([theirs[n] for n in fresh], [ours[n] for n in new_ours])
        like = {new_ours[mine]: fresh[its] for its, mine in twins.items()}
        at = {place: n for n, place in theirs_of.items()}
        found: list[Noun] = []
        for n, one in enumerate(ours):
            here = path + step_of(one, n)
            was = origin[ours_of[n]] if n in ours_of else None
            other = at.get(ours_of[n]) if was is not None else like.get(n)
            if other is not None:
                found.append(self.noun(one, theirs[other], was, here))
            elif was is None:
                found.append(own(one))
            elif not self.same(one, was):
                found.append(self.clash(here, was, one, None))
        kept = set(ours_of.values())
        twinned = set(like.values())
        for n, one in enumerate(theirs):
            if n in theirs_of:
                if theirs_of[n] not in kept and not self.same(one, origin[theirs_of[n]]):
                    found.append(self.clash(path + step_of(one, n), origin[theirs_of[n]], None, one))
            elif n not in twinned:
                found.append(own(one))
        return found

    def likes(self, some: Sequence[Noun], others: Sequence[Noun]) -> dict[int, int]:
        """Position -> position of the same object in another list."""
        pairs = match(some, others, self.digests)
        return {one: other for one, other in pairs if one is not None and other is not None}

    def wire(self, ours: Noun, theirs: Noun, base: Noun | None, path: str) -> Wire | None:
        """Merge what the documents said beyond the fields."""
        if ours._wire is None and theirs._wire is None:
            return None
        wire, other = Wire(), theirs._wire or Wire()
        mine = ours._wire or Wire()
        origin = said(base) if base is not None else ({}, {}, ())
        for number, (name, slots) in enumerate(zip(BESIDE, WIRED, strict=True)):
            left, right, was = said(ours)[number], said(theirs)[number], origin[number]
            if left == right or (right == was and (base is not None or left)):
                chosen = mine
            elif left == was:
                chosen = other
            else:
                chosen = mine if left else other
                told = (None if side is None else said(side, True)[number] or None for side in (base, ours, theirs))
                self.conflicts.append(Conflict(f"{path}.{name}", *told))
            for slot in slots:
                setattr(wire, slot, copy.copy(getattr(chosen, slot)))
        return wire


def own(value: T) -> T:
    """A copy of a value that shares nothing that can be changed."""
    return copy.deepcopy(value) if isinstance(value, Noun | list) else value
