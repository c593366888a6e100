"""Everything that must hold before a change goes in, as named steps; the same on a desk and in CI.

    python tools/check.py             every step but `slow`
    python tools/check.py lint tests  only these
    python tools/check.py slow        the tests that take minutes
    python tools/check.py --list      what there is

A step that fails does not stop the others. The exit code is the number of steps that failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
NONE_FOUND = 5
"""The exit code of pytest where no test has the marker."""
SHIPPED = ("isa95mom/py.typed", "isa95mom/schema/tables/V0701.json", "licenses/LICENSE", "licenses/NOTICE")
"""The ends of names that must be in the wheel."""


def run(*command: str, good: tuple[int, ...] = (0,)) -> bool:
    """Run a program in the project's folder, shown as one could type it; whether its exit code is a `good` one."""
    print("$", " ".join(command).replace(PYTHON, "python"), flush=True)
    path = f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PATH": path}).returncode in good


def tool(*command: str, good: tuple[int, ...] = (0,)) -> bool:
    """Run a tool that is installed beside this Python."""
    return run(PYTHON, "-m", *command, good=good)


def lint() -> bool:
    """Rules of style and common faults (ruff)."""
    return tool("ruff", "check", ".")


def layout() -> bool:
    """The layout of the code (ruff format)."""
    return tool("ruff", "format", "--check", ".")


def types() -> bool:
    """Types, strictly (mypy)."""
    return tool("mypy")


def imports() -> bool:
    """Which room may import which (import-linter)."""
    return run("lint-imports")


def tests() -> bool:
    """Tests, doctests, documentation examples (pytest)."""
    return tool("pytest", "-n", "auto", "-q")


def slow() -> bool:
    """The tests that take minutes (pytest -m slow)."""
    return tool("pytest", "-n", "auto", "-q", "-m", "slow", good=(0, NONE_FOUND))


def docs() -> bool:
    """The documentation builds without a warning (mkdocs)."""
    with tempfile.TemporaryDirectory() as site:
        return tool("mkdocs", "build", "--strict", "--quiet", "--site-dir", site)


def package() -> bool:
    """The wheel builds and holds what it must (build)."""
    with tempfile.TemporaryDirectory() as folder:
        if not tool("build", "--wheel", "--no-isolation", "--outdir", folder):
            return False
        names = [name for path in Path(folder).glob("*.whl") for name in zipfile.ZipFile(path).namelist()]
    missing = [end for end in SHIPPED if not any(name.endswith(end) for name in names)]
    print(*(f"not in the wheel: {end}" for end in missing), sep="\n", end="")
    return bool(names) and not missing


STEPS: dict[str, Callable[[], bool]] = {
    "lint": lint,
    "format": layout,
    "types": types,
    "imports": imports,
    "tests": tests,
    "docs": docs,
    "package": package,
    "slow": slow,
}


def main() -> int:
    """Run the steps asked for and tell how each went."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("steps", nargs="*", metavar="step", help=", ".join(STEPS))
    options.add_argument("--list", action="store_true", help="say what the steps are")
    given = options.parse_args()
    if given.list:
        print(*(f"{name:8}  {step.__doc__}" for name, step in STEPS.items()), sep="\n")
        return 0
    unknown = [name for name in given.steps if name not in STEPS]
    if unknown:
        options.error(f"no step {', '.join(unknown)}; there are {', '.join(STEPS)}")
    outcome: list[tuple[str, bool, float]] = []
    for name in given.steps or [name for name in STEPS if name != "slow"]:
        print(f"\n== {name}", flush=True)
        start = time.perf_counter()
        passed = STEPS[name]()
        outcome.append((name, passed, time.perf_counter() - start))
    print()
    for name, passed, seconds in outcome:
        print(f"{'ok    ' if passed else 'FAILED'}  {name:8} {seconds:6.1f} s")
    return sum(not passed for _, passed, _ in outcome)


if __name__ == "__main__":
    sys.exit(main())
