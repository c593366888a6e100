"""What is used by the name of the room."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

import isa95mom as mom
from isa95mom import kpi


def test_names_are_what_they_say() -> None:
    """A module that is named like a function would hide it as soon as it is imported."""
    for module in pkgutil.iter_modules(kpi.__path__):
        import_module(f"isa95mom.kpi.{module.name}")
    for name in kpi.__all__:
        assert not isinstance(getattr(mom.kpi, name), ModuleType), name
