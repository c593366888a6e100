"""Integrity and causes of simulated plants, against the truth behind their records."""

from __future__ import annotations

from datetime import timedelta

import pytest

from isa95mom.genealogy import Findings
from isa95mom.simulate import genealogy
from isa95mom.simulate.faults import FaultKind
from isa95mom.simulate.simulation import Kind

KINDS: tuple[Kind, ...] = ("discrete", "batch", "continuous", "mixed")


@pytest.mark.parametrize("kind", KINDS)
def test_a_plant_that_works_has_no_errors(kind: Kind) -> None:
    plant = genealogy(lots=1500, seed=5, kind=kind, corrections=0.02, late=0.1, unmeasured=0.1)
    assert plant.genealogy().integrity().errors == ()


def test_clocks_that_are_off_are_no_errors() -> None:
    minute = timedelta(minutes=1)
    g = genealogy(lots=1500, seed=5, kind="discrete", skew=minute).genealogy()
    assert g.integrity(minute).errors == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_planted_fault_is_found(kind: Kind) -> None:
    plant = genealogy(lots=3000, seed=6, kind=kind, faults=0.01)
    planted = plant.truth().faults
    assert planted
    found: Findings = plant.genealogy().integrity()
    told = {(finding.code, event) for finding in found for event in finding.events}
    lost = [fault for fault in planted if fault.kind is FaultKind.LOST_RECORD]
    assert [fault for fault in planted if fault not in lost and (fault.kind.value, fault.event) not in told] == []
    missing = sum(int(finding.amounts["missing"]) for finding in found.by_code("sequence-gap"))
    assert missing <= len(lost) <= missing + 3  # what a source told last leaves no gap
    assert {finding.code for finding in found.errors} <= {*map(str, FaultKind), "negative-stock", "output-before-input"}


@pytest.mark.parametrize("kind", ["discrete", "batch", "mixed"])
def test_a_planted_cause_is_found_first(kind: Kind) -> None:
    plant = genealogy(lots=3000, seed=7, kind=kind)
    truth = plant.truth()
    found = plant.genealogy().causes(truth.bad)
    assert found[0].candidate == "lot"
    assert found[0].name in {cause.lot for cause in truth.causes}
    assert found[0].found
