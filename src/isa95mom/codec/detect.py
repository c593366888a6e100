"""Which version a document is of: by its root's namespace, and where that does not tell, by its content."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from attrs import frozen

from isa95mom.codec.document import Limits
from isa95mom.codec.source import Input
from isa95mom.errors import DocumentError, Problem
from isa95mom.schema import table
from isa95mom.values.version import B2MML, Version

LOOSE = (
    (re.compile(r"b2mml-?v?0?4", re.I), Version.V0401),
    (re.compile(r"batchml-?v?0?[24]", re.I), Version.V0401),
    (re.compile(r"b2mml-?v?0?5", re.I), Version.V0500),
    (re.compile(r"b2mml-?v?0?6", re.I), Version.V0600),
    (re.compile(r"b2mml-?v?0?7\.?0?0$", re.I), Version.V0700),
    (re.compile(r"b2mml", re.I), Version.V0701),
    (re.compile(r"kpi-?ml", re.I), Version.KPI_ML_V01),
)
"""What lenient reading makes of namespaces that no schema has."""


@frozen(slots=True)
class Root:
    """The root element as it stands."""

    name: str
    namespace: str
    namespaces: dict[str, str]
    attributes: dict[str, str]
    line: int
    end: int
    """The offset of the first byte that may be behind its start tag."""


class _Found(Exception):
    """The root element has been reached; nothing after it is of interest."""


def _refused(source: Input, code: str, message: str, line: int | None = None) -> DocumentError:
    return DocumentError([Problem("/", line, code, message, source=source.name)], source.name)


def find_root(source: Input, limits: Limits) -> Root | None:
    """The root element of a document; None where the bytes before it are not XML.

    Raises `DocumentError` for a document type declaration, which is never read: entities hide in it.
    """
    parser = expat.ParserCreate()
    found: list[Any] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name, attributes, parser.CurrentLineNumber, parser.CurrentByteIndex))
        raise _Found

    def doctype(*_: object) -> None:
        raise _refused(source, "doctype", "a document type declaration is not accepted", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    seen = bytearray()
    fed = 0
    try:
        for chunk in source.chunks():
            seen += chunk
            if len(seen) > limits.text:
                raise _refused(source, "too-long", f"there is no root element in the first {limits.text} bytes")
            if len(seen) >= 2 * fed:  # a token that does not end is looked at again each time: let it grow first
                parser.Parse(bytes(seen[fed:]), False)
                fed = len(seen)
        parser.Parse(bytes(seen[fed:]), True)
        return None
    except _Found:
        pass
    except expat.ExpatError:
        return None
    except DocumentError:
        raise
    except (LookupError, ValueError) as problem:
        raise _refused(source, "encoding", f"the encoding cannot be read: {problem}") from None
    name, attributes, line, offset = found[0]
    namespaces = {key[6:]: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
    prefix, _, local = name.rpartition(":")
    if prefix and prefix not in namespaces:
        raise _refused(source, "not-well-formed", f"prefix {prefix!r} of {name} is not declared", line)
    plain = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
    return Root(local, namespaces.get(prefix, ""), namespaces, plain, line, seen.find(b">", offset) + 1)


def candidates(root: Root, lenient: bool) -> tuple[list[Version], bool]:
    """The versions that a document may be of, the likeliest first, and whether its namespace is one of theirs."""
    known = [v for v in reversed(Version) if table(v).namespace == root.namespace]
    if known:
        release = root.attributes.get("releaseID", "")
        if Version.V0700 in known and re.search(r"7\.?0?0(\.?0?0)?$", release):
            known.reverse()
        return known, True
    if not lenient:
        return [], False
    for pattern, version in LOOSE:
        if pattern.search(root.namespace):
            return [version], False
    return [v for v in reversed(B2MML) if root.name in table(v).elements], False
