"""Conversion between versions: valid, nothing lost unsaid, and back again."""

from __future__ import annotations

import io
from collections import Counter
from random import Random
from typing import Literal

import pytest
from lxml import etree

import isa95mom as mom
from isa95mom.codec.migrate.rules import PAIRS
from tests.support.canonical import difference
from tests.support.official import SHARED, complaints, needs_shared
from tests.support.random_documents import document, elements
from tests.support.tables import structured, table, typed

V = mom.Version
VERSIONS = ("V0401", "V0500", "V0600", "V0700", "V0701")
WAYS = [(old, new) for old in VERSIONS for new in VERSIONS if old != new]
Fill = Literal["error", "derive", "empty"]
ALLOWED = {"required", "choice", "required-attribute"}
"""What may stand against a conversion: the version written requires what the document does not say."""

IMPLIED = {text for pair in PAIRS for text in pair.implied.values()}
"""What a noun of some versions says by being what it is."""


def converted(
    xml: bytes, old: str, new: str, fill: Fill = "empty", root: str | None = None
) -> tuple[bytes, mom.Conversion]:
    target = io.BytesIO()
    done = mom.convert(xml, target, version=mom.Version[new], source_version=mom.Version[old], fill=fill, root=root)
    return target.getvalue(), done


def attempted(xml: bytes, old: str, new: str, fill: Fill) -> tuple[bytes, mom.Conversion] | None:
    """What converting gives; None where it cannot be done, for a reason that is allowed."""
    try:
        return converted(xml, old, new, fill)
    except mom.VersionError:
        return None
    except mom.DocumentError as error:
        said = error
    assert {problem.code for problem in said.problems} <= ALLOWED, said
    return None


# -- nothing is lost unsaid -------------------------------------------------------------------------------------------


def texts(version: str, xml: bytes) -> dict[str, str]:
    """Every text and attribute of a document that the schema knows, by path."""
    root = etree.fromstring(xml)
    found = {}
    for element, type_ in typed(version, root):
        place = path_of(element)
        if not structured(table(version)["types"], type_):
            found[place] = (
                "".join(element.itertext(etree.Element)).replace("\r", "") if len(element) else element.text or ""
            )
        for name, value in element.attrib.items():
            if not name.startswith("{"):
                found[f"{place}/@{name}"] = str(value)
    return {place: text for place, text in found.items() if text.strip()}


def path_of(element: etree._Element) -> str:
    parent = element.getparent()
    name = etree.QName(element).localname
    if parent is None:
        return f"/{name}"
    same = list(parent.iterchildren(str(element.tag)))
    is_object = str(parent.tag).endswith("}DataArea") and element.getprevious() is not None
    position = f"[{same.index(element) + 1}]" if len(same) > 1 or is_object else ""
    return f"{path_of(parent)}/{name}{position}"


def assert_conserved(xml: bytes, old: str, out: bytes, done: mom.Conversion) -> None:
    """Every text of the source is in the target, or named by a loss."""
    lost = {loss.path for loss in done.losses}
    left = Counter(text for text in everything(out))
    for place, text in texts(old, xml).items():
        steps = place.split("/")
        if (
            any("/".join(steps[:n]) in lost for n in range(2, len(steps) + 1))
            or "UserArea" in place
            or "Signature" in place
        ):
            continue
        if text in IMPLIED and done.migrations:
            continue
        assert left[text] > 0 or renamed(text, left), f"{place}: {text!r} is neither carried nor told\n" + "\n".join(
            map(str, done.losses)
        )
        left[text] -= 1


def everything(xml: bytes) -> list[str]:
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True))
    return [
        text
        for element in root.iter(etree.Element)
        for text in (element.text or "", *map(str, element.attrib.values()))
    ]


def renamed(text: str, left: Counter[str]) -> bool:
    """Whether `text` is a code that goes by another name."""
    from isa95mom.codec.migrate.rules import VALUES
    from isa95mom.schema.errata import errata

    pairs = [pair for pairs in VALUES.values() for pair in pairs]
    pairs += [(e["published"], e["correct"]) for e in errata("value")]
    return any(text in pair and any(left[other] > 0 for other in pair) for pair in pairs)


