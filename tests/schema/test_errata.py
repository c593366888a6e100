"""The published errors of the schemas: each is really there, and Python has it right."""

from __future__ import annotations

import json
from typing import Any

import pytest

import isa95mom as mom
import isa95mom.model as model
from isa95mom.codec.plan import schema
from isa95mom.declare import ELEMENTS, field_names
from isa95mom.schema import table
from isa95mom.schema.errata import errata
from isa95mom.values.version import Version

model.load()
LOT = "<ApplicationArea><CreationDateTime>2026-01-05T06:00:00Z</CreationDateTime></ApplicationArea>"


@pytest.mark.parametrize("entry", errata("element"), ids=json.dumps)
def test_misspelt_elements_are_bound_by_a_field_that_is_spelt_right(entry: dict[str, Any]) -> None:
    for name in entry["versions"]:
        plan = schema(Version(name)).plan(entry["type"])
        row = plan.by_name[entry["published"]]
        assert entry["correct"] not in plan.by_name
        assert row.field.name in {*field_names(ELEMENTS[entry["type"]].__name__, entry["correct"])}


@pytest.mark.parametrize("entry", errata(), ids=json.dumps)
def test_entries_say_what_where_and_why(entry: dict[str, Any]) -> None:
    assert entry["kind"] in ("value", "element", "message", "contradiction")
    assert entry["versions"] == [v.value for v in Version if v.value in entry["versions"]]
    assert entry["published"] != entry["correct"]
    assert entry["reason"].endswith(".")
    assert all(not entry["type"] or entry["type"] in table(Version(v)) for v in entry["versions"])


def test_the_correct_spelling_of_a_message_is_read_leniently() -> None:
    (entry,) = errata("message")
    xml = (
        f'<{entry["correct"]} xmlns="{table(Version.V0701).namespace}" releaseID="1">{LOT}<DataArea><Sync/>'
        f"<WorkMasterCapability><ID>C</ID></WorkMasterCapability></DataArea></{entry['correct']}>"
    ).encode()
    with pytest.raises(mom.DocumentError, match="unknown-root"):
        mom.read(xml)
    doc = mom.read(xml, lenient=True)
    assert {p.code for p in doc.problems} >= {"other-name"}
    assert isinstance(doc.root, mom.Message)
    assert doc.root.noun == "WorkMasterCapability"


def test_a_misspelt_value_is_meant_and_written_as_published() -> None:
    plan = schema(Version.V0600)
    leaf = plan.leaf("MaterialUseType")
    assert leaf.parse("Resurned Sample") == "Returned Sample"
    assert leaf.text_of("Returned Sample") == "Resurned Sample"
