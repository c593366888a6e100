"""Plants that exist on paper only: deterministic by a seed, stated as B2MML messages."""

from isa95mom.simulate.plant import VERSIONS, plant

__all__ = ["VERSIONS", "plant"]
