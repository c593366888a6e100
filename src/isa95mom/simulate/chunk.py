"""Tables of a simulated plant as `Genealogy.from_columns` takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from isa95mom.genealogy.store import KINDS
from isa95mom.simulate.booking import Terms
from isa95mom.simulate.departing import CORRECTION, NOWHERE
from isa95mom.simulate.draws import Ints
from isa95mom.simulate.rows import NOT_STATED, Booked
from isa95mom.tables.times import EPOCH, MICROSECOND

Ids = Literal["whole", "text"]
Table = dict[str, Any]
UNITS = np.array(["KGM", "C62", "MTR"], dtype=object)
KIND_NAMES = np.array([str(kind) for kind in KINDS], dtype=object)
DIRECTIONS = np.array(["in", "out"], dtype=object)
RESULT = "Result"
"""The property that says whether a lot passed its test."""
GRAINS = 1000
"""How many grains a kilogram has."""


class Moments:
    """A column of times in UTC."""

    class _Utc:
        time_zone = "UTC"

    dtype = _Utc()

    def __init__(self, microseconds: Ints) -> None:
        self.microseconds = microseconds
        """Since 1970."""

    def __len__(self) -> int:
        return len(self.microseconds)

    def __getitem__(self, row: int) -> datetime:
        return EPOCH + int(self.microseconds[row]) * MICROSECOND

    def to_numpy(self) -> npt.NDArray[np.datetime64]:
        """The times in UTC as numpy has them, which knows no offsets."""
        return self.microseconds.view("datetime64[us]")

    def tolist(self) -> list[datetime]:
        """The times, with the offset of UTC."""
        return [EPOCH + moment * MICROSECOND for moment in self.microseconds.tolist()]


@frozen(slots=True)
class Chunk:
    """Some events of a plant with all that is said of them: five tables, dicts of columns.

    Columns are arrays of numpy, times `Moments`. An amount is a binary fraction, whose shortest decimal spelling is
    exact; NaN states nothing, nor does None.
    """

    events: Table
    lines: Table
    lots: Table
    parameters: Table
    properties: Table

    def __len__(self) -> int:
        return len(self.events["event"])

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by name, as the arguments of `Genealogy.from_columns`."""
        return {name: getattr(self, name) for name in ("events", "lines", "lots", "parameters", "properties")}


class Naming:
    """How lots and events are named: by whole numbers or texts."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def lots(self, numbers: Ints) -> npt.NDArray[Any]:
        """The identifications of lots."""
        return numbers if self.ids == "whole" else _array([lot_text(number) for number in numbers.tolist()])

    def events(self, numbers: Ints) -> npt.NDArray[Any]:
        """The identifications of events."""
        return numbers if self.ids == "whole" else _array([event_text(number) for number in numbers.tolist()])


def lot_text(number: int) -> str:
    """The text that names a lot."""
    return f"LOT-{number:09}" if number < NOWHERE else f"LOST-{number - NOWHERE:09}"


def event_text(number: int) -> str:
    """The text that names an event."""
    return f"EVENT-{number:09}" if number < CORRECTION else f"EVENT-{number - CORRECTION:09}-C"


def order_text(campaign: int) -> str:
    """The text that names the order of a campaign."""
    return f"ORDER-{campaign + 1:06}"


def message_text(campaign: int) -> str:
    """The text that names the message in which a campaign is reported."""
    return f"REPORT-{campaign + 1:06}"


def chunk(booked: Booked, terms: Terms, naming: Naming) -> Chunk:
    """What is recorded, with all its texts."""
    events, lines, lots = booked.events, booked.lines, booked.lots
    event = naming.events(events["number"])
    campaign = events["campaign"]
    several, of = np.unique(campaign, return_inverse=True)
    orders = _array([order_text(number) for number in several.tolist()])[of]
    orders[~np.array(terms.ordered)[events["stage"]]] = None
    sequence = events["sequence"]
    missing = sequence == NOT_STATED
    made: Table = {
        "event": event,
        "kind": KIND_NAMES[events["kind"]],
        "effective": Moments(events["effective"]),
        "recorded": Moments(events["recorded"]),
        "equipment": _texts(terms.equipment, events["equipment"]),
        "person": _texts(terms.person, events["person"]),
        "order": orders,
        "location": _texts(terms.location, events["location"]),
        "party": _texts(terms.party, events["party"]),
        "evidence": _array([message_text(number) for number in several.tolist()])[of],
        "source": _texts(terms.source, events["source"]),
        "sequence": np.where(missing, np.nan, sequence) if missing.any() else sequence,
    }
    corrects = events["supersedes"] != NOT_STATED
    if corrects.any():
        made["supersedes"] = np.full(len(event), None, dtype=object)
        made["supersedes"][corrects] = naming.events(events["supersedes"][corrects])
    delivered = np.full(len(lots["lot"]), None, dtype=object)
    supplied = np.flatnonzero(lots["supplier"] != NOT_STATED)
    pairs = zip(lots["supplier"][supplied].tolist(), lots["delivery"][supplied].tolist(), strict=True)
    delivered[supplied] = [f"S{supplier + 1}-{delivery + 1:05}" for supplier, delivery in pairs]
    amount = lines["amount"] / np.where(lines["counted"], 1, GRAINS)
    amount[lines["amount"] == NOT_STATED] = np.nan
    unit = UNITS[lines["unit"]]
    unit[lines["amount"] == NOT_STATED] = None
    parameters, properties = booked.parameters, booked.properties
    value = np.empty(2 * len(properties["lot"]), dtype=object)
    value[::2], value[1::2] = properties["value"].tolist(), _texts(["pass", "fail"], properties["bad"].astype(int))
    name = np.repeat(_texts(terms.measured, properties["name"]), 2)
    name[1::2] = RESULT
    return Chunk(
        events=made,
        lines={
            "event": event[lines["row"]],
            "direction": DIRECTIONS[lines["out"].astype(np.int8)],
            "lot": naming.lots(lines["lot"]),
            "quantity": amount,
            "unit": unit,
        },
        lots={
            "lot": naming.lots(lots["lot"]),
            "material": _texts(terms.material, lots["material"]),
            "supplier": _texts(terms.party, lots["supplier"]),
            "supplier_lot": delivered,
            "location": _texts(terms.location, lots["location"]),
            "disposition": _texts(["UnRestricted", "Restricted"], lots["bad"].astype(int)),
        },
        parameters={
            "event": event[parameters["row"]],
            "name": _texts(terms.measured, parameters["name"]),
            "value": parameters["value"],
        },
        properties={"lot": np.repeat(naming.lots(properties["lot"]), 2), "name": name, "value": value},
    )


def _array(texts: list[str]) -> npt.NDArray[Any]:
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found


def _texts(names: list[str], numbers: Ints) -> npt.NDArray[Any]:
    """The names with these numbers; None where nothing is stated."""
    return np.array([*names, None], dtype=object)[numbers]
