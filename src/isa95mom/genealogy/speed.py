"""The innermost loops, compiled by numba where it is installed (the extra ``speed``); numpy does the same too."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

SWITCH = "ISA95MOM_SPEED"
"""The environment variable that turns compiled loops off where it is ``0``."""


@cache
def kernel(name: str) -> Any:
    """The compiled function of that name, or None where numba is not installed or is turned off."""
    if os.environ.get(SWITCH) == "0" or find_spec("numba") is None:
        return None
    return getattr(import_module("isa95mom.genealogy.kernels"), name)
