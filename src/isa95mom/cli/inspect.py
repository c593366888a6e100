"""`isa95mom inspect`: what a document is and what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit, Usage, exit_of
from isa95mom.cli.options import AsVersion, InFormat, Sources
from isa95mom.cli.output import Format, count, put, put_csv, put_json, put_table, say, size
from isa95mom.cli.sources import Reading, Source, expand
from isa95mom.errors import DocumentError, Problem, VersionError

if TYPE_CHECKING:
    from isa95mom.codec import Document
    from isa95mom.declare import Noun

EXAMPLES = (
    "isa95mom inspect lots.xml",
    "isa95mom inspect inbox/",
    "isa95mom inspect equipment.xml --tree --depth 8",
    "isa95mom inspect inbox/ --format json",
)
COLUMNS = ("source", "size", "version", "root", "contents", "extensions", "problems")
INLINE = ("QuantityValue", "Value", "Result", "HierarchyScope")
"""Classes that an outline shows within the line of what has them."""


def inspect(
    sources: Sources,
    version: AsVersion = None,
    tree: Annotated[bool, typer.Option("--tree", help="Show the contents as an outline.")] = False,
    depth: Annotated[int, typer.Option("--depth", min=0, help="Levels of the outline.")] = 5,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Like things shown in a row in the outline.")] = 8,
    format: InFormat = Format.TABLE,
) -> int:
    """Show what documents are: version, message, contents, extensions.

    One document is shown in full, several as a table. A document that departs from its schema is read leniently, and
    the number of its problems is shown; [i]isa95mom validate[/i] tells them.
    """
    documents = expand(sources)
    if tree and format is not Format.TABLE:
        raise Usage("--tree is text; it has no other --format")
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    with Reading(documents, version) as reading:
        for source in documents:
            try:
                document, wrong = read(reading, source)
            except (DocumentError, VersionError) as error:
                unread = getattr(error, "problems", None) or (
                    Problem("/", None, "unknown-version", str(error), source=source.name),
                )
                problems += unread
                for problem in unread:
                    say(str(problem))
                continue
            if tree:
                outline(source, document, depth, limit)
            else:
                found.append(facts(source, document, wrong))
    if format is Format.JSON:
        put_json(found)
    elif format is Format.CSV:
        put_csv(COLUMNS, map(row, found))
    elif len(documents) == 1 and found:
        card(found[0])
    elif found:
        put_table(COLUMNS, ([r[0], size(r[1]), *r[2:]] for r in map(row, found)))
    return exit_of(problems)


def read(reading: Reading, source: Source) -> tuple[Document, int]:
    """A document, strictly where that goes, and how many problems it has."""
    try:
        return reading.read(source), 0
    except DocumentError as error:
        if exit_of(error.problems) is Exit.UNREADABLE:
            raise
        number = len(error.problems)
    return reading.read(source, lenient=True), number


def facts(source: Source, document: Document, problems: int) -> dict[str, Any]:
    """What a document is."""
    from isa95mom.model.message import Message

    root = document.root
    nouns: Counter[str] = Counter()
    extensions = 0
    for noun in everything(root):
        nouns[type(noun).__name__] += 1
        extensions += len(noun.extensions)
    with source.open() as file:
        octets = file.seek(0, 2) if file.seekable() else 0
    message = None
    if isinstance(root, Message):
        area: Any = root.application_area  # a document read leniently may have none
        sender = area.sender if area is not None else None
        message = {
            "verb": str(root.verb),
            "noun": root.noun,
            "release": root.release_id,
            "created": None if area is None else area.creation_date_time.isoformat(),
            "sender": None if sender is None else "/".join(filter(None, (sender.logical_id, sender.component_id))),
            "id": None if area is None else area.bod_id,
        }
        del nouns["Message"]
    return {
        "source": source.name,
        "size": octets,
        "version": str(document.version),
        "root": document.name,
        "message": message,
        "contents": dict(Counter(type(noun).__name__ for top in tops(root) for noun in contents(top))),
        "nouns": dict(nouns),
        "namespaces": document.namespaces,
        "extensions": extensions,
        "problems": problems,
    }


def tops(root: Noun) -> list[Noun]:
    """The objects that a document is about."""
    return list(getattr(root, "objects", ())) or [root]


def contents(noun: Noun) -> Iterator[Noun]:
    """What a noun holds directly, or itself where it holds nothing of note."""
    held = [child for _, child in children(noun) if type(child).__name__ not in INLINE]
    is_list = type(noun).__name__.endswith(("Information", "Schedule", "Performance", "List"))
    yield from held if is_list and held else [noun]


def children(noun: Noun) -> Iterator[tuple[str, Noun]]:
    """The nouns that a noun holds directly, each with its field."""
    from isa95mom.declare import Noun

    for field in noun.__fields__.values():
        value = getattr(noun, field.slot)
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, Noun):
                yield field.name, item


def everything(root: Noun) -> Iterator[Noun]:
    """A noun and all nouns in it."""
    waiting = [root]
    while waiting:
        noun = waiting.pop()
        yield noun
        waiting += [child for _, child in children(noun)]


def row(said: dict[str, Any]) -> list[Any]:
    """The facts of a document in one row."""
    held = ", ".join(f"{number} {name}" for name, number in said["contents"].items())
    return [held if name == "contents" else said[name] for name in COLUMNS]


def card(said: dict[str, Any]) -> None:
    """The facts of one document, a line each."""
    lines = [
        ("source", said["source"]),
        ("size", size(said["size"])),
        ("version", said["version"]),
        ("root", said["root"]),
        *((name, value) for name, value in (said["message"] or {}).items() if value),
        *((f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in said["namespaces"].items()),
        ("extensions", said["extensions"]),
        ("problems", said["problems"] or "none"),
    ]
    for name, value in lines:
        put(f"{name:<12}{value}")
    print()
    most_first = sorted(said["nouns"].items(), key=lambda item: (-item[1], item[0]))
    put_table(("number", "class"), ((number, name) for name, number in most_first))


# -- outline ----------------------------------------------------------------------------------------------------------


def outline(source: Source, document: Document, depth: int, limit: int) -> None:
    """The contents of a document as an indented tree."""
    put(f"{source.name}: {document.name} {document.version}")
    waiting: list[tuple[int, Noun | str]] = [(1, noun) for noun in reversed(tops(document.root))]
    while waiting:
        level, item = waiting.pop()
        put("  " * level + (item if isinstance(item, str) else label(item)))
        if isinstance(item, str):
            continue
        held = [child for _, child in children(item) if type(child).__name__ not in INLINE]
        if held and level > depth:
            waiting.append((level + 1, f"... {count(len(held), 'part')}, --depth {depth + 1} shows them"))
            continue
        shown: list[Noun | str] = []
        number: Counter[str] = Counter(type(child).__name__ for child in held)
        seen: Counter[str] = Counter()
        for child in held:
            name = type(child).__name__
            seen[name] += 1
            if seen[name] <= limit:
                shown.append(child)
            elif seen[name] == limit + 1:
                shown.append(f"... and {number[name] - limit} more {name}")
        waiting.extend((level + 1, child) for child in reversed(shown))


def label(noun: Noun) -> str:
    """A noun in one line: its class, its identification, and the first things it says."""
    said = [type(noun).__name__, str(getattr(noun, "id", None) or "")]
    for field in noun.__fields__.values():
        value = getattr(noun, field.slot)
        if field.name in ("id", "descriptions") or value is None or len(said) > 6:
            continue
        first = value[0] if isinstance(value, list) and value else value
        text = brief(first)
        if text:
            more = f" +{len(value) - 1}" if isinstance(value, list) and len(value) > 1 else ""
            said.append(f"{field.name}={text}{more}")
    return "  ".join(filter(None, said))


def brief(value: Any) -> str:
    """A value in a word or two; empty for what is no single value."""
    from isa95mom.declare import Noun

    if isinstance(value, Noun):
        number = getattr(value, "quantity_string", None) or getattr(value, "value_string", None)
        if number is not None and type(value).__name__ in INLINE:
            unit = getattr(value, "unit_of_measure", None)
            return f"{number} {unit}" if unit else str(number)
        return ""
    if isinstance(value, list | bytes):
        return ""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
