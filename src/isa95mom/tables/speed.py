"""The innermost loops, compiled by numba where it is installed (the extra ``speed``); numpy does the same too."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

SWITCH = "ISA95MOM_SPEED"
"""The environment variable that turns compiled loops off where it is ``0``."""


@cache
def kernel(module: str, name: str) -> Any:
    """The compiled function of that name in a module, or None where numba is not installed or is turned off."""
    if os.environ.get(SWITCH) == "0" or find_spec("numba") is None:
        return None
    return getattr(import_module(module), name)


def compiled(function: Function) -> Function:
    """`function` compiled, or as it is where numba is not installed; it does the same then, slowly."""
    try:
        numba = import_module("numba")
    except ModuleNotFoundError:
        return function
    made: Function = numba.njit(cache=True, nogil=True)(function)
    return made
