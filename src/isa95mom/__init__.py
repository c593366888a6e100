"""The nouns of ISA-95 / IEC 62264 as Python objects, B2MML in and out, and what a plant asks of them.

    import isa95mom as mom

    doc = mom.read("lots.xml")
    for lot in mom.iter_read("lots.xml", mom.MaterialLot):
        print(lot.id)

Everything here is loaded when it is first used, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from isa95mom.errors import (
    DocumentError,
    HierarchyError,
    Isa95Error,
    Loss,
    LossError,
    MissingExtraError,
    Problem,
    VersionError,
)
from isa95mom.values.version import Version

if TYPE_CHECKING:
    from isa95mom import kpi, transactions
    from isa95mom.check import verify
    from isa95mom.codec import Conversion, Document, Limits, Written, convert, dumps, iter_read, read, validate, write
    from isa95mom.codec.extension import Extension
    from isa95mom.codec.json import dumps_json, read_json, write_json
    from isa95mom.codec.plain import from_json, json_schema, to_json
    from isa95mom.genealogy import Genealogy, Relational, Trace
    from isa95mom.model import *  # noqa: F403
    from isa95mom.model.message import Message, Verb
    from isa95mom.plant import Conflict, Difference, Merged, Plant, PlantError, diff, merge
    from isa95mom.schema.emit import emit_schema
    from isa95mom.values import (
        Binary,
        Code,
        DateTime,
        Duration,
        Foreign,
        Identifier,
        Items,
        Measure,
        Text,
    )

__version__ = "0.1.0"

_ROOMS = {
    "isa95mom.check": ("verify",),
    "isa95mom.codec": (
        "Conversion", "Document", "Limits", "Written", "convert", "dumps", "iter_read", "read", "validate", "write",
    ),
    "isa95mom.codec.extension": ("Extension",),
    "isa95mom.codec.json": ("dumps_json", "read_json", "write_json"),
    "isa95mom.codec.plain": ("from_json", "json_schema", "to_json"),
    "isa95mom.genealogy": ("Genealogy", "Relational", "Trace"),
    "isa95mom.model.message": ("Message", "Verb"),
    "isa95mom.plant": ("Conflict", "Difference", "Merged", "Plant", "PlantError", "diff", "merge"),
    "isa95mom.schema.emit": ("emit_schema",),
    "isa95mom.values": (
        "Binary", "Code", "DateTime", "Duration", "Foreign", "Identifier", "Items", "Measure", "Text",
    ),
}  # fmt: skip
_MODULES = ("kpi", "transactions")
"""The rooms that are used by their own name: ``mom.transactions.EndPoint``."""
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load what is asked for: a name of a room of the library, or a noun of the model."""
        if name.startswith("__"):
            raise AttributeError(name)
        home = _HOMES.get(name)
        if name in _MODULES:
            value = import_module(f"isa95mom.{name}")
        elif home is None:
            model = import_module("isa95mom.model")
            if name not in dir(model):
                raise AttributeError(f"module 'isa95mom' has no attribute {name!r}")
            value = getattr(model, name)
        else:
            value = getattr(import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    model = import_module("isa95mom.model")
    return sorted({*globals(), *_HOMES, *_MODULES, *(n for n in dir(model) if n[0].isupper())})


__all__ = [
    "Binary",
    "Code",
    "Conflict",
    "Conversion",
    "DateTime",
    "Difference",
    "Document",
    "DocumentError",
    "Duration",
    "Extension",
    "Foreign",
    "Genealogy",
    "HierarchyError",
    "Identifier",
    "Isa95Error",
    "Items",
    "Limits",
    "Loss",
    "LossError",
    "Measure",
    "Merged",
    "Message",
    "MissingExtraError",
    "Plant",
    "PlantError",
    "Problem",
    "Relational",
    "Text",
    "Trace",
    "Verb",
    "Version",
    "VersionError",
    "Written",
    "__version__",
    "convert",
    "diff",
    "dumps",
    "dumps_json",
    "emit_schema",
    "from_json",
    "iter_read",
    "json_schema",
    "kpi",
    "merge",
    "read",
    "read_json",
    "to_json",
    "transactions",
    "validate",
    "verify",
    "write",
    "write_json",
]
