"""The generator, the mutations and the comparison hold what they promise, by the official schemas alone."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from tests.support.canonical import canonical, difference
from tests.support.mutate import MUTATIONS, mutants
from tests.support.official import complaints, needs_shared, parse
from tests.support.random_documents import document, elements
from tests.support.tables import VERSIONS, table, typed


def _invalid(version: str, seeds: range) -> list[str]:
    found = []
    for element in elements(version):
        for seed in seeds:
            said = complaints(version, document(version, element, seed))
            if said:
                found.append(f"{element} {seed}: {said[0]}")
    return found


@needs_shared
@pytest.mark.parametrize("version", VERSIONS)
def test_random_documents_are_valid(version: str) -> None:
    assert _invalid(version, range(1)) == []


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_thousands_of_random_documents_are_valid(version: str) -> None:
    assert _invalid(version, range(1, 20)) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_seed_gives_the_same_document(version: str) -> None:
    element = elements(version)[0]
    assert document(version, element, 1) == document(version, element, 1) != document(version, element, 2)


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_random_documents_reach_nearly_every_type(version: str) -> None:
    met = {
        type_
        for element in elements(version)
        for seed in range(4)
        for _, type_ in typed(version, parse(document(version, element, seed)))
    }
    used = {row for row in table(version)["types"] if "/" in row or row in table(version)["elements"].values()}
    assert len(used & met) > 0.97 * len(used)


@needs_shared
def test_mutations_give_both_verdicts_and_all_kinds_occur() -> None:
    kinds: Counter[str] = Counter()
    invalid = 0
    for number, element in enumerate(elements("V0600")):
        for name, xml in mutants("V0600", document("V0600", element, 1, 30), number, 2):
            kinds[name] += 1
            invalid += bool(complaints("V0600", xml))
    assert set(kinds) == set(MUTATIONS)
    assert 0.3 < invalid / kinds.total() < 0.9


NS = table("V0700")["namespace"]
BODY = '<ID schemeID="a" schemeName="b">L 1</ID><Description>x</Description>'
LOT = f'<MaterialLot xmlns="{NS}">{BODY}</MaterialLot>'.encode()


@pytest.mark.parametrize(
    "other",
    [
        f"<b:MaterialLot xmlns:b='{NS}'><b:ID schemeName='b' schemeID='a'>L&#32;1</b:ID>"
        "<b:Description>x</b:Description></b:MaterialLot>",
        LOT.decode().replace("<ID", "\n  <!-- c --><ID").replace("</MaterialLot>", "\r\n</MaterialLot >"),
        f"<?xml version='1.0'?>{LOT.decode().replace('x<', '<![CDATA[x]]><')}",
    ],
)
def test_the_same_content_is_the_same(other: str) -> None:
    assert difference("V0700", LOT, other.encode()) == ""
    assert difference("V0700", LOT, etree.tostring(etree.fromstring(LOT), encoding="UTF-16")) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("L 1", "L  1"),
        ("L 1", "L 1 "),
        ("x</", "</"),
        ('"a"', '"A"'),
        ("schemeID", "schemeUR"),
        ("<Description>x</Description>", ""),
        ("/B2MML", "/B2MM"),
    ],
)
def test_other_content_is_not_the_same(old: str, new: str) -> None:
    assert difference("V0700", LOT, LOT.decode().replace(old, new).encode()) != ""


def test_blanks_count_in_leaves_and_not_between_elements() -> None:
    spaced = LOT.replace(b"x</", b" </")
    assert "> </" in canonical("V0700", spaced)
    assert "\n" not in canonical("V0700", LOT.replace(b"><", b">\n<"))
