"""What makes lots bad in the simulated plant, planted so that it can be looked for."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from isa95mom.simulate.draws import Bools, Draws, Ints
from isa95mom.simulate.layout import Step
from isa95mom.simulate.process import Block, Process
from isa95mom.tables.errors import ID

NOISE = 0.01
"""How many lots are bad for no cause."""
OUT_OF_ORDER, TO_BLAME = 0.7, 0.6
"""How many lots become bad by equipment, and by a bulk lot."""


@frozen(slots=True, kw_only=True)
class Cause:
    """A planted cause: the lots that come out of events it acts on become bad more often than others."""

    segment: str
    """The process segment whose lots become bad."""
    equipment: str | None
    """The equipment that is out of order; None where a lot is to blame."""
    lot: ID | None
    """The bulk lot that is to blame; None where equipment is."""
    campaigns: tuple[int, int]
    """From which to before which campaign it acts."""
    share: float
    """How many of the lots become bad."""

    def acts(self, block: Block, step: Step, equipment: Ints, names: list[str]) -> Bools:
        """On which events of a step it acts; a row for each campaign. `equipment` are the numbers of `names`."""
        if self.lot is not None:
            blamed = block.lot[:, step.ins] == self.lot
            used: Bools = np.add.reduceat(blamed, step.ends, axis=1) > 0
            return used
        begin, end = self.campaigns
        then = (block.campaigns >= begin) & (block.campaigns < end)
        found: Bools = then[:, None] & (equipment == names.index(self.equipment or ""))
        return found


def plant_causes(process: Process, draws: Draws, campaigns: int) -> tuple[Cause, ...]:
    """The causes in a plant of that many campaigns.

    At each stage whose lots are tested it is a piece of equipment that is out of order for a tenth of the time, and a
    bulk lot where the stage takes one.
    """
    found = []
    for step in process.layout.steps:
        stage = step.stage
        if not stage.tested:
            continue
        begin = campaigns // 2
        unit = int(draws.between(f"cause {stage.segment}", np.zeros(1), 1, stage.units)[0])
        found.append(
            Cause(
                segment=stage.segment, equipment=f"{stage.equipment}-{unit}", lot=None,
                campaigns=(begin, begin + max(1, campaigns // 10)), share=OUT_OF_ORDER,
            )
        )  # fmt: skip
        bulk = [take.of for take in stage.takes if take.of in process.layout.bulk]
        if bulk:
            came = 1 << max(1, campaigns // 3).bit_length() - 1  # the first of its stream: it lasts twice as long again
            lot = process.lots(came - 1) + process.layout.groups[bulk[-1]].first
            found.append(
                Cause(
                    segment=stage.segment, equipment=None, lot=lot, campaigns=(came - 1, 3 * came - 1), share=TO_BLAME
                )
            )
    return tuple(found)
