"""`isa95mom kpi`: indicators of tables in a folder."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from tests.cli.conftest import Run
from tests.support.official import SHARED, complaints

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


def test_csv_is_for_programs(run: Run, records: Path) -> None:
    done = run("kpi", records, *WINDOW, "--kpi", "Availability,MTTR", "--by", "hour", "-f", "csv")
    rows = {row["hour"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    unit = {"Availability unit": "1", "Availability reason": "", "MTTR unit": "s"}
    assert rows["9"] == unit | {"hour": "9", "Availability": "1.0", "MTTR": "", "MTTR reason": "no-failures"}
    assert rows["10"] == unit | {"hour": "10", "Availability": "0.0", "MTTR": "3600.0", "MTTR reason": ""}


def test_a_page(run: Run, records: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    (records / "states.csv").write_text(
        STATES.replace("state\n", "state,reason\n").replace("Run\n", "Run,\n").replace("down\n", "down,gear box\n")
    )
    done = run("kpi", records, *WINDOW, "--by", "equipment,hour", "-f", "html", "-o", "page.html")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h1>Indicators of " in page
    assert "From 2026-03-02 06:00+01:00 until 2026-03-02 14:00+01:00, Europe/Berlin" in page
    titles = re.findall('aria-label="(.*?)"', page)
    assert titles == ["OEE index by equipment and hour", "From all time to good time", "What stops cost",
                      "States over time"]  # fmt: skip
    assert "gear box" in page
    assert run("kpi", records, *WINDOW, "--by", "equipment,hour", "-f", "html").stdout == page


def valid(xml: bytes) -> Any:
    """The document, which the library's tables and the official schema accept."""
    assert mom.validate(xml) == ()
    if (SHARED / "schemas").is_dir():
        assert complaints("KPI_ML_V01", xml) == []
    return mom.read(xml)


def test_kpi_ml(run: Run, records: Path, tmp_path: Path) -> None:
    asked = ("kpi", records, *WINDOW, "--kpi", "OEE,Availability,Quality_ratio", "-f", "kpi-ml")
    assert run(*asked, "-o", "out/").exit_code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["definitions.xml", "instances.xml", "values.xml"]
    definitions, instances, values = (
        valid(Path("out", f"{name}.xml").read_bytes()).root.objects for name in ("definitions", "instances", "values")
    )
    # OEE is made of Effectiveness, too.
    assert [each.id for each in definitions] == ["OEE", "Availability", "Quality_ratio", "Effectiveness"]
    assert [each.id for each in instances] == ["OEE of F1", "Availability of F1", "Quality_ratio of F1"]
    assert instances[0].uses_kpi_instance_ids == ["Availability of F1", "Quality_ratio of F1"]
    assert {each.kpi_definition_id for each in instances} <= {each.id for each in definitions}
    assert [(r.resource_type, r.resource_id) for r in instances[0].resource_references] == [("Equipment", "F1")]
    oee, available, _ = values
    assert oee.id == "OEE of F1, 2026-03-02"
    assert oee.kpi_instance_id == "OEE of F1"
    assert {each.id: each.value for each in oee.properties} == {"PRI*GQ": 20400, "PBT": 28800}
    assert available.value == Decimal("87.5")
    assert available.unit_of_measure == "%"
    assert available.time_range.start_time == datetime(2026, 3, 2, 5, tzinfo=UTC)
    assert available.time_range.end_time == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert valid(run(*asked).stdout_bytes).root.objects == values
    assert run(*asked, "-o", "values.xml").exit_code == 0
    assert valid(Path("values.xml").read_bytes()).root.objects == values


def test_each_value_has_its_own_time(run: Run, records: Path) -> None:
    asked = ("kpi", records, *WINDOW, "--kpi", "Availability", "--by", "equipment,hour", "-f", "kpi-ml")
    values = valid(run(*asked).stdout_bytes).root.objects
    assert [value.id for value in values][:2] == ["Availability of F1, 6", "Availability of F1, 7"]
    assert {value.time_range.end_time - value.time_range.start_time for value in values} == {timedelta(hours=1)}
    assert [value.value for value in values] == [100, 100, 100, 100, 0, 100, 100, 100]


def test_all_definitions_as_kpi_ml(run: Run) -> None:
    found = valid(run("kpi", "--list", "-f", "kpi-ml").stdout_bytes).root.objects
    assert [each.id for each in found] == [each.symbol for each in mom.kpi.definitions()]


