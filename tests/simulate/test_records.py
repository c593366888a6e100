"""The records of simulated plants: the same every time, in whatever pieces, and as a plant could have made them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from isa95mom import simulate
from isa95mom.genealogy import Event, Genealogy
from isa95mom.simulate import Chunk, FaultKind, Simulation
from isa95mom.simulate.draws import Draws, Streams
from isa95mom.simulate.simulation import Kind

KINDS: tuple[Kind, ...] = ("discrete", "batch", "continuous", "mixed")
WORST: dict[str, Any] = {
    "late": 0.1, "corrections": 0.05, "skew": timedelta(minutes=3), "unmeasured": 0.05, "faults": 0.05
}  # fmt: skip


def plain(column: Any) -> list[Any]:
    return cast("list[Any]", column.tolist())


def rows(*chunks: Chunk) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, without what states nothing."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for chunk in chunks:
        for name, table in chunk.tables.items():
            for values in zip(*map(plain, table.values()), strict=True):
                said = dict(zip(table, values, strict=True))
                found[name].append({key: v for key, v in said.items() if v is not None and v == v})
    return found


def digest(simulation: Simulation) -> str:
    summed = hashlib.sha256()
    for name, held in rows(simulation.columns()).items():
        summed.update(f"{name} {held}\n".encode())
    return summed.hexdigest()[:16]


# -- the same plant ---------------------------------------------------------------------------------------------------

GOLDEN = {
    "discrete": "f642707114034210",
    "batch": "7a0ff6c02748a6b4",
    "continuous": "1d0301ca0f8edc83",
    "mixed": "60c2b289ec7a8253",
}
"""What the plants of 700 lots and seed 5 amount to. They change only where a release says so."""


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_on_every_machine(kind: Kind) -> None:
    assert digest(simulate.genealogy(lots=700, seed=5, kind=kind, ids="text", **WORST)) == GOLDEN[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 7, 333, 10_000])
def test_chunks_of_any_size_hold_the_same(kind: Kind, size: int) -> None:
    simulation = simulate.genealogy(lots=400, kind=kind, **WORST)
    chunks = list(simulation.chunks(size))
    assert rows(*chunks) == rows(simulation.columns())
    assert [len(chunk) for chunk in chunks[:-1]] == [size] * (len(chunks) - 1)
    assert 0 < len(chunks[-1]) <= size


def test_blocks_do_not_depend_on_one_another() -> None:
    process = simulate.genealogy(lots=5000).process
    whole = process.block(0, 20)
    for first, count in ((0, 1), (3, 5), (19, 1)):
        part = process.block(first, count)
        assert (part.lot == whole.lot[first : first + count]).all()
        assert (part.amount == whole.amount[first : first + count]).all()


def test_a_larger_plant_begins_like_a_smaller_one() -> None:
    small, large = (rows(simulate.genealogy(lots=lots, causes=False, **WORST).columns()) for lots in (300, 900))
    for name, held in small.items():
        others = {str(row) for row in large[name]}
        # the record ends in the middle of a campaign, whose corrections stand behind it
        assert sum(str(row) not in others for row in held) == 0, name


def test_seeds_and_kinds_differ() -> None:
    plants = [simulate.genealogy(lots=200, seed=seed, kind=kind) for seed in (1, 2) for kind in KINDS]
    assert len({digest(plant) for plant in plants}) == len(plants)


CLOSED = {
    "discrete": {"produce", "merge", "split", "pack", "rework"},
    "batch": {"produce", "rework", "blend", "merge", "pack"},
    "continuous": {"produce", "blend", "pack"},
    "mixed": {"produce", "rework", "blend", "merge", "split", "pack"},
}
"""The kinds of events that give what they take."""

# -- a believable plant -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lots", [1, 10, 61, 250])
def test_as_many_lots_as_asked_for(kind: Kind, lots: int) -> None:
    g = simulate.genealogy(lots=lots, kind=kind).genealogy()
    assert lots <= len(g) <= lots + 10  # an event makes several
    assert len(g) == len({line.lot for line in g.lines if line.direction == "out"})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_goes_in_comes_out_and_no_lot_gives_more_than_it_has(kind: Kind, seed: int) -> None:
    g = simulate.genealogy(lots=1500, seed=seed, kind=kind).genealogy()
    stock: defaultdict[Any, Decimal] = defaultdict(Decimal)
    balance: defaultdict[Any, dict[str, Decimal]] = defaultdict(lambda: {"in": Decimal(0), "out": Decimal(0)})
    units: defaultdict[Any, set[str | None]] = defaultdict(set)
    for line in g.lines:
        assert line.quantity is not None
        assert line.quantity > 0
        balance[line.event][line.direction] += line.quantity
        units[line.event].add(line.unit)
        stock[line.lot] += line.quantity if line.direction == "out" else -line.quantity
    assert min(stock.values()) >= 0
    closed = Counter[str]()
    for event in g.events:
        both = balance[event.id]
        if both["in"] and both["out"] and event.kind != "assemble":
            assert both["in"] == both["out"], event
            assert len(units[event.id]) == 1
            closed[event.kind] += 1
    assert set(closed) >= CLOSED[kind]


@pytest.mark.parametrize("vessels", ["lots", "levels"])
@pytest.mark.parametrize("kind", KINDS)
def test_times_sources_and_sequences(kind: Kind, vessels: Any) -> None:
    events = rows(simulate.genealogy(lots=1500, kind=kind, vessels=vessels).columns())["events"]
    by_source = defaultdict(list)
    for event in events:
        assert event["effective"] < event["recorded"] < event["effective"] + timedelta(minutes=1)
        if "source" in event:
            by_source[event["source"]].append((event["sequence"], event["effective"]))
    assert len(by_source) >= 2
    for counted in by_source.values():
        counted.sort()
        sequence, times = zip(*counted, strict=True)
        missing = set(range(1, len(sequence) + 1)) - set(sequence)
        assert len(missing) <= len(by_source)  # the last campaign is not finished
        assert list(times) == sorted(times)
    shifts = {event["effective"].astimezone(simulate.calendar.MONDAY.tzinfo).weekday() for event in events[1:]}
    assert shifts <= set(range(6))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_used_before_it_is_made(kind: Kind) -> None:
    g = simulate.genealogy(lots=1500, kind=kind).genealogy()
    times = {event.id: event.effective for event in g.events}
    made: dict[Any, Any] = {}
    for line in g.lines:
        if line.direction == "out":
            made.setdefault(line.lot, times[line.event])
    assert all(made[line.lot] < times[line.event] for line in g.lines if line.direction == "in" and line.lot in made)


def test_bulk_lots_have_a_heavy_tail_and_never_run_dry() -> None:
    for tail in (1.05, 1.2, 1.7):
        streams = Streams(Draws(3), "Salt", tail, 6)
        campaigns = np.arange(1, 20_001)
        opened = streams.open_at(campaigns)
        assert (opened <= campaigns[:, None]).all() and (opened >= 1).all()
        uses = np.bincount(opened.reshape(-1), minlength=20_001)[1:]
        assert (uses <= streams.most(campaigns)).all()
        # the slope of the counts of lots used more than x times, between 16 and 1024
        x = 2.0 ** np.arange(4, 11)
        counts = np.array([(uses > n).sum() for n in x])
        slope = -np.polyfit(np.log(x), np.log(counts), 1)[0]
        assert tail - 0.25 < slope < tail + 0.25


def test_lots_are_used_as_often_as_documented() -> None:
    truth = simulate.genealogy(lots=30_000, kind="discrete").columns()
    used = Counter(
        lot for lot, way in zip(plain(truth.lines["lot"]), truth.lines["direction"], strict=True) if way == "in"
    )
    assert max(used.values()) > 1000
    assert sorted(used.values())[len(used) // 2] <= 4


# -- where the record departs from the truth --------------------------------------------------------------------------


def by_id(simulation: Simulation) -> dict[Any, Event]:
    return {event.id: event for event in simulation.genealogy().events}


def test_late_records() -> None:
    delays = [
        (event["recorded"] - event["effective"]).total_seconds() / 3600
        for event in rows(simulate.genealogy(lots=2000, late=0.2).columns())["events"]
    ]
    late = [hours for hours in delays if hours > 0.5]
    assert 0.15 < len(late) / len(delays) < 0.25
    assert max(late) <= 241
    assert 1 < sorted(late)[len(late) // 2] < 3


def test_clocks_that_are_off() -> None:
    true, told = (
        rows(simulate.genealogy(lots=500, skew=timedelta(minutes=minutes)).columns())["events"] for minutes in (0, 5)
    )
    off = defaultdict(set)
    for right, said in zip(true, told, strict=True):
        assert right["recorded"] == said["recorded"]
        off[said.get("source")].add((said["effective"] - right["effective"]).total_seconds())
    assert all(len(seconds) == 1 for seconds in off.values())
    assert 0 < max(abs(seconds) for (seconds,) in off.values()) <= 300
    assert off[None] == {0}


def test_corrections_supersede_what_was_said_wrongly() -> None:
    simulation = simulate.genealogy(lots=600, corrections=0.1, ids="text")
    g, right = simulation.genealogy(), simulate.genealogy(lots=600, ids="text").genealogy()
    slips = simulation.truth().slips
    assert all(event.supersedes is None for event in right.events)
    assert 0.07 < len(slips) / len(right.events) < 0.13
    assert len(g.events) == len(right.events) + len(slips)
    known, lines = {event.id: event for event in g.events}, defaultdict(list)
    for line in g.lines:
        lines[line.event].append((line.direction, line.lot, line.quantity))
    true = defaultdict(list)
    for line in right.lines:
        true[line.event].append((line.direction, line.lot, line.quantity))
    for slip in slips:
        corrected, correction = known[slip.event], known[slip.correction]
        assert correction.supersedes == slip.event
        assert correction.recorded is not None and corrected.recorded is not None
        assert correction.recorded > corrected.recorded
        assert correction.effective == corrected.effective
        assert lines[slip.correction] == true[slip.event]
        wrong = Counter(lines[slip.event]) - Counter(true[slip.event])
        assert [(lot, quantity) for _, lot, quantity in wrong] == [(slip.lot, slip.said)]
        assert slip.said == 10 * slip.true


def test_amounts_that_are_not_stated() -> None:
    simulation = simulate.genealogy(lots=600, unmeasured=0.2, kind="batch")
    said = {(line.event, line.lot): line.quantity for line in simulation.genealogy().lines if line.direction == "in"}
    true = {
        (line.event, line.lot): line.quantity
        for line in simulate.genealogy(lots=600, kind="batch").genealogy().lines
        if line.direction == "in"
    }
    hidden = {key for key, quantity in said.items() if quantity is None}
    assert hidden == set(simulation.truth().unmeasured)
    assert {key: true[key] for key in hidden} == simulation.truth().unmeasured
    assert len(hidden) > 50


@pytest.mark.parametrize("kind", KINDS)
def test_faults_are_where_the_truth_says_and_nowhere_else(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=1500, kind=kind, faults=0.3)
    faults = {fault.event: fault for fault in simulation.truth().faults}
    wrong, right = (
        {row["event"]: row for row in rows(plant.columns())["events"]}
        for plant in (simulation, simulate.genealogy(lots=1500, kind=kind))
    )
    lost = {fault.event for fault in faults.values() if fault.kind is FaultKind.LOST_RECORD}
    assert set(right) - set(wrong) == lost
    moved = {fault.event for fault in faults.values() if fault.kind is FaultKind.TIME_ORDER}
    assert {event for event in wrong if wrong[event] != right[event]} == moved
    told: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    true: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for plant, lines in ((simulation, told), (simulate.genealogy(lots=1500, kind=kind), true)):
        for row in rows(plant.columns())["lines"]:
            lines[row["event"]].append({key: value for key, value in row.items() if key != "event"})
    differ = {event for event in told if told[event] != true[event]}
    assert differ == set(faults) - lost - moved
    assert {fault.kind for fault in faults.values()} >= set(FaultKind) - {FaultKind.TWO_PARENTS}
    made = {row["lot"]: row["quantity"] for held in true.values() for row in held if row["direction"] == "out"}
    for event in differ:
        fault = faults[event]
        (row, was) = next((a, b) for a, b in zip(told[event], true[event], strict=True) if a != b)
        assert row["lot"] == fault.lot
        match fault.kind:
            case FaultKind.OVER_CONSUMED:
                assert row["quantity"] > made[row["lot"]]
            case FaultKind.UNIT:
                assert (row["unit"], row["quantity"]) == ("MTR", was["quantity"])
            case FaultKind.UNKNOWN_LOT:
                assert row["lot"] not in made
            case FaultKind.TWO_PARENTS:
                assert row["lot"] in {other["lot"] for other in told[event - 1]}
            case _:
                pytest.fail(f"{fault} changes no line")


def test_two_parents_are_planted_where_things_are_packed() -> None:
    kinds = Counter(fault.kind for fault in simulate.genealogy(lots=6000, kind="discrete", faults=0.3).truth().faults)
    assert kinds[FaultKind.TWO_PARENTS] > 5


@pytest.mark.parametrize("kind", KINDS)
def test_causes_make_lots_bad(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=6000, kind=kind)
    truth, g = simulation.truth(), simulation.genealogy()
    assert {lot for lot in truth.lots if g.lot(lot).properties.get("Result") == "fail"} == truth.bad
    assert truth.causes
    kinds = {event.id: event for event in g.events}
    made = {line.lot: kinds[line.event] for line in g.lines if line.direction == "out"}
    uses = defaultdict(set)
    for line in g.lines:
        if line.direction == "in":
            uses[line.event].add(line.lot)
    hit = set()
    for cause in truth.causes:
        at = {lot for lot in truth.lots if "Result" in g.lot(lot).properties}
        begin, end = cause.campaigns
        if cause.equipment is not None:
            acted = {
                lot for lot in at
                if cause.equipment in made[lot].equipment
                and begin < int(str(made[lot].evidence).rpartition("-")[2]) <= end
            }  # fmt: skip
        else:
            acted = {lot for lot in at if cause.lot in uses[made[lot].id]}
        hit |= acted
        if len(acted) > 10:
            assert cause.share - 0.3 < len(acted & truth.bad) / len(acted) < cause.share + 0.3
    tested = {lot for lot in truth.lots if "Result" in g.lot(lot).properties}
    assert len(truth.bad - hit) < 0.03 * len(tested) + 3
    assert not simulate.genealogy(lots=600, kind=kind, causes=False).truth().bad


# -- sizes ------------------------------------------------------------------------------------------------------------

PEAK = """
import sys
from isa95mom import simulate
lots = int(sys.argv[1])
lines = sum(len(chunk.lines["lot"]) for chunk in simulate.genealogy(lots=lots, **{rest}).chunks())
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(lines, status["VmHWM"].split()[0])
"""
"""The most that this program held; `ru_maxrss` would count what its parent held when it was started."""


def peak(lots: int, **rest: Any) -> tuple[int, int]:
    """How many lines a process streamed, and how many kilobytes it took at the most."""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells what a program held at the most")
    program = [sys.executable, "-c", PEAK.replace("{rest}", repr(rest)), str(lots)]
    run = subprocess.run(program, capture_output=True, text=True, check=True)
    lines, kilobytes = map(int, run.stdout.split())
    return lines, kilobytes


def test_memory_does_not_grow_with_the_plant() -> None:
    few, small = peak(150_000)
    many, large = peak(600_000)
    assert many > 3.9 * few > 2_000_000
    assert large < small * 1.1


@pytest.mark.slow
def test_a_hundred_million_lines() -> None:
    lines, kilobytes = peak(24_500_000)
    assert lines >= 100_000_000
    assert kilobytes < 500_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"lots": 0}, "lots is 0; a number from 1 is needed"),
        ({"kind": "jobbing"}, "kind is 'jobbing'; it must be one of discrete, batch, continuous, mixed"),
        ({"late": 1.5}, "late is 1.5; a share from 0 to 1 is needed"),
        ({"faults": -0.1}, "faults is -0.1; a share from 0 to 1 is needed"),
        ({"corrections": float("nan")}, "corrections is nan; a share from 0 to 1 is needed"),
        ({"skew": timedelta(seconds=-1)}, "skew is -1 day, 23:59:59; it must not be negative"),
        ({"vessels": "none"}, "vessels is 'none'; it must be 'lots' or 'levels'"),
        ({"tail": 1.0}, "tail is 1.0; a number above 1 and below 10 is needed"),
        ({"ids": "uuid"}, "ids is 'uuid'; it must be 'whole' or 'text'"),
    ],
)
def test_what_a_plant_cannot_be(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        simulate.genealogy(**arguments)


def test_a_chunk_has_a_size() -> None:
    with pytest.raises(ValueError, match=r"^size is 0; a number from 1 is needed$"):
        next(simulate.genealogy().chunks(0))


def test_whole_and_text_names_are_the_same_plant() -> None:
    whole, text = (simulate.genealogy(lots=300, ids=ids).genealogy() for ids in ("whole", "text"))
    assert [f"LOT-{line.lot:09}" for line in whole.lines] == [line.lot for line in text.lines]
    assert isinstance(whole, Genealogy)


def test_an_amount_that_is_not_stated_is_not_corrected() -> None:
    plant = simulate.genealogy(lots=600, kind="batch", corrections=0.2, unmeasured=0.9)
    corrections = [event for event in plant.genealogy().events if event.supersedes is not None]
    assert len(corrections) == len(plant.truth().slips) > 30