def check(old: str, new: str, element: str, seed: int, fill: Fill, official: bool, extensions: bool = False) -> str:
    """Convert one random document and, where nothing was lost, back; what came of it."""
    xml = document(old, element, seed, extensions=extensions)
    if extensions and mom.validate(xml, version=mom.Version[old]):
        return "misplaced"  # an extension point before elements that may be absent
    there = attempted(xml, old, new, fill)
    if there is None:
        return "impossible"
    out, done = there
    context = f"{element} {seed} {old} -> {new} {fill}\n"
    if official and not extensions:
        assert complaints(new, out) == [], context
    assert all(loss.path.startswith(f"/{element}") and loss.code for loss in done.losses), context
    assert_conserved(xml, old, out, done)
    if done.losses:
        return "lossy"
    if not done.exact:
        return "inexact"
    back, again = converted(out, new, old, fill, root=element)
    assert again.losses == (), f"{context}{again.losses}"
    same = difference(old, xml, back)
    assert same == "", f"{context}{done.migrations}\n{same}"
    return "same"


def sample(old: str, new: str, count: int, seed: int) -> list[tuple[str, int, Fill]]:
    random = Random(f"{old} {new} {seed}")
    fills: tuple[Fill, ...] = ("error", "derive", "empty")
    names = elements(old)
    nouns = [name for name in names if f"Get{name}" in names or any(name == p.old or name == p.new for p in PAIRS)]
    return [(random.choice((names, nouns)[n % 2]), random.randrange(1000), random.choice(fills)) for n in range(count)]


@needs_shared
@pytest.mark.parametrize(("old", "new"), WAYS)
def test_random_documents(old: str, new: str) -> None:
    results = Counter(check(old, new, *one, official=True) for one in sample(old, new, 40, 1))
    assert results["same"] >= 4


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), WAYS)
def test_random_documents_of_every_element(old: str, new: str) -> None:
    for number, element in enumerate(elements(old)):
        for fill in ("error", "derive", "empty"):
            check(old, new, element, 7 + number, fill, official=True)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), WAYS)
def test_random_documents_with_extensions(old: str, new: str) -> None:
    for element, seed, fill in sample(old, new, 100, 2):
        check(old, new, element, seed, fill, official=False, extensions=True)


