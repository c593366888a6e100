"""What can go wrong with a genealogy."""

from __future__ import annotations

from pathlib import Path

from isa95mom.errors import Isa95Error
from isa95mom.tables.errors import ID, did_you_mean


class GenealogyError(Isa95Error):
    """A genealogy cannot be built or asked as it was told to; what no table can hold is a `TableError`."""


class LotNotFoundError(GenealogyError, KeyError):
    """A lot that no record names."""

    def __init__(self, lot: ID, near: tuple[ID, ...] = (), count: int = 0) -> None:
        super().__init__(lot, near, count)
        self.lot = lot
        self.near = near
        """Known lots whose identification looks alike, the closest first."""
        self.count = count
        """How many lots the genealogy knows."""

    def __str__(self) -> str:
        return f"no lot {self.lot!r} among {self.count} lots{did_you_mean(self.near)}"


class SavedFileError(GenealogyError, ValueError):
    """A saved genealogy cannot be opened, or one cannot be saved."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        """The file."""
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"
