"""What is handed to others of a record."""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy import Genealogy
from isa95mom.genealogy.forms import Excerpt, Forms


def everything(source: Forms) -> Excerpt:
    """What a source holds: of a genealogy everything on record, what was superseded too."""
    if not isinstance(source, Genealogy):
        return source._excerpt()
    record = source._record
    return Excerpt(record, np.arange(len(record.lots)), np.arange(len(record.kind)), record.all_lines())
