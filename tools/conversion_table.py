"""Write docs/conversion-table.md: what becomes of every noun and field between any two versions.

    python tools/conversion_table.py

The table comes from the plans of both versions and the rules of migration, the same that conversion follows. A test
fails where the page is not what this writes.
"""

from __future__ import annotations

from pathlib import Path

from isa95mom.codec.migrate.engine import by_field
from isa95mom.codec.migrate.rules import VALUES, counterparts, field_names, pair_of
from isa95mom.codec.plan import Plan, Schema, schema
from isa95mom.declare import ELEMENTS, Noun
from isa95mom.values.version import B2MML

ROOT = Path(__file__).resolve().parents[1]

INTO = {
    ("ManufacturingBill", "OperationsMaterialBill"): "its one item",
    ("OperationsMaterialBill", "ManufacturingBill"): "the bill itself (V0401: of one item)",
    ("ProductionParameter", "Parameter"): "the parameter itself",
    ("Parameter", "ProductionParameter"): "its parameter",
}
"""Old and new noun -> where the fields go that have no field of their own, as `structure` has it."""

INSIDE = {
    ("ManufacturingBill", "OperationsMaterialBill"): {
        "assembly_manufacturing_bills", "assembly_relationship", "assembly_type", "quantities",
    },
    ("OperationsMaterialBill", "ManufacturingBill"): {"items"},
    ("ProductionParameter", "Parameter"): {"parameter"},
    ("Parameter", "ProductionParameter"): {"*"},
}  # fmt: skip
"""Old and new noun -> those fields."""

PAGE = ROOT / "docs" / "conversion-table.md"

HEAD = """\
# What conversion carries

Made by `tools/conversion_table.py` from the schema tables and the rules of migration; do not edit.

For each pair of versions: the nouns that are carried whole, those that change (what they become, which fields move to
others), and those the version cannot hold. A field that is not named is carried under its own name. **lost** fields are
told in `Conversion.losses` wherever a document has them. Not repeated below: the content of `Any` (field
`any_content`), which only V0401 has, and what depends on the value:

- more values than the version has places for are lost from the second on (`too-many`),
- a nil where the version has none (`no-nil`), an attribute it does not take (`no-attribute`),
- a code that its list lacks, where the list has no `Other` (`not-in-enumeration`).
"""


def nouns() -> list[type[Noun]]:
    """Every noun, by name."""
    return sorted(set(ELEMENTS.values()), key=lambda cls: cls.__name__)


def plans(version: Schema, cls: type[Noun]) -> list[Plan]:
    """The plans of `cls`; several where a version has several types for it."""
    return [version.plan(name) for name in cls.__types__ if name in version.table]


def becomes(new: Schema, cls: type[Noun]) -> list[type[Noun]]:
    """The nouns of the new version that `cls` may be in: itself, or its counterparts."""
    if plans(new, cls):
        return [cls]
    known = {other.__name__: other for other in nouns()}
    return [known[name] for name in counterparts(cls.__name__) if plans(new, known[name])]


def fields(old: Schema, new: Schema, cls: type[Noun], other: type[Noun]) -> tuple[list[str], list[str]]:
    """The fields of `cls` that move to others, and those that are lost."""
    here = {name for plan in plans(old, cls) for name in by_field(plan)}
    there = {name for plan in plans(new, other) for name in by_field(plan)}
    rule = pair_of(cls.__name__, other.__name__)
    implied = set(rule[0].implied) if rule is not None and not rule[1] else set()
    moved, lost = [], []
    inside = INSIDE.get((cls.__name__, other.__name__), set())
    for name in sorted(here - {"any_content"}):
        if name in inside or "*" in inside:
            moved.append(f"{name} → {INTO[cls.__name__, other.__name__]}")
            continue
        if name.startswith("tested_") or (name == "evaluated_properties" and name not in there):
            moved.append(f"{name} → {'evaluated_properties' if other.__name__ == 'TestSpecification' else 'tested_…'}")
            continue
        if (
            name.endswith("_bills")
            and "operations_material_bill_ids" in there
            and other.__name__ == "OperationsDefinition"
        ):
            moved.append(
                f"{name} → OperationsDefinitionInformation.operations_material_bills, operations_material_bill_ids"
            )
            continue
        found = [n for n in field_names(cls.__name__, other.__name__, name) if n in there]
        if name in implied:
            moved.append(f"{name} (implied by the noun)")
        elif not found:
            lost.append(name)
        elif found[0] != name or (len(found) > 1 and cls is not other):
            moved.append(f"{name} → {' or '.join(found)}")
    return moved, lost


def way(old: Schema, new: Schema) -> list[str]:
    """The section for one pair of versions."""
    lines = [f"\n## {old.version} to {new.version}\n"]
    whole: list[str] = []
    gone: list[str] = []
    rows: list[str] = []
    for cls in nouns():
        if not plans(old, cls):
            continue
        others = becomes(new, cls)
        if not others:
            gone.append(cls.__name__)
        for other in others:
            moved, lost = fields(old, new, cls, other)
            if other is cls and not moved and not lost:
                whole.append(cls.__name__)
                continue
            name = "" if other is cls else other.__name__
            rows.append(f"| {cls.__name__} | {name} | {'<br>'.join(moved)} | {', '.join(lost)} |")
    if rows:
        lines += ["| noun | becomes | moved fields | lost fields |", "|---|---|---|---|", *rows, ""]
    lines.append(f"Carried whole ({len(whole)}): {', '.join(whole)}.\n")
    if gone:
        lines.append(f"Not held by {new.version} ({len(gone)}): {', '.join(gone)}.\n")
    return lines


def codes() -> list[str]:
    """The codes that go by another name."""
    lines = ["\n## Codes that go by another name\n", "| list | earlier | later |", "|---|---|---|"]
    lines += [f"| {name} | {one} | {other} |" for name, pairs in VALUES.items() for one, other in pairs]
    lines.append("\nAny other code that a list lacks becomes `Other` with the code as `OtherValue`, and back again.\n")
    return lines


def page() -> str:
    """The whole page."""
    ways = [(schema(old), schema(new)) for old in B2MML for new in B2MML if old is not new]
    sections = [line for old, new in ways for line in way(old, new)]
    return "\n".join([HEAD, *sections, *codes()]).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
