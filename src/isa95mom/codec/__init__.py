"""Joins the model and the schema tables: reading, writing and checking documents."""

from isa95mom.codec.document import DEFAULT_LIMITS, Document, Limits
from isa95mom.codec.reader import read, validate
from isa95mom.codec.stream import iter_read
from isa95mom.codec.writer import Conversion, Written, convert, dumps, write

__all__ = [
    "DEFAULT_LIMITS",
    "Conversion",
    "Document",
    "Limits",
    "Written",
    "convert",
    "dumps",
    "iter_read",
    "read",
    "validate",
    "write",
]
