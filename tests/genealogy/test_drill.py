"""Mock recalls, and recalls as tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from isa95mom import simulate
from isa95mom.genealogy import Genealogy, GenealogyError, Lot, LotNotFoundError
from isa95mom.simulate.simulation import Kind
from tests.genealogy.test_balance import NOON, bakery, built


def ticking(*minutes: float) -> Callable[[], datetime]:
    """A clock that tells these times, one after another."""
    times = iter(minutes)
    return lambda: NOON + timedelta(minutes=next(times))


def test_a_drill() -> None:
    g = bakery()
    g.describe(Lot(id="FLOUR", supplier="MILL"))
    drill = g.drill("FLOUR", by="ANN", clock=ticking(0, 90), within=timedelta(hours=2), least=0.99)
    assert str(drill) == "\n".join(
        [
            "lot FLOUR, 1000 KGM: 99.85% accounted for in 5400.000 s",
            "    59.80%  in stock",
            "    15.96%  in process",
            "    23.84%  shipped",
            "     0.20%  scrapped",
            "     0.05%  sampled",
            "     0.15%  unaccounted",
            "  missing in lot FLOUR: 1.5 KGM of it are not accounted for",
            "  passed",
        ]
    )
    assert drill.accounted == 0.9985 and drill.located == Decimal("998.5") and drill.passed
    assert drill.suppliers == ("MILL",) and drill.parties == {None: 1} and drill.orphans == ()
    bread = 400 * 590 / 594  # of the flour; a fifth of the dough's weight was water
    assert drill.shares["shipped"][0] == pytest.approx(bread * 0.6 / 1000)
    assert drill.shares["scrapped"][0] == pytest.approx(400 * 4 / 594 * 3 / 4 / 1000)
    told = json.loads(drill.to_json())
    assert told["started"] == "2026-01-05T12:00:00+00:00" and told["elapsed_seconds"] == 5400
    assert told["by"] == "ANN" and told["quantity"] == "1000" and told["passed"] is True


def test_what_is_judged() -> None:
    g = bakery()

    def passed(**said: Any) -> bool | None:
        return g.drill("FLOUR", clock=ticking(0, 90), **said).passed

    assert passed() is None
    assert passed(least=1) is False and passed(least=0.9985) is True
    assert passed(within=timedelta(minutes=89)) is False and passed(within=timedelta(minutes=90)) is True
    assert passed(within=timedelta(hours=4), least=1) is False
    called = g.drill("FLOUR", started=NOON - timedelta(hours=3), clock=ticking(90))
    assert called.elapsed == timedelta(minutes=270)


def test_what_is_missing() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("produce", [("A", 60, "KGM"), ("WATER", 20, "KGM")], [("B", 50, "KGM"), ("C", 25, "KGM")]),
        ("ship", [("B", None, None)], []),
        ("ship", [("C", 10, "KGM")], []),
        party=[None, None, "X", "Y"],
    )
    drill = g.drill("A", clock=ticking(0, 1))
    assert drill.shares == {"in stock": (0.52, 0.52), "shipped": (0.08, 0.08), "unknown": (0.4, 0.4)}
    assert drill.accounted == 0.6 and drill.located == 60 and drill.parties == {"X": 1, "Y": 1}
    [missing] = drill.missing
    assert missing.lot == "B" and missing.reason == "how much was shipped by event 'E2' is not stated"
    assert g.drill("B").orphans == ("WATER",)
    assert g.as_of(effective=NOON).drill("A").to_dict()["effective"] == "2026-01-05T12:00:00+00:00"
    vague = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("produce", [("A", None, None)], [("B", 50, "KGM"), ("C", None, None)]),
    ).drill("A", clock=ticking(0, 1))
    assert vague.accounted == 0 and vague.shares["unknown"] == (0, 1)


@pytest.mark.parametrize("kind", ["discrete", "batch", "continuous", "mixed"])
def test_drills_of_simulated_plants(kind: Kind) -> None:
    g = simulate.genealogy(lots=400, kind=kind, seed=8, ids="text").genealogy()
    for seed in range(5):
        drill = g.drill(seed=seed, clock=ticking(0, 1))
        assert g.drill(seed=seed).lot == drill.lot
        assert drill.accounted == pytest.approx(1) and not drill.missing
        assert sum(low for low, _ in drill.shares.values()) == pytest.approx(1)
        json.loads(drill.to_json())


def test_amounts_that_nobody_measured_are_missing() -> None:
    g = simulate.genealogy(lots=400, kind="batch", seed=8, unmeasured=0.3, ids="text").genealogy()
    drills = [g.drill(seed=seed) for seed in range(20)]
    assert any(drill.accounted < 1 for drill in drills)
    for drill in drills:
        assert sum(low for low, _ in drill.shares.values()) <= 1 + 1e-9
        assert all(low <= high for low, high in drill.shares.values())


def test_a_lot_by_chance() -> None:
    g = bakery()
    drill = g.drill(seed=3)
    assert drill.lot == "FLOUR"
    assert drill.chosen == "by chance, with the seed 3, among 1 lots that were received"
    assert g.drill(material="BREAD", seed=3).chosen == (
        "by chance, with the seed 3, among 1 lots of material 'BREAD' that were made"
    )
    assert g.drill().chosen.startswith("by chance, with the seed ")
    with pytest.raises(GenealogyError, match="there is no lot to choose of material 'JAM'"):
        g.drill(material="JAM")
    with pytest.raises(GenealogyError, match="there is no lot to choose"):
        Genealogy().drill()
    with pytest.raises(LotNotFoundError):
        g.drill("FLOWER")
    with pytest.raises(GenealogyError, match="2026-01-05T12:00:00 has no offset; a drill is kept as evidence"):
        g.drill("FLOUR", clock=lambda: datetime(2026, 1, 5, 12))
    with pytest.raises(GenealogyError, match="least is 99; a share from 0 to 1 is needed"):
        g.drill("FLOUR", least=99)


# -- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_frames(kind: Any) -> None:
    pytest.importorskip("pyarrow" if kind == "arrow" else kind)
    recall = bakery().recall("FLOUR")
    made = recall.to_frame(kind)
    rows = made.to_dict("records") if kind == "pandas" else made.to_dicts() if kind == "polars" else made.to_pylist()
    for lot in recall:
        of = [row for row in rows if row["lot"] == lot.id]
        assert sum(row["quantity"] for row in of) == lot.account.total
        assert {row["material"] for row in of} == {lot.id} and {row["unit"] for row in of} == {lot.account.unit}
    [sent] = [row for row in rows if row["category"] == "shipped"]
    assert sent["effective"].astimezone(UTC) == NOON + timedelta(hours=6) and sent["event"] == "E6"
    assert {tuple(row["into"]) for row in rows if row["lot"] == "FLOUR"} == {(), ("DOUGH", "CRUMB")}
    assert [row["quantity"] for row in rows if row["category"] == "unaccounted"] == [Decimal("1.5")]


def test_csv(tmp_path: Path) -> None:
    text = bakery().recall("FLOUR").to_csv(tmp_path / "recall.csv")
    assert (tmp_path / "recall.csv").read_text(encoding="utf-8") == text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.splitlines()[1] == "FLOUR,FLOUR,0,1.0,1.0,sampled,0.5,KGM,E1,2026-01-05T13:00:00+00:00,,,,"
    assert rows[1]["into"] == "DOUGH;CRUMB"
    nothing = Genealogy()
    nothing.describe(Lot(id="A"))
    assert nothing.recall("A").to_csv().splitlines()[1:] == [
        "A,,0,1.0,1.0,unknown,,,,,,,,what is left is not known",
    ]
