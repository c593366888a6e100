"""A plant in files: a folder of B2MML documents, or one file of the library's own JSON."""

from __future__ import annotations

import io
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from isa95mom import codec, model
from isa95mom.codec.plain import from_json, to_python
from isa95mom.codec.plan import schema
from isa95mom.declare import Noun
from isa95mom.errors import DocumentError, Loss, LossError, Problem
from isa95mom.plant.areas import area_of, held
from isa95mom.plant.plant import Entry, OnClash, Plant, PlantError, area_noun
from isa95mom.values.version import LATEST, Version

FORMAT = "isa95mom plant"
FORMAT_VERSION = 1
SUFFIXES = (".xml", ".json")


@frozen(slots=True)
class Saved:
    """What saving a plant came to."""

    path: Path
    """The folder or file."""
    files: tuple[Path, ...]
    """The files written."""
    losses: tuple[Loss, ...] = ()
    """What the version asked for could not hold, and is not in the files."""


# -- loading ---------------------------------------------------------------------------------------------------------


def load(
    plant: Plant, path: str | os.PathLike[str], *, lenient: bool, version: Version | None, on_clash: OnClash
) -> tuple[Problem, ...]:
    """Take the files at `path` into a plant; what was mended or left out."""
    place = Path(path)
    files = [place]
    if place.is_dir():
        files = sorted(file for file in place.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        if not files:
            raise PlantError(f"{place}: no *.xml or *.json in this folder")
    problems: list[Problem] = []
    for file in files:
        if file.suffix.lower() == ".json":
            entries = _from_json(file)
            for entry in entries:
                _put(plant, entry, on_clash, file)
            continue
        document = codec.read(file, version=version, lenient=lenient)
        problems += document.problems
        try:
            plant.add(document, on_clash=on_clash)
        except PlantError as error:
            raise PlantError(f"{file}: {error}") from None
    return (*problems, *plant.problems)


def _put(plant: Plant, entry: Entry, on_clash: OnClash, file: Path) -> None:
    try:
        plant._put(entry, on_clash)
    except PlantError as error:
        raise PlantError(f"{file}: {error}") from None


def _from_json(file: Path) -> list[Entry]:
    try:
        found = json.loads(file.read_bytes())
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise DocumentError([Problem("/", None, "unreadable", reason, source=str(file))], str(file)) from problem
    except (ValueError, RecursionError) as problem:
        raise PlantError(f"{file}: not JSON: {problem}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise PlantError(f"{file}: no plant; its member 'format' must be {FORMAT!r}")
    if found.get("version") != FORMAT_VERSION:
        raise PlantError(f"{file}: of version {found.get('version')!r}; this library reads version {FORMAT_VERSION}")
    try:
        return [entry for part in found["parts"] for entry in _part(part)]
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        if isinstance(problem, DocumentError):
            raise
        raise PlantError(f"{file}: not in the form of a plant: {type(problem).__name__}: {problem}") from None


def _part(part: dict[str, Any]) -> list[Entry]:
    area = None if part["area"] is None else _class(part["area"])
    header = None if part["header"] is None or area is None else _noun(area, part["header"])
    version = None if part["version"] is None else Version(part["version"])
    return [
        Entry(_noun(_class(name), said), area, header, version)
        for name, objects in part["objects"].items()
        for said in objects
    ]


def _class(name: str) -> type[Noun]:
    found = getattr(model, name) if name in model.HOME else None
    if not (isinstance(found, type) and issubclass(found, Noun)):
        raise ValueError(f"{name!r} is no class of the model")
    return found


def _noun(cls: type[Noun], said: Any) -> Noun:
    return from_json(json.dumps(said, ensure_ascii=False), cls)


# -- saving ----------------------------------------------------------------------------------------------------------


def save(
    plant: Plant, path: str | os.PathLike[str], *, version: Version | None, on_loss: Literal["error", "report"]
) -> Saved:
    """Write a plant; nothing is written where something cannot be."""
    place = Path(path)
    if place.suffix.lower() == ".json":
        _replace(place, _as_json(plant))
        return Saved(place, (place,))
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(17, "a plant is saved to a folder that is new or empty, or to a *.json file", str(place))
    losses: list[Loss] = []
    documents: dict[str, bytes] = {}
    counts: Counter[str] = Counter()

    def take(noun: Noun, own: Version) -> None:
        data, lost = _written(noun, own, version or own)
        name = type(noun).__name__
        counts[name] += 1
        documents[f"{name}-{counts[name]:04d}.xml"] = data
        losses.extend(lost)

    for (area, _, own), entries in _groups(plant, version).items():
        try:
            if area is not None:
                take(area_noun(area, entries), own)
                continue
        except DocumentError:  # an area may ask for more than there is, such as a network beside its connection types
            if entries[0].header is not None:
                raise
        for entry in entries:
            take(entry.noun, own)
    if losses and on_loss == "error":
        raise LossError(losses, str(version or "their version"))
    place.mkdir(parents=True, exist_ok=True)
    for file, data in documents.items():
        (place / file).write_bytes(data)
    return Saved(place, tuple(place / file for file in documents), tuple(losses))


def _as_json(plant: Plant) -> bytes:
    parts = []
    groups: defaultdict[tuple[type[Noun] | None, int, Version | None], list[Entry]] = defaultdict(list)
    for entry in plant.entries():
        groups[entry.area, id(entry.header), entry.version].append(entry)
    for (area, _, version), entries in groups.items():
        objects: defaultdict[str, list[Any]] = defaultdict(list)
        for entry in entries:
            objects[type(entry.noun).__name__].append(to_python(entry.noun))
        said = entries[0].header
        parts.append(
            {
                "area": None if area is None else area.__name__,
                "header": None if said is None else to_python(said),
                "version": None if version is None else str(version),
                "objects": objects,
            }
        )
    whole = {"format": FORMAT, "version": FORMAT_VERSION, "parts": parts}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _replace(place: Path, data: bytes) -> None:
    """Write a file whole, or leave what was there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _groups(plant: Plant, version: Version | None) -> dict[tuple[type[Noun] | None, int | None, Version], list[Entry]]:
    """The objects by area, what that says of itself, and version: one document for each, but one each without area."""
    found: defaultdict[tuple[type[Noun] | None, int | None, Version], list[Entry]] = defaultdict(list)
    for entry in plant.entries():
        own = entry.version or version or LATEST
        area = entry.area or area_of(type(entry.noun))
        if area is not None and not all(_carries(v, area, type(entry.noun)) for v in {own, version or own}):
            area = None
        header = None if area is not entry.area or entry.header is None else id(entry.header)
        found[area, header, own].append(entry)
    return found


def _carries(version: Version, area: type[Noun], cls: type[Noun]) -> bool:
    """Whether an area is a document in a version, and holds objects of a class there."""
    plan = schema(version).plan_of(area)
    if plan is None or schema(version).root_name(area) is None:
        return False
    name = held()[area.__name__][cls.__name__]
    return any(row.field.name == name for row in plan.rows)


def _written(noun: Noun, own: Version, version: Version) -> tuple[bytes, list[Loss]]:
    """A document of `version` from an object in the terms of `own`, and what is not in it."""
    target = io.BytesIO()
    written = codec.write(codec.Document(version=own, root=noun), target, version=version, on_loss="report")
    return target.getvalue(), list(written.losses)
