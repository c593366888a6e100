"""The published schema versions."""

from __future__ import annotations

from enum import Enum


class Version(Enum):
    """A published version of B2MML and BatchML, or of KPI-ML. The members of B2MML are ordered by age."""

    V0401 = "V0401"
    V0500 = "V0500"
    V0600 = "V0600"
    V0700 = "V0700"
    V0701 = "V0701"
    KPI_ML_V01 = "KPI_ML_V01"

    def __lt__(self, other: Version) -> bool:
        return ORDER[self] < ORDER[other]

    def __le__(self, other: Version) -> bool:
        return ORDER[self] <= ORDER[other]

    def __str__(self) -> str:
        return self.value


ORDER = {version: number for number, version in enumerate(Version)}

B2MML = tuple(v for v in Version if v is not Version.KPI_ML_V01)
"""The versions of B2MML, oldest first."""

LATEST = Version.V0701
"""The newest version of B2MML."""
