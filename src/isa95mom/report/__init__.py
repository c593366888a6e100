"""Pages to look at: each is one file that needs nothing else."""

from isa95mom.report.view import page

__all__ = ["page"]
