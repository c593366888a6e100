"""The messages of simulated plants: valid in every version, and read back as what the tables say."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

import isa95mom as mom
from isa95mom import simulate
from isa95mom.genealogy import Agreement, Genealogy
from isa95mom.simulate import Simulation
from isa95mom.simulate.simulation import Kind
from isa95mom.values.version import B2MML
from tests.simulate.test_records import KINDS, WORST
from tests.support.official import complaints, needs_shared


@needs_shared
@pytest.mark.parametrize("version", B2MML, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_valid_by_the_official_schema(kind: Kind, version: mom.Version) -> None:
    names = []
    for name, message in simulate.genealogy(lots=270, kind=kind, **WORST).documents(version):
        assert complaints(str(version), mom.dumps(message, version=version)) == [], name
        names.append(name)
    assert len(set(names)) == len(names)
    assert {name[7:] for name in names} == {"performance", "lots", "corrections"}


@pytest.mark.parametrize("version", B2MML, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_read_back(kind: Kind, version: mom.Version) -> None:
    """By way of bytes: the same lots, events and lines as from the tables."""
    simulation = simulate.genealogy(lots=270, kind=kind, corrections=0.05, unmeasured=0.1, late=0.1, ids="text")
    written = [mom.dumps(message, version=version) for _, message in simulation.documents(version)]
    same = {name: name for name in ("Restricted", "UnRestricted")}
    read = Genealogy.from_documents(written, agreed=Agreement(kinds=simulation.segments, dispositions=same))
    told = simulation.genealogy()
    assert set(read.lots) == set(told.lots)
    # a sample is read as an event beside that of its segment, which is the one that a correction replaces
    sampled = version > mom.Version.V0500
    twice = {event.id for event in told.events if event.kind == "sample" and event.supersedes}
    twice |= {str(event).removesuffix("-C") for event in twice}
    assert without(stated(read), twice) == without(stated(told), twice)
    assert {finding.code for finding in read.findings} == ({"reported-in-pieces"} if twice and sampled else set())
    by_name = {plain(event.id): event for event in read.events}
    for event in told.events:
        if event.id in twice:
            continue
        again = by_name[plain(event.id)]
        assert (again.effective, again.equipment, again.person) == (event.effective, event.equipment, event.person)
        if event.kind != "sample":  # that it is one is said of the material, and of its segment nothing else is read
            assert (again.location, again.party) == (event.location, event.party)
            assert {name: float(str(said)) for name, said in again.parameters.items()} == event.parameters
            assert again.order == event.order
        if version is not mom.Version.V0401:
            assert again.kind == event.kind
        if version >= mom.Version.V0700:
            assert again.recorded == event.recorded
        assert (again.supersedes is None) == (event.supersedes is None)
    for lot in told.lots:
        was, now = told.lot(lot), read.lot(lot)
        assert (now.material, now.supplier, now.supplier_lot) == (was.material, was.supplier, was.supplier_lot)
        read_now = {name: str(said) for name, said in now.properties.items() if name != "Status"}
        assert read_now == {name: str(said) for name, said in was.properties.items()}
        assert (now.location, now.disposition) == (was.location, was.disposition)


def plain(event: Any) -> str:
    """The identification of an event as the tables have it."""
    name = str(event)
    last = name.rpartition("/")[2].partition(" ")[0].partition(",")[0]
    return f"{last}-C" if ", corrected" in name else last


def without(lines: dict[str, Any], events: set[Any]) -> dict[str, Any]:
    return {event: held for event, held in lines.items() if event not in events}


def stated(g: Genealogy) -> dict[str, list[tuple[str, Any, Decimal | None, str | None]]]:
    found = defaultdict(list)
    for line in g.lines:
        found[plain(line.event)].append((str(line.direction), line.lot, line.quantity, line.unit))
    return {event: sorted(held, key=str) for event, held in found.items()}


def test_a_version_that_is_not_of_b2mml() -> None:
    with pytest.raises(ValueError, match=r"^a plant cannot be stated in KPI_ML_V01, only in V0401, V0500, V0600"):
        simulate.genealogy().documents(mom.Version.KPI_ML_V01)


def test_messages_come_one_by_one() -> None:
    messages = simulate.genealogy(lots=10_000_000).documents()
    names = [next(messages)[0] for _ in range(4)]
    assert names == ["000000-performance", "000000-lots", "000001-performance", "000001-lots"]


def test_whole_numbers_are_written_as_such() -> None:
    simulation: Simulation = simulate.genealogy(lots=100, kind="batch")
    read = Genealogy.from_documents([message for _, message in simulation.documents()])
    assert {int(str(lot)) for lot in read.lots} == set(simulation.genealogy().lots)
