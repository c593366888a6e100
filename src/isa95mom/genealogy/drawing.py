"""Drawings as texts: in the language of Graphviz, and in that of Mermaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from isa95mom.genealogy.forms import Excerpt
from isa95mom.genealogy.store import KINDS

_FORMLESS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that have no form, or that turn the direction of others, and halves of characters."""
_MARKS = re.compile(r"[^\w .:/,-]|_|^[- ]|(?<= ) |^\d+[.](?= |$)")
"""What a label of Mermaid does not say by itself: marks of its own language, of HTML or of Markdown."""


def shown(text: object) -> str:
    r"""A text in one line, with the characters that have no form by their number.

    >>> print(shown("L-1\n"))
    L-1\n
    """
    return _FORMLESS.sub(lambda found: ascii(found[0])[1:-1], str(text))


def dot(excerpt: Excerpt) -> str:
    """Lots in boxes, events in ellipses; the lots that were asked for are bold."""
    return "\n".join(("digraph genealogy {", "  rankdir=LR;", *_dot(excerpt), "}", ""))


def _dot(excerpt: Excerpt) -> Iterator[str]:
    record = excerpt.record
    starts = set(excerpt.starts.tolist())
    for number, lot in zip(excerpt.lots.tolist(), record.lots.take(excerpt.lots), strict=True):
        yield f"  l{number} [shape=box, label={_quoted(lot)}{', style=bold' if number in starts else ''}];"
    for number, event in zip(excerpt.events.tolist(), record.event_ids.take(excerpt.events), strict=True):
        kind = KINDS[record.kind.array[number]]
        yield f"  e{number} [shape=ellipse, label={_quoted(kind)}, tooltip={_quoted(event)}];"
    for source, target, amount in _edges(excerpt):
        yield f"  {source} -> {target}" + (f" [label={_quoted(amount)}];" if amount else ";")


def _quoted(text: object) -> str:
    """A text in quotes as Graphviz takes it; it reads entities of HTML, and escapes of its own."""
    made = shown(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{made}"'


def mermaid(excerpt: Excerpt) -> str:
    """Lots in boxes, events with round ends; the lots that were asked for have a thick border."""
    return "\n".join(("flowchart LR", *_mermaid(excerpt), ""))


def _mermaid(excerpt: Excerpt) -> Iterator[str]:
    record = excerpt.record
    for number, lot in zip(excerpt.lots.tolist(), record.lots.take(excerpt.lots), strict=True):
        yield f"  l{number}[{_label(lot)}]"
    for number in excerpt.events.tolist():
        yield f"  e{number}([{_label(KINDS[record.kind.array[number]])}])"
    for source, target, amount in _edges(excerpt):
        yield f"  {source} -->" + (f"|{_label(amount)}| " if amount else " ") + target
    if len(excerpt.starts):
        yield "  classDef start stroke-width:4px"
        yield f"  class {','.join(f'l{number}' for number in excerpt.starts.tolist())} start"


def _label(text: object) -> str:
    """A text in quotes as Mermaid takes it: any character that may mean something else goes by its number."""
    return '"' + _MARKS.sub(_numbered, shown(text)) + '"'


def _numbered(found: re.Match[str]) -> str:
    return "".join(f"#{ord(each)};" for each in found[0])


def _edges(excerpt: Excerpt) -> Iterator[tuple[str, str, str]]:
    """For each line where it goes from and to, and its amount."""
    record, lines = excerpt.record, excerpt.lines
    ends = zip(record.line_lot.array[lines].tolist(), record.line_events(lines).tolist(), strict=True)
    outs = record.line_out(lines).tolist()
    for (lot, event), out, line in zip(ends, outs, record.lines(lines), strict=True):
        amount = "" if line.quantity is None else f"{line.quantity:f} {line.unit or ''}".strip()
        yield (f"e{event}", f"l{lot}", amount) if out else (f"l{lot}", f"e{event}", amount)
