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
from tests.support.official import complaints, needs_shared
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
    done = mom.convert(xml, target, version=V[new], source_version=V[old], fill=fill, root=root)
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
    pairs += [(e["published"], e["correct"]) for e in errata()]
    return any(text in pair and any(left[other] > 0 for other in pair) for pair in pairs)


def check(old: str, new: str, element: str, seed: int, fill: Fill, official: bool, extensions: bool = False) -> str:
    """Convert one random document and, where nothing was lost, back; what came of it."""
    xml = document(old, element, seed, extensions=extensions)
    if extensions and mom.validate(xml, version=V[old]):
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
