"""Reading documents: detect the version, parse, decode.

Most documents take the fast way: CPython's own XML tree, fed in slices, its finished parts decoded and dropped as they
come. What the fast way refuses (extension content, comments, anything wrong) is read again through lxml, first with
the same decoders, then with care, which tells every problem with its line.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from attrs import evolve
from lxml import etree

from isa95mom.codec.careful import Reader
from isa95mom.codec.decode import blank, by_table
from isa95mom.codec.detect import Root, candidates, find_root
from isa95mom.codec.document import DEFAULT_LIMITS, Document, Limits
from isa95mom.codec.envelope import envelope, is_known, read_message
from isa95mom.codec.growing import Growing, not_well_formed, paused_collector, safe
from isa95mom.codec.leaf import NIL, Bail
from isa95mom.codec.plan import Schema, schema
from isa95mom.codec.source import Input, Readable
from isa95mom.declare import Noun
from isa95mom.errors import DocumentError, Problem, VersionError
from isa95mom.model.message import LeafElement
from isa95mom.schema.errata import message_name
from isa95mom.values.version import Version

HARVEST = 32
"""An element with this many children is decoded child by child while it is still being parsed."""


def read(
    source: Readable, *, version: Version | None = None, lenient: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a B2MML, BatchML or KPI-ML document.

    Parameters
    ----------
    source
        A path, the bytes, or a binary file.
    version
        The schema version, where the document's own namespace should not decide.
    lenient
        Read what departs from the schema all the same; `Document.problems` then says what was mended, and what no field
        can hold is kept in its place.
    limits
        How much the document may ask for.

    Raises
    ------
    DocumentError
        With every problem found, its line and its path.
    VersionError
        Where the version is not known.
    """
    with Input(source) as document, paused_collector():
        return _read(document, version, lenient, limits)


def validate(
    source: Readable, *, version: Version | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Problem, ...]:
    """Every problem of a document, by the schema of its version; empty where it is valid.

    Takes what `read` takes. Raises nothing for a bad document.
    """
    try:
        read(source, version=version, limits=limits)
    except DocumentError as error:
        return error.problems
    except VersionError as error:
        name = getattr(source, "name", source)
        return (Problem("/", None, "unknown-version", str(error), source=name if isinstance(name, str) else ""),)
    return ()


def _read(source: Input, version: Version | None, lenient: bool, limits: Limits) -> Document:
    root = find_root(source, limits)
    if root is None:
        tree_of(source, limits)  # says why it is not XML
        raise DocumentError(
            [Problem("/", None, "not-well-formed", "there is no root element", source=source.name)], source.name
        )
    versions, own = versions_of(source, root, version, lenient)
    if own and not lenient:
        for tried in versions[:1]:
            try:
                return _fast(source, schema(tried), root, limits)
            except (ValueError, RecursionError, ElementTree.ParseError, ArithmeticError) as refusal:
                if isinstance(refusal, DocumentError):
                    raise
    tree = tree_of(source, limits)
    if own and not lenient:
        for tried in versions:
            try:
                noun = decode_root(schema(tried), tree.getroot(), None, False)
            except (ValueError, RecursionError, ArithmeticError):
                continue
            return _document(source, tried, noun, root, tree)
    best: tuple[Document, Reader] | None = None
    for tried in versions:
        found = _carefully(source, schema(tried), root, tree, lenient, limits)
        if best is None or len(found[1].problems) < len(best[1].problems):
            best = found
        if not found[1].problems:
            break
    assert best is not None
    document, reader = best
    if reader.problems and not lenient:
        raise DocumentError(reader.problems, source.name, reader.more)
    return document


def versions_of(source: Input, root: Root, version: Version | None, lenient: bool) -> tuple[list[Version], bool]:
    """The versions to try, and whether the root is of their namespace. Raises where there is none."""
    if version is not None:
        versions, own = [version], schema(version).namespace == root.namespace
        if not own and not lenient:
            raise _unknown(
                source,
                root,
                "wrong-namespace",
                f"namespace {root.namespace!r} is not that of {version}, {schema(version).namespace!r}",
            )
    else:
        versions, own = candidates(root, lenient)
    named = [v for v in versions if is_known(schema(v), root.name)]
    if lenient and not named:  # the name as it should be, of a message that is published under another
        named = [v for v in versions if is_known(schema(v), message_name(v, root.name, published=True))]
    if named:
        return named, own
    if root.name.casefold() in ("html", "error", "fault", "envelope"):
        hint = "; this looks like a web page or a service's answer, not a B2MML document"
    elif not versions:
        known = ", ".join(dict.fromkeys(schema(v).namespace for v in Version))
        raise _unknown(
            source, root, "unknown-namespace", f"namespace {root.namespace!r} of {root.name} is not one of {known}"
        )
    else:
        hint = ""
    raise _unknown(source, root, "unknown-root", f"{root.name} is not a global element of {_listed(versions)}{hint}")


def _listed(versions: list[Version]) -> str:
    return " or ".join(str(v) for v in versions) or "any version"


