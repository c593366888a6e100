"""A whole plant as one object: held, loaded, saved, checked, compared and merged."""

from isa95mom.plant.compare import Difference, diff
from isa95mom.plant.merging import Conflict, Merged, merge
from isa95mom.plant.plant import Plant, PlantError, Shelf
from isa95mom.plant.store import Saved

__all__ = ["Conflict", "Difference", "Merged", "Plant", "PlantError", "Saved", "Shelf", "diff", "merge"]
