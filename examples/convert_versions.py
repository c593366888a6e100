"""Write one lot in every version of B2MML, and list what each version cannot hold."""

from __future__ import annotations

import isa95mom as mom

LOT = mom.MaterialLot(
    id="L-1",
    material_definition_id="Flour",
    status="released",
    disposition="UnRestricted",
    storage_location=mom.ResourceLocation(location="Silo 3", location_type="Equipment"),
    quantities=[mom.QuantityValue(quantity_string="12.50", data_type="decimal", unit_of_measure="KGM")],
)


def main() -> None:
    for version in mom.Version:
        try:
            written = mom.write(LOT, f"lot-{version}.xml", version=version, on_loss="report")
        except mom.VersionError as error:
            print(f"{version}: {error}")
            continue
        print(f"{version}: written, {len(written.losses)} losses")
        for loss in written.losses:
            print(f"    {loss}")
        assert mom.validate(f"lot-{version}.xml", version=version) == ()


if __name__ == "__main__":
    main()