def _unknown(source: Input, root: Root, code: str, message: str) -> DocumentError:
    return DocumentError([Problem(f"/{root.name}", root.line, code, message, source=source.name)], source.name)


# -- the fast way -----------------------------------------------------------------------------------------------------


def decode_root(plans: Schema, element: Any, done: Any, bare: bool) -> Noun:
    """The object that a root element carries. Raises `Bail` where the schema does not allow it."""
    name = element.tag.rpartition("}")[2]
    message = envelope(plans, name)
    if message is not None:
        return message.decode(element, done, bare)
    leaf = plans.root_leaf(name)
    if leaf is not None:
        return LeafElement(name=name, value=leaf.strictly(element))
    plan = plans.root_plan(name)
    if plan is None:
        raise Bail
    noun = by_table(plan, element, done, bare)
    if noun._wire is not None and NIL in noun._wire.attributes:
        raise Bail
    return noun


def _fast(source: Input, plans: Schema, root: Root, limits: Limits) -> Document:
    growing = Growing(source, limits, root.end)
    done: dict[Any, Noun] = {}
    seen: dict[Any, int] = {}
    first = True
    for _ in growing.chunks():
        if not first:
            _harvest(plans, growing.root(), done, seen, growing.bare)
        first = False
    noun = decode_root(plans, growing.root(), done, growing.bare)
    before, after = growing.outside()
    return Document(
        version=plans.version,
        root=noun,
        source=source.name,
        name=root.name,
        namespaces=root.namespaces,
        prolog=before,
        epilog=after,
    )


def _harvest(plans: Schema, root: Any, done: dict[Any, Noun], seen: dict[Any, int], bare: bool) -> None:
    """Decode the finished children of elements that have many, and drop what they were parsed into."""
    node, plan = root, way_of(plans, root)
    way: list[Any] = []
    while node is not None and plan is not None and len(node):
        way.append(node)
        if len(node) >= HARVEST:
            start = seen.get(node, 0)
            for child in node[start:-1]:
                row = plan.by_tag.get(child.tag)
                if row is None or row.leaf is not None:
                    continue
                if not blank(child.tail):
                    raise Bail
                done[child] = row.plan.decoder(bare)(child, done if child in seen else None)
                child.clear()
            for above in way:
                seen.setdefault(above, 0)
            seen[node] = len(node) - 1
        node = node[-1]
        row = plan.by_tag.get(node.tag)
        plan = None if row is None or row.leaf is not None else row.plan


def way_of(plans: Schema, root: Any) -> Any:
    """What tells the children of the root apart."""
    if root is None:
        return None
    name = root.tag.rpartition("}")[2]
    return envelope(plans, name) or plans.root_plan(name)


# -- the careful way --------------------------------------------------------------------------------------------------


def tree_of(source: Input, limits: Limits) -> Any:
    """The lxml tree of a document. Raises `DocumentError` where it is not well-formed."""
    try:
        return etree.parse(source.rewound(), etree.XMLParser(**safe(limits)))
    except etree.XMLSyntaxError as error:
        raise not_well_formed(error, source.name) from None
    except (OSError, LookupError) as error:
        raise DocumentError([Problem("/", None, "unreadable", str(error), source=source.name)], source.name) from None


def _carefully(
    source: Input, plans: Schema, root: Root, tree: Any, lenient: bool, limits: Limits
) -> tuple[Document, Reader]:
    reader = Reader(plans, lenient=lenient, source=source.name, limit=limits.problems)
    reader.other = read_message
    element = tree.getroot()
    if root.namespace not in reader.namespaces:
        reader.namespaces.add(root.namespace)
        reader.tell(element, "wrong-namespace", f"namespace {root.namespace!r} is read as that of {plans.version}")
    published = message_name(plans.version, root.name, published=True)
    if published != root.name:
        reader.tell(element, "other-name", f"{root.name} is published as {published}, and read as meant")
        root = evolve(root, name=published)
    message = envelope(plans, root.name)
    try:
        if message is not None:
            noun: Noun = message.read(reader, element)
        elif (leaf := plans.root_leaf(root.name)) is not None:
            noun = reader.lone(leaf, root.name, element)
        else:
            plan = plans.root_plan(root.name)
            assert plan is not None
            noun = reader.noun(plan, element)
    except RecursionError:
        raise DocumentError(
            [Problem("/", None, "too-deep", "elements are nested too deeply", source=source.name)], source.name
        ) from None
    document = _document(source, plans.version, noun, root, tree)
    document.problems = tuple(reader.problems)
    document.lenient = lenient
    return document, reader


def _document(source: Input, version: Version, noun: Noun, root: Root, tree: Any) -> Document:
    element = tree.getroot()
    before = [
        etree.tostring(node, encoding="unicode", with_tail=False) for node in element.itersiblings(preceding=True)
    ]
    after = [etree.tostring(node, encoding="unicode", with_tail=False) for node in element.itersiblings()]
    return Document(
        version=version, root=noun, source=source.name, name=root.name, namespaces=root.namespaces,
        prolog=tuple(reversed(before)), epilog=tuple(after),
    )  # fmt: skip
