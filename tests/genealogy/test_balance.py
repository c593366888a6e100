"""What is left of lots, and balances: by hand, as a property of consistent histories, and where amounts are missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isa95mom.genealogy import EventKind, Genealogy, GenealogyError, Stock, Term
from isa95mom.tables.errors import TableError

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
Row = tuple[str, list[tuple[str, Any, str | None]], list[tuple[str, Any, str | None]]]
"""A kind, and what went in and came out: lot, quantity, unit."""


def built(*rows: Row, **columns: list[Any]) -> Genealogy:
    events = [f"E{n}" for n in range(len(rows))]
    lines = [
        (event, way, *line)
        for event, (_, ins, outs) in zip(events, rows, strict=True)
        for way, of in (("in", ins), ("out", outs))
        for line in of
    ]
    names = ("event", "direction", "lot", "quantity", "unit")
    return Genealogy.from_columns(
        {
            "event": events,
            "kind": [row[0] for row in rows],
            "effective": [NOON + timedelta(hours=n) for n in range(len(rows))],
        }
        | columns,
        {name: [line[n] for line in lines] for n, name in enumerate(names)},
        lots={"lot": sorted({line[2] for line in lines}), "material": sorted({line[2] for line in lines})},
    )


def bakery() -> Genealogy:
    return built(
        ("receive", [], [("FLOUR", 1000, "KGM")]),
        ("sample", [("FLOUR", Decimal("0.5"), "KGM")], []),
        ("produce", [("FLOUR", 400, "KGM"), ("WATER", 200, "KGM")], [("DOUGH", 590, "KGM"), ("CRUMB", 4, "KGM")]),
        ("scrap", [("CRUMB", 3000, "GRM")], []),
        ("produce", [("DOUGH", 590, "KGM")], [("BREAD", 1000, "C62")]),
        ("pack", [("BREAD", 600, "C62")], [("PALLET", None, None)]),
        ("ship", [("PALLET", None, None)], []),
        ("adjust", [("FLOUR", None, None)], [("FLOUR", 598, "KGM")]),
        order=[None, None, "O-1", "O-1", "O-1", None, None, None],
        equipment=[None, None, "MIXER", "MIXER", "OVEN", None, None, None],
    )


def test_what_is_left() -> None:
    g = bakery()
    flour = g.on_hand("FLOUR")
    assert flour.quantity == 598
    assert flour.made == 1000
    assert flour.unit == "KGM"
    assert flour.terms == {
        Term.RECEIVED: 1000,
        Term.SAMPLED: Decimal("0.5"),
        Term.CONSUMED: 400,
        Term.COUNTED: Decimal("-1.5"),
    }
    assert g.on_hand("FLOUR", NOON + timedelta(hours=1)).quantity == Decimal("999.5")
    assert g.on_hand("CRUMB").quantity == 1
    assert g.on_hand("BREAD").terms == {Term.PRODUCED: 1000, Term.PACKED: 600}
    assert g.on_hand("PALLET", NOON + timedelta(hours=5)).quantity == 600
    pallet = g.on_hand("PALLET")
    assert pallet.quantity == 0
    assert pallet.terms[Term.SHIPPED] == 600
    assert pallet.unit == "C62"
    assert g.on_hand("WATER") == Stock(
        lot="WATER",
        quantity=None,
        unit="KGM",
        terms={Term.CONSUMED: Decimal(200)},
        unknown=("where it came from is not on record",),
    )


def test_balance_of_a_lot() -> None:
    balance = bakery().balance(lot="FLOUR", tolerance=Decimal("0.01"))
    assert balance.unexplained == Decimal("1.5")
    assert balance.closed is True
    assert str(balance) == (
        "lot FLOUR:\n"
        "  + 1000 KGM  received\n"
        "  - 0.5 KGM  sampled\n"
        "  - 400 KGM  consumed\n"
        "  - 598.0 KGM  closing\n"
        "  = 1.5 KGM  unexplained\n"
        "  99.85 % accounted for"
    )


def test_balance_of_a_period() -> None:
    balance = bakery().balance(lot="FLOUR", since=NOON + timedelta(hours=1), until=NOON + timedelta(hours=2))
    assert balance.inputs == {"opening": 1000}
    assert balance.outputs == {"sampled": Decimal("0.5"), "consumed": 400, "closing": Decimal("599.5")}
    assert balance.unexplained == 0


def test_balance_of_an_order() -> None:
    mass_of_bread = {"BREAD": {("C62", "KGM"): Decimal("0.550")}}
    balance = bakery().balance(order="O-1", factors=mass_of_bread, tolerance=Decimal("0.05"))
    assert balance.inputs == {"input": 600}
    assert balance.outputs == {"output": Decimal("551"), "scrapped": 3}
    assert balance.unexplained == 46
    assert balance.closed is False
    assert balance.yield_ == Decimal(551) / 600
    without = bakery().balance(order="O-1")
    assert [without.unexplained, without.reconciliation, without.closed] == [None, None, None]
    assert without.unknown == ("1000 C62 of event 'E4' does not convert to KGM",)
    assert "= not known" in str(without)


def test_balance_of_equipment() -> None:
    balance = bakery().balance(equipment="MIXER")
    assert balance.input == 600
    assert balance.unexplained == 6


def test_more_went_out_than_came_in() -> None:
    g = built(("receive", [], [("A", 10, "KGM")]), ("consume", [("A", 12, "KGM")], []))
    assert g.on_hand("A").quantity == -2
    balance = g.balance(lot="A")
    assert balance.unexplained == -2
    assert balance.outputs["closing"] == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("consume", [("A", None, None)], []), "how much was consumed by event 'E1' is not stated"),
        (("ship", [("A", None, None)], []), "how much was shipped by event 'E1' is not stated"),
        (("consume", [("A", 3, "LTR")], []), "3 LTR of event 'E1' does not convert to KGM"),
        (("consume", [("A", 3, None)], []), "3 without a unit of event 'E1' does not convert to KGM"),
    ],
)
def test_what_is_not_known_is_said(row: Row, reason: str) -> None:
    g = built(("receive", [], [("A", 10, "KGM")]), row)
    assert g.on_hand("A").quantity is None
    assert g.on_hand("A").unknown == (reason,)
    assert g.balance(lot="A").unexplained is None
    g = built(("receive", [], [("A", 10, "KGM")]), row, ("adjust", [], [("A", 4, "KGM")]))
    assert g.on_hand("A").quantity == 4  # a count ends what is not known


def test_a_sublot_takes_from_its_lot_and_comes_back() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("subdivide", [("A", None, None)], [("A-1", 30, "KGM"), ("A-2", 20, "KGM")]),
        ("scrap", [("A-1", None, None)], []),
        ("relabel", [("A-2", None, None)], [("B", None, None)]),
    )
    left = {lot: g.on_hand(lot).quantity for lot in g.lots}
    assert left == {"A": 50, "A-1": 0, "A-2": 0, "B": 20}


def test_asked_wrongly() -> None:
    g = bakery()
    with pytest.raises(GenealogyError, match="nothing to balance is named"):
        g.balance()
    with pytest.raises(GenealogyError, match="one of them is balanced"):
        g.balance(lot="FLOUR", order="O-1")
    with pytest.raises(TableError, match="has no offset from UTC"):
        g.on_hand("FLOUR", datetime(2026, 1, 5))


MOVES = st.lists(
    st.tuples(
        st.sampled_from([EventKind.PRODUCE, EventKind.BLEND, EventKind.SPLIT, EventKind.SHIP, EventKind.SCRAP]),
        st.lists(st.tuples(st.integers(0, 5), st.decimals(0, 100, places=2)), max_size=3),
        st.lists(st.tuples(st.integers(0, 5), st.decimals(0, 100, places=2)), max_size=3),
    ),
    max_size=8,
)


@given(MOVES)
def test_what_is_left_is_the_sum_of_the_lines(moves: list[Any]) -> None:
    def named(of: list[Any]) -> list[Any]:
        return [(f"L{lot}", quantity, "KGM") for lot, quantity in of]

    start: Row = ("receive", [], [(f"L{n}", Decimal(1000), "KGM") for n in range(6)])
    g = built(start, *((kind, named(ins), named(outs)) for kind, ins, outs in moves))
    for n in range(6):
        left = 1000 + sum(
            (q for _, _, outs in moves for lot, q in outs if lot == n), Decimal(0)
        ) - sum((q for _, ins, _ in moves for lot, q in ins if lot == n), Decimal(0))  # fmt: skip
        assert g.on_hand(f"L{n}").quantity == left
        balance = g.balance(lot=f"L{n}")
        assert balance.unexplained == min(left, Decimal(0))
        assert balance.input - balance.output == balance.unexplained
