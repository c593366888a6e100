"""Declared extension elements: typed in XML and in both JSONs; what is not declared rides along."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

import isa95mom as mom
from isa95mom.declare import wire

SPACE = "http://www.mesa.org/xml/B2MML-AllExtensions"


class Grade(StrEnum):
    A = "A"
    B = "B"


class Orchard(mom.Extension):
    name: str
    trees: int | None = None


class PersonExtras(mom.Extension, namespace=SPACE, of=mom.Person):
    colour: str | None = None
    moisture: Decimal | None = None
    picked_at: datetime | None = None
    organic: bool | None = None
    grade: Grade | None = None
    orchard: Orchard | None = None
    remarks: list[str] = wire(default=[], name="Remark")


def _person() -> mom.Person:
    person = mom.Person(id="L")
    PersonExtras(
        colour="<red> & \r\n",
        moisture=Decimal("0.120"),
        picked_at=datetime(2026, 1, 5, 6, tzinfo=UTC),
        organic=True,
        grade=Grade.B,
        orchard=Orchard(name="North", trees=12),
        remarks=["x", ""],
    ).put(person)
    return person


def test_in_xml_and_json() -> None:
    person = _person()
    before = PersonExtras.of(person)
    assert before.moisture == Decimal("0.120") and before.orchard == Orchard(name="North", trees=12)
    read = mom.read(mom.dumps(person)).root
    assert isinstance(read, mom.Person) and PersonExtras.of(read) == before
    data = mom.dumps_json(person)
    assert b'"Extended:Organic":true' in data and b"#extensions" not in data
    read = mom.read_json(data).root
    assert isinstance(read, mom.Person) and PersonExtras.of(read) == before and read.extensions == person.extensions
    data = mom.to_json(person)
    assert b'"Extended:Moisture":"0.120"' in data and b"$wire" not in data
    assert mom.from_json(data, mom.Person).extensions == person.extensions


def test_what_is_not_declared_or_not_changed_stays() -> None:
    own = mom.Foreign(f'<e:Own xmlns:e="{SPACE}" a="1">2</e:Own>')
    colour = mom.Foreign(f'<e:Colour xmlns:e="{SPACE}" a="1">red</e:Colour>')
    person = mom.Person(id="L")
    person.extensions = (own, colour)
    extras = PersonExtras.of(person)
    assert extras.colour == "red"
    extras.grade = Grade.A
    extras.put(person)
    assert [piece.tag for piece in person.extensions] == ["Own", "Colour", "Grade"] and colour in person.extensions
    for again in (mom.read_json(mom.dumps_json(person)).root, mom.from_json(mom.to_json(person), mom.Person)):
        assert isinstance(again, mom.Person) and again.extensions == person.extensions
    extras.colour = None
    extras.put(person)
    assert [piece.tag for piece in person.extensions] == ["Own", "Grade"]


def test_wrong_values_and_uses_are_told() -> None:
    person = mom.Person(id="L")
    person.extensions = (mom.Foreign(f'<e:Moisture xmlns:e="{SPACE}">wet</e:Moisture>'),)
    with pytest.raises(mom.DocumentError, match="/Person/Moisture: 'wet' is not a decimal"):
        PersonExtras.of(person)
    with pytest.raises(TypeError, match="extends Person, not PersonnelClass"):
        PersonExtras.of(mom.PersonnelClass(id="a"))
    with pytest.raises(mom.DocumentError, match="declared as Decimal"):
        mom.read_json(b'{"Person": {"ID": "a", "Extended:Moisture": "wet"}}')
    with pytest.raises(mom.DocumentError, match="no class declares"):
        mom.read_json(b'{"Person": {"ID": "a", "Extended:Weight": "wet"}}')
    with pytest.raises(TypeError, match="namespace must be given"):

        class _Bare(mom.Extension, of=mom.Person):
            pass
