"""The amounts of many lines, made comparable; and the part that each has in a whole, or its bounds."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

import numpy as np

from isa95mom.genealogy.index import Index
from isa95mom.genealogy.stock import Accounts, Term
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.quantities import APART
from isa95mom.values.units import Conversion, unit_or_own

Floats = Array
NO_UNIT = -1
"""In place of the number of a dimension: no unit is stated."""


class Measured:
    """The amounts of lines as binary fractions in the coherent unit of their dimension."""

    def __init__(self, index: Index, live: Array | None, conversion: Conversion) -> None:
        self.index, self.record, self.live, self.conversion = index, index.record, live, conversion

    @cached_property
    def _units(self) -> tuple[Ints, Floats]:
        """For each unit the number of its dimension, and its size; the last entry is for lines without a unit."""
        units = [unit_or_own(str(name)) for name in self.record.units]
        dimensions = [self._numbers[unit.dimension] for unit in units]
        return np.array([*dimensions, NO_UNIT]), np.array([*(float(unit.factor) for unit in units), 1.0])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The numbers of the dimensions of all units that are stated, or that factors convert to."""
        pairs = (pair for factors in self.conversion.factors.values() for pair in factors)
        names = [*map(str, self.record.units), *(name for pair in pairs for name in pair)]
        return {name: number for number, name in enumerate(dict.fromkeys(unit_or_own(n).dimension for n in names))}

    def values(self, lines: Ints) -> tuple[Floats, Ints]:
        """The amounts of lines, NaN where none is stated, and the numbers of their dimensions."""
        quantity, units = self.record.quantity, self.record.unit.array[lines]
        digits = quantity.digits.array[lines]
        found = quantity.whole.array[lines] / 10.0 ** np.maximum(digits, 0)
        found[digits < 0] = np.nan
        for place in np.flatnonzero(digits == APART).tolist():
            found[place] = float(quantity.apart[int(lines[place])])
        dimensions, sizes = self._units
        return found * sizes[units], dimensions[units]

    def of(self, lines: Ints, groups: Ints) -> tuple[Floats, Ints]:
        """The amounts of lines; in each group of one dimension, where factors of their materials make them so.

        A line that states neither amount nor unit has the dimension of its lot, as far as it is known how much there
        was of that.
        """
        values, dimensions = self.values(lines)
        bare = np.flatnonzero(np.isnan(values) & (self.record.unit.array[lines] < 0))
        if len(bare):
            lots, place = np.unique(self.record.line_lot.array[lines[bare]], return_inverse=True)
            totals, of = self.totals(lots.astype(np.int64))
            known = ~np.isnan(totals[place])
            dimensions[bare[known]] = of[place][known]
        if not self.conversion.factors:
            return values, dimensions
        order = np.argsort(groups, kind="stable")
        begins = np.flatnonzero(np.diff(groups[order], prepend=-1))
        if not len(order):
            return values, dimensions
        least, most = (extreme.reduceat(dimensions[order], begins) for extreme in (np.minimum, np.maximum))
        ends = np.append(begins[1:], len(order))
        for begin, end in zip(begins[least < most], ends[least < most], strict=True):
            self._bring_together(lines, order[begin:end], values, dimensions)
        return values, dimensions

    def _bring_together(self, lines: Ints, places: Ints, values: Floats, dimensions: Ints) -> None:
        """Bring one group to one dimension, if all its lines can be."""
        units = self.record.unit.array[lines[places]].tolist()
        if -1 in units:
            return
        stated = [str(self.record.units[unit]) for unit in units]
        of = self.record.line_lot.array[lines[places]].tolist()
        materials = [self.record.lot_tags["material"].text(lot) for lot in of]
        offered = {  # by what their factors convert to, where they have no unit of their own in common
            name: None
            for material in materials
            for pair in self.conversion.factors.get(material or "", ())
            for name in pair
        }
        for into in dict.fromkeys((*stated, *offered)):
            ways = [self.conversion.way(unit, into, of) for unit, of in zip(stated, materials, strict=True)]
            if None not in ways:
                own = np.array([float(unit_or_own(unit).factor) for unit in stated])
                values[places] *= np.array([float(way[0]) for way in ways if way]) / own
                values[places] *= float(unit_or_own(into).factor)
                dimensions[places] = self._numbers[unit_or_own(into).dimension]
                return

    def totals(self, lots: Ints) -> tuple[Floats, Ints]:
        """How much of each lot came into being, NaN where that is not known, and in which dimension."""
        record, index = self.record, self.index
        events, owners = index.events_of(lots.astype(np.int32), True)
        if self.live is not None:
            kept = self.live[events]
            events, owners = events[kept], owners[kept]
        totals, dimensions = np.full(len(lots), np.nan), np.full(len(lots), NO_UNIT)
        begin = record.bounds.array[2 * events + 1]
        length = record.bounds.array[2 * events + 2] - begin
        single = length == 1
        simple = np.bincount(owners, minlength=len(lots)) == 1
        simple &= np.bincount(owners[single], minlength=len(lots)) == 1
        of = owners[single & simple[owners]]
        totals[of], dimensions[of] = self.values(begin[single & simple[owners]].astype(np.int64))
        for place in np.flatnonzero(~simple | np.isnan(totals)).tolist():
            quantity, unit = self.made(int(lots[place]))
            if quantity is not None:
                number = NO_UNIT if unit is None else self.record.units.find(unit)
                dimensions[place] = self._units[0][number]
                totals[place] = float(quantity) * self._units[1][number]
        return totals, dimensions

    def caps(self, lines: Ints) -> Floats:
        """How much each line may be at most: what there was of its lot; infinite where that is not known."""
        values = self.values(lines)[0]
        caps = np.full(len(lines), np.inf)
        missing = np.flatnonzero(np.isnan(values))
        if len(missing):
            lots, place = np.unique(self.record.line_lot.array[lines[missing]], return_inverse=True)
            totals, _ = self.totals(lots.astype(np.int64))
            known = ~np.isnan(totals[place])
            caps[missing[known]] = totals[place][known]
        return caps

    def made(self, lot: int) -> tuple[Decimal | None, str | None]:
        """How much of a lot came into being, exactly, and its unit; None where that is not known."""
        stock = Accounts(self.index, self.live, None, self.conversion).stock(lot)
        gains = (Term.RECEIVED, Term.PRODUCED, Term.TAKEN_OUT)
        known = not any(
            f"{gain} by event" in reason or "convert" in reason for reason in stock.unknown for gain in gains
        )
        terms = [stock.terms[gain] for gain in gains[:2] if gain in stock.terms] or [
            stock.terms[gain] for gain in gains[2:] if gain in stock.terms
        ]
        return (sum(terms, Decimal(0)) if terms and known else None), stock.unit


