"""A genealogy in a folder of files: one array each, and a manifest that names them with their checksums.

Files of a state are written under names of their own and brought to the disk before the manifest, which is replaced in
one step, names them; what no manifest names any more is removed last. So a crash leaves the old state or the new one.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from isa95mom.errors import Problem
from isa95mom.genealogy.errors import SavedFileError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.store import Facts, Record, Tags
from isa95mom.tables.growing import Array, Grown, Ragged
from isa95mom.tables.names import Names, Texts, Wholes
from isa95mom.tables.quantities import Quantities
from isa95mom.tables.times import Times

FORM = "isa95mom genealogy"
VERSION = 1
"""The form of the files; it rises when an older release could not read them."""
MANIFEST = "genealogy.json"
NAMES = ("lots", "event_ids", "equipment_ids", "person_ids", "units")
FACTS = ("parameters", "properties")
TAGS = ("event_tags", "lot_tags")
PIECE = 1 << 22


def save(index: Index, findings: tuple[Problem, ...], folder: str | os.PathLike[str]) -> None:
    """Save all of an index and its record."""
    index.compact()
    record = index.record
    arrays: dict[str, Array] = {
        "starts": index.starts.array,
        "events": index.events,
        "given": index.given,
        "made": index.made.array,
        "kind": record.kind.array,
        "effective": record.effective.moment.array,
        "effective_offset": record.effective.offset.array,
        "recorded": record.recorded.moment.array,
        "recorded_offset": record.recorded.offset.array,
        "equipment_ends": record.equipment.ends.array,
        "equipment": record.equipment.values.array,
        "person_ends": record.person.ends.array,
        "person": record.person.values.array,
        "bounds": record.bounds.array,
        "line_lot": record.line_lot.array,
        "quantity": record.quantity.whole.array,
        "quantity_digits": record.quantity.digits.array,
        "unit": record.unit.array,
    }
    if record.line_place is not None:
        arrays["line_place"] = record.line_place.array
    for name in NAMES:
        arrays |= _name_arrays(name, getattr(record, name))
    for name, tags in _tags(record).items():
        if len(tags.held):
            arrays |= {name: tags.held.array} | _name_arrays(name, tags.names)
    if len(record.sequence.held):
        arrays["sequence"] = record.sequence.held.array
    rest = {
        "quantities_apart": {str(place): str(quantity) for place, quantity in record.quantity.apart.items()},
        "supersedes": {str(by): number for by, number in record.supersedes.items()},
        "facts": {name: _put_facts(getattr(record, name)) for name in FACTS},
        "findings": [[f.path, f.line, f.code, f.message, f.severity, f.source] for f in findings],
    }
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    state = secrets.token_hex(8)
    files: dict[str, Any] = {}
    for name, array in arrays.items():
        path = place / f"{name}-{state}.npy"
        _write(path, lambda out, array=array: np.save(out, array, allow_pickle=False))  # type: ignore[misc]
        files[name] = {"file": path.name, "size": path.stat().st_size, "crc32": _checksum(path)}
    path = place / f"rest-{state}.json"
    _write(path, lambda out: out.write(json.dumps(rest, ensure_ascii=True).encode()))
    files["rest"] = {"file": path.name, "size": path.stat().st_size, "crc32": _checksum(path)}
    told = {"form": FORM, "version": VERSION, "files": files}
    told["crc32"] = crc32(json.dumps(told, sort_keys=True).encode())
    temporary = place / f"{MANIFEST}-{state}"
    _write(temporary, lambda out: out.write(json.dumps(told, indent=1).encode()))
    _sync(place)
    temporary.replace(place / MANIFEST)
    _sync(place)
    kept = {entry["file"] for entry in files.values()}
    known = {*arrays, "rest", MANIFEST, "line_place", "sequence", *_tags(record)}
    known |= {f"{name}_{part}" for name in (*NAMES, *_tags(record)) for part in _PARTS}
    for other in place.iterdir():  # files of ours that the manifest does not name
        stem, _, mark = other.name.rpartition("-")
        if stem in known and len(mark.partition(".")[0]) == 16 and other.name not in kept:
            other.unlink(missing_ok=True)


def load(folder: str | os.PathLike[str], verify: bool) -> tuple[Index, tuple[Problem, ...]]:
    """The index and the record that a folder holds, mapped into memory, and the findings."""
    place = Path(folder)
    files = _manifest(place)
    read: dict[str, Array] = {}
    for name, entry in files.items():
        path = place / entry["file"]
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise SavedFileError(path, "the file is missing") from None
        if size != entry["size"]:
            raise SavedFileError(path, f"the file has {size} bytes, and {entry['size']} were saved")
        if (verify or name == "rest") and _checksum(path) != entry["crc32"]:
            raise SavedFileError(path, "the file is damaged: its checksum is not that of what was saved")
        if name != "rest":
            try:
                found = np.load(path, mmap_mode="c", allow_pickle=False)  # what is changed stays in memory
            except (ValueError, OSError) as error:
                raise SavedFileError(path, f"the file is damaged: {error}") from None
            read[name] = np.asarray(found).view(np.ndarray)
    try:
        rest = json.loads((place / files["rest"]["file"]).read_bytes())
        record = _record(read, rest)
        index = Index(record, read["starts"], read["events"], read["given"], read["made"])
        findings = tuple(Problem(*found) for found in rest["findings"])
    except (KeyError, ValueError, TypeError) as error:
        raise SavedFileError(place / MANIFEST, f"what it names is not whole: {error!r}") from None
    lots, events, lines = record.size
    whole = len(read["starts"]) == 2 * lots + 1 and len(read["events"]) == lines == len(record.quantity)
    if not whole or len(record.bounds) != 2 * events + 1 or len(record.event_ids) != events:
        raise SavedFileError(place / MANIFEST, "the files it names are not of one state")
    return index, findings


def _record(read: Mapping[str, Array], rest: Mapping[str, Any]) -> Record:
    record = Record()
    for name in NAMES:
        setattr(record, name, _names(name, getattr(record, name).what, read))
    record.kind = Grown(read["kind"])
    record.effective = Times(Grown(read["effective"]), Grown(read["effective_offset"]))
    record.recorded = Times(Grown(read["recorded"]), Grown(read["recorded_offset"]))
    record.equipment = Ragged(read["equipment_ends"], read["equipment"])
    record.person = Ragged(read["person_ends"], read["person"])
    record.bounds = Grown(read["bounds"])
    record.line_lot = Grown(read["line_lot"])
    record.line_place = Grown(read["line_place"]) if "line_place" in read else None
    apart = {int(line): Decimal(quantity) for line, quantity in rest["quantities_apart"].items()}
    record.quantity = Quantities(read["quantity"], read["quantity_digits"], apart)
    record.unit = Grown(read["unit"])
    record.supersedes = {int(by): number for by, number in rest["supersedes"].items()}
    for name in FACTS:
        setattr(record, name, _facts(rest["facts"][name]))
    for name, tags in _tags(record).items():
        if name in read:
            tags.names, tags.held = _names(name, tags.names.what, read), Grown(read[name])
    if "sequence" in read:
        record.sequence.held = Grown(read["sequence"])
    return record


def _tags(record: Record) -> dict[str, Tags]:
    """The columns of identifications under the names of their files."""
    return {f"{of}_{name}": tags for of in TAGS for name, tags in getattr(record, of).items()}


def _manifest(place: Path) -> dict[str, Any]:
    path = place / MANIFEST
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise SavedFileError(path, "there is no such file; the folder holds no saved genealogy") from None
    except (ValueError, OSError) as error:
        raise SavedFileError(path, f"the file is damaged: {error}") from None
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise SavedFileError(path, f"the file is not the manifest of a saved genealogy: it has no form {FORM!r}")
    version = told.get("version")
    if isinstance(version, int) and version > VERSION:
        raise SavedFileError(
            path, f"it was saved in form {version}, and this release reads form {VERSION}; a newer release is needed"
        )
    checksum = told.pop("crc32", None)
    if version != VERSION or checksum != crc32(json.dumps(told, sort_keys=True).encode()):
        raise SavedFileError(path, "the file is damaged: its checksum is not that of what was saved")
    files: dict[str, Any] = told["files"]
    return files


# -- names ------------------------------------------------------------------------------------------------------------

_PARTS = ("octets", "ends", "sums", "order", "wholes", "wholes_order")


def _name_arrays(name: str, names: Names) -> dict[str, Array]:
    if not names.added and len(names.fixed):
        fixed: Any = names.fixed
    elif names.kind is int:
        try:
            values = np.array(list(names), dtype=np.int64)
        except OverflowError:
            raise SavedFileError(Path(name), "a whole number of more than 64 bits cannot be saved") from None
        ascends = bool((np.diff(values) > 0).all())
        fixed = Wholes(values, None if ascends else np.argsort(values).astype(np.int32))
    else:
        fixed = Texts.of([str(each) for each in names])
    if isinstance(fixed, Texts):
        parts = {"octets": fixed.octets, "ends": fixed.ends, "sums": fixed.sums, "order": fixed.order}
    else:
        parts = {"wholes": fixed.values} | ({} if fixed.order is None else {"wholes_order": fixed.order})
    return {f"{name}_{part}": array for part, array in parts.items()}


def _names(name: str, what: str, read: Mapping[str, Array]) -> Names:
    if f"{name}_wholes" in read:
        return Names(what, Wholes(read[f"{name}_wholes"], read.get(f"{name}_wholes_order")))
    return Names(what, Texts(*(read[f"{name}_{part}"] for part in _PARTS[:4])))


# -- values -----------------------------------------------------------------------------------------------------------


def _put_facts(facts: Facts) -> dict[str, list[Any]]:
    return {name: [[number, *_put(value)] for number, value in said.items()] for name, said in facts.by_name.items()}


def _put(value: Any) -> tuple[str, Any]:
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if isinstance(value, datetime):
        return "time", value.isoformat()
    if isinstance(value, float):
        return "float", repr(value)
    return "plain", value


_GET: dict[str, Callable[[Any], Any]] = {
    "decimal": Decimal,
    "time": datetime.fromisoformat,
    "float": float,
    "plain": lambda value: value,
}


def _facts(told: Mapping[str, Any]) -> Facts:
    facts = Facts()
    for name, said in told.items():
        facts.by_name[name] = {number: _GET[kind](value) for number, kind, value in said}
    return facts


# -- the disk ---------------------------------------------------------------------------------------------------------


def _write(path: Path, put: Callable[[Any], object]) -> None:
    with path.open("wb") as out:
        put(out)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total = crc32(piece, total)
    return total
