"""The documentation is true: its Python runs, and its command lines print what it shows.

The ``python`` blocks of a page run in order, in one namespace and one empty folder. So do the lines ``$ isa95mom ...``
of its ``console`` and ``sh`` blocks; what the block shows below such a line is compared with what is printed, ``...``
standing for anything.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from isa95mom.kpi import conventions, states

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)[^\n]*\n(?P<body>.*?)^(?P=indent)```\s*$", re.M | re.S)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """One fenced block of a page."""

    kind: str
    line: int
    text: str


class Command(NamedTuple):
    """A command line, and what is shown below it; None where nothing is."""

    line: int
    text: str
    shown: str | None


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        lines = [line.removeprefix(found["indent"]) for line in found["body"].splitlines()]
        yield Block(found["kind"], text.count("\n", 0, found.start("body")) + 1, "\n".join(lines) + "\n")


def commands(block: Block) -> Iterator[Command]:
    """The command lines in a block; a backslash at the end of a line goes on in the next."""
    lines = block.text.replace("\\\n", " \\\n").split("\n")
    number = 0
    while number < len(lines):
        start, said = number, lines[number]
        number += 1
        if not said.startswith("$ "):
            continue
        while said.endswith("\\"):
            said = said[:-1].rstrip() + " " + lines[number].strip()
            number += 1
        shown = []
        while number < len(lines) and not lines[number].startswith("$ "):
            shown.append(lines[number])
            number += 1
        expected = "\n".join(shown).strip()
        yield Command(block.line + start, said.removeprefix("$ "), expected or None)


def run(command: Command, folder: Path, programs: Path) -> str:
    """What a command line prints, errors included."""
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    done = subprocess.run(
        ["sh", "-c", command.text], cwd=folder, env=environment, text=True, encoding="utf-8", timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an `isa95mom` that is the one of this checkout."""
    folder = tmp_path_factory.mktemp("programs")
    start = "import sys; sys.argv[0] = 'isa95mom'; from isa95mom.cli import main; sys.exit(main())"
    program = folder / "isa95mom"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page(page: Path, tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "__main__"}
    same = doctest.OutputChecker()
    for block in blocks(page):
        if block.kind == "python":
            code = compile("\n" * (block.line - 1) + block.text, str(page), "exec")
            exec(code, namespace)
        elif block.kind in ("console", "sh"):
            for command in commands(block):
                if not command.text.startswith("isa95mom"):
                    continue
                printed = run(command, tmp_path, programs)
                where = f"{page.name}:{command.line}: $ {command.text}"
                assert "Traceback (most recent call last)" not in printed, f"{where}\n{printed}"
                shown = command.shown
                if shown is not None and not same.check_output(f"{shown}\n", f"{printed.strip()}\n", FLAGS):
                    pytest.fail(f"{where}\n--- shown\n{shown}\n--- printed\n{printed}")


def test_the_two_commands_of_the_readme() -> None:
    """CI runs the second `sh` block of README.md; the first is what a newcomer types."""
    first, second = [block.text for block in blocks(ROOT / "README.md") if block.kind == "sh"][:2]
    assert "pip install ." in first and first.rstrip().endswith("isa95mom demo")
    assert "'.[test]'" in second and second.rstrip().endswith("python tools/check.py")


def test_the_credits() -> None:
    for page in (ROOT / "README.md", ROOT / "NOTICE"):
        text = " ".join(page.read_text(encoding="utf-8").split())
        assert "The Business To Manufacturing Markup Language (B2MML) is used courtesy of MESA International." in text
        assert "The KPI Markup Language (KPI-ML) is used courtesy of MESA International." in text


def test_the_pages_link_to_what_is_there() -> None:
    """mkdocs checks docs/; README.md is checked here."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_table_of_conventions() -> None:
    """What the explanation of indicators says states count to is what they count to."""
    text = (ROOT / "docs" / "explanation-kpis.md").read_text(encoding="utf-8")
    table = text[text.index("| state | `iso22400`") :].split("\n\n")[0].replace("*", "").replace("`", "")
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    told = {name.strip(): cells for names, *cells in rows for name in names.partition(":")[0].split(",")}
    assert tuple(head[1:]) == conventions()
    for state in states():
        counts = [re.sub("[_-]", " ", state.terms[name][0]) for name in head[1:]]
        assert [cell.replace("-", " ") for cell in told.pop(state.name)] == counts, state.name
    assert not told
