"""Exchange with outside forms: EPCIS 2.0 of GS1, and PROV of the W3C.

from isa95mom.exchange import epcis, prov

epcis.write(genealogy, "events.jsonld")
genealogy = epcis.read("events.jsonld")
"""

from __future__ import annotations

from isa95mom.exchange.naming import Naming, NamingError

__all__ = ["Naming", "NamingError"]
