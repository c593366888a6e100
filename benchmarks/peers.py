"""The classes that xsdata and generateDS make from the official V0600 schemas, generated once into a cache folder.

The published ``CoreComponents.xsd`` is included from two namespaces. xsdata registers it once and then makes empty
classes, which lose data, so both peers get a copy of the schemas where the extension namespace includes its own file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parents[1].parent / "shared" / "schemas" / "V0600"
NAMESPACE = "http://www.mesa.org/xml/B2MML-V0600"
CORE = "B2MML-V0600-CoreComponents.xsd"
AREAS = ("B2MML-V0600-Material.xsd", "B2MML-V0600-OperationsPerformance.xsd")
WRAPPER = f"""<?xml version="1.0"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="{NAMESPACE}" targetNamespace="{NAMESPACE}"
    elementFormDefault="qualified">
{"".join(f'  <xsd:include schemaLocation="{area}"/>' for area in AREAS)}
</xsd:schema>
"""


class Unavailable(Exception):
    """A contender cannot take part; the text says why."""


def patched_schemas(cache: Path) -> Path:
    """A copy of the official schemas that generators read rightly, and in it the file that includes both areas."""
    if not SCHEMAS.is_dir():
        raise Unavailable(f"no official schemas: the folder {SCHEMAS.relative_to(SCHEMAS.parents[2])} is absent")
    target = cache / "schemas"
    if not target.is_dir():
        making = Path(
            shutil.copytree(SCHEMAS, cache / "schemas.part", dirs_exist_ok=True, copy_function=shutil.copyfile)
        )
        making.chmod(0o755)
        (making / f"Extension-{CORE}").write_bytes((making / CORE).read_bytes())
        for path in making.glob("*Extensions.xsd"):
            path.write_bytes(path.read_bytes().replace(CORE.encode(), f"Extension-{CORE}".encode()))
        (making / "benchmark.xsd").write_text(WRAPPER, encoding="utf-8")
        making.rename(target)
    return target / "benchmark.xsd"


def run(command: list[str], cwd: Path, log: Path) -> None:
    """Run a generator; what it says goes to `log`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with log.open("wb") as out:
        code = subprocess.run(command, cwd=cwd, stdout=out, stderr=out, env=os.environ | {"PATH": path}).returncode
    if code:
        raise Unavailable(f"{command[0]} failed with exit code {code}; see {log}")


def tool(name: str) -> str:
    """The path of a generator's program."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise Unavailable(f"{name} is not installed: pip install '.[bench]'")
    return found


def xsdata_classes(cache: Path) -> Path:
    """The folder to import `xsdata_v0600` from."""
    folder = cache / "xsdata"
    if not (folder / "done").exists():
        folder.mkdir(exist_ok=True)
        schema = patched_schemas(cache)
        style = ["--structure-style", "single-package"]
        run([tool("xsdata"), "generate", str(schema), "--package", "xsdata_v0600", *style], folder, folder / "log")
        (folder / "done").touch()
    return folder


def generateds_classes(cache: Path) -> Path:
    """The folder to import `generateds_v0600` from."""
    folder = cache / "generateds"
    if not (folder / "done").exists():
        folder.mkdir(exist_ok=True)
        schema = patched_schemas(cache)
        run([tool("generateDS"), "-f", "--no-dates", "-o", "generateds_v0600.py", str(schema)], folder, folder / "log")
        (folder / "done").touch()
    return folder
