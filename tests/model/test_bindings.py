"""Nothing of any published version is without a field, and no field is without a published element."""

from __future__ import annotations

import json

import pytest

from isa95mom.declare import ELEMENTS, ENUMERATIONS, Noun, field_of
from isa95mom.schema import table
from isa95mom.values.enumeration import OpenEnumeration
from isa95mom.values.version import Version
from tests.model.bindings import CLASSES, ERRATA, EXCUSED, annotation, fields_of, fits, said_to, structured

CODE_LISTS: list[type[OpenEnumeration]] = sorted(set(ENUMERATIONS.values()), key=lambda cls: cls.__name__)
by_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
by_version = pytest.mark.parametrize("version", Version, ids=str)


@by_version
def test_every_structured_type_has_one_class(version: Version) -> None:
    assert [name for name in structured(version) if name not in ELEMENTS] == []


def test_every_class_carries_types_that_are_published() -> None:
    published = {name for version in Version for name in structured(version)}
    assert set(ELEMENTS) == published
    assert all(ELEMENTS[name] is cls for cls in CLASSES for name in cls.__types__)


@by_class
def test_every_element_is_bound_by_exactly_one_field(cls: type[Noun]) -> None:
    excused = {(e["type"], e["name"]) for e in EXCUSED}
    wrong = {str(s): fields_of(cls, s) for s in said_to(cls) if len(fields_of(cls, s)) != 1}
    assert {
        place: fields for place, fields in wrong.items() if tuple(place.split(": ")[1].split("/")) not in excused
    } == {}


@by_class
def test_every_element_is_found_by_its_name(cls: type[Noun]) -> None:
    for said in said_to(cls):
        assert field_of(cls, said.name, said.python) is not None, str(said)
        assert [field_of(cls, said.name, said.python)] == fields_of(cls, said), str(said)


@by_class
def test_no_field_takes_two_elements_of_one_type(cls: type[Noun]) -> None:
    taken: dict[tuple[Version, str, str], str] = {}
    for said in said_to(cls):
        for field in fields_of(cls, said):
            place = (said.version, said.type, field.name)
            assert taken.setdefault(place, said.name) == said.name, f"{said} and {taken[place]} are both {field.name}"


@by_class
def test_every_field_binds_an_element_of_some_version(cls: type[Noun]) -> None:
    bound = {field.name for said in said_to(cls) for field in fields_of(cls, said)}
    assert set(cls.__fields__) - bound == set()


@by_class
def test_every_name_that_a_field_states_is_published(cls: type[Noun]) -> None:
    published = {said.name for said in said_to(cls)}
    stated = {name for f in cls.__fields__.values() for name in (f.wire, *f.was) if name is not None}
    assert stated - published == set()


@by_class
def test_annotations_agree_with_the_tables(cls: type[Noun]) -> None:
    for field in cls.__fields__.values():
        said = [s for s in said_to(cls) if field in fields_of(cls, s)]
        declared = annotation(cls, field)
        assert all(fits(declared, s.python) for s in said), field.name
        assert declared in {s.python for s in said}, f"{field.name}: {declared} is in no table"
        assert field.many == any(s.repeats for s in said), field.name
        text = str(cls.__annotations__[field.name])
        assert text.startswith("Many[") == field.many
        places = {(s.version, s.type) for s in said_to(cls)}
        always = {(s.version, s.type) for s in said if s.required} == places
        assert field.required == (always and not field.many), field.name
        assert text.endswith(" | None") == (not field.required and not field.many), field.name


@by_version
def test_every_enumeration_has_a_class(version: Version) -> None:
    found = table(version)
    assert [n for n in found.type_names if found.type(n).enumeration and n not in ENUMERATIONS] == []


@by_version
def test_every_value_of_an_enumeration_is_a_member(version: Version) -> None:
    meant = {(e["type"], e["published"]): e["correct"] for e in ERRATA if e["version"] == version.value}
    found = table(version)
    for name in found.type_names:
        for value in found.type(name).enumeration:
            assert meant.get((name, value), value) in set(ENUMERATIONS[name]), f"{name}: {value}"


@pytest.mark.parametrize("cls", CODE_LISTS, ids=lambda cls: str(cls.__name__))
def test_every_member_is_a_value_of_some_version(cls: type[OpenEnumeration]) -> None:
    names = [name for name, found in ENUMERATIONS.items() if found is cls]
    values = {
        v for version in Version for n in names if n in table(version) for v in table(version).type(n).enumeration
    }
    wrong = {e["published"]: e["correct"] for e in ERRATA if e["type"] in names}
    assert set(cls) == {wrong.get(value, value) for value in values}


@pytest.mark.parametrize("entry", [*ERRATA, *EXCUSED], ids=json.dumps)
def test_every_exception_is_real_and_has_a_reason(entry: dict[str, str]) -> None:
    assert entry["reason"]
    found = table(Version(entry["version"])).type(entry["type"])
    if "published" in entry:
        assert entry["published"] in found.enumeration
        assert entry["correct"] != entry["published"]
        assert entry["correct"] in set(ENUMERATIONS[entry["type"]])
    else:
        assert entry["name"] in {e.name for p in found.content for e in p.elements()}
