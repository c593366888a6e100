"""A plant holds every object once, comes back from files as it was, and is checked as a whole."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.declare import ELEMENTS, Noun
from isa95mom.model import (
    BatchInformation,
    Equipment,
    EquipmentInformation,
    HierarchyScope,
    JobList,
    JobOrder,
    ListHeader,
    MaterialDefinition,
    MaterialInformation,
    MaterialLot,
    OperationalLocation,
    Person,
    ResourceNetworkConnectionType,
    TransActionCriteria,
    TransApplicationArea,
    TransSync,
    WorkMaster,
)
from isa95mom.plant import Plant, PlantError, diff
from isa95mom.plant.areas import AREAS, area_of, held
from isa95mom.schema import table
from isa95mom.values.foreign import Foreign
from isa95mom.values.version import Version
from tests.check.plants import at, kg, levelled, sound
from tests.support.random_documents import document, elements

BASE = [
    MaterialDefinition(id="Flour"), MaterialLot(id="L-1", material_definition_id="Flour", quantities=[kg("5")]),
]  # fmt: skip


def header(**said: Any) -> MaterialInformation:
    return MaterialInformation(**{"id": "M-7", "descriptions": ["from the warehouse"], **said})


# -- holding -----------------------------------------------------------------------------------------------------------


def test_objects_are_found_by_class_and_id() -> None:
    plant = Plant(sound())
    assert plant[MaterialLot]["L-1"].id == "L-1"
    assert plant[MaterialLot].ids() == ["L-1", "L-2"]
    assert "L-1" in plant[MaterialLot] and "L-9" not in plant[MaterialLot]
    assert plant[MaterialLot].get("L-9") is None
    assert len(plant) == len(sound()) and list(plant)[0].id == "Acme"  # type: ignore[attr-defined]  # noqa: RUF015
    assert plant[MaterialLot]["L-1"] in plant and MaterialLot(id="L-1") not in plant
    assert repr(plant[MaterialLot]) == "<2 MaterialLot>"
    assert repr(Plant(BASE)) == "<Plant: 1 MaterialDefinition, 1 MaterialLot>" and repr(Plant()) == "<Plant: empty>"
    with pytest.raises(KeyError, match="no MaterialLot 'L-9'"):
        plant[MaterialLot]["L-9"]


def test_versions_and_scopes_are_objects_of_their_own() -> None:
    scope = HierarchyScope(equipment_id="Berlin")
    masters = [WorkMaster(id="Mix", version="1"), WorkMaster(id="Mix", version="2", hierarchy_scope=scope)]
    plant = Plant(masters)
    assert plant[WorkMaster].all("Mix") == masters
    with pytest.raises(KeyError, match=r"2 of WorkMaster 'Mix': version 1 at no scope; version 2 at Berlin; use .all"):
        plant[WorkMaster]["Mix"]


def test_areas_messages_and_documents_are_taken_apart() -> None:
    area = TransApplicationArea(creation_date_time=at(6))
    information = header(material_lots=[MaterialLot(id="L-2")])
    message = mom.Message(verb=mom.Verb.SYNC, noun="MaterialInformation", application_area=area, objects=[information])
    for given in (information, message, [message], mom.Document(version=Version.V0701, root=message)):
        plant = Plant(given)
        assert [type(noun).__name__ for noun in plant] == ["MaterialLot"]
        assert plant.entries()[0].header == header()
    assert Plant(plant) == plant


def test_questions_and_withdrawals_are_left_out_and_said() -> None:
    area = TransApplicationArea(creation_date_time=at(6))
    get = mom.Message(verb=mom.Verb.GET, noun="MaterialLot", application_area=area, objects=[MaterialLot(id="*")])
    delete = mom.Message(
        verb=mom.Verb.SYNC,
        noun="MaterialLot",
        application_area=area,
        action=TransSync(
            action_criteria=[TransActionCriteria(action_expressions=[mom.Code("", {"actionCode": "Delete"})])]
        ),
        objects=[MaterialLot(id="L-1")],
    )
    plant = Plant(get, delete)
    assert len(plant) == 0
    assert [str(p) for p in plant.problems] == [
        "/GetMaterialLot: a GetMaterialLot that only asks states nothing of the plant; it is left out [not-a-fact]",
        "/SyncMaterialLot: a SyncMaterialLot that says Delete of its objects states nothing of the plant; it is left "
        "out [not-a-fact]",
    ]


def test_an_object_is_held_once() -> None:
    plant = Plant(BASE)
    plant.add(copy.deepcopy(BASE))
    assert len(plant) == 2
    plant.add(JobOrder(), JobOrder())
    assert len(plant) == 4


@pytest.mark.parametrize(("how", "expected"), [("replace", ["9"]), ("keep", ["5"]), ("both", ["5", "9"])])
def test_who_wins_is_said(how: Any, expected: list[str]) -> None:
    plant = Plant(BASE)
    other = MaterialLot(id="L-1", material_definition_id="Flour", quantities=[kg("9")])
    with pytest.raises(PlantError) as raised:
        plant.add(other)
    assert str(raised.value) == (
        "MaterialLot 'L-1' is in the plant, and says something else: "
        "~ MaterialLot['L-1'].quantities[0].quantity_string: '5' -> '9'"
    )
    plant.add(other, on_clash=how)
    assert [lot.quantities[0].quantity_string for lot in plant[MaterialLot]] == expected
    with pytest.raises(ValueError, match="on_clash is 'never'"):
        plant.add(other, on_clash="never")  # type: ignore[arg-type]


def test_objects_are_taken_out() -> None:
    plant = Plant(BASE)
    plant.remove(BASE[1])
    assert list(plant) == BASE[:1]
    with pytest.raises(KeyError, match="this MaterialLot L-1 is not in the plant"):
        plant.remove(BASE[1])
    plant.add(BASE[1])
    assert len(plant) == 2


def test_only_objects_make_a_plant() -> None:
    with pytest.raises(TypeError, match="a str is no object of a plant"):
        Plant("lots.xml")


# -- checking ----------------------------------------------------------------------------------------------------------


def test_a_plant_is_checked_as_a_whole() -> None:
    plant = Plant(sound())
    assert plant.verify() == plant.dangling() == ()
    plant.remove(plant[MaterialDefinition]["Flour"])
    assert {p.code for p in plant.verify()} == {"unresolved-reference"}
    assert [(p.path, p.severity) for p in plant.dangling()] == [
        ("MaterialLot['L-1'].material_definition_id", "error"), ("MaterialLot['L-2'].material_definition_id", "error")
    ]  # fmt: skip
    assert {p.severity for p in plant.verify(complete=False)} == {"warning"}
    assert list(mom.verify(plant, complete=True)) == list(plant.verify())


def test_the_hierarchy_knows_the_scope_of_its_area() -> None:
    scope = HierarchyScope(equipment_id="Berlin", equipment_level="Site")
    area = EquipmentInformation(hierarchy_scope=scope, equipment=[Equipment(id="Hall", equipment_level="Area")])
    plant = Plant(area, Equipment(id="Berlin", equipment_level="Site"))
    assert str(plant.hierarchy) == "Berlin  Site\n  Hall  Area"
    assert plant.verify() == ()


# -- files -------------------------------------------------------------------------------------------------------------


def everything() -> list[Noun]:
    """A plant with documents of every kind."""
    information = header(material_lots=[MaterialLot(id="L-8")], hierarchy_scope=levelled("Berlin", "Site"))
    information.extensions = (Foreign(f"<Note xmlns='{table(Version.V0701).extension_namespace}'>x</Note>"),)
    batch = BatchInformation(list_headers=[ListHeader(id="H")])
    person = Person(id="P-1", personnel_class_ids=["Welder"])
    own = [person, OperationalLocation(id="Dock"), JobList(id="Today", job_orders=[JobOrder(id="J-2")]), batch]
    return [*(noun for noun in sound() if type(noun).__name__ not in ("SegmentResponse", "Person")), information, *own]


@pytest.mark.parametrize("name", ["folder", "plant.json"])
def test_a_plant_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    plant = Plant(everything())
    saved = plant.save(tmp_path / name)
    assert saved.losses == () and all(file.is_file() for file in saved.files)
    loaded = Plant.load(tmp_path / name)
    assert diff(plant, loaded) == () and loaded == plant and loaded.problems == ()
    headers = [entry.header for entry in loaded.entries() if entry.header is not None]
    assert [h.id for h in headers] == ["M-7"]  # type: ignore[attr-defined]
    assert len(headers[0].extensions) == 1
    loaded.save(tmp_path / f"again-{name}")
    assert Plant.load(tmp_path / f"again-{name}") == plant


def test_a_folder_has_a_document_for_each_area(tmp_path: Path) -> None:
    files = Plant(everything()).save(tmp_path).files
    assert sorted(file.name for file in files) == [
        "BatchInformation-0001.xml",
        "EquipmentInformation-0001.xml",
        "JobList-0001.xml",
        "JobOrder-0001.xml",
        "MaterialInformation-0001.xml",
        "MaterialInformation-0002.xml",
        "OperationalLocationInformation-0001.xml",
        "PersonnelInformation-0001.xml",
        "PhysicalAssetInformation-0001.xml",
        "ProcessSegmentInformation-0001.xml",
        "WorkCalendarInformation-0001.xml",
        "WorkDefinitionInformation-0001.xml",
    ]
    assert all(mom.validate(file) == () for file in files)


@pytest.mark.parametrize("version", ["V0500", "V0600", "V0700", "V0701"])
def test_a_plant_is_saved_in_any_version(tmp_path: Path, version: str) -> None:
    plant = Plant(BASE, Equipment(id="Berlin"))
    plant.save(tmp_path, version=Version(version))
    for file in tmp_path.iterdir():
        assert mom.read(file, version=Version(version)).version is Version(version)
    assert Plant.load(tmp_path) == plant


def test_what_a_version_cannot_hold_is_said_and_nothing_written(tmp_path: Path) -> None:
    plant = Plant(MaterialLot(id="L-1", version="3"))
    with pytest.raises(mom.LossError, match="version"):
        plant.save(tmp_path / "old", version=Version.V0600)
    assert not (tmp_path / "old").exists()
    saved = plant.save(tmp_path / "old", version=Version.V0600, on_loss="report")
    assert [loss.name for loss in saved.losses] and len(saved.files) == 1


def test_an_area_that_asks_for_more_is_left_out(tmp_path: Path) -> None:
    """A document of networks needs a network; a connection type alone is a document of its own."""
    plant = Plant(ResourceNetworkConnectionType(id="Pipe", connection_type="Physical"))
    [file] = plant.save(tmp_path).files
    assert file.name == "ResourceNetworkConnectionType-0001.xml"
    assert Plant.load(tmp_path) == plant


def test_documents_of_several_versions_make_one_plant(tmp_path: Path) -> None:
    for version, number in ((Version.V0401, 1), (Version.V0600, 2), (Version.V0701, 3)):
        information = MaterialInformation(material_lots=[MaterialLot(id=f"L-{number}")])
        mom.write(information, tmp_path / f"{version}.xml", version=version)
    plant = Plant.load(tmp_path)
    assert plant[MaterialLot].ids() == ["L-1", "L-2", "L-3"]
    assert [entry.version for entry in plant.entries()] == [Version.V0401, Version.V0600, Version.V0701]
    plant.save(tmp_path / "new", version=Version.V0701)
    assert Plant.load(tmp_path / "new") == plant


@pytest.mark.parametrize("version", ["V0401", "V0600", "V0701"])
def test_random_areas_come_back(tmp_path: Path, version: str) -> None:
    for area in AREAS:
        if area not in elements(version):
            continue
        data = document(version, area, 5)
        plant = Plant(
            mom.read(data, version=Version(version)),
        )
        for name in (f"{area}.json", area) if len(plant) else ():
            plant.save(tmp_path / name)
            assert diff(Plant.load(tmp_path / name, version=Version(version) if name == area else None), plant) == (), (
                name
            )


def test_saving_overwrites_a_file_and_no_folder(tmp_path: Path) -> None:
    plant = Plant(BASE)
    plant.save(tmp_path / "plant.json")
    plant.save(tmp_path / "plant.json")
    assert [file.name for file in tmp_path.iterdir()] == ["plant.json"]
    with pytest.raises(FileExistsError, match="new or empty"):
        plant.save(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "no plant; its member 'format' must be 'isa95mom plant'"),
        ('{"format": "isa95mom plant", "version": 2}', "of version 2; this library reads version 1"),
        ('{"format": "isa95mom plant", "version": 1}', "not in the form of a plant: KeyError: 'parts'"),
        ('{"format": "isa95mom plant", "version": 1, "parts": [{"area": "os"}]}', "'os' is no class of the model"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_no_plant_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "plant.json").write_text(text, encoding="utf-8")
    with pytest.raises(PlantError) as raised:
        Plant.load(tmp_path)
    assert message in str(raised.value) and str(tmp_path / "plant.json") in str(raised.value)


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlantError, match=r"no \*\.xml or \*\.json in this folder"):
        Plant.load(tmp_path)
    for name in ("no.json", "no.xml"):
        with pytest.raises(mom.DocumentError, match=f"{name}.*No such file"):
            Plant.load(tmp_path / name)
    mom.write(MaterialLot(id="L-1", status="ok"), tmp_path / "a.xml")
    mom.write(MaterialLot(id="L-1", status="hold"), tmp_path / "b.xml")
    with pytest.raises(PlantError, match=r"b\.xml: MaterialLot 'L-1' is in the plant"):
        Plant.load(tmp_path)
    assert Plant.load(tmp_path, on_clash="replace")[MaterialLot]["L-1"].status == "hold"
    said = {"area": None, "header": None, "version": None, "objects": {"MaterialLot": [{"colour": "white"}]}}
    whole = {"format": "isa95mom plant", "version": 1, "parts": [said]}
    (tmp_path / "a.xml").write_text(json.dumps(whole))
    (tmp_path / "a.xml").rename(tmp_path / "c.json")
    with pytest.raises(mom.DocumentError, match="'colour' is not a field of MaterialLot"):
        Plant.load(tmp_path / "c.json")


def test_every_area_is_known() -> None:
    names = {cls.__name__ for cls in ELEMENTS.values()}
    assert set(AREAS) <= names
    assert {n for n in names if n.endswith("Information")} - set(AREAS) == {
        "BatchInformation", "GRecipeInformation", "GROtherInformation", "OtherInformation"
    }  # fmt: skip
    assert all(held()[area] for area in AREAS)
    assert area_of(MaterialLot) is MaterialInformation and area_of(JobList) is None