def test_documents_as_page_and_kpi_ml(run: Run) -> None:
    pytest.importorskip("matplotlib")
    assert run("demo").exit_code == 0
    documents = sorted(Path("isa95mom-demo").glob("05-*.xml"))
    asked = ("kpi", *documents, "--by", "equipment", "--kpi", "Quality_ratio,Availability", "--good", "--quiet")
    page = run(*asked, "-f", "html").stdout
    assert 'aria-label="States over time"' in page
    assert "there is no waterfall without PRI*PQ" in page
    lacking = run(*asked, "--kpi", "OEE,Availability", "-f", "html")
    assert "OEE index needs PRI" in lacking.stdout
    assert lacking.exit_code == 1
    values = valid(run(*asked, "-f", "kpi-ml").stdout_bytes).root.objects
    assert len({value.kpi_instance_id for value in values}) == len(values)
    assert {value.kpi_instance_id.split(" of ")[0] for value in values} == {"Quality_ratio", "Availability"}


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


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--kpi", "OE"], "no KPI goes by 'OE'; did you mean 'OOE' or 'OLE' or 'OEE'?", 2),
        (["--kpi", ","], "--kpi names no indicator", 2),
        (["--kpi", "Cp"], "Process capability index needs USL, LSL, sigma_hat; given: ", 1),
        (["--by", "equipmnt"], "'equipmnt' is nothing that terms can be by; they can be by equipment, product, order, "
         "reason, shift, day, hour, week, month; did you mean 'equipment'?", 2),
        (["--by", "day,day"], "terms are by day, day, of which one is named twice", 2),
        (["--zone", "Europe/Berln"], "'Europe/Berln' is no zone of the IANA database, such as 'Europe/Berlin'", 2),
        (["--convention", "oee"], "there is no convention 'oee' of these states; there are iso22400, annexB, tpm, "
         "semi-e10", 2),
        (["--since", "2026-03-02T06:00Z"], "--since and --until go together", 2),
        (["-f", "html", "--explain"], "--explain writes text; json, html and kpi-ml tell the terms anyhow", 2),
        (["--list", "-f", "html"], "--list gives a table, json, csv or kpi-ml; a page shows results", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(run: Run, records: Path, arguments: list[str], said: str, code: int) -> None:
    done = run("kpi", records, *arguments)
    assert done.stderr.startswith(f"isa95mom: {said}")
    assert done.stdout == ""
    assert done.exit_code == code


def test_where_no_records_are(run: Run, records: Path, tmp_path: Path) -> None:
    assert run("kpi").exit_code == 2
    assert run("kpi", tmp_path / "nothing").exit_code == 3
    (tmp_path / "empty").mkdir()
    done = run("kpi", tmp_path / "empty")
    assert "it holds no *.xml, and none of states, production, calendar," in done.stderr
    assert done.exit_code == 3
    (records / "states.csv").write_text("equipment,start,end,state\n")
    done = run("kpi", records)
    assert "no state to take the window from; say with --since and --until from when until when" in done.stderr
    assert done.exit_code == 2
    (records / "states.csv").write_text("equipment,start,state\nF1,2026-03-02T06:00+01:00,Run\n")
    done = run("kpi", records)
    assert "column 'end', row 0: the state of 'F1' has no end and nothing follows it; say with --as-of" in done.stderr
    assert done.exit_code == 2


def test_one_that_is_lacking_leaves_the_others(run: Run, records: Path) -> None:
    done = run("kpi", records, *WINDOW, "--kpi", "Cp,MTTR")
    assert done.stdout.split() == ["equipment", "day", "MTTR", "F1", "2026-03-02", "1", "h"]
    assert "Process capability index needs USL" in done.stderr
    assert done.exit_code == 1


def test_without_matplotlib(run: Run, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in [name for name in sys.modules if name.startswith("matplotlib.")]:
        monkeypatch.delitem(sys.modules, name)
    done = run("kpi", records, *WINDOW, "-f", "html", "-o", "page.html")
    assert done.stderr == "isa95mom: this needs the package 'matplotlib': pip install 'isa95mom[plots]'\n"
    assert done.exit_code == 1
    assert not Path("page.html").exists()


def test_documents(run: Run, tmp_path: Path) -> None:
    assert run("demo").exit_code == 0
    documents = sorted(Path("isa95mom-demo").glob("05-*.xml"))
    done = run("kpi", *documents, "--by", "equipment", "--kpi", "Quality_ratio,Availability", "--good", "-f", "json")
    rows = {row["equipment"]: row for row in json.loads(done.stdout)}
    assert rows["BLEND-1"]["Quality_ratio"]["value"] == "1"
    assert 0 < float(rows["BLEND-1"]["Availability"]["value"]) < 1
    assert rows["BLEND-1"]["Availability"]["flags"] == ["unclassified-time"]
    assert "orders-left-out" in done.stderr


def test_a_log_of_stops(run: Run, tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text(
        "equipment,start,end,state,reason\nF1,2026-03-02T10:00+01:00,2026-03-02T12:00+01:00,Breakdown,gear\n"
    )
    done = run("kpi", tmp_path, *WINDOW, "--kpi", "Availability", "--otherwise", "Production")
    assert done.stdout.split()[-2:] == ["75", "%"]
    assert "21600 s of planned time are on no record; they count as 'Production' [assumed-time]" in done.stderr
    [told] = json.loads(
        run("kpi", tmp_path, *WINDOW, "--kpi", "OEE,Availability", "--otherwise", "run", "-f", "json").stdout
    )
    assert "assumed-time" in told["Availability"]["flags"]
    wrong = run("kpi", tmp_path, *WINDOW, "--otherwise", "Prodction")
    assert (wrong.exit_code, "did you mean 'Production'?" in wrong.stderr) == (2, True)


def test_how_time_moves(run: Run, records: Path) -> None:
    (records / "states.csv").write_text(STATES + "F1,2026-03-02T14:00+01:00,2026-03-02T15:00+01:00,Idle\n")
    done = run("kpi", records, "--moved", "tpm")
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["state", "minutes", "iso22400", "tpm"],
        ["Breakdown", "60.0", "ADET", "downtime"],
        ["Idle", "60.0", "ADOT", "unscheduled"],
        ["Production", "420.0", "APT", "OPT"],
    ]
    told = json.loads(run("kpi", records, "--moved", "annexB", "-f", "json").stdout)
    assert told[1] == {"state": "Idle", "seconds": "3600.000000", "from": "ADOT", "to": "downtime", "moved": True}
    rows = list(csv.DictReader(io.StringIO(run("kpi", records, "--moved", "iso22400", "-f", "csv").stdout)))
    assert {row["moved"] for row in rows} == {"False"}
    wrong = run("kpi", records, "--moved", "iso")
    assert (wrong.exit_code, "there is no convention 'iso'" in wrong.stderr) == (2, True)
    assert run("kpi", records, "--moved", "tpm", "-f", "html").exit_code == 2
