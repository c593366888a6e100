"""Where the data stays: traces, recalls and shares as relational steps on DuckDB, PostgreSQL and Spark.

One implementation for all three, through Ibis; importing this does not import Ibis.
"""

from isa95mom.genealogy.engines.recall import RelationalRecall
from isa95mom.genealogy.engines.relational import Relational, RelationalTrace

__all__ = ["Relational", "RelationalRecall", "RelationalTrace"]
