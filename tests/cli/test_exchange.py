"""Documents of EPCIS and PROV on the command line: traced from, and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isa95mom import simulate
from isa95mom.exchange import epcis, prov
from tests.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    g = simulate.genealogy(lots=60, kind="batch", ids="text").genealogy()
    epcis.write(g, tmp_path / "events.jsonld")
    prov.write(g, tmp_path / "prov.json")
    return tmp_path


def test_traces_of_other_forms_are_the_same(run: Run, folder: Path) -> None:
    lot = simulate.genealogy(lots=60, kind="batch", ids="text").genealogy().lots[-1]
    said = [
        run("trace", str(lot), str(folder / name), "--format", "csv", "--quiet")
        for name in ("events.jsonld", "prov.json")
    ]
    assert said[0].exit_code == said[1].exit_code == 0
    assert said[0].stdout == said[1].stdout
    written = run("trace", str(lot), str(folder / "events.jsonld"), "--format", "epcis")
    assert json.loads(written.stdout)["type"] == "EPCISDocument"
    written = run("trace", str(lot), str(folder / "events.jsonld"), "--format", "prov")
    assert "wasDerivedFrom" in json.loads(written.stdout)


def test_a_mixture_is_refused(run: Run, folder: Path) -> None:
    said = run("trace", "L", str(folder / "events.jsonld"), str(folder / "prov.json"))
    assert said.exit_code == 2
    assert "documents of different forms" in said.stderr


def test_mistakes_are_told_with_their_places(run: Run, folder: Path) -> None:
    document = json.loads((folder / "events.jsonld").read_text())
    document["epcisBody"]["eventList"][1]["eventTime"] = "noon"
    (folder / "bad.jsonld").write_text(json.dumps(document))
    said = run("trace", "L", str(folder / "bad.jsonld"))
    assert said.exit_code != 0
    assert "/epcisBody/eventList/1/eventTime: 'noon' is not a date-time of ISO 8601 [not-a-time]" in said.stderr