@needs_shared
def test_real_documents() -> None:
    """Each is converted to any version, or cannot be for a reason that is told."""
    made = 0
    for line in (SHARED / "corpus" / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        path = SHARED / "corpus" / line.split("\t")[0]
        if not path.is_file() or path.suffix != ".xml" or path.stat().st_size > 200_000:
            continue
        try:
            read = mom.read(path, lenient=True)
        except (mom.DocumentError, mom.VersionError):
            continue
        for new in VERSIONS:
            if read.version in (mom.Version[new], mom.Version.KPI_ML_V01):
                continue
            try:
                out = mom.dumps(read, version=mom.Version[new], on_loss="report", fill="empty")
            except (mom.DocumentError, mom.VersionError):
                continue
            assert complaints(new, out) == [] or b"AllExtensions" in out, path.name
            made += 1
    assert made > 80


# -- examples ---------------------------------------------------------------------------------------------------------


def b2mml(version: str, text: str) -> bytes:
    """`text` as a document of `version`: its root element gets the namespace."""
    name, _, rest = text.strip().partition(">")
    return f'{name} xmlns="{table(version)["namespace"]}">{rest}'.encode()


def shape(xml: bytes) -> list[str]:
    """The leaves of a document as ``path text``, without the root."""
    root = etree.fromstring(xml)
    leaves = [e for e in root.iter(etree.Element) if not len(e)]
    return [f"{path_of(e).partition('/')[2].partition('/')[2]} {e.text or ''}".rstrip() for e in leaves]


PERFORMANCE = b2mml(
    "V0401",
    """
<ProductionPerformance>
  <ID>P-1</ID>
  <ProductionScheduleID>S-1</ProductionScheduleID>
  <ProductionResponse>
    <ID>R-1</ID>
    <ProductionRequestID>O-1</ProductionRequestID>
    <SegmentResponse>
      <ID>SR-1</ID>
      <ProductSegmentID>Mix</ProductSegmentID>
      <ProductionData><ID>Speed</ID></ProductionData>
      <MaterialProducedActual><MaterialLotID>L-2</MaterialLotID></MaterialProducedActual>
      <MaterialConsumedActual><MaterialLotID>L-1</MaterialLotID></MaterialConsumedActual>
      <ConsumableActual><MaterialDefinitionID>Gloves</MaterialDefinitionID></ConsumableActual>
      <SegmentState>Holding</SegmentState>
    </SegmentResponse>
  </ProductionResponse>
</ProductionPerformance>""",
)


def test_production_becomes_operations() -> None:
    with pytest.raises(mom.DocumentError, match="id \\(ID\\) is required in V0701"):
        converted(PERFORMANCE, "V0401", "V0701", "error")
    out, done = converted(PERFORMANCE, "V0401", "V0701", "derive")
    assert done.losses == () and done.exact
    assert {p.code for p in done.problems} == {"derived-id"} and len(done.problems) == 3
    assert "ProductionPerformance -> OperationsPerformance" in done.migrations
    assert shape(out) == [
        "ID P-1",
        "OperationsType Production",
        "OperationsScheduleID S-1",
        "OperationsResponse/ID R-1",
        "OperationsResponse/OperationsRequestID O-1",
        "OperationsResponse/SegmentResponse/ID SR-1",
        "OperationsResponse/SegmentResponse/OperationsSegmentID Mix",
        "OperationsResponse/SegmentResponse/SegmentState Held",
        "OperationsResponse/SegmentResponse/SegmentData/ID Speed",
        "OperationsResponse/SegmentResponse/MaterialActual[1]/ID MaterialActual-1",
        "OperationsResponse/SegmentResponse/MaterialActual[1]/MaterialLotID L-2",
        "OperationsResponse/SegmentResponse/MaterialActual[1]/MaterialUse Produced",
        "OperationsResponse/SegmentResponse/MaterialActual[2]/ID MaterialActual-2",
        "OperationsResponse/SegmentResponse/MaterialActual[2]/MaterialLotID L-1",
        "OperationsResponse/SegmentResponse/MaterialActual[2]/MaterialUse Consumed",
        "OperationsResponse/SegmentResponse/MaterialActual[3]/ID MaterialActual-3",
        "OperationsResponse/SegmentResponse/MaterialActual[3]/MaterialDefinitionID Gloves",
        "OperationsResponse/SegmentResponse/MaterialActual[3]/MaterialUse Consumable",
    ]
    back, again = converted(out, "V0701", "V0401")
    assert again.losses == ()
    assert difference("V0401", PERFORMANCE, back) == ""


def test_a_production_noun_stays_where_there_is_one() -> None:
    out, done = converted(PERFORMANCE, "V0401", "V0600")
    assert b"ProductionPerformance" in out and done.migrations == ()
    new, _ = converted(out, "V0600", "V0700", "derive")
    kept, _ = converted(new, "V0700", "V0600")
    assert b"<OperationsPerformance" in kept
    old, _ = converted(new, "V0700", "V0600", root="ProductionPerformance")
    assert difference("V0600", out, old) == ""
    with pytest.raises(mom.VersionError, match="cannot be the root element MaterialLot of V0600"):
        converted(new, "V0700", "V0600", root="MaterialLot")


def test_a_maintenance_schedule_is_no_production_schedule() -> None:
    xml = b2mml(
        "V0600", "<OperationsSchedule><ID>S</ID><OperationsType>Maintenance</OperationsType></OperationsSchedule>"
    )
    with pytest.raises(
        mom.VersionError, match="no global element for OperationsSchedule of operations type Maintenance"
    ):
        converted(xml, "V0600", "V0401")
    request = "<OperationsRequest><ID>R</ID><OperationsType>Quality</OperationsType></OperationsRequest>"
    out, done = converted(b2mml("V0600", f"<OperationsSchedule>{request}</OperationsSchedule>"), "V0600", "V0401")
    assert [(loss.path, loss.code) for loss in done.losses] == [("/OperationsSchedule/OperationsRequest", "no-noun")]
    assert shape(out) == [""]


def test_a_maintenance_work_order_becomes_a_request() -> None:
    order = "<ID>M-1</ID><PlannedStartTime>2026-01-01T00:00:00Z</PlannedStartTime>"
    order += "<Resources>crane</Resources><Status>waiting</Status>"
    out, done = converted(b2mml("V0401", f"<MaintenanceWorkOrder>{order}</MaintenanceWorkOrder>"), "V0401", "V0600")
    assert shape(out) == [
        "ID M-1",
        "OperationsType Maintenance",
        "StartTime 2026-01-01T00:00:00Z",
        "RequestState Other",
    ]
    assert b'OtherValue="waiting"' in out and not done.exact
    assert [loss.path for loss in done.losses] == ["/MaintenanceWorkOrder/Resources"]


def test_test_specifications() -> None:
    tested = "".join(
        f"<{kind}><{kind.removeprefix('Tested').removesuffix('Property')}ID>{owner}</{kind.removeprefix('Tested').removesuffix('Property')}ID>"
        f"<PropertyID>{name}</PropertyID></{kind}>"
        for kind, owner, name in (
            ("TestedPersonProperty", "Anna", "Welding"),
            ("TestedPersonProperty", "Ben", "Welding"),
            ("TestedPersonnelClassProperty", "Welder", "Sight"),
        )
    )
    spec = f"<QualificationTestSpecification><ID>T-1</ID><Version>2</Version>{tested}</QualificationTestSpecification>"
    xml = b2mml("V0600", f"<PersonnelInformation><ID>I</ID>{spec}</PersonnelInformation>")
    out, done = converted(xml, "V0600", "V0700", "error")
    assert done.losses == () and done.exact
    document = mom.read(out, version=V.V0700).root
    assert isinstance(document, mom.PersonnelInformation)
    found = document.test_specifications[0]
    assert [p.id for p in found.evaluated_properties] == ["Welding", "Welding", "Sight"]
    assert b'schemeID="Anna"' in out and b'schemeName="PersonnelClass"' in out
    back, again = converted(out, "V0700", "V0600")
    assert again.losses == () and difference("V0600", xml, back) == ""


def test_a_test_of_unknown_kind() -> None:
    spec = "<ID>T</ID><EvaluatedProperty><ID>pH</ID></EvaluatedProperty>"
    xml = b2mml("V0700", f"<TestSpecification>{spec}</TestSpecification>")
    with pytest.raises(mom.VersionError, match="give root='QualificationTestSpecification' or root="):
        converted(xml, "V0700", "V0600")
    out, done = converted(xml, "V0700", "V0600", root="MaterialTestSpecification")
    assert shape(out) == ["Name T"]
    assert [(loss.path, loss.code) for loss in done.losses] == [("/TestSpecification/EvaluatedProperty", "no-noun")]


def test_bills_stand_beside_their_definitions() -> None:
    item = "<OperationsMaterialBillItem><ID>I</ID></OperationsMaterialBillItem>"
    bill = f"<OperationsMaterialBill><ID>B-1</ID>{item}</OperationsMaterialBill>"
    inner = f"<ID>All</ID><OperationsDefinition><ID>D-1</ID>{bill}</OperationsDefinition>"
    xml = b2mml("V0600", f"<OperationsDefinitionInformation>{inner}</OperationsDefinitionInformation>")
    out, done = converted(xml, "V0600", "V0701", "error")
    assert done.losses == () and done.exact
    assert shape(out) == [
        "ID All",
        "OperationsDefinition/ID D-1",
        "OperationsDefinition/OperationsMaterialBillID B-1",
        "OperationsMaterialBill/ID B-1",
        "OperationsMaterialBill/OperationsMaterialBillItem/ID I",
    ]
    back, again = converted(out, "V0701", "V0600")
    assert again.losses == () and difference("V0600", xml, back) == ""


def test_locations() -> None:
    place = "<Location><EquipmentID>Mill</EquipmentID><EquipmentElementLevel>Area</EquipmentElementLevel></Location>"
    lot = f"<ID>L</ID>{place}<StorageLocation>Rack 7</StorageLocation>"
    xml = b2mml("V0600", f"<MaterialLot>{lot}</MaterialLot>")
    out, done = converted(xml, "V0600", "V0700")
    assert done.losses == () and not done.exact  # V0600 has HierarchyScope, so the way back has no reason for Location
    assert "HierarchyScope/EquipmentID Mill" in shape(out) and "StorageLocation/Location Rack 7" in shape(out)
    back, _ = converted(out, "V0700", "V0600")
    assert shape(back) == [
        "ID L",
        "HierarchyScope/EquipmentID Mill",
        "HierarchyScope/EquipmentElementLevel Area",
        "StorageLocation Rack 7",
    ]


def test_messages_and_their_release() -> None:
    sender = "<ApplicationArea><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></ApplicationArea>"
    schedule = "<ProductionSchedule><ID>S</ID><EquipmentElementLevel>Area</EquipmentElementLevel></ProductionSchedule>"
    xml = b2mml(
        "V0600",
        f'<SyncProductionSchedule releaseID="B2MML-V0600">{sender}<DataArea><Sync/>{schedule}</DataArea>'
        "</SyncProductionSchedule>",
    )
    target = io.BytesIO()
    with pytest.raises(mom.DocumentError, match="OperationsRequest\\) is required"):
        mom.convert(xml, target, version=V.V0701)
    segment = "<SegmentRequirement><ID>1</ID><ProcessSegmentID>P</ProcessSegmentID></SegmentRequirement>"
    request = f"<ProductionRequest><ID>R</ID>{segment}</ProductionRequest>"
    xml = xml.replace(b"</ProductionSchedule>", f"{request}</ProductionSchedule>".encode())
    out, done = converted(xml, "V0600", "V0701", "empty")
    assert out.count(b"SyncOperationsSchedule") == 2 and b'releaseID="B2MML-V0701"' in out
    path = "/SyncProductionSchedule/DataArea/ProductionSchedule[1]"
    assert [loss.path for loss in done.losses] == [f"{path}/EquipmentElementLevel"]
    assert Counter(p.code for p in done.problems) == {"left-empty": 2}
    assert mom.validate(out, version=V.V0701) == ()


def test_codes_that_a_list_lacks() -> None:
    xml = b2mml("V0700", "<OperationsRequest><ID>R</ID><RequestState>Held</RequestState></OperationsRequest>")
    request = mom.read(xml.replace(b"V0700", b"V0600"), version=V.V0700, lenient=True).root
    assert isinstance(request, mom.OperationsRequest)
    out = mom.dumps(request, version=V.V0600)
    assert b'<RequestState OtherValue="Held">Other</RequestState>' in out


def test_objects_are_written_in_terms_of_any_version() -> None:
    lot = mom.MaterialLot(id="L", storage_location_id="Rack 7")
    assert b"<Location>Rack 7</Location>" in mom.dumps(lot)
    assert b"<StorageLocation>Rack 7</StorageLocation>" in mom.dumps(lot, version=V.V0600)
    lot.disposition = mom.Disposition.CLOSED
    with pytest.raises(mom.LossError) as error:
        mom.dumps(lot, version=V.V0600)
    assert [(loss.path, loss.name, loss.code) for loss in error.value.losses] == [
        ("/MaterialLot/Disposition", "disposition", "no-element")
    ]
    assert b"Rack 7" in mom.dumps(lot, version=V.V0600, on_loss="drop")


def test_the_options_are_checked() -> None:
    with pytest.raises(ValueError, match="fill is 'guess'; it may be 'error', 'derive', 'empty'"):
        converted(PERFORMANCE, "V0401", "V0701", "guess")  # type: ignore[arg-type]


def test_the_page_is_fresh() -> None:
    import runpy

    from tests.support.tables import ROOT

    made = runpy.run_path(str(ROOT / "tools" / "conversion_table.py"))["page"]()
    assert made == (ROOT / "docs" / "conversion-table.md").read_text(encoding="utf-8"), "run tools/conversion_table.py"
