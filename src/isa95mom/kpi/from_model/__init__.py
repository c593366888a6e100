"""Indicators of B2MML documents and nouns: the one place here that knows the model and the codec."""

from __future__ import annotations

from isa95mom.kpi.from_model.capacities import Capacities, Capacity, capacities_of
from isa95mom.kpi.from_model.documents import Records, from_documents, records_of
from isa95mom.kpi.from_model.measurements import measurements_of

__all__ = ["Capacities", "Capacity", "Records", "capacities_of", "from_documents", "measurements_of", "records_of"]
