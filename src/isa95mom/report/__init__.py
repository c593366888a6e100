"""Pages to look at, each one file that needs nothing else, and a workbook."""

from isa95mom.report.fsma import Gap, Known, write_fsma
from isa95mom.report.recall import recall_page
from isa95mom.report.view import page

__all__ = ["Gap", "Known", "page", "recall_page", "write_fsma"]