def parts(
    values: Floats, dimensions: Ints, groups: Ints, *, caps: Floats | None = None, total: Floats | None = None
) -> tuple[Floats, Floats]:
    """The least and the greatest part that each value may have in the whole of its group.

    Parameters
    ----------
    values
        Amounts, of shape (n,); NaN where one is not stated. Below 0 counts as not stated.
    dimensions
        Numbers of dimensions, of shape (n,): amounts of different ones do not compare.
    groups
        Which group each belongs to, of shape (n,).
    caps
        How much each may be at most where it is not stated, of shape (n,); None where that is not known.
    total
        What the whole of the group of each is known to be at least, of shape (n,), NaN where it is not known; None
        where the values are the whole. What is not among the values is then the rest.

    Examples
    --------
    >>> low, high = parts(np.array([1.0, 3.0, np.nan]), np.zeros(3), np.zeros(3, dtype=int), caps=np.full(3, 4.0))
    >>> low.tolist(), high.tolist()
    ([0.125, 0.375, 0.0], [0.25, 0.75, 0.5])
    """
    size = int(groups.max()) + 1 if len(groups) else 0
    stated = values >= 0
    known = np.bincount(groups, weights=np.where(stated, values, 0), minlength=size)[groups]
    missing = np.bincount(groups[~stated], minlength=size)[groups]
    most = np.full(len(values), np.inf) if caps is None else caps
    capped = np.where(stated, 0, most)
    spare = np.bincount(groups, weights=np.where(np.isinf(capped), 0, capped), minlength=size)[groups]
    spare = np.where(np.bincount(groups[np.isinf(capped)], minlength=size)[groups] > 0, np.inf, spare)
    whole = known if total is None else np.fmax(known, np.where(np.isnan(total), known, total))
    with np.errstate(invalid="ignore", divide="ignore"):
        if total is None:
            low, high = values / (known + spare), values / known
            open_high = np.where(np.isinf(most), 1.0, most / (most + known))
        else:
            sure = ~np.isnan(total)
            low = np.where(sure, values / whole, 0.0)
            high = values / whole
            open_high = np.where(sure, (whole - known) / whole, 1.0)
    low, high = np.where(stated, low, 0.0), np.where(stated, high, open_high)
    alone = np.bincount(groups, minlength=size)[groups] == 1
    if total is None:
        low, high = np.where(alone, 1.0, low), np.where(alone, 1.0, high)
    first = np.full(size, np.iinfo(np.int64).max)
    last = np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(first, groups, dimensions.astype(np.int64))
    np.maximum.at(last, groups, dimensions.astype(np.int64))
    vague = (first != last)[groups] | ((whole == 0) & (missing == 0)) | np.isnan(low) | np.isnan(high)
    if total is None:
        vague &= ~alone
    return np.where(vague, 0.0, np.clip(low, 0, 1)), np.where(vague, 1.0, np.clip(high, 0, 1))
