"""A demo plant to ask, the command in this process, and the command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import isa95mom as mom
from isa95mom.simulate import plant

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.argv[0] = 'isa95mom'; from isa95mom.cli import main; sys.exit(main())"

LOT = b"""<?xml version="1.0"?>
<MaterialLot xmlns="http://www.mesa.org/xml/B2MML-V0600">
  <ID>L-1</ID>
  <Status>released</Status>
</MaterialLot>
"""
BAD = b"""<?xml version="1.0"?>
<MaterialLot xmlns="http://www.mesa.org/xml/B2MML-V0600">
  <Status>released</Status>
  <ID>L-1</ID>
  <Colour>white</Colour>
</MaterialLot>
"""

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def dairy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small plant as files; not to be changed."""
    folder = tmp_path_factory.mktemp("dairy")
    for name, message in plant(lots=90, seed=1):
        mom.write(message, folder / f"{name}.xml")
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in this process, in an empty folder."""
    from isa95mom.cli.app import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: object, input: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)

    return command


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """The command as a process of its own, in an empty folder."""

    def command(*arguments: object, input: bytes = b"", env: dict[str, str] | None = None) -> object:
        return subprocess.run(
            [sys.executable, "-c", START, *map(str, arguments)], cwd=tmp_path, input=input, capture_output=True,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"} | (env or {}), timeout=60,
        )  # fmt: skip

    return command  # type: ignore[return-value]
