"""`isa95mom kpi`: indicators of tables in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

STATES = """\
equipment,start,end,state
F1,2026-03-02T06:00+01:00,2026-03-02T10:00+01:00,Run
F1,2026-03-02T10:00+01:00,2026-03-02T11:00+01:00,Breakdown
F1,2026-03-02T11:00+01:00,2026-03-02T14:00+01:00,Run
"""
PRODUCTION = """\
equipment,time,product,PQ,GQ
F1,2026-03-02T09:00+01:00,A,200,190
F1,2026-03-02T13:00+01:00,A,150,150
"""
WINDOW = ("--since", "2026-03-02T06:00+01:00", "--until", "2026-03-02T14:00+01:00", "--zone", "Europe/Berlin")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "states.csv").write_text(STATES)
    (folder / "production.csv").write_text(PRODUCTION)
    (folder / "cycles.csv").write_text("product,PRI\nA,60\n")
    return folder


def test_a_table(run: Run, records: Path) -> None:
    done = run("kpi", records, *WINDOW)
    assert done.exit_code == 0
    assert done.stdout.split() == [
        "equipment", "day", "OEE", "Availability", "Effectiveness", "Quality_ratio",
        "F1", "2026-03-02", "70.83", "%", "87.5", "%", "83.33", "%", "97.14", "%",
    ]  # fmt: skip


def test_json_and_parquet(run: Run, records: Path) -> None:
    told = json.loads(run("kpi", records, *WINDOW, "--kpi", "MTTR,MTBF", "-f", "json").stdout)
    assert told[0]["MTTR"] == told[0]["MTTR"] | {"value": "3600", "reason": None, "definition": "ISO 22400-2:2014"}
    assert told[0]["MTBF"]["value"] == "25200"
    pandas = pytest.importorskip("pandas")
    for name in ("states", "production", "cycles"):
        frame = pandas.read_csv(records / f"{name}.csv")
        for column in ("start", "end", "time"):
            if column in frame:
                frame[column] = pandas.to_datetime(frame[column], utc=True)
        frame.to_parquet(records / f"{name}.parquet")
        (records / f"{name}.csv").unlink()
    again = json.loads(run("kpi", records, *WINDOW, "--kpi", "MTTR,MTBF", "-f", "json").stdout)
    assert again == told


def test_explained_and_listed(run: Run, records: Path) -> None:
    done = run("kpi", records, *WINDOW, "--kpi", "oee", "--by", "", "--explain")
    assert "  = 20400 / 28800" in done.stdout
    listed = run("kpi", "--list", "-f", "csv").stdout.splitlines()
    assert listed[0] == "symbol,name,formula,unit,source"
    assert sum(line.endswith("ISO 22400-2:2014") for line in listed) == 34


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("states.csv", "equipment,start,end,state\nF1,noon,,Run\n", "column 'start', row 0: 'noon' is not a date-time"),
        ("states.csv", "equipment,start\nF1\n", "row 0 has 1 cells; there are 2 columns"),
        ("states.csv", "equipment,start,state\nF1,2026-03-02T06:00,Run\n", "has no offset from UTC"),
        ("cycles.csv", "product,PRI\nA,fast\n", "column 'PRI', row 0: 'fast' is not a number"),
    ],
)
def test_mistakes_are_told_with_their_places(run: Run, records: Path, name: str, text: str, said: str) -> None:
    (records / name).write_text(text)
    done = run("kpi", records, *WINDOW)
    assert done.exit_code != 0
    assert said in done.stderr


def test_what_cannot_be_asked(run: Run, records: Path, tmp_path: Path) -> None:
    assert "no KPI goes by 'OE'; did you mean" in run("kpi", records, "--kpi", "OE").stderr
    assert "needs" in run("kpi", records, *WINDOW, "--kpi", "Cp").stderr
    assert run("kpi", tmp_path / "nothing").exit_code != 0
    assert "go together" in run("kpi", records, "--since", "2026-03-02T06:00Z").stderr
    assert run("kpi").exit_code == 2


def test_documents(run: Run, tmp_path: Path) -> None:
    assert run("demo").exit_code == 0
    documents = sorted(Path("isa95mom-demo").glob("05-*.xml"))
    done = run("kpi", *documents, "--by", "equipment", "--kpi", "Quality_ratio,Availability", "--good", "-f", "json")
    rows = {row["equipment"]: row for row in json.loads(done.stdout)}
    assert rows["BLEND-1"]["Quality_ratio"]["value"] == "1"
    assert 0 < float(rows["BLEND-1"]["Availability"]["value"]) < 1
    assert rows["BLEND-1"]["Availability"]["flags"] == ["unclassified-time"]
    assert "orders-left-out" in done.stderr
