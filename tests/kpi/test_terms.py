"""Raw records become additive terms: checked second by second, and parts always add up to the whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi import kernels, work
from isa95mom.kpi.calendar import CalendarException, Shift, WorkingCalendar
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.raw import from_frame, segments_of
from isa95mom.kpi.result import Flag
from isa95mom.kpi.state_mapping import conventions, mapping, states
from isa95mom.kpi.terms import Terms
from isa95mom.tables.errors import ColumnError
from tests.kpi.records import NAMES, SECONDS, at, by_second, intervals, table

WINDOW = (at(0), at(SECONDS))
EDGES = [0, 37, 100, SECONDS]
ODD = WorkingCalendar(
    zone="UTC",
    exceptions=[
        CalendarException(at(37), at(100), "planned downtime"),
        CalendarException(at(0), at(37), "unscheduled"),
    ],
)


@pytest.fixture(scope="module", params=["numpy", "compiled"], autouse=True)
def loops(request: pytest.FixtureRequest) -> Iterator[None]:
    """The innermost loop: in numpy; and as numba compiles it, or as it is where it is not installed."""
    chosen = (lambda _, name: None) if request.param == "numpy" else (lambda _, name: getattr(kernels, name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "kernel", chosen)
        patch.setattr(work, "MANY", 0)
        yield


def stated(terms: Terms) -> Any:
    """Terms as plain values that compare."""
    columns = terms.to_columns()
    rows = zip(*columns.values(), strict=True) if len(terms) else iter(())
    return {row[: len(terms.by)]: tuple(str(cell) for cell in row[len(terms.by) :]) for row in rows}


@given(intervals)
@settings(max_examples=150, deadline=None)
def test_second_by_second(rows: list[Any]) -> None:
    terms = from_frame(table(rows), calendar=ODD, by=("equipment",), window=WINDOW)
    seconds = by_second(rows)
    for who in {row[0] for row in rows}:
        one = terms.select(equipment=who)
        for number, name in enumerate(NAMES):
            inside = sum(1 for w, s, n in seconds if (w, n) == (who, name) and 100 <= s < SECONDS)
            outside = sum(1 for w, s, n in seconds if (w, n) == (who, name) and 0 <= s < 100)
            assert (one.inside[0, number], one.outside[0, number]) == (inside * 10**6, outside * 10**6)
        assert one.time("calendar")[0] == SECONDS * 10**6
        known = sum(1 for w, s, n in seconds if w == who and n in NAMES and 100 <= s < SECONDS)
        assert one.time("unclassified")[0] == (100 - known) * 10**6
        parts = sum(one.time(name)[0] for name in ("APT", "AUST", "ADET", "ADOT", "unclassified"))
        overtime = sum(one.outside[0, NAMES.index(name)] for name in ("Production", "Setup"))
        assert one.time("PBT")[0] == parts - overtime


@given(intervals, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_makes_no_difference(rows: list[Any], chance: random.Random) -> None:
    mixed = rows.copy()
    chance.shuffle(mixed)
    by = ("equipment", "day", "hour")
    one, other = (from_frame(table(each), calendar=ODD, by=by, window=WINDOW) for each in (rows, mixed))
    assert stated(one.roll_up(("equipment",))) == stated(other.roll_up(("equipment",)))
    assert stated(one) == stated(other)


@given(intervals, st.lists(st.integers(1, SECONDS - 1), max_size=3, unique=True))
@settings(max_examples=80, deadline=None)
def test_parts_add_up_to_the_whole(rows: list[Any], cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), SECONDS]
    whole = from_frame(table(rows), calendar=ODD, by=("equipment",), window=WINDOW)
    parts = [
        from_frame(table(rows), calendar=ODD, by=("equipment",), window=(at(a), at(b))) for a, b in pairwise(edges)
    ]
    assert stated(Terms.concat(parts)) == stated(whole)
    assert stated((whole - parts[0]) + parts[0]) == stated(whole)
    of_each = [
        from_frame(table([row for row in rows if row[0] == who]), calendar=ODD, by=("equipment",), window=WINDOW)
        for who in dict.fromkeys(row[0] for row in rows)
    ]
    assert stated(Terms.concat(of_each)) == stated(whole)


@given(intervals)
@settings(max_examples=60, deadline=None)
def test_by_product_and_rolled_up(rows: list[Any]) -> None:
    fine = from_frame(table(rows), calendar=ODD, by=("equipment", "product", "hour"), window=WINDOW)
    coarse = from_frame(table(rows), calendar=ODD, by=("equipment",), window=WINDOW)
    assert stated(fine.roll_up(("equipment",))) == stated(coarse)
    levels = {"line": {"F1": "L1", "F2": "L1"}}
    line = from_frame(table(rows), calendar=ODD, by=("line",), levels=levels, window=WINDOW)
    assert stated(coarse.roll_up(("line",), levels=levels)) == stated(line)


@given(intervals)
@settings(max_examples=40, deadline=None)
def test_good_ideal_time_is_the_same_in_every_convention(rows: list[Any]) -> None:
    terms = from_frame(table(rows), by=("equipment",), window=WINDOW)
    for convention in conventions():
        other = terms.under(convention)
        assert (other.time("APT") == terms.time("APT")).all()
        off = [name for name in ("unscheduled", "non_scheduled", "planned_downtime") if name in other.mapping.terms]
        states_there = [set(state.terms[convention]) for state in states()]
        assert all(of & {*off, *(set(other.mapping.terms) - set(off))} for of in states_there)


@given(intervals, st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu"]))
@settings(max_examples=30, deadline=None)
def test_the_zone_of_records_makes_no_difference(rows: list[Any], zone: str) -> None:
    from zoneinfo import ZoneInfo

    told = table(rows)
    moved = told | {name: [t.astimezone(ZoneInfo(zone)) for t in told[name]] for name in ("start", "end")}
    one, other = (from_frame(each, calendar=ODD, by=("equipment",), window=WINDOW) for each in (told, moved))
    assert stated(one) == stated(other)


# -- one shift, by hand -----------------------------------------------------------------------------------------------

T = datetime.fromisoformat
SITE = WorkingCalendar(
    zone="Europe/Berlin",
    shifts=[Shift("Early", "06:00", "14:00"), Shift("Night", "22:00", "06:00")],
    breaks=[Shift("Break", "09:00", "09:15")],
    day_start="06:00",
)
STATES = {
    "equipment": ["F1", "F1", "F1", "F2"],
    "start": [T(f"2026-03-02T{clock}+01:00") for clock in ("06:00", "10:00", "11:00", "22:00")],
    "end": [
        T("2026-03-02T10:00+01:00"),
        T("2026-03-02T10:30+01:00"),
        T("2026-03-02T14:30+01:00"),
        T("2026-03-03T06:00+01:00"),
    ],
    "state": ["Run", "Breakdown", "Run", "Run"],
}
PRODUCTION: dict[str, list[Any]] = {
    "equipment": ["F1", "F1", "F2"],
    "time": [T("2026-03-02T09:00+01:00"), T("2026-03-02T12:00+01:00"), T("2026-03-03T05:00+01:00")],
    "product": ["A", "B", "A"],
    "PQ": [100, Decimal("50.5"), 10],
    "SQ": [1, 0, 2],
}


def day(**options: Any) -> Terms:
    window = (T("2026-03-02T06:00+01:00"), T("2026-03-03T06:00+01:00"))
    return from_frame(STATES, PRODUCTION, SITE, window=window, **options)


def test_a_day_by_shift() -> None:
    terms = day(by=("equipment", "day", "shift"), cycles={"PRI": [60], "product": ["A"]})
    early = terms.select(equipment="F1", shift="Early").row(0)
    assert early["POT"] == 28_800
    assert early["planned_downtime"] == 900
    assert early["PBT"] == 27_900
    assert early["ADET"] == early["TTR"] == early["unclassified"] == 1_800
    assert early["APT"] == 25_200  # it ran through the break, too
    assert early["FE"] == 1
    assert early["GQ"] == Decimal("149.5")
    assert early["PRI*PQ"] is None  # there is no cycle of product B
    night = terms.select(equipment="F2", shift="Night")
    assert list(night.keys["day"]) == [date(2026, 3, 2)]  # a night belongs to the day on which it begins
    assert night.row(0)["PRI*GQ"] == 480
    assert [finding.code for finding in terms.findings] == ["no-cycle"]
    assert "production/row 1: there is no run time of product 'B' on 'F1'" in str(terms.findings[0])


def test_planned_time_is_of_no_product() -> None:
    terms = day(by=("product",))
    assert terms.row(0)["PBT"] is None
    assert terms.select(product="A").row(0)["PQ"] == 110
    assert terms.roll_up(()).row(0)["PBT"] == 2 * (8 * 3600 - 900 + 8 * 3600)


def test_clocks_change() -> None:
    site = WorkingCalendar(zone="Europe/Berlin", shifts=[Shift("Night", "22:00", "06:00")], day_start="06:00")
    for first, hours, length in (("2026-03-28", 7, 23), ("2026-10-24", 9, 25), ("2026-06-01", 8, 24)):
        start = datetime.combine(date.fromisoformat(first), datetime.min.time(), tzinfo=site.zone) + timedelta(hours=6)
        end = start + timedelta(days=1)
        some = {"equipment": ["F1"], "start": [start], "end": [end], "state": ["Production"]}
        (row,) = from_frame(some, calendar=site, by=("day",), window=(start, end)).to_columns()["PBT"]
        assert row == hours * 3600
        (row,) = from_frame(some, calendar=site, by=("day",), window=(start, end)).to_columns()["calendar"]
        assert row == length * 3600


def test_a_long_stop_is_split_at_each_day() -> None:
    some = {
        "equipment": ["F1"],
        "start": [T("2026-03-02T18:00Z")],
        "end": [T("2026-03-05T06:00Z")],
        "state": ["Breakdown"],
    }
    terms = from_frame(some, by=("day",), window=(T("2026-03-02T00:00Z"), T("2026-03-06T00:00Z")))
    assert [int(hours) for hours in terms.time("ADET") // 3_600_000_000] == [6, 24, 24, 6]
    assert terms.failures.tolist() == [1, 0, 0, 0]


def test_a_failure_that_goes_on_is_one() -> None:
    some = {
        "equipment": ["F1"] * 4,
        "start": [at(0), at(10), at(20), at(40)],
        "end": [at(10), at(20), at(30), at(50)],
        "state": ["Breakdown", "Corrective maintenance", "Production", "Breakdown"],
    }
    terms = from_frame(some, by=(), window=(at(0), at(60)))
    assert terms.row(0)["FE"] == 2
    assert terms.row(0)["TTR"] == 30
    assert terms.row(0)["CMT"] == 10


def test_short_stops_are_minor() -> None:
    some = {
        "equipment": ["F1"] * 2,
        "start": [at(0), at(100)],
        "end": [at(59), at(160)],
        "state": ["Breakdown", "Breakdown"],
    }
    terms = from_frame(some, by=(), window=WINDOW, short_stop=timedelta(seconds=60))
    assert terms.row(0)["minor_stops"] == 59
    assert terms.row(0)["FE"] == 1
    assert terms.row(0)["ADET"] == 119


def test_orders_quality_maintenance_and_energy() -> None:
    some = {"equipment": ["F1"], "start": [at(0)], "end": [at(100)], "state": ["Production"]}
    terms = from_frame(
        some,
        by=("equipment",),
        window=WINDOW,
        orders={
            "order": ["O1"],
            "equipment": ["F1"],
            "start": [at(10)],
            "end": [at(90)],
            "PRI": [2],
            "POQ": [30],
            "PUST": [5],
        },
        quality={"equipment": ["F1"], "time": [at(50)], "IP": [10], "GP": [9]},
        energy={"equipment": ["F1", "F1"], "time": [at(50), at(60)], "E": [Decimal("1.25"), Decimal("0.75")]},
        maintenance={
            "equipment": ["F1", "F1"],
            "start": [at(-50), at(150)],
            "end": [at(20), at(260)],
            "kind": ["preventive", "corrective"],
        },
    )
    row = terms.row(0)
    assert [row[name] for name in ("AOET", "POET", "IP", "GP", "E", "PMT", "CMT")] == [80, 65, 10, 9, 2, 20, 50]


# -- what is wrong with records ---------------------------------------------------------------------------------------


def test_open_intervals() -> None:
    some = {"equipment": ["F1", "F1"], "start": [at(0), at(50)], "state": ["Production", "Idle"]}
    with pytest.raises(TermError, match=r"^states: column 'end', row 1: the state of 'F1' has no end"):
        from_frame(some, by=(), window=WINDOW)
    terms = from_frame(some, by=(), window=WINDOW, as_of=at(80))
    assert [terms.row(0)[name] for name in ("APT", "ADOT")] == [50, 30]
    assert terms.provisional.tolist() == [1]


def test_overlaps_are_resolved_and_told() -> None:
    some = {
        "equipment": ["F1", "F1", "F1"],
        "start": [at(0), at(20), at(20)],
        "end": [at(100), at(40), at(40)],
        "state": ["Production", "Breakdown", "Breakdown"],
    }
    terms = from_frame(some, by=(), window=(at(0), at(100)))
    assert [terms.row(0)[name] for name in ("APT", "ADET", "FE")] == [80, 20, 1]
    assert [(finding.code, finding.path) for finding in terms.findings] == [
        ("overlap", "states/row 0"),
        ("said-twice", "states/row 2"),
    ]
    assert "20 s of it overlap with row 1, whose state has priority" in str(terms.findings[0])


def test_rows_that_cannot_be() -> None:
    some = {
        "equipment": ["F1", "F1", "F1"],
        "start": [at(10), at(30), at(50)],
        "end": [at(5), at(30), at(60)],
        "state": ["Production", "Production", "Prodution"],
    }
    terms = from_frame(some, by=(), window=(at(0), at(100)))
    assert [finding.code for finding in terms.findings] == ["unknown-state", "ends-before-start", "no-duration"]
    assert "'Prodution' is no known state; did you mean 'Production'?" in str(terms.findings[0])
    assert terms.row(0)["unclassified"] == 100
    with pytest.raises(ColumnError, match=r"column 'start', row 0: .* has no offset"):
        from_frame(some | {"start": [datetime(2026, 1, 1)] * 3}, by=())
    with pytest.raises(ColumnError, match=r"unknown column 'ende'.*did you mean 'end'"):
        from_frame({**some, "ende": some["end"]}, by=())
    with pytest.raises(KpiError, match=r"'equipmnt' is nothing that terms can be by.*did you mean 'equipment'"):
        from_frame(some, by=("equipmnt",))
    with pytest.raises(KpiError, match="say with 'window'"):
        from_frame(None, PRODUCTION)


def test_run_times_that_change() -> None:
    cycles = {"PRI": [2, 3], "product": ["A", "A"], "from": [at(0), at(50)], "until": [None, None]}
    made = {
        "equipment": ["F1"] * 3,
        "time": [at(10), at(50), at(-10)],
        "product": ["A"] * 3,
        "PQ": [1, 1, 1],
        "GQ": [1, 1, 1],
    }
    terms = from_frame(None, made, by=(), window=WINDOW, cycles=cycles)
    assert terms.row(0)["PRI*PQ"] == 5
    assert [finding.code for finding in terms.findings] == ["no-cycle", "outside-window"]
    with pytest.raises(ColumnError, match="two run times would hold at once"):
        from_frame(None, made, by=(), window=WINDOW, cycles=cycles | {"until": [at(60), None]})
    with pytest.raises(ColumnError, match="0 is no run time"):
        from_frame(None, made, by=(), window=WINDOW, cycles={"PRI": [0]})


def test_frames_in_and_out() -> None:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    one = day(by=("equipment", "day"))
    window = (T("2026-03-02T06:00+01:00"), T("2026-03-03T06:00+01:00"))
    for kind in (pd.DataFrame, pl.DataFrame):
        made = PRODUCTION | {"PQ": [float(each) for each in PRODUCTION["PQ"]]}
        other = from_frame(kind(STATES), kind(made), SITE, window=window)
        assert {key: [Decimal(cell) for cell in row if cell != "None"] for key, row in stated(other).items()} == {
            key: [Decimal(cell) for cell in row if cell != "None"] for key, row in stated(one).items()
        }
    out = one.to_frame("pandas")
    assert out.set_index("equipment").loc["F1", "APT"] == 27_000


def test_a_calendar_for_each_and_as_a_table() -> None:
    window = (T("2026-03-02T06:00+01:00"), T("2026-03-03T06:00+01:00"))
    of_each = from_frame(STATES, None, {"F1": SITE, "F2": ODD}, by=("equipment",), window=window)
    assert of_each.select(equipment="F2").row(0)["POT"] == 24 * 3600 - 37
    with pytest.raises(KpiError, match="equipment 'F2' has no calendar"):
        from_frame(STATES, None, {"F1": SITE}, by=("equipment",), window=window)
    planned = {
        "start": [T("2026-03-02T06:00+01:00"), T("2026-03-02T09:00+01:00")],
        "end": [T("2026-03-02T14:00+01:00"), T("2026-03-02T09:15+01:00")],
        "plan": ["planned", "planned downtime"],
        "shift": ["Early", None],
    }
    told = from_frame(STATES, None, planned, by=("equipment", "shift"), window=window)
    assert told.select(equipment="F1", shift="Early").row(0)["PBT"] == 27_900 - 900 + 900
    with pytest.raises(ColumnError, match="'busy' is no plan; they are planned"):
        from_frame(STATES, None, planned | {"plan": ["busy", "planned"]}, window=window)


def test_mappings() -> None:
    reasons = mapping("tpm", names={"AN": "Production", "AUS": "Breakdown"}, reasons={"lunch": "Planned downtime"})
    some = {
        "equipment": ["F1"] * 3,
        "start": [at(0), at(10), at(30)],
        "end": [at(10), at(30), at(60)],
        "state": ["AN", "AUS", "AUS"],
        "reason": [None, "lunch", "gear"],
    }
    row = from_frame(some, by=(), window=(at(0), at(60)), mapping=reasons).row(0)
    assert [row[name] for name in ("OPT", "planned_downtime", "downtime", "PBT")] == [10, 20, 30, 40]
    with pytest.raises(KpiError, match=r"there is no convention 'iso'"):
        mapping("iso")
    with pytest.raises(KpiError, match=r"no vocabulary 'packm'; .*did you mean 'packml'"):
        mapping(vocabulary="packm")
    with pytest.raises(KpiError, match="'X' is to be 'Prod', which is no state"):
        mapping(names={"X": "Prod"})
    assert mapping(vocabulary=["packml", "plain"]).state("EXECUTE").name == "Production"  # type: ignore[union-attr]


@pytest.mark.parametrize("machines", [3, 130, 300])
def test_categories_stand_for_their_texts(machines: int) -> None:
    """Columns that are coded already, with categories that no row has, in as many bytes as they need."""
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    names = [f"F{number}" for number in range(machines)]
    rows = {
        "equipment": [name for name in names for _ in range(2)],
        "start": [at(second) for _ in names for second in (0, 9)],
        "end": [at(second) for _ in names for second in (9, 30)],
        "state": ["Run", "Idle"] * machines,
        "product": ["A", None] * machines,
    }
    cycles = {"equipment": names, "PRI": [number + 1 for number in range(machines)]}
    made = {"equipment": names, "time": [at(5)] * machines, "PQ": [2] * machines}
    by = ("equipment", "product")
    plain = from_frame(rows, made, by=by, cycles=cycles, window=WINDOW)
    kinds = {"equipment": ["nobody", *names], "state": ["Run", "Down", "Idle"], "product": ["B", "A"]}
    panda = pd.DataFrame(rows).assign(**{name: pd.Categorical(rows[name], kind) for name, kind in kinds.items()})
    polar = pl.DataFrame(rows).with_columns(pl.col(name).cast(pl.Enum(kind)) for name, kind in kinds.items())
    arrow = polar.with_columns(pl.col(name).cast(pl.Categorical) for name in kinds).to_arrow()
    for frame in (panda, polar, arrow):
        assert stated(from_frame(frame, made, by=by, cycles=cycles, window=WINDOW)) == stated(plain)


def test_a_time_that_is_needed() -> None:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    rows = {"equipment": ["F1", "F1"], "start": [at(0), None], "end": [at(5), at(9)], "state": ["Run", "Run"]}
    for frame in (rows, pd.DataFrame(rows), pl.DataFrame(rows)):
        with pytest.raises(ColumnError, match=r"states: column 'start', row 1: nothing is stated, and a value is"):
            from_frame(frame, window=WINDOW)


@given(intervals, st.lists(st.integers(1, SECONDS - 1), min_size=1, max_size=3, unique=True))
@settings(max_examples=40, deadline=None)
def test_each_row_is_what_selecting_it_gives(rows: list[Any], cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), SECONDS]
    made = {"equipment": [rows[0][0]] * 2, "time": [at(1), at(150)], "product": ["A", "B"], "PQ": [3, 4], "GQ": [3, 2]}
    windows = [(at(begin), at(end)) for begin, end in pairwise(edges)]
    run_times = {"product": ["A"], "PRI": [2]}
    parts = [
        from_frame(table(rows), made, ODD, by=("equipment", "product"), cycles=run_times, window=window)
        for window in windows
    ]
    assert [part.window for part in parts] == windows
    terms = Terms.concat(parts)
    assert terms.window == WINDOW
    for kpi in ("Availability", "OEE", "MTTR", "Quality_ratio"):
        several, column = list(terms.results(kpi)), terms.kpis([kpi])[kpi]
        assert several == [terms.result(kpi, **keys) for keys in terms.objects()]
        assert [each.reason for each in several] == [column.reason(row) for row in range(len(terms))]


def test_each_row_has_its_own_time() -> None:
    """A day ends with the day, a shift of two days has the outer times, and products have those of their equipment."""
    site = WorkingCalendar(
        zone="Europe/Berlin", shifts=[Shift("Early", "06:00", "14:00"), Shift("Late", "14:00", "22:00")]
    )
    states = {"equipment": ["F1"], "start": [moment(2, 8)], "end": [moment(3, 20)], "state": ["Production"]}
    made = {"equipment": ["F1"], "time": [moment(2, 9)], "product": ["A"], "PQ": [1], "GQ": [1]}

    def windows(*by: str) -> dict[tuple[str, ...], Any]:
        terms = from_frame(states, made, site, by=by)
        results = terms.results("Availability" if "product" not in by else "Quality_ratio")
        return {tuple(result.object.values()): result.window for result in results}

    assert windows("day") == {
        ("2026-03-02",): (moment(2, 8), moment(3, 0)),
        ("2026-03-03",): (moment(3, 0), moment(3, 20)),
    }
    assert windows("shift")["Early",] == (moment(2, 8), moment(3, 14))
    assert windows("day", "shift")["2026-03-03", "Late"] == (moment(3, 14), moment(3, 20))
    assert windows("product") == dict.fromkeys([("None",), ("A",)], (moment(2, 8), moment(3, 20)))


def moment(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=timezone(timedelta(hours=1)))


def test_segments_of_a_window() -> None:
    """What reaches over the window is cut, and short stops are minor stops, as in the terms."""
    rows: list[Any] = [
        ("F1", 0, 60, "Production", None),
        ("F1", 60, 20, "Breakdown", None),
        ("F1", 80, 60, "Production", None),
    ]
    options: dict[str, Any] = {"short_stop": timedelta(seconds=30), "window": (at(50), at(100))}
    found = segments_of(table(rows), **options)
    assert found["state"] == ["Production", "Minor stop", "Production"]
    assert (found["start"], found["end"]) == ([at(50), at(60), at(80)], [at(60), at(80), at(100)])
    terms = from_frame(table(rows), by=(), **options)
    assert terms.time("minor_stops")[0] == 20 * 10**6
    assert segments_of(table(rows), window=(at(150), at(160)))["state"] == []


def test_what_is_booked_when_the_last_state_ends() -> None:
    """It belongs to that state, unless a window says that time ends before."""
    states = {"equipment": ["F1"], "start": [at(0)], "end": [at(60)], "state": ["Run"]}
    made = {"equipment": ["F1", "F1"], "time": [at(60), at(61)], "PQ": [5, 7]}
    terms = from_frame(states, made, by=())
    assert terms.amount("PQ").decimals() == [5]
    assert [finding.code for finding in terms.findings] == ["outside-window"]
    assert from_frame(states, made, by=(), window=(at(0), at(60))).amount("PQ").decimals() == [0]


def test_tables_that_name_more_than_others() -> None:
    """Numbers take as few bytes as each column needs; hundreds of names elsewhere do not disturb that."""
    names = [f"F{number}" for number in range(300)]
    products = [f"P{number}" for number in range(300)]
    states = {"equipment": ["F1", "F7"], "start": [at(0)] * 2, "end": [at(60)] * 2, "state": ["Run", "Down"]}
    made = {"equipment": ["F7", "F1"], "time": [at(5)] * 2, "product": ["P1", "P299"], "PQ": [2, 3]}
    energy = {"equipment": names, "time": [at(5)] * 300, "E": [1] * 300}
    pd = pytest.importorskip("pandas")
    coded = pd.DataFrame(states).astype({"equipment": "category", "state": "category"})
    booked = pd.DataFrame(made).astype({"equipment": "category", "product": "category"})
    for cycles in (
        {"equipment": names, "PRI": [number + 1 for number in range(300)]},
        {"product": products, "PRI": [number + 1 for number in range(300)]},
    ):
        by = ("equipment", "product")
        plain = from_frame(states, made, cycles=cycles, energy=energy, by=by, window=WINDOW)
        assert stated(from_frame(coded, booked, cycles=cycles, energy=energy, by=by, window=WINDOW)) == stated(plain)
        whole = from_frame(coded, booked, cycles=cycles, energy=energy, by=("equipment",), window=WINDOW)
        assert len(whole) == 300
        assert whole.select(equipment="F7").time("APT") == [0]
        assert whole.select(equipment="F1").time("APT") == [60 * 10**6]
        assert int(whole.failures.sum()) == 1


def test_overtime_is_told_and_hides_no_unknown_time() -> None:
    """A shift of eight hours: an hour of it is on no record, and the machine ran two hours longer."""
    site = WorkingCalendar(zone="UTC", shifts=[Shift("Early", "06:00", "14:00")])
    hours = [datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (6, 9, 10, 16)]
    states = {"equipment": ["F1"] * 2, "start": [hours[0], hours[2]], "end": [hours[1], hours[3]], "state": ["Run"] * 2}
    terms = from_frame(states, calendar=site, by=())
    assert terms.overtime.tolist() == [2 * 3600 * 10**6]
    found = terms.result("Availability")
    assert found.value == Decimal(9) / 8
    assert (found.lower, found.upper) == (Decimal(9) / 8, Decimal(10) / 8)
    assert set(found.flags) == {Flag.ABOVE_RANGE, Flag.OVERTIME, Flag.UNCLASSIFIED_TIME}
    assert "part of the time is outside planned time" in found.explain()
