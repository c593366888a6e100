"""Plants that exist on paper only: deterministic by a seed, with the truth behind what their records say."""

from isa95mom.simulate.causes import Cause
from isa95mom.simulate.chunk import Chunk, Moments
from isa95mom.simulate.faults import Fault, FaultKind
from isa95mom.simulate.plant import VERSIONS, plant
from isa95mom.simulate.simulation import Simulation, genealogy
from isa95mom.simulate.truth import Slip, Truth

__all__ = [
    "VERSIONS",
    "Cause",
    "Chunk",
    "Fault",
    "FaultKind",
    "Moments",
    "Simulation",
    "Slip",
    "Truth",
    "genealogy",
    "plant",
]
