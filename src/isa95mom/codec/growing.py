"""Trees that can be looked at, decoded and pruned while they are still being parsed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from isa95mom.codec.document import DEFAULT_LIMITS, Limits
from isa95mom.codec.source import Input
from isa95mom.errors import DocumentError, Problem


class Growing:
    """A tree that is still being parsed: all but the last child of an element are finished."""

    def __init__(self, source: Input, limits: Limits, end: int = 0) -> None:
        """`end` is the first byte that may be behind the root's start tag."""
        self.end = end
        self.bare = True
        """Whether no element behind the root's start tag has attributes, so far."""
        builder: Any = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
        self.around = builder.start("", {})  # the root becomes its child, so that it can be seen while it grows
        self.parser: Any = ElementTree.XMLParser(target=builder)
        self.source = source
        self.limits = limits

    def chunks(self) -> Iterator[None]:
        """Parse slice by slice; the first step comes after the first slice."""
        size = run = 0
        for chunk in self.source.chunks():
            start, size = size, size + len(chunk)
            if self.bare and chunk.find(b"=", max(self.end - start, 0)) >= 0:
                self.bare = False
            last = chunk.rfind(b"<")
            run = run + len(chunk) if last < 0 else len(chunk) - last
            if run > self.limits.text:
                raise self.refused("too-long", f"a text is longer than {self.limits.text} characters")
            if self.limits.document is not None and size > self.limits.document:
                raise self.refused("too-large", f"the document is larger than {self.limits.document} bytes")
            with paused_collector():
                self.parser.feed(chunk)
            yield
        self.parser.close()

    def refused(self, code: str, message: str) -> DocumentError:
        """The error for a document that asks for too much."""
        return DocumentError([Problem("/", None, code, message, source=self.source.name)], self.source.name)

    def root(self) -> Any:
        """The root element, as far as it has grown; None before it began."""
        return next((child for child in self.around if isinstance(child.tag, str)), None)

    def outside(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The comments and processing instructions before and after the root."""
        before: list[str] = []
        after: list[str] = []
        place = before
        for child in self.around:
            if isinstance(child.tag, str):
                place = after
            else:
                place.append(f"<!--{child.text}-->" if child.tag is ElementTree.Comment else f"<?{child.text}?>")
        return tuple(before), tuple(after)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: while many objects are made and none dropped, it only costs time.

    What was made is then handed to the oldest generation unseen, where it would end after several useless looks.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()
            gc.unfreeze()
        gc.enable()


class GrowingLines(Growing):
    """The same on lxml: slower, but its elements know their lines and prefixes."""

    def __init__(self, source: Input, limits: Limits) -> None:
        self.parser = etree.XMLPullParser(events=("start",), **safe(limits))
        self.end, self.bare = 0, False
        self.source = source
        self.limits = limits
        self._root: Any = None

    def root(self) -> Any:
        """The root element, as far as it has grown; None before it began."""
        if self._root is None:
            self._root = next((element for _, element in self.parser.read_events()), None)
        else:
            for _ in self.parser.read_events():
                pass
        return self._root


def safe(limits: Limits) -> dict[str, Any]:
    """The options under which lxml resolves, loads and fetches nothing."""
    huge = limits.text > DEFAULT_LIMITS.text
    return {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": huge}


def not_well_formed(error: etree.XMLSyntaxError, source: str) -> DocumentError:
    """The error that tells where a document stops being XML."""
    message = (error.msg or "not XML").partition(" (")[0]
    place = f", column {error.offset}" if error.offset else ""
    return DocumentError(
        [Problem("/", error.lineno or None, "not-well-formed", f"{message}{place}", source=source)], source
    )
