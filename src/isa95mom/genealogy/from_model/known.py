"""What documents say of lots beside lines: identifications, and properties with their values.

What a lot is made of and who supplied it does not change, so what is stated first stays. Where it is, what may be done
with it and what was measured of it does: what was recorded last counts. Where the times do not tell which is later,
the first stays and that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom import model
from isa95mom.genealogy.store import Record
from isa95mom.nouns.place import Place, identification
from isa95mom.nouns.values import measured
from isa95mom.tables.scalars import Value

if TYPE_CHECKING:
    from isa95mom.genealogy.from_model.reading import Reading

CHANGING = ("location", "disposition")
"""The identifications that change in time; the others last."""
Said = tuple[Value, datetime | None]
"""What is said, and when it was recorded."""


class Known:
    """What is known of lots."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lots: dict[str, None] = {}
        self.tags: dict[tuple[str, str], Said] = {}
        """By the lot and the name of the tag."""
        self.properties: dict[tuple[str, str], Said] = {}
        self.waiting: list[tuple[model.TestResult, Place]] = []
        """Results of tests of something that may turn out to be a lot."""

    def add(self, lots: Iterable[str]) -> None:
        """Note that there are these lots."""
        self.lots |= dict.fromkeys(lots)

    def tag(self, lot: str, name: str, value: str | None, place: Place) -> None:
        """Note an identification; None states nothing."""
        if value is not None:
            self._say(self.tags, lot, name, value, place, name in CHANGING)

    def property(self, lot: str, name: str, value: Value, place: Place) -> None:
        """Note the value of a property, or what it is agreed to stand for."""
        agreed = self.reading.agreed
        for tag, names in (("supplier", agreed.supplier), ("supplier_lot", agreed.supplier_lot)):
            if name in names:
                self.tag(lot, tag, str(value), place)
                return
        self._say(self.properties, lot, name, value, place, True)

    def _say(
        self, said: dict[tuple[str, str], Said], lot: str, name: str, value: Value, place: Place, changes: bool
    ) -> None:
        before, since = said.setdefault((lot, name), (value, place.recorded))
        later = since is not None and place.recorded is not None and place.recorded > since
        earlier = since is not None and place.recorded is not None and place.recorded < since
        if (type(before), before) == (type(value), value):
            if later:
                said[lot, name] = (before, place.recorded)
            return
        if changes and later:
            said[lot, name] = (value, place.recorded)
            return
        if changes and earlier:
            return
        self.reading.find(
            place, "contradicting-values", f"{name} of {lot} is {value}, but {before} is stated too and stays"
        )

    def note(self, record: Record, wholes: Mapping[str, list[str]]) -> None:
        """Put on record what is known; a sublot, of which `wholes` tells the lots, is of the material of its lot."""
        for result, place in self.waiting:
            self._result(result, place)
        self._inherit(wholes)
        for (lot, name), (value, _) in self.tags.items():
            record.lot_tags[name].say(record.lots.number(lot), str(value))
        for (lot, name), (value, _) in self.properties.items():
            record.properties.set(record.lots.number(lot), name, value)

    def _inherit(self, wholes: Mapping[str, list[str]]) -> None:
        """Give the sublots the material of their lots, those within others too."""
        left = [sublot for sublot in wholes if (sublot, "material") not in self.tags]
        before = -1
        while before != len(left):
            before = len(left)
            for sublot in left:
                materials = {self.tags[lot, "material"][0] for lot in wholes[sublot] if (lot, "material") in self.tags}
                if len(materials) == 1:
                    self.tags[sublot, "material"] = (materials.pop(), None)
            left = [sublot for sublot in left if (sublot, "material") not in self.tags]

    def _result(self, result: model.TestResult, place: Place) -> None:
        about = identification(result.testable_object_id)
        if about is None or about not in self.lots:
            what = "nothing that it names" if about is None else f"{about}, which is not a lot here"
            self.reading.find(place, "test-of-no-lot", f"it is the result of a test of {what}")
            return
        for name, value in measured(result, self.reading.finder(place)):
            self.property(about, name, value, place)
