"""The record as tables and as Parquet files: what goes out comes in again, and what is damaged is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from isa95mom.genealogy import ColumnError, Direction, Event, EventKind, Genealogy, Line, Lot, SavedFileError
from isa95mom.genealogy import parquet as files
from isa95mom.tables.scalars import Value

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=4)
TIMES = st.none() | st.datetimes(
    datetime(1900, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds))),
).map(lambda time: time.replace(fold=0))
EXACT = st.integers(-(10**17), 10**17).flatmap(
    lambda whole: st.integers(0, 18).map(lambda digits: Decimal(whole).scaleb(-digits))
)
ODD = st.sampled_from([Decimal("1E+6"), Decimal("-0"), Decimal("-0.00"), Decimal("1E-30"), Decimal("9" * 30 + ".25")])
VALUES: st.SearchStrategy[Value] = (
    NAMES
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | EXACT
    | TIMES.filter(lambda time: time is not None).map(lambda time: time or NOON)
)
FACTS = st.dictionaries(NAMES, VALUES, max_size=2)


@st.composite
def genealogies(draw: st.DrawFn, quantities: st.SearchStrategy[Decimal] = EXACT | ODD) -> Genealogy:
    """Any genealogy: events of any kind with any lines, corrections, and lots with any facts."""
    ids: st.SearchStrategy[Any] = draw(st.sampled_from([NAMES, st.integers(0, 2**62)]))
    lots = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    g = Genealogy()
    known: list[Any] = []
    for id in draw(st.lists(ids, max_size=5, unique=True)):
        tags = {name: draw(st.none() | NAMES) for name in ("order", "location", "party", "evidence", "source")}
        event = Event(
            id=id,
            kind=draw(st.sampled_from(EventKind)),
            effective=draw(TIMES),
            recorded=draw(TIMES),
            equipment=tuple(draw(st.lists(NAMES, max_size=2))),
            person=tuple(draw(st.lists(NAMES, max_size=2))),
            sequence=draw(st.none() | st.integers(-(2**62), 2**62)),
            supersedes=draw(st.none() | st.sampled_from(known)) if known else None,
            parameters=draw(FACTS),
            **tags,
        )
        lines = [
            Line(
                event=id,
                direction=draw(st.sampled_from(Direction)),
                lot=draw(st.sampled_from(lots)),
                quantity=draw(st.none() | quantities),
                unit=draw(st.none() | NAMES),
            )
            for _ in range(draw(st.integers(0, 4)))
        ]
        g.add(event, *lines)
        known.append(id)
    for lot in draw(st.lists(st.sampled_from(lots), unique=True)):
        tags = {n: draw(st.none() | NAMES) for n in ("material", "supplier", "supplier_lot", "location", "disposition")}
        g.describe(Lot(id=lot, properties=draw(FACTS), **tags))
    return g


def plain(g: Genealogy) -> dict[str, Any]:
    """All that a genealogy says, with the types, spellings and offsets of its values; lots and facts in any order."""
    fields = [name for name in Event.__slots__ if name not in ("parameters", "__weakref__")]
    events = [
        repr([getattr(event, name) for name in fields]) + repr(sorted(map(repr, event.parameters.items())))
        for event in g.events
    ]
    lots = {}
    for id in g.lots:
        lot = g.lot(id)
        tags = lot.material, lot.supplier, lot.supplier_lot, lot.location, lot.disposition
        lots[repr(id)] = tags, sorted(map(repr, lot.properties.items()))
    return {"events": events, "lines": list(map(repr, g.lines)), "lots": lots}


QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)


@QUIET
@given(genealogies())
def test_tables_say_the_same(g: Genealogy) -> None:
    tables = g.to_columns()
    assert plain(Genealogy.from_columns(**tables)) == plain(g)
    assert {len(column) for column in tables["lines"].values()} == {len(g.lines)}


@QUIET
@given(genealogies(), st.integers(1, 5))
@example(Genealogy(), 1)
def test_files_say_the_same(tmp_path: Path, g: Genealogy, rows: int) -> None:
    files.write(g._record, tmp_path, rows)
    again = Genealogy.from_parquet(tmp_path)
    assert plain(again) == plain(g)


@QUIET
@given(genealogies(EXACT))
def test_tables_of_arrow_and_polars_say_the_same(tmp_path: Path, g: Genealogy) -> None:
    g.to_parquet(tmp_path)
    tables = {name: pq.read_table(tmp_path / f"{name}.parquet") for name in ("events", "lines", "lots")}
    expected = plain(g)["lines"], [(e.effective, e.equipment, e.order, e.sequence) for e in g.events]
    read = Genealogy.from_columns(**tables)
    assert (plain(read)["lines"], [(e.effective, e.equipment, e.order, e.sequence) for e in read.events]) == expected
    pl = pytest.importorskip("polars")
    read = Genealogy.from_columns(**{name: pl.from_arrow(table) for name, table in tables.items()})
    assert (plain(read)["lines"], [(e.effective, e.equipment, e.order, e.sequence) for e in read.events]) == expected


def small() -> Genealogy:
    g = Genealogy()
    berlin = timezone(timedelta(hours=1))
    for id, kind, effective in (("mix", EventKind.BLEND, NOON.astimezone(berlin)), ("ship", EventKind.SHIP, None)):
        g.add(
            Event(id=id, kind=kind, effective=effective, equipment=("TUB", "ARM"), parameters={"rpm": 12}),
            Line(event=id, direction=Direction.OUT, lot="B", quantity=Decimal("160.0"), unit="KGM"),
            Line(event=id, direction=Direction.IN, lot="A", quantity=Decimal("1.25")),
        )
    g.describe(Lot(id="A", material="FLOUR", properties={"Moisture": Decimal("12.50")}))
    return g


def test_the_columns_of_the_files(tmp_path: Path) -> None:
    small().to_parquet(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "events.parquet", "lines.parquet", "lots.parquet", "parameters.parquet", "properties.parquet"
    ]  # fmt: skip
    lines = pq.read_table(tmp_path / "lines.parquet")
    assert lines.schema.field("quantity").type == pa.decimal128(38, 2)
    assert lines.column("quantity").to_pylist()[:2] == [Decimal("160.00"), Decimal("1.25")]
    assert lines.column("quantity_digits").to_pylist()[:2] == [1, 2]
    events = pq.read_table(tmp_path / "events.parquet")
    assert events.column("effective").to_pylist() == [NOON, None]
    assert events.column("effective_offset").to_pylist() == [3600, None]
    assert events.column("equipment").to_pylist() == [["TUB", "ARM"], ["TUB", "ARM"]]


def test_from_arrays_that_are_mapped(tmp_path: Path) -> None:
    small().save(tmp_path / "saved")
    opened = Genealogy.open(tmp_path / "saved")
    opened.to_parquet(tmp_path)
    assert plain(Genealogy.from_parquet(tmp_path)) == plain(small())
    assert plain(Genealogy.from_columns(**opened.to_columns())) == plain(small())


def test_engines_read_the_files(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    small().to_parquet(tmp_path)
    (total,) = duckdb.sql(f"select sum(quantity) from '{tmp_path}/lines.parquet' where lot = 'B'").fetchone()
    assert total == Decimal(320)


def test_quantities_that_no_decimal_holds_are_texts(tmp_path: Path) -> None:
    for quantity, type in (
        ("9" * 30 + ".25", "decimal128(38, 2)"),
        ("1E+6", "string"),
        ("9" * 30 + "." + "1" * 9, "string"),
    ):
        g = small()
        g.add(
            Event(id="x", kind=EventKind.CLEAN),
            Line(event="x", direction=Direction.IN, lot="A", quantity=Decimal(quantity)),
        )
        g.to_parquet(tmp_path)
        assert str(pq.read_schema(tmp_path / "lines.parquet").field("quantity").type) == type
        assert [str(line.quantity) for line in Genealogy.from_parquet(tmp_path).lines] == [
            "160.0", "1.25", "160.0", "1.25", quantity
        ]  # fmt: skip


def test_files_of_other_programs(tmp_path: Path) -> None:
    pl = pytest.importorskip("polars")
    pl.DataFrame(
        {"event": ["a"], "kind": ["produce"], "effective": [NOON], "equipment": ["M-1"], "supersedes": [None]},
        schema_overrides={"supersedes": pl.String},
    ).write_parquet(tmp_path / "events.parquet")
    pl.DataFrame(
        {"event": ["a", "a"], "direction": ["in", "out"], "lot": ["A", "B"], "quantity": [0.1, 2.5]}
    ).write_parquet(tmp_path / "lines.parquet")
    pl.DataFrame({"lot": ["A"], "name": ["pH"], "value": [4.25]}).write_parquet(tmp_path / "properties.parquet")
    g = Genealogy.from_parquet(tmp_path)
    assert [(line.lot, str(line.quantity)) for line in g.lines] == [("A", "0.1"), ("B", "2.5")]
    assert (g.event("a").effective, g.event("a").equipment) == (NOON, ("M-1",))
    assert g.lot("A").properties == {"pH": 4.25}


def rewritten(folder: Path, name: str, **changed: Any) -> Path:
    """A file with other columns; None leaves one out."""
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    for column, values in changed.items():
        place = table.column_names.index(column) if column in table.column_names else None
        if values is None:
            table = table.drop_columns([column])
        elif place is None:
            table = table.append_column(column, values)
        else:
            table = table.set_column(place, column, values)
    pq.write_table(table, path)
    return path


@pytest.mark.parametrize(
    ("name", "changed", "message"),
    [
        ("lines", {"lot": None}, "the column 'lot' is missing; there are event, direction, quantity, "
         "quantity_digits, unit"),
        ("lines", {"weight": pa.array([1, 2, 3, 4])}, "unknown column 'weight'; the columns are event, direction, "
         "lot, quantity, unit, quantity_digits"),
        ("lines", {"lot": pa.array([1.5, 2, 3, 4])}, "column 'lot', row 0: the lot is named by 1.5, a float; a text or "
         "a whole number is needed"),
        ("lines", {"lot": pa.array(["A", None, "A", "B"])}, "column 'lot', row 1: nothing is stated, and a value is "
         "needed"),
        ("lines", {"event": pa.array(["mix", "mix", "mix", "shop"])}, "column 'event', row 3: 'shop' is not in the "
         "column 'event' of events; did you mean 'ship'?"),
        ("lines", {"direction": pa.array(["in", "out", "up", "in"])}, "column 'direction', row 2: 'up' is not a "
         "direction; 'in' or 'out' is needed"),
        ("lines", {"quantity": pa.array(["1", "2", "x", "4"]), "quantity_digits": None}, "column 'quantity', row 2: "
         "'x' is not spelt as it has to be"),
        ("lines", {"quantity": pa.array([True] * 4), "quantity_digits": None}, "column 'quantity', row 0: True is a "
         "bool; a number is needed"),
        ("lines", {"quantity_digits": pa.array([1, 1, 1, 1])}, "column 'quantity_digits': quantities do not fit in 1 "
         "digits after the point: Rescaling Decimal value would cause data loss"),
        ("lines", {"quantity_digits": pa.array([1, 2, 99, 1])}, "column 'quantity_digits', row 2: 99 digits after the "
         "point; 0 to 38 are possible"),
        ("events", {"effective": pa.array([datetime(2026, 1, 5), None])}, "column 'effective', row 0: "
         "2026-01-05T00:00:00 has no offset from UTC, and which one is meant is not guessed"),
        ("events", {"effective_offset": pa.array([None, 60])}, "column 'effective_offset', row 1: there is an offset, "
         "and no time that it belongs to"),
        ("events", {"effective_offset": pa.array([86400, None])}, "column 'effective_offset', row 0: the offset is a "
         "day or more; seconds east of UTC are needed"),
        ("events", {"sequence": pa.array([1.5, None])}, "column 'sequence', row 0: 1.5 is a float; a whole number of "
         "at most 64 bits is needed"),
        ("properties", {"value": pa.array(["wet"])}, "column 'value', row 0: ('decimal', 'wet') is not spelt as it "
         "has to be"),
        ("properties", {"type": pa.array(["colour"])}, "column 'value', row 0: ('colour', '12.50') is not spelt as it "
         "has to be"),
    ],
)  # fmt: skip
def test_columns_that_do_not_fit(tmp_path: Path, name: str, changed: dict[str, Any], message: str) -> None:
    small().to_parquet(tmp_path)
    path = rewritten(tmp_path, name, **changed)
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_parquet(tmp_path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_time_has_one_offset(tmp_path: Path) -> None:
    table = {"event": ["a"], "kind": ["ship"], "effective": [NOON.astimezone(timezone(timedelta(hours=1)))]}
    none: dict[str, list[Any]] = {"event": [], "direction": [], "lot": []}
    with pytest.raises(ColumnError, match="row 0: there is an offset, and the time has one of its own"):
        Genealogy.from_columns(events=table | {"effective_offset": [60]}, lines=none)
    table["effective"] = [NOON]
    g = Genealogy.from_columns(events=table | {"effective_offset": [-3600]}, lines=none)
    assert g.events[0].effective == NOON
    assert g.events[0].effective.utcoffset() == timedelta(hours=-1)


def test_digits_of_any_column() -> None:
    lines: dict[str, list[Any]] = {"event": ["a"] * 3, "direction": ["in"] * 3, "lot": ["A"] * 3}
    lines |= {"quantity": [Decimal("1.50"), Decimal(2), None], "quantity_digits": [1, None, None]}
    events = {"event": ["a"], "kind": ["ship"]}
    assert [str(line.quantity) for line in Genealogy.from_columns(events, lines).lines] == ["1.5", "2", "None"]
    for quantity in (Decimal("1.25"), Decimal("1E+200")):
        lines["quantity"][0] = quantity
        with pytest.raises(ColumnError, match=r"row 0: .* does not fit in 1 digits after the point"):
            Genealogy.from_columns(events, lines)


@pytest.mark.parametrize("name", ["events", "lines"])
def test_a_file_that_is_missing(tmp_path: Path, name: str) -> None:
    small().to_parquet(tmp_path)
    (tmp_path / f"{name}.parquet").unlink()
    with pytest.raises(SavedFileError) as caught:
        Genealogy.from_parquet(tmp_path)
    assert str(caught.value) == f"{tmp_path / name}.parquet: the file is missing"


def test_files_that_are_damaged(tmp_path: Path) -> None:
    small().to_parquet(tmp_path)
    path = tmp_path / "lines.parquet"
    good = path.read_bytes()
    for bad in (b"", b"PAR1", good[:-20], good[: len(good) // 2], b"\0" * len(good)):
        path.write_bytes(bad)
        with pytest.raises(SavedFileError, match=r"lines\.parquet: the file is damaged: "):
            Genealogy.from_parquet(tmp_path)


def test_files_of_two_states_and_of_a_newer_form(tmp_path: Path) -> None:
    small().to_parquet(tmp_path)
    path = tmp_path / "lines.parquet"
    old = path.read_bytes()
    small().to_parquet(tmp_path)
    path.write_bytes(old)
    with pytest.raises(SavedFileError, match=r"lines\.parquet: it was not written together with events\.parquet"):
        Genealogy.from_parquet(tmp_path)
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({"isa95mom": json.dumps({"version": 99})}), path)
    with pytest.raises(SavedFileError, match=r"it was saved in form 99, and this release reads form 1"):
        Genealogy.from_parquet(tmp_path)


def test_what_cannot_be_written_leaves_the_old_files(tmp_path: Path) -> None:
    small().to_parquet(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for lot, message in (("\ud800", "is no text that UTF-8 spells"), (2**70, "a whole number of more than 64 bits")):
        g = Genealogy()
        g.add(Event(id="a", kind=EventKind.SHIP), Line(event="a", direction=Direction.IN, lot=lot))
        with pytest.raises(SavedFileError, match=message):
            g.to_parquet(tmp_path)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
