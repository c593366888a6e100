"""Seeded mutations of a valid document: each changes one thing, and is named for it. The result may or may not be
valid.

for name, xml in mutants("V0600", document("V0600", "MaterialLot", 1), seed=7, count=10): ...
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random

from lxml import etree

from tests.support.random_documents import document
from tests.support.tables import attributes_of, builtin, children, enumeration, structured, table, typed

XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
VALUES: dict[str, tuple[str, ...]] = {
    "xs:decimal": (
        "12,5", "1e3", "1E3", "", " ", "NaN", "INF", "0x1F", "1 2", "--1", "+", "-", ".", "1.2.3", "١٢",
        "\uff11\uff12", "1_000", "500 kg", "true", "+5", ".5", "5.", "007.10", " 22.000", "1'000", "-0", "+ 5",
        "5-",
    ),
    "xs:dateTime": (
        "", "2024-08-27", "2024-08-27T11:03", "2024-08-27T11:03:29.000+0000", "2024-08-27 11:03:29",
        "2024-8-27T11:03:29", "2024-13-01T00:00:00", "2024-02-30T00:00:00", "2023-02-29T00:00:00",
        "2024-02-29T00:00:00", "2024-08-27T25:00:00", "2024-08-27T24:00:00", "2024-08-27T24:00:01",
        "2024-08-27T11:60:00", "2024-08-27T11:03:60", "2024-08-27T11:03:29.", "2024-08-27T11:03:29z",
        "2024-08-27t11:03:29Z", "2024-08-27T11:03:29+14:01", "2024-08-27T11:03:29+01", "24-08-27T11:03:29",
        "20180907T06:13:45", "3/24/2008", "00000000", "yyyy-mm-ddThh:mm:ss", "0000-01-01T00:00:00",
        "2024-08-27T11:03:29.5182956Z", "2024-08-27T11:03:29-00:00", "2024-08-27T11:03:29+1:00",
        "\uff12\uff10\uff12\uff14-08-27T11:03:29", "2024-08-27T11:03:29ZZ", "2024-08-27T1:03:29",
        "2024-04-31T00:00:00", "2024-00-10T00:00:00", "2024-01-00T00:00:00", "1900-02-29T00:00:00",
        "2000-02-29T00:00:00",
    ),
    "xs:duration": (
        "", "P", "PT", "P1", "1H", "P1.5D", "P1YT", "P-1D", "PT1.S", "p1d", "P1H", "PT1D", "2.5", "PT1H1H",
        "P1D1Y", "+P1D", "PT.5S", "PT1,5S", "-PT1H", "P1Y2M3DT4H5M6.7S", "PT0S", "P1W", "01:30:00", "PT1S ",
        "P 1D", "P1M1Y", "--P1D", "PT36H", "P\uff11D",
    ),
    "xs:boolean": (
        "", "TRUE", "True", "yes", "0", "1", "true", "false", " true ", "t", "2", "wahr",
    ),
    "xs:base64Binary": (
        "", "=", "A", "AB=C", "****", "YQ", "YQ=", "YQ==", "YWJj", "YW\nJj", "YWJj=", "YR==", "äöü=", "YWJ",
        "====", "Y Q = =",
    ),
    "xs:language": (
        "", "english!", "waytoolong", "e n", "en", "en-GB", "en_GB", "1e", "en-", " en ", "ä",
    ),
    "xs:anyURI": (
        "", "urn:x", "a b",
    ),
    "text": (
        "", " ", "text", "<>&", "a\nb",
    ),
}  # fmt: skip
"""Values to try for each built-in type, good ones among the bad."""


class Skip(Exception):
    """The mutation finds nothing to change in this document."""


class Subject:
    """One document under mutation."""

    def __init__(self, version: str, xml: bytes, random: Random) -> None:
        self.version, self.random = version, random
        self.schema = table(version)
        self.types = self.schema["types"]
        self.namespace = self.schema["namespace"]
        self.root = etree.fromstring(xml)
        self.known = typed(version, self.root)

    def pick(self, keep: Callable[[etree._Element, str], bool]) -> tuple[etree._Element, str]:
        found = [pair for pair in self.known if keep(*pair)]
        if not found:
            raise Skip
        return self.random.choice(found)

    def inner(self) -> etree._Element:
        """An element that is not the root."""
        return self.pick(lambda e, _: e.getparent() is not None)[0]

    def branch(self) -> tuple[etree._Element, str]:
        """An element whose type holds elements."""
        return self.pick(lambda _, t: structured(self.types, t))

    def leaf(self) -> tuple[etree._Element, str]:
        """An element whose type holds text."""
        return self.pick(lambda _, t: not structured(self.types, t))


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def delete_element(s: Subject) -> None:
    element = s.inner()
    _parent(element).remove(element)


def empty_element(s: Subject) -> None:
    element, _ = s.branch()
    del element[:]
    element.text = None


def duplicate_element(s: Subject) -> None:
    element = s.inner()
    element.addnext(copy.deepcopy(element))


def too_many(s: Subject) -> None:
    """Repeat an element that may stand but once."""

    def single(element: etree._Element, _: str) -> bool:
        parent = element.getparent()
        owner = next((t for e, t in s.known if e is parent), None)
        if owner is None or not structured(s.types, owner):
            return False
        row = children(s.version, owner).get(etree.QName(element).localname)
        return row is not None and row[3] == 1

    element, _ = s.pick(single)
    element.addnext(copy.deepcopy(element))


def swap_elements(s: Subject) -> None:
    element, _ = s.pick(lambda e, _: e.getparent() is not None and e.getnext() is not None)
    following = element.getnext()
    assert following is not None
    following.addnext(element)


def move_to_end(s: Subject) -> None:
    element = s.inner()
    _parent(element).append(element)


def move_to_start(s: Subject) -> None:
    element = s.inner()
    _parent(element).insert(0, element)


def rename_element(s: Subject) -> None:
    element = s.inner()
    name = etree.QName(element).localname
    new = s.random.choice(
        (name + "s", name[:-1] or "x", name.lower(), name[0].lower() + name[1:], "ID", "Description", "Value", "Any")
    )
    element.tag = f"{{{s.namespace}}}{new}"


def rename_root(s: Subject) -> None:
    name = etree.QName(s.root).localname
    new = s.random.choice((name + "s", name.lower(), "Html", s.random.choice(list(s.schema["elements"]))))
    s.root.tag = f"{{{s.namespace}}}{new}"


def wrong_namespace(s: Subject) -> None:
    element, _ = s.pick(lambda *_: True)
    other = s.random.choice(
        ("", "urn:example:other", s.namespace + "X", s.namespace.lower(), "http://www.wbf.org/xml/BatchML-V02")
    )
    element.tag = f"{{{other}}}{etree.QName(element).localname}" if other else etree.QName(element).localname


def insert_allowed(s: Subject) -> None:
    """Insert an element that the parent allows, at any place."""
    parent, type_ = s.branch()
    allowed = list(children(s.version, type_).values())
    if not allowed:
        raise Skip
    name, child_type, _, _, *flags = s.random.choice(allowed)
    globals_ = [n for n, t in s.schema["elements"].items() if t == child_type]
    if globals_:
        new = etree.fromstring(document(s.version, globals_[0], s.random.randrange(1000), 10))
        new.tag = f"{{{s.namespace}}}{name}"
    else:
        new = etree.Element(f"{{{s.namespace}}}{name}")
        if not structured(s.types, child_type):
            new.text = s.random.choice(
                enumeration(s.types, child_type) or VALUES.get(builtin(s.types, child_type), VALUES["text"])
            )
    if "unqualified" in flags:
        new.tag = name
    parent.insert(s.random.randrange(len(parent) + 1), new)


def insert_foreign(s: Subject) -> None:
    parent, _ = s.branch()
    tag = s.random.choice(("{urn:example:vendor}Colour", "globe_Colour", "{urn:example:vendor}ID"))
    new = etree.Element(tag)
    new.text = "red"
    parent.insert(s.random.randrange(len(parent) + 1), new)


def insert_comment(s: Subject) -> None:
    element, _ = s.pick(lambda *_: True)
    new = etree.Comment(" comment ") if s.random.random() < 0.5 else etree.ProcessingInstruction("target", "data")
    element.insert(s.random.randrange(len(element) + 1), new)


def element_in_leaf(s: Subject) -> None:
    element, _ = s.leaf()
    etree.SubElement(element, f"{{{s.namespace}}}ID").text = "a"


def text_in_content(s: Subject) -> None:
    parent, _ = s.branch()
    text = s.random.choice(("-", "text", "\u00a0", "\n \n", "0"))
    if len(parent) and s.random.random() < 0.7:
        s.random.choice(list(parent)).tail = text
    else:
        parent.text = text


def wrong_value(s: Subject) -> None:
    """Another value for a leaf whose type is more than a string."""
    element, type_ = s.pick(
        lambda _, t: not structured(s.types, t) and (bool(enumeration(s.types, t)) or builtin(s.types, t) in VALUES)
    )
    allowed = enumeration(s.types, type_)
    if allowed:
        value = s.random.choice(allowed)
        twice = value.replace(" ", "  ")
        pool: tuple[str, ...] = (f"{value} ", f" {value}", value.lower(), value.upper(), "", "Otherr", value, twice)
    else:
        pool = VALUES[builtin(s.types, type_)]
    _set_text(element, s.random.choice(pool))


def wrong_text(s: Subject) -> None:
    """Another text for any leaf."""
    element, _ = s.leaf()
    _set_text(element, s.random.choice(VALUES["text"]))


def pad_value(s: Subject) -> None:
    element, _ = s.leaf()
    _set_text(element, s.random.choice((" ", "\n", "\t", "")) + (element.text or "") + s.random.choice((" ", "\n", "")))


def _set_text(element: etree._Element, text: str) -> None:
    del element[:]
    element.text = text


def remove_attribute(s: Subject) -> None:
    element, type_ = s.pick(lambda e, t: any(r for _, r in attributes_of(s.types, t).values()) and bool(e.attrib))
    del element.attrib[
        s.random.choice([n for n, (_, r) in attributes_of(s.types, type_).items() if r and n in element.attrib])
    ]


def unknown_attribute(s: Subject) -> None:
    element, type_ = s.pick(lambda *_: True)
    known = list(attributes_of(s.types, type_)) or ["name"]
    plain = ("colour", "id", known[0].upper(), known[0] + "s", "languageID", "schemeID", "releaseID", "OtherValue")
    other = ("{urn:example:vendor}colour", f"{XML}lang", f"{XSI}colour", f"{{{s.namespace}}}{known[0]}")
    name = s.random.choice((*plain, *other))
    element.set(name, "en")


def wrong_attribute(s: Subject) -> None:
    element, type_ = s.pick(lambda _, t: bool(attributes_of(s.types, t)))
    name, (attribute_type, _) = s.random.choice(list(attributes_of(s.types, type_).items()))
    allowed = enumeration(s.types, attribute_type)
    pool = (
        (*allowed, "always", "Never", "", " Always")
        if allowed
        else VALUES.get(builtin(s.types, attribute_type), VALUES["text"])
    )
    element.set(name, s.random.choice(pool))


def nil(s: Subject) -> None:
    """Say ``xsi:nil`` of any element, emptied or not."""
    element, _ = s.pick(lambda *_: True)
    element.set(f"{XSI}nil", s.random.choice(("true", "true", "1", "false", "0", "maybe", "", "TRUE", " true ")))
    if s.random.random() < 0.6:
        _set_text(element, s.random.choice(("", "", "", " ")))


def schema_location(s: Subject) -> None:
    """A schema location on any element, which is allowed everywhere."""
    element, _ = s.pick(lambda *_: True)
    element.set(
        f"{XSI}{s.random.choice(('schemaLocation', 'noNamespaceSchemaLocation'))}",
        s.random.choice(("urn:a b.xsd", "one")),
    )


MUTATIONS: dict[str, Callable[[Subject], None]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        delete_element, empty_element, duplicate_element, too_many, swap_elements, move_to_end, move_to_start,
        rename_element, rename_root, wrong_namespace, insert_allowed, insert_foreign, insert_comment, element_in_leaf,
        text_in_content, wrong_value, wrong_text, pad_value, remove_attribute, unknown_attribute, wrong_attribute, nil,
        schema_location, ) }  # fmt: skip


def mutants(version: str, xml: bytes, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """`count` mutations of `xml` as pairs of name and document, the kinds drawn at random."""
    random = Random(f"{version} {seed}")
    for _ in range(count):
        kinds = list(MUTATIONS)
        random.shuffle(kinds)
        for kind in kinds:
            subject = Subject(version, xml, random)
            try:
                MUTATIONS[kind](subject)
            except Skip:
                continue
            yield kind, etree.tostring(subject.root, encoding="utf-8")
            break
