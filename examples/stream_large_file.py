"""Sum the quantities of a large document, one lot at a time: the memory it takes does not grow with the file."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import isa95mom as mom

LOTS = 20_000


def make(name: str) -> None:
    """A document with many lots."""
    with open(name, "w", encoding="utf-8") as out:
        out.write('<MaterialInformation xmlns="http://www.mesa.org/xml/B2MML-V0600">\n')
        for number in range(LOTS):
            out.write(
                f"<MaterialLot><ID>L-{number}</ID><MaterialDefinitionID>M-{number % 3}</MaterialDefinitionID><Quantity>"
                f"<QuantityString>{number % 10}.25</QuantityString><DataType>decimal</DataType>"
                "<UnitOfMeasure>KGM</UnitOfMeasure></Quantity></MaterialLot>\n"
            )
        out.write("</MaterialInformation>\n")


def main() -> None:
    make("lots.xml")
    number: Counter[str] = Counter()
    total: dict[str, Decimal] = {}
    for lot in mom.iter_read("lots.xml", mom.MaterialLot):
        material = str(lot.material_definition_id)
        number[material] += 1
        for quantity in lot.quantities:
            total[material] = total.get(material, Decimal(0)) + (quantity.value or 0)
    for material in sorted(number):
        print(f"{material}: {number[material]} lots, {total[material]} kg")
    assert sum(number.values()) == LOTS


if __name__ == "__main__":
    main()
