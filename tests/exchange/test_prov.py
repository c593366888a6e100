"""Lots and events as W3C PROV: what goes out comes back exactly; what others write is read."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from prov.constants import PROV_TYPE
from prov.model import PROV, ProvDocument

from isa95mom import DocumentError, Isa95Error, simulate
from isa95mom.exchange import prov
from isa95mom.genealogy import EventKind, Genealogy
from tests.exchange.records import genealogies, stated


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("kind", ["discrete", "batch", "continuous"])
def test_plants_come_back(kind: Any, form: Literal["json", "xml"], tmp_path: Path) -> None:
    g = simulate.genealogy(lots=80, kind=kind, corrections=0.05, unmeasured=0.05, ids="text").genealogy()
    prov.write(g, tmp_path / "plant", format=form)
    again = prov.read(tmp_path / "plant", format=form)
    assert stated(again) == stated(g)
    assert again.findings == ()


@given(genealogies(undated=True))
@settings(max_examples=60, deadline=None)
def test_any_record_comes_back(g: Genealogy) -> None:
    assert stated(prov.read(prov.dumps(g).encode())) == stated(g)


def test_what_it_says_to_others() -> None:
    g = simulate.genealogy(lots=80, kind="batch", ids="text").genealogy()
    text = prov.dumps(g, format="provn")
    for said in ("wasDerivedFrom(", "used(", "wasGeneratedBy(", "hadMember(", "wasAssociatedWith(", "prov:Person"):
        assert said in text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what the package calls in rdflib by an old name
        assert "prov:qualifiedDerivation" in prov.dumps(g, format="rdf")
    derived = {  # networkx is not needed: pairs of what came out of and what went into a transformation
        (out.lot, went_in.lot)
        for event in g.events
        if not event.kind.is_containment
        for out in g.lines
        for went_in in g.lines
        if out.event == went_in.event == event.id and out.direction == "out" and went_in.direction == "in"
        if out.lot != went_in.lot
    }
    document = prov.document(g)
    said_ = {
        tuple(name.localpart for name in record.args[:2])
        for record in document.get_records()
        if record.get_type() == PROV["Derivation"]
    }
    assert said_ == derived


def test_a_document_of_others() -> None:
    document = ProvDocument()
    document.add_namespace("ex", "http://example.org/")
    document.entity("ex:flour", {"ex:grade": "550"})
    document.entity("ex:dough")
    document.entity("ex:bread")
    document.activity("ex:knead", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC))
    document.used("ex:knead", "ex:flour")
    document.wasGeneratedBy("ex:dough", "ex:knead")
    document.wasDerivedFrom("ex:bread", "ex:dough")
    document.agent("ex:anna", {PROV_TYPE: PROV["Person"]})
    document.agent("ex:mixer")
    document.wasAssociatedWith("ex:knead", "ex:anna")
    document.wasAssociatedWith("ex:knead", "ex:mixer")
    document.wasAttributedTo("ex:bread", "ex:anna")
    document.hadMember("ex:box", "ex:bread")
    g = prov.read(str(document.serialize(format="json")).encode())
    at = "http://example.org/"
    assert g.trace_back(f"{at}box").lots == (f"{at}box", f"{at}bread", f"{at}dough", f"{at}flour")
    knead = next(event for event in g.events if event.id == f"{at}knead")
    assert (knead.kind, knead.person, knead.equipment) == (EventKind.PRODUCE, (f"{at}anna",), (f"{at}mixer",))
    assert knead.effective == datetime(2026, 1, 1, 1, tzinfo=UTC)
    assert g.lot(f"{at}flour").properties == {"ex:grade": "550"}
    assert [finding.code for finding in g.findings] == ["not-read"]
    assert "wasAttributedTo" in str(g.findings[0])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"<a/>", b'{"entity": 7}', b"\xff\xfe"])
def test_what_is_no_document(content: bytes) -> None:
    with pytest.raises(DocumentError, match="it is no PROV-JSON"):
        prov.read(content)


def test_another_form() -> None:
    with pytest.raises(Isa95Error, match="'ttl' is no form of PROV"):
        prov.dumps(Genealogy.from_edges(["A"], ["B"]), format="ttl")  # type: ignore[arg-type]
