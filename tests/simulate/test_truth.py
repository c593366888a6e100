"""The truth of simulated plants, against what can be worked out from their records by other means."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest

from isa95mom import simulate
from isa95mom.genealogy import Event, Genealogy, LotNotFoundError
from isa95mom.simulate import FaultKind, Simulation
from isa95mom.simulate.simulation import Kind
from isa95mom.tables.errors import ID
from tests.simulate.test_records import KINDS, WORST

Mix = dict[Any, Fraction]
PASSING = ("return", "transfer")
ONE_UNIT: tuple[Kind, ...] = ("discrete", "batch", "continuous")


def lines_of(g: Genealogy) -> dict[Any, dict[str, list[tuple[Any, Fraction]]]]:
    found: defaultdict[Any, dict[str, list[tuple[Any, Fraction]]]] = defaultdict(lambda: {"in": [], "out": []})
    for line in g.lines:
        found[line.event][line.direction].append((line.lot, Fraction(line.quantity or 0)))
    return found


def blended(parts: list[tuple[Mix, Fraction]]) -> Mix:
    total = sum(amount for _, amount in parts)
    mixed: Mix = {}
    for mix, amount in parts:
        for origin, share in mix.items():
            mixed[origin] = mixed.get(origin, Fraction(0)) + share * amount / total
    return mixed


def compositions(g: Genealogy) -> dict[ID, Mix]:
    """What every lot is made of, event by event."""
    lines, mixes = lines_of(g), dict[Any, Mix]()
    for event in g.events:
        ins, outs = lines[event.id]["in"], lines[event.id]["out"]
        if event.kind in PASSING:
            continue
        mixed = blended([(mixes[lot], amount) for lot, amount in ins]) if ins else None
        for lot, _ in outs:
            if lot not in {source for source, _ in ins}:
                mixes[lot] = {lot: Fraction(1)} if mixed is None else mixed
    return mixes


class Tank:
    """A vessel that was only recorded by what went into it and what came out: mixed, or first in, first out."""

    def __init__(self, mixes: bool) -> None:
        self.mixes, self.layers = mixes, deque[tuple[Mix, Fraction]]()

    def fill(self, mix: Mix, amount: Fraction) -> None:
        self.layers.append((mix, amount))
        if self.mixes:
            total = sum(amount for _, amount in self.layers)
            self.layers = deque([(blended(list(self.layers)), Fraction(total))])

    def draw(self, amount: Fraction) -> list[tuple[Mix, Fraction]]:
        drawn = []
        while amount:
            mix, there = self.layers.popleft()
            part = min(there, amount)
            drawn.append((mix, part))
            amount -= part
            if there > part:
                self.layers.appendleft((mix, there - part))
        return drawn


def compositions_by_levels(g: Genealogy) -> dict[ID, Mix]:
    """The same where vessels are recorded by levels: tanks and silos mix, the line is first in, first out."""
    lines, mixes, tanks = lines_of(g), dict[Any, Mix](), dict[str, Tank]()
    vessel = ("TANK", "SILO", "CRYST")
    for event in sorted(g.events, key=lambda event: str(event.effective)):
        ins, outs = lines[event.id]["in"], lines[event.id]["out"]
        unit = event.equipment[0]
        if event.kind in PASSING:
            continue
        if event.kind == "clean":
            tanks.pop(unit, None)
        elif event.kind == "consume":
            tank = tanks.setdefault(unit, Tank(not unit.startswith("CRYST")))
            for lot, amount in ins:
                tank.fill(mixes[lot], amount)
        elif event.kind == "produce" and not ins:
            assert unit.startswith(vessel)
            mix = blended(tanks[unit].draw(sum((amount for _, amount in outs), Fraction(0))))
            mixes |= {lot: mix for lot, _ in outs}
        else:
            mixed = blended([(mixes[lot], amount) for lot, amount in ins]) if ins else None
            for lot, _ in outs:
                if lot not in {source for source, _ in ins}:
                    mixes[lot] = {lot: Fraction(1)} if mixed is None else mixed
    return mixes


@pytest.mark.parametrize("kind", ONE_UNIT)
@pytest.mark.parametrize("seed", [1, 2])
def test_shares_are_those_of_the_records_worked_out_event_by_event(kind: Kind, seed: int) -> None:
    simulation = simulate.genealogy(lots=400, seed=seed, kind=kind)
    truth = simulation.truth()
    expected = compositions(simulation.genealogy())
    assert set(expected) == set(truth.lots)
    for lot, mix in expected.items():
        assert truth.shares(lot) == mix
        assert sum(mix.values()) == 1
        assert truth.shares_nearly(lot) == pytest.approx({origin: float(share) for origin, share in mix.items()})
    assert max(map(len, expected.values())) > 5


@pytest.mark.parametrize("kind", ["batch", "continuous"])
def test_shares_in_tanks_are_those_of_perfect_mixing(kind: Kind) -> None:
    """From the levels alone: the heels at the beginning are put into the tanks, all else is recorded."""
    simulation = simulate.genealogy(lots=700, kind=kind, vessels="levels")
    truth, g = simulation.truth(), simulation.genealogy()
    found = compositions_by_levels(Genealogy.from_columns(**with_heels(simulation)))
    assert set(truth.lots) == set(found)
    for lot in truth.lots:
        assert truth.shares(lot) == found[lot], g.lot(lot)


def with_heels(simulation: Simulation) -> dict[str, Any]:
    """The tables, with the heels that were there at the beginning filled into their vessels."""
    tables = simulation.columns().tables
    events, lines = dict(tables["events"]), dict(tables["lines"])
    layout = simulation.process.layout
    held = [(n, kept) for n, kept in enumerate(layout.kept) if layout.line_hidden[kept.line]]
    events = {name: list(column.tolist()) for name, column in events.items()}
    lines = {name: list(column.tolist()) for name, column in lines.items()}
    places = Counter[str]()
    for n, kept in held:
        name = {"Blend": "TANK", "Homogenised": "SILO"}[kept.material]
        places[name] += 1
        for column, values in events.items():
            values.append(values[0])
            if column == "event":
                values[-1] = -1 - n
            elif column == "kind":
                values[-1] = "consume"
            elif column == "equipment":
                values[-1] = f"{name}-{places[name]}"
        for column, value in (("event", -1 - n), ("direction", "in"), ("lot", kept.opening)):
            lines[column].append(value)
        row = next(place for place, lot in enumerate(lines["lot"]) if lot == kept.opening)
        lines["quantity"].append(lines["quantity"][row])
        lines["unit"].append("KGM")
    return {"events": events, "lines": lines, "lots": tables["lots"]}


@pytest.mark.parametrize("kind", KINDS)
def test_recalls_are_those_of_networkx(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=500, kind=kind)
    truth, g = simulation.truth(), simulation.genealogy()
    graph: nx.DiGraph[Any] = nx.DiGraph()
    lines = lines_of(g)
    for event in g.events:
        both = {way: [lot for lot, _ in held] for way, held in lines[event.id].items()}
        graph.add_nodes_from([*both["in"], *both["out"]])
        graph.add_edges_from((a, b) for a in both["in"] for b in both["out"] if a != b and event.kind not in PASSING)
    for lot in truth.lots[::7]:
        assert truth.went_into(lot) == {lot} | nx.descendants(graph, lot) == set(g.trace_forward(lot).lots)
        assert truth.made_from(lot) == {lot} | nx.ancestors(graph, lot) == set(g.trace_back(lot).lots)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_is_what_the_stock_says(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=500, kind=kind)
    truth, g = simulation.truth(), simulation.genealogy()
    left: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for line in g.lines:
        assert line.quantity is not None
        left[line.lot] += line.quantity if line.direction == "out" else -line.quantity
    for lot in truth.lots:
        assert truth.left(lot) == left[lot] >= 0
    for lot in truth.lots[::5]:
        assert g.on_hand(lot).quantity == truth.left(lot)


def test_the_truth_does_not_depend_on_the_records() -> None:
    plain, worst = (simulate.genealogy(lots=300, kind="batch", **how).truth() for how in ({}, WORST))
    assert plain.lots == worst.lots
    assert all(plain.shares(lot) == worst.shares(lot) and plain.left(lot) == worst.left(lot) for lot in plain.lots)
    assert not plain.faults and not plain.slips and not plain.unmeasured
    assert worst.faults and worst.slips and worst.unmeasured


def test_a_heel_washes_out_as_its_closed_form_says() -> None:
    """The share of the first heel of a silo falls, with each filling, by the share of the heel in it."""
    simulation = simulate.genealogy(lots=600, kind="continuous")
    truth, g = simulation.truth(), simulation.genealogy()
    lines = lines_of(g)
    blends = [lines[event.id] for event in g.events if event.equipment == ("SILO-1",)]
    lot, expected = 1, Fraction(1)
    assert len(blends) > 10
    for both in blends[:10]:
        (heel, amount), ((made, total),) = both["in"][0], both["out"]
        assert heel == lot
        expected *= amount / total
        assert truth.shares(made)[1] == expected
        lot = made


def test_things_of_pieces_and_kilograms_have_no_shares() -> None:
    truth = simulate.genealogy(lots=600, kind="mixed").truth()
    refused = Counter[str]()
    for lot in truth.lots:
        try:
            truth.shares(lot)
        except ValueError as error:
            refused[str(error).partition(" is ")[2]] += 1
    assert list(refused) == ["made of pieces and kilograms; it has no shares of them"]
    assert refused.total() > 100


@pytest.mark.parametrize(
    ("ids", "lot"), [("whole", 400_000), ("whole", -1), ("whole", "1"), ("text", 1), ("text", "LOT-1")]
)
def test_a_lot_that_never_was(ids: Any, lot: Any) -> None:
    truth = simulate.genealogy(lots=200, ids=ids).truth()
    for ask in (truth.shares, truth.went_into, truth.made_from, truth.left):
        with pytest.raises(LotNotFoundError, match=f"no lot {lot!r} among"):
            ask(lot)


def test_names_of_the_truth_are_those_of_the_records() -> None:
    simulation = simulate.genealogy(lots=300, ids="text", **WORST)
    truth, g = simulation.truth(), simulation.genealogy()
    events = {event.id for event in g.events}
    assert all(lot in g for lot in truth.lots if lot in {line.lot for line in g.lines})
    assert {fault.event for fault in truth.faults if fault.kind != "sequence-gap"} <= events
    assert {slip.event for slip in truth.slips} | {slip.correction for slip in truth.slips} <= events
    assert {event for event, _ in truth.unmeasured} <= events


def test_without_rework_nothing_goes_round() -> None:
    for kind in KINDS:
        with_, without = (
            simulate.genealogy(lots=600, kind=kind, rework=rework).genealogy() for rework in (True, False)
        )
        kinds = {event.kind for event in without.events}
        assert "rework" not in kinds
        assert ("rework" in {event.kind for event in with_.events}) == (kind != "continuous")


# -- the records, checked by the library ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "vessels", "lots"),
    [("discrete", "lots", 200), ("batch", "lots", 600), ("batch", "levels", 600), ("continuous", "lots", 600),
     ("continuous", "levels", 600), ("mixed", "levels", 300)],
)  # fmt: skip
def test_records_without_faults_have_integrity(kind: Kind, vessels: Any, lots: int) -> None:
    """Late records, clocks that are off, and amounts that are not stated are no faults."""
    how: dict[str, Any] = {"lots": lots, "kind": kind, "vessels": vessels, "causes": False, "late": 0.1}
    assert simulate.genealogy(**how).genealogy().integrity() == ()
    skewed = simulate.genealogy(**how, corrections=0.05, skew=timedelta(minutes=3)).genealogy()
    assert skewed.integrity(skew=timedelta(minutes=6)) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_planted_faults_are_found(kind: Kind) -> None:
    """All but a few: a fault may hide another, as where the record of what made a lot is lost."""
    packed = kind in ("discrete", "mixed")
    lots, share = (300, 0.3) if packed else (1500, 0.06)
    plant, clean = (simulate.genealogy(lots=lots, kind=kind, faults=s, causes=False) for s in (share, 0))
    g, right = plant.genealogy(), {event.id: event for event in clean.genealogy().events}
    findings, told = g.integrity(), {event.id: event for event in g.events}
    faults = plant.truth().faults
    found = Counter[FaultKind]()
    for fault in faults:
        of_code = findings.by_code(fault.kind)
        if fault.kind is FaultKind.LOST_RECORD:
            lost = right[fault.event]
            ends = [(told[f.events[0]], told[f.events[-1]]) for f in of_code]
            found[fault.kind] += lost.sequence in (1, last_of(right.values(), lost.source)) or any(
                a.source == b.source == lost.source and (a.sequence or 0) < (lost.sequence or 0) < (b.sequence or 0)
                for a, b in ends
            )
        elif fault.lot is None:
            found[fault.kind] += any(fault.event in f.events for f in of_code)
        else:
            found[fault.kind] += any(fault.lot in f.lots for f in of_code)
    planted = Counter(fault.kind for fault in faults)
    assert planted.total() > 10
    assert found.total() > 0.8 * planted.total()
    assert all(found[fault] for fault in planted)


def last_of(events: Iterable[Event], source: str | None) -> int:
    return max(event.sequence or 0 for event in events if event.source == source)
