"""Terms of records as they come: fed one by one, read at any time, the same as if all had been there at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import define, evolve, field

from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.raw import from_frame
from isa95mom.kpi.terms import Terms
from isa95mom.tables.errors import did_you_mean, near_matches

TABLES = ("states", "production", "orders", "runs", "quality", "energy", "personnel", "maintenance", "capacity")
"""The tables that records can be fed to."""
ENDS = ("end", "time")
"""The columns that tell when a record is over."""


@define(slots=True, eq=False)
class _Shelf:
    """The records of one piece of equipment, by table and key."""

    rows: dict[str, dict[Any, Mapping[str, Any]]] = field(factory=dict)
    terms: Terms | None = None
    """What they came to when they were last read; None where something was fed since."""
    read: datetime | None = None
    closed: bool = False
    """Whether something of it is closed: its time goes on, then, though no record may follow."""

    @property
    def there(self) -> bool:
        """Whether anything is known of it."""
        return self.closed or any(self.rows.values())


class Live:
    """Terms that are kept while records come in, late ones too.

    What was fed last counts for its key: a record that is fed again, corrected, takes the place of the one before, and
    one that is taken back is as if it had never been. Only the equipment that something was fed of is worked out anew.
    `close` fixes what lies before a moment and forgets its records, so that memory does not grow with time.

    Takes the options of `from_frame`, save the tables of `TABLES` and the window.
    """

    def __init__(self, since: datetime, **options: Any) -> None:
        for name in (*TABLES, "window", "as_of"):
            if name in options:
                raise KpiError(f"{name!r} is no option of live terms: records are fed, and read as of a moment")
        if since.utcoffset() is None:
            raise KpiError(f"{since.isoformat()} has no offset from UTC, and which one is meant is not guessed")
        self.since = since
        """From when on records count."""
        self.options = options
        self._shelves: dict[str, _Shelf] = {}
        self._closed: Terms | None = None
        self._where: dict[tuple[str, Any], str] = {}
        self._fed = 0

    def feed(self, table: str, *rows: Mapping[str, Any], key: str | None = None) -> None:
        """Feed records to a table: dicts of its columns.

        `key` names the column that identifies a record; without one every record is another. Raises `KpiError` for an
        unknown table, a record without equipment, or one that was over before what is closed.
        """
        if table not in TABLES:
            near = did_you_mean(near_matches(table, list(TABLES)))
            raise KpiError(f"{table!r} is no table that records are fed to; they are {', '.join(TABLES)}{near}")
        for row in rows:
            who = row.get("equipment")
            if not isinstance(who, str) or not who:
                raise KpiError(f"{table}: a record names no equipment: {dict(row)}")
            over = _over(row)
            if self._closed is not None and over is not None and over <= self.since:
                raise KpiError(
                    f"{table}: a record of {who!r} ended at {over.isoformat()}, and what was before "
                    f"{self.since.isoformat()} is closed"
                )
            self._fed += 1
            name = ("", self._fed) if key is None else (key, row.get(key))
            before = self._where.get((table, name))
            if before is not None and before != who:
                self._drop(table, name, before)
            self._where[table, name] = who
            shelf = self._shelves.setdefault(who, _Shelf())
            shelf.rows.setdefault(table, {})[name] = {column: cell for column, cell in row.items() if column != key}
            shelf.terms = None

    def take_back(self, table: str, key: str, value: Any) -> None:
        """Take a record back, by the column that identifies it. Raises `KpiError` where there is none."""
        who = self._where.get((table, (key, value)))
        if who is None:
            raise KpiError(f"{table}: no record has the {key} {value!r}")
        self._drop(table, (key, value), who)

    def _drop(self, table: str, name: Any, who: str) -> None:
        shelf = self._shelves[who]
        del shelf.rows[table][name], self._where[table, name]
        shelf.terms = None

    def read(self, as_of: datetime) -> Terms:
        """The terms as of a moment. Raises what `from_frame` raises, and `KpiError` where nothing was fed."""
        parts = [] if self._closed is None else [self._closed]
        if as_of > self.since:
            parts += [self._terms(who, shelf, as_of) for who, shelf in self._shelves.items() if shelf.there]
        if not parts:
            raise KpiError("nothing was fed")
        return Terms.concat(parts)

    def _terms(self, who: str, shelf: _Shelf, as_of: datetime) -> Terms:
        if shelf.terms is None or shelf.read != as_of:
            tables: dict[str, Any] = {name: _columns(rows.values()) for name, rows in shelf.rows.items() if rows}
            shelf.terms = from_frame(**tables, equipment=[who], window=(self.since, as_of), as_of=as_of, **self.options)
            shelf.read = as_of
        return shelf.terms

    def close(self, until: datetime) -> Terms:
        """Fix all that lies before a moment, and forget the records that were over by then; what came to be fixed.

        An order that is forgotten does not tell its product to rows that state it afterwards.

        Raises `KpiError` where that is closed already, or nothing was fed.
        """
        if until <= self.since:
            raise KpiError(f"what was before {self.since.isoformat()} is closed; {until.isoformat()} is not behind it")
        fixed = self.read(until)
        for shelf in self._shelves.values():
            shelf.closed = shelf.there
            for table, rows in shelf.rows.items():
                starts = sorted({row["start"] for row in rows.values() if isinstance(row.get("start"), datetime)})
                for name, row in list(rows.items()):
                    over = _over(row, starts)
                    if over is not None and over <= until:
                        del rows[name], self._where[table, name]
            shelf.terms = None
        self._closed, self.since = evolve(fixed, provisional=fixed.provisional * 0), until
        return self._closed


def _over(row: Mapping[str, Any], starts: Sequence[datetime] = ()) -> datetime | None:
    """When a record is over: at its end or time, else when the next begins; None where that is not known."""
    found = next((row[name] for name in ENDS if isinstance(row.get(name), datetime)), None)
    if found is None and isinstance(row.get("start"), datetime):
        return next(iter(starts[bisect_right(starts, row["start"]) :]), None)
    return found


def _columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    several = list(rows)
    names = dict.fromkeys(name for row in several for name in row)
    return {name: [row.get(name) for row in several] for name in names}
