"""Leaf values: what the text of an element becomes, with nothing lost.

Identifiers, texts and codes are strings; date-times are `datetime`; numbers are `Decimal`. Where a document says more
than the plain type can hold (attributes, a spelling such as ``.000Z``), the value is of a subclass defined here that
keeps it.
"""

from isa95mom.values.enumeration import OpenEnumeration
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items
from isa95mom.values.number import Measure
from isa95mom.values.text import Binary, Code, Identifier, Text
from isa95mom.values.time import DateTime, Duration
from isa95mom.values.version import Version

__all__ = [
    "Binary",
    "Code",
    "DateTime",
    "Duration",
    "Foreign",
    "Identifier",
    "Items",
    "Measure",
    "OpenEnumeration",
    "Text",
    "Version",
]
