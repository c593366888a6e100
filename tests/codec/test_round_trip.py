"""Random documents of every global element of every version come back as they were, whichever way they are read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

import isa95mom as mom
from tests.support.canonical import difference
from tests.support.official import SHARED, complaints
from tests.support.random_documents import document, elements
from tests.support.tables import VERSIONS

HAS_SCHEMAS = (SHARED / "schemas").is_dir()
all_versions = pytest.mark.parametrize("version", VERSIONS)


def _fails(
    version: str, check: Callable[[str, bytes], str], seeds: range, step: int = 1, extensions: bool = False
) -> str:
    """What `check` says against random documents, the first few in full; empty where it says nothing."""
    found: list[str] = []
    names = elements(version)[::step]
    for element in names:
        for seed in seeds:
            xml = document(version, element, seed, extensions=extensions)
            try:
                said = check(version, xml)
            except mom.Isa95Error as error:
                said = f"{type(error).__name__}: {error}"
            if said:
                found.append(f"--- document({version!r}, {element!r}, {seed}): {said[:1500]}")
    if not found:
        return ""
    return "\n".join([f"{len(found)} of {len(names) * len(seeds)} documents fail:", *found[:5]])


def _same(version: str, xml: bytes) -> str:
    written = mom.dumps(mom.read(xml, version=mom.Version(version)))
    said = difference(version, xml, written)
    if not said and HAS_SCHEMAS:
        said = "\n".join(complaints(version, written))
    return said


def _same_content(version: str, xml: bytes) -> str:
    """As `_same`, where the official schema is no judge."""
    return difference(version, xml, mom.dumps(mom.read(xml, version=mom.Version(version))))


def _same_leniently(version: str, xml: bytes) -> str:
    strict = mom.read(xml, version=mom.Version(version))
    lenient = mom.read(xml, version=mom.Version(version), lenient=True)
    if lenient.problems:
        return f"lenient reading finds {lenient.problems[0]}"
    if strict.root != lenient.root:
        return "lenient reading gives another object"
    return difference(version, mom.dumps(strict), mom.dumps(lenient))


def _same_one_by_one(version: str, xml: bytes) -> str:
    whole = mom.read(xml, version=mom.Version(version)).root
    if not isinstance(whole, mom.Message) or not whole.objects:
        return ""
    single = list(mom.iter_read(io.BytesIO(xml), type(whole.objects[0]), version=mom.Version(version)))
    return (
        ""
        if single == list(whole.objects)
        else f"iter_read gives {len(single)} objects, read {len(whole.objects)}, or other ones"
    )


def _same_from_an_object(version: str, xml: bytes) -> str:
    """Written from the bare noun or message, with nothing known of the document it came from."""
    target = io.BytesIO()
    document_ = mom.read(xml, version=mom.Version(version))
    mom.write(document_.root, target, version=mom.Version(version))
    again = mom.read(target.getvalue(), version=mom.Version(version))
    return "" if again.root == document_.root else "the object written and read again is another"


@all_versions
def test_documents_come_back_the_same(version: str) -> None:
    said = _fails(version, _same, range(1))
    assert not said, said


@all_versions
def test_extension_content_comes_back_the_same(version: str) -> None:
    said = _fails(version, _same_content, range(1), 4, extensions=True)
    assert not said, said


@all_versions
def test_lenient_reading_of_valid_documents_is_strict_reading(version: str) -> None:
    said = _fails(version, _same_leniently, range(1, 2), 4)
    assert not said, said


@all_versions
def test_one_by_one_gives_the_objects_of_the_whole(version: str) -> None:
    said = _fails(version, _same_one_by_one, range(1, 2), 4)
    assert not said, said


@all_versions
def test_objects_are_written_without_their_document(version: str) -> None:
    said = _fails(version, _same_from_an_object, range(2, 3), 8)
    assert not said, said


@pytest.mark.slow
@all_versions
@pytest.mark.parametrize(
    ("check", "extensions"),
    [
        (_same, False),
        (_same_content, True),
        (_same_leniently, False),
        (_same_leniently, True),
        (_same_one_by_one, False),
    ],
)
def test_thousands_of_documents(version: str, check: Callable[[str, bytes], str], extensions: bool) -> None:
    said = _fails(version, check, range(10, 16), extensions=extensions)
    assert not said, said


@all_versions
@pytest.mark.parametrize("size", [0, 2000])
def test_smallest_and_large_documents_come_back_the_same(version: str, size: int) -> None:
    for element in elements(version)[:: 200 if size else 20]:
        xml = document(version, element, 5, size)
        said = _same(version, xml)
        assert not said, f"document({version!r}, {element!r}, 5, {size}): {said}"


@all_versions
def test_version_is_found_by_itself(version: str) -> None:
    """The two versions that share a namespace may stand for each other where a document is valid by both."""
    shares = {"V0700": "V0701", "V0701": "V0700"}
    for element in elements(version)[::25]:
        xml = document(version, element, 3)
        found = mom.read(xml).version.value
        if found != version:
            assert found == shares.get(version)
            assert not HAS_SCHEMAS or complaints(found, xml) == [], f"document({version!r}, {element!r}, 3)"


NS = "http://www.mesa.org/xml/B2MML"
HEAD = f'xmlns="{NS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.mark.parametrize(
    "xml",
    [
        f'<MaterialLot {HEAD} xmlns:b="{NS}"><ID xsi:type="b:IdentifierType">L-1</ID></MaterialLot>',
        f'<MaterialLot {HEAD}><ID xsi:type="IdentifierType">L-1</ID></MaterialLot>',
        f"<MaterialLot {HEAD}><ID>L-1</ID></MaterialLot>",
        f"<MaterialLot {HEAD}><?before x?><ID>L<!-- in -->-1</ID><!-- after --></MaterialLot>",
        f'<MaterialLot {HEAD}><ID xsi:noNamespaceSchemaLocation="a.xsd">L-1</ID></MaterialLot>',
        f'<MaterialLot {HEAD}><ID schemeID="&#10;&#9;&#13;&lt;&amp;&quot;&apos;">&#13;&#10;</ID></MaterialLot>',
        f"<a:MaterialLot xmlns:a='{NS}'><ID xmlns='{NS}'>L-1</ID><b:Description xmlns:b='{NS}'/></a:MaterialLot>",
    ],
)
def test_unusual_but_valid_markup_comes_back_the_same(xml: str) -> None:
    assert not HAS_SCHEMAS or complaints("V0701", xml.encode()) == []
    assert _same("V0701", xml.encode()) == ""


@pytest.mark.parametrize("text", [" 2024-08-27T11:03:29Z", "\n2024-08-27T11:03:29\n", "2024-08-27T11:03:29 "])
def test_blanks_around_a_date_time_are_legal_and_kept(text: str) -> None:
    """Legal by XML Schema; libxml2 refuses some of them."""
    xml = (
        f"<EquipmentInformation {HEAD}><ID>a</ID><PublishedDate>{text}</PublishedDate></EquipmentInformation>".encode()
    )
    assert mom.validate(xml) == ()
    assert difference("V0701", xml, mom.dumps(mom.read(xml))) == ""
