"""Comparison of two documents in canonical form.

The form is Canonical XML 2.0 with prefixes rewritten. Comments are left out, and so is white space between the
elements of a type that holds elements only. Text of leaves, attributes and foreign content stand exactly as they are.
"""

from __future__ import annotations

import difflib
import re

from lxml import etree

from tests.support.tables import structured, table, typed

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def canonical(version: str, xml: bytes) -> str:
    """The canonical form of `xml`, a document of the schema `version`."""
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(xml, parser)
    types = table(version)["types"]
    for element, type_ in typed(version, root):
        if structured(types, type_):
            if not (element.text or "").strip(" \t\r\n"):
                element.text = None
            for child in element:
                if not (child.tail or "").strip(" \t\r\n"):
                    child.tail = None
    text: str = etree.canonicalize(root, rewrite_prefixes=True, qname_aware_attrs=[XSI_TYPE])
    return text


def difference(version: str, before: bytes, after: bytes, lines: int = 40) -> str:
    """How the canonical forms of two documents differ, as text; empty where they do not."""
    first, second = canonical(version, before), canonical(version, after)
    if first == second:
        return ""
    found = list(difflib.unified_diff(_lines(first), _lines(second), "before", "after", lineterm="", n=2))
    more = [f"... and {len(found) - lines} lines more"] if len(found) > lines else []
    return "\n".join([*found[:lines], *more])


def assert_same(version: str, before: bytes, after: bytes, context: str = "") -> None:
    """Fail, with what differs, unless the two documents are the same in canonical form."""
    said = difference(version, before, after)
    assert not said, f"{context}\n{said}"


def _lines(text: str) -> list[str]:
    """Canonical XML in lines that compare well: one for each tag with its text."""
    return re.sub(r"(?=<)(?<=>)", "\n", text).replace("\r", "&#xD;").splitlines()
