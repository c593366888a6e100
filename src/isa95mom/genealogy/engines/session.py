"""A connection to an engine, and the temporary tables by which a question is answered there step by step."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Self, TypeAlias
from uuid import uuid4

from attrs import frozen

from isa95mom.errors import MissingExtraError
from isa95mom.genealogy.errors import GenealogyError

Table: TypeAlias = Any
"""A table expression of Ibis, which has no types of its own for mypy."""
EXTRAS = {"ibis": ("ibis-framework", "engines"), "duckdb": ("duckdb", "engines")} | {
    "psycopg": ("psycopg", "postgres"),
    "pyspark": ("pyspark", "spark"),
}
"""For each package that may be missing: its name in the registry, and the extra that installs it."""


QUERIES = 500
"""How many compiled queries are remembered."""


@frozen(slots=True)
class Dialect:
    """How an engine keeps the rows of a query under a name until the session ends, and drops them."""

    keep: Callable[[Any, str, str], None]
    """Takes the connection, the name and the query."""
    drop: str
    fetch: Callable[[Any, Table], Any]
    """Takes the connection and a table; its rows as a table of Arrow."""


def _table(connection: Any, name: str, query: str) -> None:
    connection.raw_sql(f"CREATE TEMPORARY TABLE {name} AS {query}")


def _known_table(connection: Any, name: str, query: str) -> None:
    _table(connection, name, query)
    connection.raw_sql(f"ANALYZE {name}")  # a planner that does not know how few rows there are reads all lines


def _view(connection: Any, name: str, query: str) -> None:
    """Not as a cached view, which Spark resolves anew, with all that it was made from, whenever it is used."""
    rows = connection.raw_sql(query)
    settings, setting = rows.sparkSession.conf, "spark.sql.constraintPropagation.enabled"
    before = settings.get(setting)
    settings.set(setting, "false")  # a checkpoint with constraints on columns that it has not fails in a union
    try:
        rows.localCheckpoint().createTempView(name)
    finally:
        settings.set(setting, before)


def _arrow(_: Any, table: Table) -> Any:
    return table.to_pyarrow()


def _arrow_of_spark(connection: Any, table: Table) -> Any:
    # not by way of pandas as Ibis goes, where whole numbers of which some are missing become binary fractions
    return connection.raw_sql(connection.compile(table)).toArrow()


DIALECTS = {
    "duckdb": Dialect(_table, "DROP TABLE IF EXISTS", _arrow),
    "postgres": Dialect(_known_table, "DROP TABLE IF EXISTS", _arrow),
    "pyspark": Dialect(_view, "DROP VIEW IF EXISTS", _arrow_of_spark),
}


def library() -> Any:
    """Ibis. Raises `MissingExtraError` where it is not installed."""
    return _needed(lambda: import_module("ibis"))


def backend(connection: Any) -> Any:
    """The backend of Ibis for a connection: one already, a URL, or a connection of DuckDB, psycopg or Spark.

    Raises `GenealogyError` for what is none of these, `MissingExtraError` where a driver is not installed.
    """
    ibis = library()
    package = type(connection).__module__.split(".")[0].lstrip("_")
    name = {"duckdb": "duckdb", "psycopg": "postgres", "pyspark": "pyspark"}.get(package)
    if isinstance(connection, str):
        connection = _needed(lambda: ibis.connect(connection))
    elif name is not None:
        connection = _needed(lambda: getattr(ibis, name).from_connection(connection))
    if not isinstance(connection, ibis.BaseBackend):
        raise GenealogyError(
            f"{type(connection).__name__} is no connection; a URL, or a connection of Ibis, DuckDB, psycopg or Spark "
            "is needed"
        )
    if connection.name not in DIALECTS:
        raise GenealogyError(f"the engine {connection.name!r} is not one of {', '.join(map(repr, DIALECTS))}")
    return connection


def _needed(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        raise MissingExtraError(*EXTRAS[error.name]) from None


def slot(number: int, like: Table) -> Table:
    """A table that stands for a temporary one in a query that is compiled once and used with many."""
    return library().table(like.schema(), name=_slot_name(number))


def _slot_name(number: int) -> str:
    return f"isa95mom_slot_{number}_of_step"


class Kept:
    """A temporary table: it is there until it is dropped, or nobody holds it or its `table` any more."""

    def __init__(self, session: Session, name: str, rows: int) -> None:
        self.session, self.name, self.rows = session, name, rows
        self._table: Table | None = None
        self._watched(self)

    def _watched(self, holder: object) -> None:
        self._end = weakref.finalize(holder, self.session.discard, self.name)
        self._end.atexit = False

    @property
    def table(self) -> Table:
        """The table, for expressions: whoever holds one of these holds the table."""
        if self._table is None:
            self._table = self.session.connection.table(self.name)
            self._end.detach()
            self._watched(self._table.op())
        return self._table


class Session:
    """Runs queries, and keeps what they give in temporary tables. Nothing else is written."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._dialect = DIALECTS[connection.name]
        self._queries: dict[Any, str] = {}
        self._kept: set[str] = set()
        self._discarded: set[str] = set()

    def compiled(self, key: Any, make: Callable[[], Table]) -> str:
        """The query that `make` says, compiled when it is first asked for under this key."""
        if key not in self._queries:
            if len(self._queries) >= QUERIES:  # each time of an `as_of` makes queries of its own
                self._queries.clear()
            self._queries[key] = str(self.connection.compile(make()))
        return self._queries[key]

    def keep(self, query: Table | str, slots: Sequence[Kept] = ()) -> Kept:
        """Run a query and keep its rows, with temporary tables in the places of its slots."""
        self.sweep()
        text = query if isinstance(query, str) else str(self.connection.compile(query))
        for number, kept in enumerate(slots):
            text = text.replace(_slot_name(number), kept.name)
        name = f"isa95mom_{uuid4().hex}"
        self._kept.add(name)
        try:
            self._dialect.keep(self.connection, name, text)
            result = self.connection.raw_sql(f"SELECT count(*) FROM {name}")
            count = (result.first if hasattr(result, "first") else result.fetchone)()
        except BaseException:
            with suppress(Exception):
                self.drop([name])
            raise
        return Kept(self, name, int(count[0]))

    def fetch(self, table: Table) -> Any:
        """The rows of a table, as a table of Arrow."""
        return self._dialect.fetch(self.connection, table)

    def values(self, column: Table) -> list[Any]:
        """The values of a column, or the one value of a sum or count."""
        found: list[Any] = self.fetch(column.as_table()).column(0).to_pylist()
        return found

    def drop(self, names: Iterable[str]) -> None:
        """Drop temporary tables; those that are gone already do not matter."""
        for name in names:
            if name in self._kept:
                self._kept.remove(name)
                self.connection.raw_sql(f"{self._dialect.drop} {name}")

    def discard(self, name: str) -> None:
        """Drop a temporary table at the next opportunity: not now, when another query may be read."""
        self._discarded.add(name)

    def sweep(self) -> None:
        """Drop what was discarded."""
        gone, self._discarded = self._discarded, set()
        self.drop(gone)

    def scope(self) -> Scope:
        """A stretch of work, at whose end its temporary tables are dropped."""
        return Scope(self)


class Scope:
    """Drops the temporary tables made in it at its end, however it ends, without those that are handed out."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: list[Kept] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        try:
            self._session.drop(kept.name for kept in self._made)
        except Exception:
            if kind is None:  # else what went wrong before says more
                raise

    def keep(self, query: Table | str, slots: Sequence[Kept] = ()) -> Kept:
        """As `Session.keep`, to the end of the scope."""
        kept = self._session.keep(query, slots)
        self._made.append(kept)
        return kept

    def compiled(self, key: Any, make: Callable[[], Table]) -> str:
        """As `Session.compiled`."""
        return self._session.compiled(key, make)

    def drop(self, tables: Iterable[Kept]) -> None:
        """Drop tables before the end."""
        for kept in tables:
            self._made.remove(kept)
            self._session.drop([kept.name])

    def hand_out(self, kept: Kept) -> Kept:
        """Leave a table to whoever takes it."""
        self._made.remove(kept)
        return kept
