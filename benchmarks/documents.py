"""Documents of a wanted size: material lots, or an operations performance. B2MML V0600, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

NAMESPACE = "http://www.mesa.org/xml/B2MML-V0600"
MB = 1_000_000
KINDS = ("material", "performance")
RECORD = {"material": "MaterialLot", "performance": "OperationsResponse"}
"""The element that repeats below the root."""
ROOT = {"material": "MaterialInformation", "performance": "OperationsPerformance"}
SITES = ("Antwerp", "Bergen", "Cork", "Delft")
UNITS = ("kg", "l", "m", "pcs")


def value(element: str, text: str, kind: str, unit: str, indent: str) -> str:
    """A `ValueType` or `QuantityValueType` element."""
    string = "QuantityString" if element == "Quantity" else "ValueString"
    return (
        f"{indent}<{element}>\n{indent}  <{string}>{text}</{string}>\n{indent}  <DataType>{kind}</DataType>\n"
        f"{indent}  <UnitOfMeasure>{unit}</UnitOfMeasure>\n{indent}</{element}>\n"
    )


def scope(n: int, indent: str) -> str:
    """A hierarchy scope of two levels."""
    return (
        f"{indent}<HierarchyScope>\n{indent}  <EquipmentID>{SITES[n % 4]}</EquipmentID>\n"
        f"{indent}  <EquipmentElementLevel>Site</EquipmentElementLevel>\n{indent}  <HierarchyScope>\n"
        f"{indent}    <EquipmentID>Line {n % 9}</EquipmentID>\n"
        f"{indent}    <EquipmentElementLevel>ProductionLine</EquipmentElementLevel>\n"
        f"{indent}  </HierarchyScope>\n{indent}</HierarchyScope>\n"
    )


def lot(n: int) -> str:
    """One material lot with three properties and a quantity."""
    properties = "".join(
        f"    <MaterialLotProperty>\n      <ID>{name}</ID>\n      <Description>{name} at release</Description>\n"
        f"{value('Value', text, kind, unit, '      ')}    </MaterialLotProperty>\n"
        for name, text, kind, unit in (
            ("Moisture", f"{n % 97 / 10:.1f}", "decimal", "%"),
            ("Viscosity", f"{1000 + n % 1013}", "integer", "mPa.s"),
            ("Grade", "ABC"[n % 3], "string", "1"),
        )
    )
    return (
        f"  <MaterialLot>\n    <ID>LOT-{n:08d}</ID>\n    <Description>Lot {n} &amp; its papers</Description>\n"
        f"{scope(n, '    ')}    <MaterialDefinitionID>MAT-{n % 499:04d}</MaterialDefinitionID>\n"
        f"    <Status>{('released', 'blocked')[n % 17 == 0]}</Status>\n{properties}"
        f"    <StorageLocation>WH-{n % 31:02d}-{n % 211:03d}</StorageLocation>\n"
        f"{value('Quantity', f'{n % 5000}.{n % 8}25', 'decimal', UNITS[n % 4], '    ')}  </MaterialLot>\n"
    )


def actual(lot_id: int, use: str, indent: str) -> str:
    """One material actual."""
    return (
        f"{indent}<MaterialActual>\n{indent}  <MaterialDefinitionID>MAT-{lot_id % 499:04d}</MaterialDefinitionID>\n"
        f"{indent}  <MaterialLotID>LOT-{lot_id:08d}</MaterialLotID>\n{indent}  <MaterialUse>{use}</MaterialUse>\n"
        f"{indent}  <StorageLocation>WH-{lot_id % 31:02d}</StorageLocation>\n"
        f"{value('Quantity', f'{lot_id % 700}.5', 'decimal', 'kg', indent + '  ')}{indent}</MaterialActual>\n"
    )


def response(n: int) -> str:
    """One operations response: a segment that consumes two lots and produces one, with its data and resources."""
    day, hour, minute = 1 + n // 1440 % 28, n // 60 % 24, n % 60
    start, end = f"2024-03-{day:02d}T{hour:02d}:{minute:02d}:00Z", f"2024-03-{day:02d}T{hour:02d}:{minute:02d}:59Z"
    data = "".join(
        f"      <SegmentData>\n        <ID>{name}</ID>\n{value('Value', text, 'decimal', unit, '        ')}"
        f"      </SegmentData>\n"
        for name, text, unit in (("Temperature", f"{60 + n % 250 / 10:.1f}", "Cel"), ("Speed", f"{n % 400}", "rpm"))
    )
    return (
        f"  <OperationsResponse>\n    <ID>OR-{n:08d}</ID>\n    <OperationsType>Production</OperationsType>\n"
        f"    <OperationsRequestID>OQ-{n:08d}</OperationsRequestID>\n    <StartTime>{start}</StartTime>\n"
        f"    <EndTime>{end}</EndTime>\n    <ResponseState>Completed</ResponseState>\n    <SegmentResponse>\n"
        f"      <ID>SR-{n:08d}</ID>\n      <ProcessSegmentID>MIX-{n % 12}</ProcessSegmentID>\n"
        f"      <ActualStartTime>{start}</ActualStartTime>\n      <ActualEndTime>{end}</ActualEndTime>\n"
        f"      <SegmentState>Completed</SegmentState>\n{data}"
        f"      <PersonnelActual>\n        <PersonID>P-{n % 57:03d}</PersonID>\n      </PersonnelActual>\n"
        f"      <EquipmentActual>\n        <EquipmentID>Mixer {n % 7}</EquipmentID>\n"
        f"        <EquipmentUse>Mixing</EquipmentUse>\n      </EquipmentActual>\n"
        f"{actual(2 * n, 'Consumed', '      ')}{actual(2 * n + 1, 'Consumed', '      ')}"
        f"{actual(5_000_000 + n, 'Produced', '      ')}    </SegmentResponse>\n  </OperationsResponse>\n"
    )


def chunks(kind: str, size: int) -> Iterator[str]:
    """The text of a document of about `size` bytes."""
    root = ROOT[kind]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n  <ID>{root}-1</ID>\n'
    if kind == "material":
        head += "  <PublishedDate>2024-03-01T06:00:00Z</PublishedDate>\n"
    yield head
    made, n = len(head), 0
    record = lot if kind == "material" else response
    while made < size:
        text = record(n)
        yield text
        made, n = made + len(text), n + 1
    yield f"</{root}>\n"


def document(cache: Path, kind: str, size: int) -> Path:
    """The document of `kind` with about `size` bytes, made in `cache` where it is not there yet."""
    path = cache / f"{kind}-{size}.xml"
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(chunks(kind, size))
        part.rename(path)
    return path
