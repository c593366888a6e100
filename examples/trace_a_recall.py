"""A supplier says that one of his lots is bad: find the pallets that hold some of it, and where they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import isa95mom as mom
from isa95mom.simulate import plant

BAD = "STR-0001"


def main() -> None:
    folder = Path("plant")
    folder.mkdir(exist_ok=True)
    for name, message in plant(lots=200, seed=3):
        mom.write(message, folder / f"{name}.xml")
    files = sorted(folder.glob("*.xml"))

    g = mom.Genealogy.from_documents(files)
    trace = g.trace_forward(BAD)
    print(f"{BAD} went into {len(trace) - 1} of {len(g)} lots, up to {trace.depth} steps away")

    where: dict[str, str] = {}
    for lot in mom.iter_read(folder / "06-lots.xml", mom.MaterialLot):
        for pallet in lot.material_sub_lots:
            if pallet.id in trace:
                where[pallet.id] = pallet.status or "unknown"
    for status, number in Counter(where.values()).most_common():
        print(f"{number} pallets {status}")

    shipments = sorted(
        f"{event.effective:%Y-%m-%d %H:%M}  {event.id}"
        for event in trace.events
        if event.effective is not None and event.equipment == ("Dock",)
    )
    print("shipments to call back:", *shipments, sep="\n  ")
    assert where


if __name__ == "__main__":
    main()
