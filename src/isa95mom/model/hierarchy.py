"""The equipment hierarchy as one object: who contains whom, on which level, under which path.

Equipment is identified within its place only, so two branches may each hold a ``Mixer 1``. Wherever the hierarchy is
asked about a piece of equipment it takes the equipment itself, its ID where that is clear, a tuple of IDs that ends its
path, or a `HierarchyScope`. What is not clear raises `HierarchyError` with the candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from isa95mom.declare import Noun
from isa95mom.errors import HierarchyError, Problem, Severity
from isa95mom.model.common import EquipmentAssetMapping, HierarchyScope
from isa95mom.model.enumerations import EquipmentLevel as Level
from isa95mom.model.equipment import Equipment, EquipmentInformation

Where = str | Sequence[str] | HierarchyScope | Equipment
"""How equipment is named to a hierarchy: its ID, a tuple of IDs that ends its path, a scope, or the object itself."""
Path = tuple[str, ...]
"""The IDs from a root of the hierarchy down to one piece of equipment."""

Filled = tuple[Path, str, EquipmentAssetMapping]
"""A mapping of a role to an asset: the role, where the mapping is told, the mapping."""


class ContainmentRule(NamedTuple):
    """What equipment of one level may contain.

    ISA-95 Part 1, equipment hierarchy; ISA-88 Part 1, physical model, below the work unit.
    """

    parent: Level
    """Level of the equipment that contains."""
    children: tuple[Level, ...]
    """Levels that it may contain."""
    unusual: tuple[Level, ...]
    """Levels that plants do put there, though the standard does not: a warning. All others are errors."""
    reason: str
    """Why."""


WORK_CENTERS = (Level.PROCESS_CELL, Level.PRODUCTION_UNIT, Level.PRODUCTION_LINE, Level.STORAGE_ZONE, Level.WORK_CENTER)
"""Levels that enterprise and operations management both schedule. ISA-95 Part 1, work center."""
WORK_UNITS = (Level.UNIT, Level.WORK_CELL, Level.STORAGE_UNIT, Level.WORK_UNIT)
"""Levels that operations management alone schedules. ISA-95 Part 1, work unit."""
MODULES = (Level.EQUIPMENT_MODULE, Level.CONTROL_MODULE)
"""Levels below what is scheduled. ISA-88 Part 1, physical model."""

_BELOW = "what lies below a work unit is left to ISA-88, which knows it under units"
CONTAINMENT = {
    rule.parent: rule
    for rule in (
        ContainmentRule(Level.ENTERPRISE, (Level.SITE,), (Level.ENTERPRISE, Level.AREA),
            "an enterprise is a collection of sites"),
        ContainmentRule(Level.SITE, (Level.AREA, Level.PROCESS_CELL, Level.PRODUCTION_UNIT, Level.PRODUCTION_LINE),
            (Level.SITE, Level.STORAGE_ZONE, Level.WORK_CENTER),
            "a site groups areas, or production work centers where it has no areas"),
        ContainmentRule(Level.AREA, WORK_CENTERS, (Level.AREA,), "an area groups work centers"),
        ContainmentRule(Level.PROCESS_CELL, (Level.UNIT,), (Level.PROCESS_CELL, *MODULES),
            "the work units of a process cell are units"),
        ContainmentRule(Level.PRODUCTION_UNIT, (Level.UNIT,), (Level.PRODUCTION_UNIT, *MODULES),
            "the work units of a production unit are units"),
        ContainmentRule(Level.PRODUCTION_LINE, (Level.WORK_CELL,), (Level.PRODUCTION_LINE, *MODULES),
            "the work units of a production line are work cells"),
        ContainmentRule(Level.STORAGE_ZONE, (Level.STORAGE_UNIT,), (Level.STORAGE_ZONE, *MODULES),
            "the work units of a storage zone are storage units"),
        ContainmentRule(Level.WORK_CENTER, (Level.WORK_UNIT,),
            (Level.WORK_CENTER, Level.UNIT, Level.WORK_CELL, Level.STORAGE_UNIT, *MODULES),
            "a work center of a type of its own has work units of a type of their own"),
        ContainmentRule(Level.UNIT, MODULES, (Level.UNIT,),
            "a unit is made up of equipment modules and control modules"),
        ContainmentRule(Level.WORK_CELL, (), (Level.WORK_CELL, *MODULES), _BELOW),
        ContainmentRule(Level.STORAGE_UNIT, (), (Level.STORAGE_UNIT, *MODULES), _BELOW),
        ContainmentRule(Level.WORK_UNIT, (), (Level.WORK_UNIT, *MODULES), _BELOW),
        ContainmentRule(Level.EQUIPMENT_MODULE, MODULES, (), "an equipment module is made up of modules"),
        ContainmentRule(Level.CONTROL_MODULE, (Level.CONTROL_MODULE,), (),
            "a control module is made up of control modules"),
    )
}  # fmt: skip
"""Level -> what it may contain. `Level.OTHER`, and equipment with no level, may stand anywhere."""
_RANK = {
    Level.ENTERPRISE: 0, Level.SITE: 1, Level.AREA: 2, **dict.fromkeys(WORK_CENTERS, 3), **dict.fromkeys(WORK_UNITS, 4),
    Level.EQUIPMENT_MODULE: 5, Level.CONTROL_MODULE: 6,
}  # fmt: skip
_LEVELS = {str(level): level for level in Level}
_PLACING = {"id", "equipment_level", "equipment_level_scope", "hierarchy_scope", "location"}


class EquipmentHierarchy:
    """All equipment of a plant as a tree, or several. ISA-95 Part 1, role-based equipment hierarchy.

    Built from `Equipment`, nested in each other or flat with hierarchy scopes, and from `EquipmentInformation`. The
    scope of a piece of equipment names the path of what contains it, or its own path, where it ends with its own ID.
    The end of a path is enough where it is clear. A child that says nothing but its ID stands for the equipment of that
    ID given elsewhere. A location of V0401 that names nothing given tells the level only. Equipment that only a scope
    names is in the tree too, see `implied`.

    With `strict`, raises `HierarchyError` where `check` finds an error.
    """

    def __init__(
        self,
        *sources: Equipment | EquipmentInformation | Iterable[Equipment | EquipmentInformation],
        strict: bool = False,
    ) -> None:
        self._equipment: list[Equipment] = []
        self._parent: list[int] = []
        self._children: list[list[int]] = []
        self._level: list[Level | str | None] = []
        self._nodes: dict[int, int] = {}
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        self._roots: list[int] = []
        self._implied: set[int] = set()
        self._found: list[Problem] = []
        tops = list({id(top): (top, scope) for top, scope in _tops(sources)}.values())
        self._add_all(tops)
        self._place(tops)
        self._join()
        if strict:
            errors = [problem for problem in self.check() if problem.severity == "error"]
            if errors:
                raise HierarchyError("the equipment does not nest as the standard demands:", problems=errors)

    # -- what there is -----------------------------------------------------------------------------------------------

    @property
    def roots(self) -> tuple[Equipment, ...]:
        """The equipment that nothing contains: the enterprise, or what stands highest in what was given."""
        return tuple(self._equipment[n] for n in self._roots)

    @property
    def implied(self) -> tuple[Equipment, ...]:
        """Equipment that only a hierarchy scope names: made of the ID and level that the scope states."""
        return tuple(self._equipment[n] for n in sorted(self._implied))

    def __len__(self) -> int:
        return sum(1 for _ in self._walk(self._roots))

    def __iter__(self) -> Iterator[Equipment]:
        return self.walk()

    def __contains__(self, where: object) -> bool:
        try:
            self._locate(where)  # type: ignore[arg-type]
        except (HierarchyError, TypeError):
            return False
        return True

    def __getitem__(self, where: Where) -> Equipment:
        """The equipment at `where`. Raises `HierarchyError` where there is none or it is not clear which."""
        return self._equipment[self._locate(where)]

    def find(self, id: str) -> tuple[Equipment, ...]:
        """Every piece of equipment with this ID, in whatever branch."""
        return tuple(self._equipment[n] for n in self._named.get(id, ()))

    def at_level(self, *levels: Level | str) -> tuple[Equipment, ...]:
        """The equipment on one of `levels`."""
        return tuple(self._equipment[n] for n in self._walk(self._roots) if self._level[n] in levels)

    def work_centers(self, where: Where | None = None) -> tuple[Equipment, ...]:
        """The work centers, of the whole hierarchy or below `where`. ISA-95 Part 1, work center."""
        return self._below(where, WORK_CENTERS)

    def work_units(self, where: Where | None = None) -> tuple[Equipment, ...]:
        """The work units, of the whole hierarchy or below `where`. ISA-95 Part 1, work unit."""
        return self._below(where, WORK_UNITS)

    # -- from one to others ------------------------------------------------------------------------------------------

    def parent(self, where: Where) -> Equipment | None:
        """The equipment that contains it; None for a root."""
        above = self._parent[self._locate(where)]
        return None if above < 0 else self._equipment[above]

    def children(self, where: Where) -> tuple[Equipment, ...]:
        """The equipment that it contains, one level down."""
        return tuple(self._equipment[n] for n in self._children[self._locate(where)])

    def ancestors(self, where: Where) -> tuple[Equipment, ...]:
        """The equipment that contains it, directly and through others, the nearest first."""
        return tuple(self._equipment[n] for n in self._up(self._locate(where)))[1:]

    def descendants(self, where: Where) -> Iterator[Equipment]:
        """The equipment that it contains, directly and through others, each before what it contains itself."""
        return (self._equipment[n] for n in self._walk(self._children[self._locate(where)]))

    def walk(self, where: Where | None = None) -> Iterator[Equipment]:
        """All equipment, or `where` and what it contains, each before what it contains."""
        start = self._roots if where is None else [self._locate(where)]
        return (self._equipment[n] for n in self._walk(start))

    def level(self, where: Where) -> Level | str | None:
        """The level of the equipment; text where it is not one of the standard, None where none is stated."""
        return self._level[self._locate(where)]

    # -- paths -------------------------------------------------------------------------------------------------------

    def path(self, where: Where) -> Path:
        """The IDs from the root down to the equipment."""
        return self._path(self._locate(where))

    def scope(self, where: Where) -> HierarchyScope:
        """The path from the root down to the equipment as a noun, levels included. ISA-95 Part 2, hierarchy scope."""
        scope: HierarchyScope | None = None
        for n in self._up(self._locate(where)):
            scope = HierarchyScope(equipment_id=self._equipment[n].id, equipment_level=self._level[n], child=scope)
        assert scope is not None
        return scope

    def resolve(self, scope: HierarchyScope) -> Equipment:
        """The equipment that a scope ends at, be it a full path or the end of one. Levels in it must agree.

        Raises `HierarchyError` where there is none or it is not clear which.
        """
        return self[scope]

    # -- assets ------------------------------------------------------------------------------------------------------

    def assets_at(self, time: datetime) -> dict[Path, tuple[str, ...]]:
        """The physical assets that fill the equipment roles at `time`: path of the equipment -> IDs of the assets.

        Told by the mappings, the start of a period included, its end not. Equipment without mappings has the asset it
        names as its present one, whatever the time. Raises `ValueError` where `time` has an offset and a mapping's time
        has none, or the other way about. ISA-95 Part 2, equipment asset mapping.
        """
        found: defaultdict[Path, list[str]] = defaultdict(list)
        mapped: set[Path] = set()
        for place, _, mapping in self.mappings():
            mapped.add(place)
            for moment in (mapping.start_time, mapping.end_time):
                if moment is not None and (moment.tzinfo is None) != (time.tzinfo is None):
                    raise ValueError(
                        f"{' / '.join(place)}: {moment.isoformat()} of its asset {str(mapping.physical_asset_id)!r} "
                        f"cannot be compared with {time.isoformat()}: one has an offset, the other has none"
                    )
            if (mapping.start_time is None or mapping.start_time <= time) and (
                mapping.end_time is None or time < mapping.end_time
            ):
                found[place].append(mapping.physical_asset_id)
        for n in self._walk(self._roots):
            asset = self._equipment[n].physical_asset_id
            if asset is not None and (place := self._path(n)) not in mapped:
                found[place].append(asset)
        return {place: tuple(dict.fromkeys(assets)) for place, assets in found.items()}

    # -- rules -------------------------------------------------------------------------------------------------------

    def check(self) -> tuple[Problem, ...]:
        """All that is against the standard or unclear: places, levels, containment, assets in two roles at once."""
        problems = list(self._found)
        for n in self._walk(self._roots):
            problems += self._check_level(n)
        problems += overlapping(self.mappings())
        return tuple(problems)

    def __str__(self) -> str:
        return self.render()

    def render(self, label: Callable[[Equipment], str] | None = None) -> str:
        """The hierarchy as an indented tree, one line each: the ID and the level, or what `label` says of it."""
        lines = []
        waiting = [(0, n) for n in reversed(self._roots)]
        while waiting:
            depth, n = waiting.pop()
            level = self._level[n]
            said = label(self._equipment[n]) if label else self._equipment[n].id + (f"  {level}" if level else "")
            lines.append("  " * depth + said)
            waiting.extend((depth + 1, child) for child in reversed(self._children[n]))
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<EquipmentHierarchy of {len(self)} under {', '.join(repr(str(e.id)) for e in self.roots)}>"

    # -- inside: building --------------------------------------------------------------------------------------------

    def _add(self, equipment: Equipment, parent: int, level: Level | str | None) -> int:
        n = len(self._equipment)
        self._equipment.append(equipment)
        self._parent.append(parent)
        self._children.append([])
        self._level.append(level)
        self._nodes[id(equipment)] = n
        self._named[equipment.id].append(n)
        return n

    def _add_all(self, tops: list[tuple[Equipment, HierarchyScope | None]]) -> None:
        """Every piece of equipment, with the parent that nesting gives it."""
        described = {top.id: top for top, _ in reversed(tops) if (top.hierarchy_scope or top.location) is None}
        given = {id(top): top for top, _ in tops}
        waiting = [(top, -1) for top, _ in reversed(tops)]
        adopted: dict[int, int] = {}
        inside: list[tuple[Equipment, Equipment, int]] = []
        while waiting:
            equipment, parent = waiting.pop()
            whole = given.get(id(equipment)) or (described.get(equipment.id) if _bare(equipment) else None)
            if parent >= 0 and whole is not None:
                inside.append((equipment, whole, parent))
                continue
            if parent >= 0 and self._nodes.get(id(equipment)) in self._up(parent):
                message = f"it contains {str(equipment.id)!r} again"
                self._say(self._path(parent), "hierarchy-cycle", message, "error")
                continue
            n = self._add(equipment, parent, _level_of(equipment, parent >= 0))
            waiting.extend((child, n) for child in reversed(equipment.children))
        for reference, whole, parent in inside:
            n = self._nodes[id(whole)]
            if adopted.get(n, parent) != parent:
                first, second = self._path(adopted[n]), self._path(parent)
                message = f"{' / '.join(second)!r} contains it too; equipment is in one place"
                self._say((*first, reference.id), "two-parents", message, "error")
            elif n in self._up(parent):
                self._say(self._path(parent), "hierarchy-cycle", f"it contains {str(reference.id)!r} again", "error")
            else:
                adopted[n] = self._parent[n] = parent
                self._nodes[id(reference)] = n

    def _place(self, tops: list[tuple[Equipment, HierarchyScope | None]]) -> None:
        """Give what is not nested the parent that its scope names, the longest scopes first."""
        told: dict[int, Path] = {}
        levels: dict[int, list[Level | str | None]] = {}
        for top, information_scope in tops:
            n = self._nodes[id(top)]
            if self._parent[n] >= 0:
                continue
            steps = _steps(top.hierarchy_scope or top.location)
            if top.hierarchy_scope is None and steps and len(steps) == 1 and steps[0].equipment_id not in self._named:
                self._level[n] = self._level[n] or _known(_step_level(steps[0]))
                steps = None
            if steps is None:
                steps = _steps(information_scope) or []
                if {step.equipment_id for step in steps} & {self._equipment[d].id for d in self._down(n)}:
                    steps = []
            if steps and steps[-1].equipment_id == top.id:
                self._level[n] = self._level[n] or _known(_step_level(steps[-1]))
                steps = steps[:-1]
            if steps:
                told[n] = tuple(step.equipment_id for step in steps)
                levels[n] = [_known(_step_level(step)) for step in steps]
        for n in sorted(told, key=lambda n: -len(told[n])):
            parent = self._parent_for(n, told, levels[n])
            if parent == n or n in self._up(parent):
                message = f"its scope {' / '.join(told[n])!r} leads back to it"
                self._say(self._path(n), "hierarchy-cycle", message, "error")
            else:
                self._parent[n] = parent
        for n, path in told.items():
            above = self._path(n)[:-1]
            if above[-len(path) :] != path and self._parent[n] >= 0:
                message = f"its scope says {' / '.join(path)!r}, but it is contained in {' / '.join(above)!r}"
                self._say((*above, self._equipment[n].id), "scope-mismatch", message, "warning")

    def _parent_for(self, n: int, told: dict[int, Path], levels: list[Level | str | None]) -> int:
        """The node at the end of the path told of `n`; what of the path is not there is made."""

        def fit(node: int, tail: Path) -> int:
            """How many steps above `node` agree with `tail`; -1 where one does not."""
            above = self._path(node)[:-1]
            top = self._up(node)[-1]
            above = told.get(top, ()) + above if self._parent[top] < 0 else above
            agreed = min(len(above), len(tail) - 1)
            return agreed if above[len(above) - agreed :] == tail[len(tail) - 1 - agreed : len(tail) - 1] else -1

        path = told[n]
        for length in range(len(path), 0, -1):
            tail = path[:length]
            own = set(self._down(n))
            fits = {c: fit(c, tail) for c in self._named.get(tail[-1], ()) if c not in own}
            best = max(fits.values(), default=-1)
            candidates = [c for c, how in fits.items() if how == best and how >= 0]
            if not candidates:
                continue
            if len(candidates) > 1:
                paths = ", ".join(" / ".join(told.get(self._up(c)[-1], ()) + self._path(c)) for c in candidates)
                message = f"its scope {' / '.join(path)!r} may be any of: {paths}; the first is taken"
                self._say((*path, self._equipment[n].id), "ambiguous-scope", message, "error")
            parent = candidates[0]
            break
        else:
            parent, length = -1, 0
        for step, level in zip(path[length:], levels[length:], strict=True):
            parent = self._add(Equipment(id=step, equipment_level=level), parent, level)
            self._implied.add(parent)
        for node, level in zip(self._up(parent), reversed(levels), strict=False):
            if self._level[node] is None and self._equipment[node].id == path[-1]:
                self._level[node] = level
        return parent

    def _join(self) -> None:
        """Hang everything under its parent; what has the same path is one."""
        for n, parent in enumerate(self._parent):
            (self._roots if parent < 0 else self._children[parent]).append(n)
        waiting = [self._roots]
        while waiting:
            siblings = waiting.pop()
            first: dict[str, int] = {}
            for n in list(siblings):
                id_ = self._equipment[n].id
                if id_ not in first:
                    first[id_] = n
                    continue
                kept = self._unite(first[id_], n)
                dropped = n if kept == first[id_] else first[id_]
                siblings.remove(n)
                siblings[siblings.index(first[id_])] = kept
                first[id_] = kept
                self._named[id_].remove(dropped)
                self._nodes[id(self._equipment[dropped])] = kept
                for child in self._children[dropped]:
                    self._parent[child] = kept
                self._children[kept] += self._children[dropped]
                self._level[kept] = self._level[kept] or self._level[dropped]
                self._implied.discard(dropped)
            waiting.extend(self._children[n] for n in siblings)
        for n in sorted(self._implied):
            self._say(self._path(n), "implied-equipment", "named by a hierarchy scope, but not described", "warning")

    def _unite(self, one: int, other: int) -> int:
        """Which of two nodes at one path stays: the one that says more."""
        if one in self._implied or _bare(self._equipment[one]):
            return other if other not in self._implied else one
        if not _bare(self._equipment[other]) and self._equipment[one] != self._equipment[other]:
            self._say(self._path(one), "duplicate-equipment", "described twice at the same path, differently", "error")
        return one

    # -- inside: walking ---------------------------------------------------------------------------------------------

    def _walk(self, start: Iterable[int]) -> Iterator[int]:
        waiting = list(start)[::-1]
        while waiting:
            n = waiting.pop()
            yield n
            waiting.extend(reversed(self._children[n]))

    def _up(self, n: int) -> list[int]:
        """`n` and what contains it, the root last."""
        nodes = []
        while n >= 0:
            nodes.append(n)
            n = self._parent[n]
        return nodes

    def _down(self, n: int) -> Iterator[int]:
        """`n` and everything nested in its object."""
        waiting = [self._equipment[n]]
        seen: set[int] = set()
        while waiting:
            equipment = waiting.pop()
            if id(equipment) in seen:
                continue
            seen.add(id(equipment))
            if id(equipment) in self._nodes:
                yield self._nodes[id(equipment)]
            waiting.extend(equipment.children)

    def _path(self, n: int) -> Path:
        return tuple(self._equipment[up].id for up in reversed(self._up(n)))

    def _below(self, where: Where | None, levels: tuple[Level, ...]) -> tuple[Equipment, ...]:
        start = self._roots if where is None else self._children[self._locate(where)]
        return tuple(self._equipment[n] for n in self._walk(start) if self._level[n] in levels)

    def _locate(self, where: Where) -> int:
        if isinstance(where, Equipment):
            n = self._nodes.get(id(where))
            if n is None:
                message = f"this object is not of the hierarchy, which has for its ID {str(where.id)!r}:"
                raise HierarchyError(message, self._candidates(where.id))
            return n
        if isinstance(where, HierarchyScope):
            steps = _steps(where) or []
            wanted, levels = tuple(s.equipment_id for s in steps), [_known(_step_level(s)) for s in steps]
        else:
            wanted = (where,) if isinstance(where, str) else tuple(where)
            levels = [None] * len(wanted)
        if not wanted:
            raise HierarchyError("an empty path names no equipment")
        ends = [n for n in self._named.get(wanted[-1], ()) if self._agrees(n, wanted, levels)]
        if len(ends) > 1:
            ends = [n for n in ends if len(self._up(n)) == len(wanted)] or ends
        said = " / ".join(wanted)
        if len(ends) > 1:
            raise HierarchyError(f"{said!r} is ambiguous; it is one of:", [self._path(n) for n in ends])
        if not ends:
            near = self._candidates(wanted[-1])
            raise HierarchyError(f"no equipment {said!r} in the hierarchy{'; there is:' if near else ''}", near)
        return ends[0]

    def _candidates(self, id_: str) -> list[Path]:
        """Paths of what may be meant by an ID that is not found where it was looked for."""
        same = "".join(id_.casefold().split())
        named = self._named.get(id_) or [
            n for name, ns in self._named.items() if "".join(name.casefold().split()) == same for n in ns
        ]
        return [self._path(n) for n in named]

    def _agrees(self, n: int, wanted: Path, levels: list[Level | str | None]) -> bool:
        """Whether the path of `n` ends as `wanted` says, levels included where both tell them."""
        ups = self._up(n)
        return len(ups) >= len(wanted) and all(
            self._equipment[up].id == step and (level is None or self._level[up] in (None, level))
            for up, step, level in zip(ups, reversed(wanted), reversed(levels), strict=False)
        )

    # -- inside: checking --------------------------------------------------------------------------------------------

    def _say(self, path: Path, code: str, message: str, severity: Severity) -> None:
        self._found.append(Problem(_place(path), None, code, message, severity))

    def mappings(self) -> Iterator[Filled]:
        """Every mapping of a role to an asset: path of the role, where it is told, the mapping."""
        for n in self._walk(self._roots):
            equipment = self._equipment[n]
            for number, mapping in enumerate(equipment.equipment_asset_mappings):
                path = self._path(n)
                if mapping.equipment_id != equipment.id:
                    steps = _steps(mapping.hierarchy_scope) or []
                    tail = [step.equipment_id for step in steps]
                    wanted = tail if tail and tail[-1] == mapping.equipment_id else [*tail, mapping.equipment_id]
                    role = self.path(wanted) if wanted in self else (mapping.equipment_id,)
                else:
                    role = path
                yield role, f"{_place(path)}.equipment_asset_mappings[{number}]", mapping

    def _check_level(self, n: int) -> Iterator[Problem]:
        level = self._level[n]
        place = _place(self._path(n))
        if level is None:
            yield Problem(place, None, "level-missing", "no equipment level is stated", "warning")
        elif level not in _LEVELS:
            yield Problem(place, None, "level-unknown", f"{str(level)!r} is no level of the standard", "warning")
        if level not in _RANK:
            return
        above = self._up(n)[1:]
        if above and (rule := CONTAINMENT.get(self._level[above[0]])) is not None:  # type: ignore[arg-type]
            if level not in rule.children:
                usual, upper = " or ".join(rule.children) or "nothing", str(self._equipment[above[0]].id)
                message = f"a {level} in {upper!r}, a {rule.parent}, which contains {usual}: {rule.reason}"
                severity: Severity = "warning" if level in rule.unusual else "error"
                yield Problem(place, None, "containment", message, severity)
            return
        for up in above:
            if (higher := self._level[up]) in _RANK:
                if _RANK[level] < _RANK[higher]:  # type: ignore[index]
                    message = f"a {level} below {str(self._equipment[up].id)!r}, a {higher}; levels go down"
                    yield Problem(place, None, "containment", message)
                return


def overlapping(mappings: Iterable[Filled]) -> Iterator[Problem]:
    """What is wrong with the periods in which assets fill roles; `mappings` are (role, where it is told, mapping).

    An asset fills one role at a time: two at once are an error. Two assets in one role at once are a warning. Times
    without an offset are not compared with times that have one, and that is said.

    ISA-95 Part 2, equipment asset mapping.
    """
    by_asset: defaultdict[str, list[Filled]] = defaultdict(list)
    by_role: defaultdict[Path, list[Filled]] = defaultdict(list)
    for filled in mappings:
        by_asset[filled[2].physical_asset_id].append(filled)
        by_role[filled[0]].append(filled)
    for asset, entries in by_asset.items():
        name = repr(str(asset))
        for (role, _, mapping), (other_role, place, other) in _at_once(entries):
            if role != other_role:
                both = f"{' / '.join(role)!r} {_period(mapping)} and {' / '.join(other_role)!r} {_period(other)}"
                yield Problem(place, None, "asset-in-two-roles", f"the asset {name} fills {both}")
        offsets = {t.tzinfo is None for _, _, m in entries for t in (m.start_time, m.end_time) if t is not None}
        if len(offsets) > 1:
            message = f"of the times of the asset {name} some have an offset and some have none"
            yield Problem(entries[0][1], None, "times-incomparable", message, "warning")
    for role, entries in by_role.items():
        for (_, _, mapping), (_, place, other) in _at_once(entries):
            one, two = str(mapping.physical_asset_id), str(other.physical_asset_id)
            if one != two:
                both = f"{one!r} {_period(mapping)} and by {two!r} {_period(other)}"
                yield Problem(place, None, "role-filled-twice", f"{' / '.join(role)!r} is filled by {both}", "warning")


def _at_once(entries: list[Filled]) -> Iterator[tuple[Filled, Filled]]:
    """The pairs of `entries` whose periods share time, as far as their times can be compared."""
    for number, one in enumerate(entries):
        for other in entries[number + 1 :]:
            if _shares(one[2], other[2]):
                yield one, other


def _shares(one: EquipmentAssetMapping, other: EquipmentAssetMapping) -> bool:
    for start, end in ((one.start_time, other.end_time), (other.start_time, one.end_time)):
        if start is None or end is None:
            continue
        if (start.tzinfo is None) != (end.tzinfo is None) or start >= end:
            return False
    return True


def _period(mapping: EquipmentAssetMapping) -> str:
    start = "" if mapping.start_time is None else f"from {mapping.start_time.isoformat()}"
    end = "" if mapping.end_time is None else f"to {mapping.end_time.isoformat()}"
    return f"{start} {end}".strip() or "at all times"


def _place(path: Path) -> str:
    """A path as the expression that finds its equipment."""
    return f"EquipmentHierarchy[{', '.join(repr(str(step)) for step in path)}]"


def _tops(
    sources: Iterable[Equipment | EquipmentInformation | Iterable[Equipment | EquipmentInformation]],
) -> Iterator[tuple[Equipment, HierarchyScope | None]]:
    """The equipment given, each with the scope of the information it is of."""
    for source in sources:
        if isinstance(source, Equipment):
            yield source, None
        elif isinstance(source, EquipmentInformation):
            for equipment in source.equipment:
                yield equipment, source.hierarchy_scope or source.location
        elif isinstance(source, Noun):
            raise TypeError(
                f"a hierarchy is built of Equipment and EquipmentInformation, not of {type(source).__name__}"
            )
        else:
            yield from _tops(source)


def _steps(scope: HierarchyScope | None) -> list[HierarchyScope] | None:
    """The steps of a scope, the widest first; None where there is no scope."""
    if scope is None:
        return None
    steps = [scope]
    while (scope := scope.child) is not None:
        steps.append(scope)
    return steps


def _step_level(step: HierarchyScope) -> Level | str | None:
    return step.equipment_level or step.equipment_element_level


def _known(level: Level | str | None) -> Level | str | None:
    return None if level is None else _LEVELS.get(level, level)


def _level_of(equipment: Equipment, nested: bool) -> Level | str | None:
    """The level of equipment, wherever its version tells it."""
    if equipment.equipment_level is not None:
        return _known(equipment.equipment_level)
    if (steps := _steps(equipment.equipment_level_scope)) is not None:
        return _known(_step_level(steps[-1]))
    steps = _steps(equipment.location or equipment.hierarchy_scope)
    if steps and (steps[-1].equipment_id == equipment.id or (nested and equipment.location is not None)):
        return _known(_step_level(steps[-1]))
    return None


def _bare(equipment: Equipment) -> bool:
    """Whether equipment says nothing but which it is and where."""
    said = (getattr(equipment, f.slot) for f in equipment.__fields__.values() if f.name not in _PLACING)
    return not any(said) and not equipment.extensions
