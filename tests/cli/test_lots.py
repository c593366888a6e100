"""`isa95mom integrity`, `causes` and `balance`, and the sources that they and `trace` take."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom.genealogy import CHECKS, Genealogy
from tests.cli.conftest import BAD, Run

EVENTS = """\
event,kind,effective,recorded,equipment,person,order,source,sequence
R-1,receive,2026-01-05T08:00:00+00:00,,,,,gate,1
R-2,receive,2026-01-05T09:00:00+00:00,,,,,gate,2
MIX-1,produce,2026-01-05T10:00:00Z,2026-01-05T10:00:01Z,MIXER-1; SCALE-2,ANN,O-1,mixer,17
MIX-2,produce,2026-01-05T12:00:00+01:00,,MIXER-2,BOB,O-2,mixer,18
SHIP-1,ship,2026-01-05T12:00:00+00:00,,,,,gate,5
"""
LINES = """\
event,direction,lot,quantity,unit
R-1,out,FLOUR-1,100.50,KGM
R-2,out,SUGAR-1,20,KGM
MIX-1,in,FLOUR-1,70.50,KGM
MIX-1,in,SUGAR-1,10,KGM
MIX-1,out,DOUGH-1,80,KGM
MIX-2,in,FLOUR-1,40,KGM
MIX-2,out,DOUGH-2,40,KGM
SHIP-1,in,DOUGH-1,,
"""
LOTS = "lot,material,supplier\nDOUGH-1,DOUGH,\nDOUGH-2,DOUGH,\nFLOUR-1,FLOUR,MILL\n"
PARAMETERS = "event,name,value\nMIX-1,speed,12.5\nMIX-2,speed,13\nMIX-1,recipe,A\n"
OVER = (
    "event 'MIX-2' at 2026-01-05T12:00:00+01:00 took 40 KGM of lot 'FLOUR-1', and 30.00 KGM was there"
)  # fmt: skip


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    folder = tmp_path / "plant"
    folder.mkdir()
    for name, text in (("events", EVENTS), ("lines", LINES), ("lots", LOTS), ("parameters", PARAMETERS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


# -- sources ----------------------------------------------------------------------------------------------------------


def test_tables_of_csv(plant: Path) -> None:
    g = Genealogy.from_csv(plant)
    mix = g.event("MIX-1")
    assert mix.equipment == ("MIXER-1", "SCALE-2")
    assert mix.person == ("ANN",)
    assert mix.sequence == 17
    assert mix.recorded is not None
    assert mix.parameters == {"speed": 12.5, "recipe": "A"}
    assert str(g.lines[0].quantity) == "100.50"
    assert g.lot("FLOUR-1").supplier == "MILL"
    assert g.event("MIX-2").effective.isoformat() == "2026-01-05T12:00:00+01:00"  # type: ignore[union-attr]


def test_all_sources_say_the_same(run: Run, plant: Path) -> None:
    Genealogy.from_csv(plant).save("saved")
    told = run("trace", "DOUGH-1", plant, "--format", "json")
    assert told.exit_code == 0
    assert [lot["lot"] for lot in json.loads(told.stdout)["traces"][0]["lots"]] == ["DOUGH-1", "FLOUR-1", "SUGAR-1"]
    assert run("trace", "DOUGH-1", "saved", "--format", "json").stdout == told.stdout
    pytest.importorskip("pyarrow")
    Genealogy.from_csv(plant).to_parquet("parquet")
    assert run("trace", "DOUGH-1", "parquet", "--format", "json").stdout == told.stdout
    Path("parquet/lines.parquet").unlink()
    assert run("trace", "DOUGH-1", "parquet").exit_code == 3


def test_lots_that_are_numbers(run: Run) -> None:
    Genealogy.from_edges([7, 8], [9, 9]).save("saved")
    said = run("trace", "9", "saved", "--format", "csv")
    assert {row["lot"] for row in csv.DictReader(io.StringIO(said.stdout))} == {"7", "8", "9"}
    assert run("trace", "10", "saved").exit_code == 1


@pytest.mark.parametrize(
    ("name", "text", "said", "code"),
    [
        ("lines", "event,direction,lot\nR-1,out\n", "row 0 has 2 cells; there are 3 columns", 3),
        ("lines", 'event,direction,lot\nR-1,out,"A\n', "it is no CSV in UTF-8: unexpected end of data", 3),
        ("lines", "event,direction,lot,lot\n", "two columns have one name", 3),
        ("lines", 'event,direction,lot,quantity\nR-1,out,A,"1,5"\n', "'quantity', row 0: '1,5' is not a number", 1),
        ("lines", "event,direction,lot\nR-1,sideways,A\n", "'sideways' is not a direction", 1),
        ("lines", "event,direction\nR-1,out\n", "the column 'lot' is missing", 1),
        ("events", "event,kind,effective\nR-1,receive,yesterday\n", "row 0: 'yesterday' is not a date-time", 1),
        ("events", "event,kind,effective\nR-1,receive,2026-01-05T08:00\n", "has no offset from UTC", 1),
        ("events", "event,kind,sequence\nR-1,receive,1.5\n", "'1.5' is not a whole number", 1),
        ("lots", "lot,materiel\nA,B\n", "unknown column 'materiel'", 1),
        ("events", "", "the column 'event' is missing", 1),
    ],
)  # fmt: skip
def test_broken_tables(run: Run, plant: Path, name: str, text: str, said: str, code: int) -> None:
    (plant / f"{name}.csv").write_text(text, encoding="utf-8")
    done = run("integrity", plant)
    assert (done.exit_code, done.stdout) == (code, "")
    assert f"{name}.csv: " in done.stderr
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_sources_that_are_none(run: Run, plant: Path) -> None:
    (plant / "lines.csv").write_bytes(b"event,direction,lot\nR-1,out,\xff\n")
    assert "it is no CSV in UTF-8" in run("integrity", plant).stderr
    (plant / "lines.csv").unlink()
    done = run("integrity", plant)
    assert done.exit_code == 3
    assert "lines.csv: " in done.stderr
    assert "the file is missing [unreadable]" in done.stderr
    done = run("integrity", plant, plant)
    assert done.exit_code == 2
    assert "holds a genealogy of its own; give it alone" in done.stderr
    Path("saved").mkdir()
    Path("saved/genealogy.json").write_text("{", encoding="utf-8")
    assert run("trace", "A", "saved").exit_code == 3
    assert run("integrity").exit_code == 2
    Path("bad.xml").write_bytes(BAD)
    assert run("causes", "bad.xml", "--bad", "L-1").exit_code == 1


# -- integrity --------------------------------------------------------------------------------------------------------


def test_integrity(run: Run, plant: Path) -> None:
    done = run("integrity", plant)
    assert done.exit_code == 1
    assert done.stdout == (
        f"error: {OVER} [over-consumption]\n"
        "warning: source 'gate' counts from 2 to 5; 3 to 4 are missing [sequence-gap]\n"
    )  # fmt: skip
    assert done.stderr == "4 lots, 1 error, 1 warning\n"
    done = run("integrity", plant, "--check", "sequence-gap", "-q")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_integrity_as_json_and_csv(run: Run, plant: Path) -> None:
    over, gap = json.loads(run("integrity", plant, "--format", "json").stdout)
    assert over["message"] == OVER
    assert over["amounts"] == {"taken": "40", "available": "30.00", "left at the end": "-10.00"}
    assert [line["event"] for line in over["lines"]] == ["R-1", "MIX-1", "MIX-2"]
    assert gap["events"] == ["R-2", "SHIP-1"]
    rows = list(csv.reader(io.StringIO(run("integrity", plant, "-f", "csv").stdout)))
    assert rows[0] == ["code", "severity", "message", "lots", "events"]
    assert rows[1] == ["over-consumption", "error", OVER, "FLOUR-1", "MIX-2"]


def test_integrity_of_documents(run: Run, dairy: Path) -> None:
    g = Genealogy.from_documents(sorted(dairy.glob("*.xml")))
    done = run("integrity", dairy, "-f", "json", "-q")
    assert [finding["message"] for finding in json.loads(done.stdout)] == [f.message for f in g.integrity()]


def test_clocks(run: Run, plant: Path) -> None:
    late = EVENTS.replace("R-2,receive,2026-01-05T09", "R-2,receive,2026-01-05T11")
    (plant / "events.csv").write_text(late, encoding="utf-8")
    code = ("--check", "consumed-before-made")
    assert run("integrity", plant, *code).exit_code == 1
    assert run("integrity", plant, *code, "--skew", "1800").exit_code == 0
    assert run("integrity", plant, *code, "--skew", "1799").exit_code == 1
    assert run("integrity", plant, *code, "--skew", "gate=3600", "--skew", "scale=1").exit_code == 0
    assert run("integrity", plant, *code, "--skew", "scale=3600").exit_code == 1
    for wrong, said in (("soon", "no number of seconds"), ("nan", "no number of seconds"), ("-1", "from 0 is needed")):
        done = run("integrity", plant, "--skew", wrong)
        assert done.exit_code in (1, 2)
        assert said in done.stderr
    assert "one of both is meant" in run("integrity", plant, "--skew", "1", "--skew", "gate=2").stderr


def test_checks_are_listed(run: Run) -> None:
    assert [check["code"] for check in json.loads(run("integrity", "--checks", "-f", "json").stdout)] == list(CHECKS)
    assert len(run("integrity", "--checks").stdout.splitlines()) == len(CHECKS) + 1
    assert run("integrity", "--checks", "-f", "csv").stdout.startswith("code,severity,title,reason\n")
    done = run("integrity", "--check", "orphans", "x")
    assert done.exit_code == 2
    assert "no check orphans; --checks lists them" in done.stderr


# -- causes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def ovens(tmp_path: Path) -> Path:
    """Bread of two ovens, of which one burns it."""
    folder = tmp_path / "ovens"
    folder.mkdir()
    events = [f"E{n},produce,OVEN-{n % 2}" for n in range(20)]
    (folder / "events.csv").write_text("\n".join(["event,kind,equipment", *events]) + "\n", encoding="utf-8")
    lines = [f"E{n},{way},{lot}" for n in range(20) for way, lot in (("in", f"D-{n // 2}"), ("out", f"B-{n}"))]
    (folder / "lines.csv").write_text("\n".join(["event,direction,lot", *lines]) + "\n", encoding="utf-8")
    lots = [f"B-{n},BREAD" for n in range(20)]
    (folder / "lots.csv").write_text("\n".join(["lot,material", *lots]) + "\n", encoding="utf-8")
    Path(tmp_path / "bad.txt").write_text("".join(f"B-{n}\n" for n in range(0, 20, 2)) + "\n", encoding="utf-8")
    return folder


def test_causes(run: Run, ovens: Path) -> None:
    done = run("causes", ovens, "--bad", "@bad.txt")
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()[1:3]
    assert first.split() == ["equipment", "OVEN-0", "10/10", "0/10", "2.00", "441", "1.1e-05", "2.2e-05*", "1"]
    assert second.split()[:4] == ["equipment", "OVEN-1", "0/10", "10/10"]
    assert done.stderr == "10 bad lots and 10 good lots, 2 tests, 1 cause found\n"
    assert run("causes", ovens, "--bad", "@bad.txt", "--limit", "1", "-q").stdout.splitlines()[-1] == "... and 12 more"
    few = run(
        "causes", ovens, "--bad", "B-0", "--bad", "B-2", "--good", "B-1", "--candidate", "equipment", "--depth", "1"
    )
    assert few.stdout.splitlines()[1].split()[:3] == ["equipment", "OVEN-0", "2/2"]


def test_causes_as_json_and_csv(run: Run, ovens: Path) -> None:
    told = json.loads(run("causes", ovens, "--bad", "@bad.txt", "-f", "json", "--correction", "bh").stdout)
    assert told["cover"] == ["equipment OVEN-0"]
    assert told["uncovered"] == []
    assert told["causes"][0]["a"] == 10
    rows = list(csv.DictReader(io.StringIO(run("causes", ovens, "--bad", "@bad.txt", "-f", "csv").stdout)))
    assert len(rows) == len(told["causes"]) == 13
    assert (rows[0]["cause"], rows[0]["found"]) == ("equipment OVEN-0", "True")


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--bad", "B-99"], "no lot 'B-99' among 30 lots; did you mean", 1),
        (["--bad", "@none.txt"], "none.txt: No such file or directory", 3),
        (["--bad", "D-1"], "the material of lot 'D-1' is not stated", 1),
        (["--bad", "B-1", "--candidate", "oven"], "there is no candidate 'oven'", 1),
        (["--bad", "B-1", "--alpha", "2"], "alpha is 2.0", 1),
        ([], "Missing option '--bad'", 2),
    ],
)
def test_causes_that_cannot_be(run: Run, ovens: Path, arguments: list[str], said: str, code: int) -> None:
    done = run("causes", ovens, *arguments)
    assert done.exit_code == code
    assert said in done.stderr


# -- balance ----------------------------------------------------------------------------------------------------------


def test_balance(run: Run, plant: Path) -> None:
    done = run("balance", plant, "--order", "O-1", "--tolerance", "0.01")
    assert (done.exit_code, done.stderr) == (0, "")
    g = Genealogy.from_csv(plant)
    assert done.stdout == f"{g.balance(order='O-1')}\n"
    assert run("balance", plant, "--order", "O-1", "--tolerance", "0.001").exit_code == 1
    told = json.loads(run("balance", plant, "--equipment", "MIXER-1", "-f", "json").stdout)
    assert (told["inputs"], told["unexplained"], told["closed"]) == ({"input": "80.50"}, "0.50", None)
    rows = list(csv.DictReader(io.StringIO(run("balance", plant, "--lot", "SUGAR-1", "-f", "csv").stdout)))
    assert [row["side"] for row in rows][-1] == "unexplained"
    since = run("balance", plant, "--lot", "FLOUR-1", "--since", "2026-01-05T09:00Z", "--unit", "GRM").stdout
    assert "100500 GRM  opening" in since


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        ([], "say what is balanced", 2),
        (["--lot", "DOUGH-1", "--order", "O-1"], "one of them is balanced", 1),
        (["--lot", "DOUGH-9"], "no lot 'DOUGH-9'", 1),
        (["--lot", "DOUGH-1", "--since", "2026-01-05"], "has no offset from UTC", 2),
        (["--lot", "DOUGH-1", "--since", "soon"], "is no date-time", 2),
        (["--lot", "DOUGH-1", "--tolerance", "2 %"], "is no share", 2),
    ],
)
def test_balances_that_cannot_be(run: Run, plant: Path, arguments: list[str], said: str, code: int) -> None:
    done = run("balance", plant, *arguments)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.split())


def test_findings_of_documents_are_told(run: Run) -> None:
    actual = mom.MaterialActual(id="1", material_lot_ids=["A"])
    response = mom.SegmentResponse(id="S", process_segment_ids=["P"], material_actuals=[actual])
    performance = mom.OperationsPerformance(
        id="D", operations_responses=[mom.OperationsResponse(id="O", segment_responses=[response])]
    )
    mom.write(performance, "p.xml", version=mom.Version.V0701)
    done = run("integrity", "p.xml")
    assert "[no-material-use]" in done.stderr
