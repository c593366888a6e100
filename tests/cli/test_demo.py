"""The demo and its plant."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom.simulate import VERSIONS, plant
from tests.cli.conftest import Run
from tests.support.official import complaints, needs_shared


def test_demo(run: Run) -> None:
    said = run("demo", "--lots", "120")
    assert said.exit_code == 0, said.output
    for text in ("all valid", "Meadow", "PALLETISER-2", "SyncOperationsPerformance", "a shipped pallet", "forward"):
        assert text in said.stdout
    folder = Path("isa95mom-demo")
    files = sorted(folder.glob("*.xml"))
    assert files and all(mom.validate(file) == () for file in files)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    assert all(file.name in readme for file in files)

    commands = re.findall("^  isa95mom (.*)$", readme, re.M)
    assert len(commands) >= 6
    for command in commands:  # what it says to try works
        words, _, target = command.partition(" > ")
        done = run(*words.split())
        assert done.exit_code == 0, f"{command}\n{done.output}"
        assert done.stdout or target
    found = re.search("isa95mom trace .*", said.stdout)
    assert found is not None and run(*found[0].split()[1:]).exit_code == 0


@pytest.mark.parametrize("version", [str(version) for version in VERSIONS])
def test_demo_in_every_version(run: Run, version: str) -> None:
    said = run("demo", "plant", "--lots", "60", "--version", version)
    assert said.exit_code == 0 and f"all valid, {version}" in said.stdout
    for file in Path("plant").glob("*.xml"):
        assert mom.read(file).version is mom.Version[version]


def test_the_demo_again(run: Run) -> None:
    assert run("demo", "plant", "--lots", "300").exit_code == 0
    Path("plant/mine.xml").write_text("mine")
    before = {path.name: path.read_bytes() for path in Path("plant").iterdir()}
    assert run("demo", "plant", "--lots", "300").exit_code == 0
    assert {path.name: path.read_bytes() for path in Path("plant").iterdir()} == before
    assert run("demo", "plant", "--lots", "60").exit_code == 0  # what the larger one left is not in the way
    assert len(list(Path("plant").iterdir())) < len(before)
    assert Path("plant/mine.xml").read_text() == "mine"


def test_the_demo_does_not_write_over_other_things(run: Run) -> None:
    Path("full").mkdir()
    Path("full/01-mine.xml").write_text("mine")
    Path("file").write_text("mine")
    for target in ("full", "file"):
        assert run("demo", target).exit_code == 2
    assert [path.name for path in Path("full").iterdir()] == ["01-mine.xml"]


# -- the plant --------------------------------------------------------------------------------------------------------


@needs_shared
@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_official_schema(version: mom.Version) -> None:
    for name, message in plant(lots=100, version=version):
        assert complaints(str(version), mom.dumps(message, version=version)) == [], name


def test_seed() -> None:
    def written(seed: int) -> list[bytes]:
        return [mom.dumps(message) for _, message in plant(lots=60, seed=seed)]

    assert written(1) == written(1) != written(2)


@pytest.mark.parametrize(("lots", "version"), [(0, mom.Version.V0701), (1, mom.Version.V0401)])
def test_what_a_plant_cannot_be(lots: int, version: mom.Version) -> None:
    with pytest.raises(ValueError, match=r"lots is 0|cannot be stated in V0401"):
        plant(lots=lots, version=version)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_plant_is_believable(seed: int) -> None:
    messages = dict(plant(lots=400, seed=seed))
    g = mom.Genealogy.from_documents(list(messages.values()))
    assert {finding.code for finding in g.findings} <= {"no-genealogy"}
    assert len(g) >= 400

    (information,) = messages["06-lots"].objects
    assert isinstance(information, mom.MaterialInformation)
    lots = {lot.id: lot for lot in information.material_lots}
    balance: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in g.lines:
        event = str(line.event)
        if not event.startswith("sublots of") and line.quantity is not None and " sample " not in event:
            balance[str(line.lot).partition("-P")[0]] += line.quantity if line.direction == "out" else -line.quantity
    for id, stated in lots.items():  # what came less what went is what is left, and never below nothing
        left = stated.quantities[0].value
        assert left is not None
        assert left >= 0
        assert balance[id] == left, id

    times = {event.id: event.effective for event in g.events}
    born = {line.lot: times[line.event] for line in g.lines if line.direction == "out" and times[line.event]}
    for line in g.lines:  # nothing is used before it is there
        used, there = times[line.event], born.get(line.lot)
        if line.direction == "in" and used is not None and there is not None:
            assert used >= there, line

    pallets = [part for lot in lots.values() for part in lot.material_sub_lots]
    shipped = [part.id for part in pallets if part.status == "shipped"]
    assert shipped
    back = g.trace_back(shipped[-1])
    suppliers = {lot.id for lot in lots.values() if lot.properties.get("SupplierLot")}
    assert back.depth >= 4
    assert suppliers & set(map(str, back.lots))
    assert all(
        part.status == "blocked" for lot in lots.values() if lot.status == "blocked" for part in lot.material_sub_lots
    )
