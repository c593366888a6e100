"""The official schemas as oracle.

The official schemas stand in the folder `shared` beside the checkout; where it is absent, `needs_shared` skips a test.
"""

from __future__ import annotations

import importlib.util
from functools import cache

import pytest
from lxml import etree

from tests.support.tables import ROOT

SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "schemas").is_dir(), reason="the official schemas (folder 'shared' beside the checkout) are not there"
)


@cache
def validator(version: str) -> etree.XMLSchema:
    """The official schemas of `version`, compiled."""
    spec = importlib.util.spec_from_file_location("official_schema", SHARED / "tools" / "official_schema.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: etree.XMLSchema = module.validator(version.replace("KPI_ML_", "KPI-ML-"))
    return found


def parse(xml: bytes) -> etree._Element:
    """The tree of `xml`; nothing is fetched and no entity of its own is resolved."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def complaints(version: str, xml: bytes) -> list[str]:
    """What the official schema of `version` says against `xml`, or nothing."""
    schema = validator(version)
    if schema.validate(parse(xml)):
        return []
    return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]
