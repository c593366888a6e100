"""Build a message from typed objects: a type checker sees every name, the writer checks it against the schema."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import isa95mom as mom


def kilograms(amount: Decimal) -> mom.QuantityValue:
    """An amount of material."""
    return mom.QuantityValue(quantity_string=str(amount), data_type=mom.DataType.DECIMAL, unit_of_measure="KGM")


def material(number: int, use: mom.MaterialUse, lot: str, amount: Decimal) -> mom.MaterialActual:
    """Material that went in or came out."""
    return mom.MaterialActual(id=str(number), material_use=use, material_lot_ids=[lot], quantities=[kilograms(amount)])


def main() -> None:
    end = datetime(2026, 1, 5, 12, 30, tzinfo=timezone(timedelta(hours=1)))
    mixing = mom.SegmentResponse(
        id="MIX-1",
        process_segment_ids=["Mixing"],
        actual_start_time=end - timedelta(minutes=40),
        actual_end_time=end,
        segment_state=mom.ResponseState.COMPLETED,
        equipment_actuals=[mom.EquipmentActual(id="1", equipment_ids=["Mixer 2"])],
        material_actuals=[
            material(1, mom.MaterialUse.CONSUMED, "FLOUR-7", Decimal("100.10")),
            material(2, mom.MaterialUse.CONSUMED, "WATER-3", Decimal(60)),
            material(3, mom.MaterialUse.PRODUCED, "DOUGH-9", Decimal(160)),
        ],
    )
    message = mom.Message(
        verb=mom.Verb.SYNC,
        noun="OperationsPerformance",
        application_area=mom.TransApplicationArea(
            sender=mom.TransSender(logical_id="Bakery 4"), creation_date_time=end, bod_id="MESSAGE-1"
        ),
        objects=[
            mom.OperationsPerformance(
                id="DAY-5",
                operations_responses=[mom.OperationsResponse(id="ORDER-1", segment_responses=[mixing])],
            )
        ],
        release_id="V0701",
    )
    mom.write(message, "performance.xml", version=mom.Version.V0701)

    assert mom.validate("performance.xml") == ()
    print(mom.Genealogy.from_documents(["performance.xml"]).trace_back("DOUGH-9").to_tree())


if __name__ == "__main__":
    main()
