"""EPCIS 2.0 of GS1, in JSON-LD: events of lots written for partners, and read from them."""

from __future__ import annotations

from isa95mom.exchange.epcis.read import read
from isa95mom.exchange.epcis.write import dumps, write

__all__ = ["dumps", "read", "write"]
