"""Read a document, block the lots of one material, and write it back: nothing else changes."""

from __future__ import annotations

import isa95mom as mom

DOCUMENT = b"""<?xml version="1.0" encoding="UTF-8"?>
<MaterialInformation xmlns="http://www.mesa.org/xml/B2MML-V0600">
  <MaterialLot>
    <ID schemeAgencyName="Mill 3">L-1</ID>
    <MaterialDefinitionID>Flour</MaterialDefinitionID>
    <Status>released</Status>
    <Quantity>
      <QuantityString>12.50</QuantityString>
      <DataType>decimal</DataType>
      <UnitOfMeasure>KGM</UnitOfMeasure>
    </Quantity>
  </MaterialLot>
  <MaterialLot>
    <ID>L-2</ID>
    <MaterialDefinitionID>Salt</MaterialDefinitionID>
    <Status>released</Status>
  </MaterialLot>
</MaterialInformation>
"""


def main() -> None:
    doc = mom.read(DOCUMENT)
    assert isinstance(doc.root, mom.MaterialInformation)
    for lot in doc.root.material_lots:
        if lot.material_definition_id == "Flour":
            lot.status = "blocked"
            amount = ", ".join(f"{quantity.value} {quantity.unit_of_measure}" for quantity in lot.quantities)
            print(f"blocked {lot.id}: {amount}")
    mom.write(doc, "blocked.xml")

    again = mom.read("blocked.xml")
    assert again.root == doc.root
    assert again.version is mom.Version.V0600


if __name__ == "__main__":
    main()
