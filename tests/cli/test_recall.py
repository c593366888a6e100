"""`isa95mom recall` and `isa95mom drill`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from isa95mom.genealogy import Genealogy
from tests.cli.conftest import Run
from tests.cli.test_lots import plant  # noqa: F401
from tests.report.test_recall import kitchen

FOLDER = "saved"


@pytest.fixture
def saved(tmp_path: Path) -> str:
    kitchen().save(tmp_path / FOLDER)
    return FOLDER


TABLE = """\
lot       steps  exposure  quantity  unit  what became of it                      location
TOMATO-1      0  100.00%   100       KGM   in stock 15, shipped 5, consumed 80    DOCK
SAUCE-1       1  97.56%    160       C62   in stock 60, packed 100                KITCHEN
PALLET-1      2  97.56%    100       C62   shipped 100

shipped to  lot       quantity  unit  effective                  event
SHOP        PALLET-1  100       C62   2026-01-05T16:00:00+00:00  E4
            TOMATO-1  5         KGM   2026-01-05T17:00:00+00:00  E5

hold      quantity  unit  stops  others held up  location
TOMATO-1  15        KGM       1               0  DOCK
SAUCE-1   60        C62       1               0  KITCHEN
"""
SAID = """\
warning: to whom lot 'TOMATO-1' was shipped by event 'E5' is not stated [consignee-unknown]
lot TOMATO-1: 3 lots concerned; 2 lots inside, to stop with 2 holds; 2 lots shipped to 1 customer; 1 thing not known
"""


def test_a_table(run: Run, saved: str) -> None:
    done = run("recall", saved, "--lot", "TOMATO-1")
    assert done.exit_code == 0
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        " ".join(line.split()) for line in TABLE.splitlines()
    ]
    assert done.stderr == SAID
    assert run("recall", saved, "--lot", "TOMATO-1", "-q").stderr == ""


def test_by_other_means(run: Run, saved: str) -> None:
    def lots(*arguments: str) -> list[str]:
        done = run("recall", saved, *arguments, "-f", "json")
        assert done.exit_code == 0, done.stderr
        return [seed["lot"] for seed in json.loads(done.stdout)["seeds"]]

    assert lots("--supplier", "FARM", "--supplier-lot", "F-77") == ["TOMATO-1"]
    assert lots("--material", "SAUCE-1") == ["SAUCE-1"]
    assert lots("--event", "E2") == ["SAUCE-1"]
    assert lots("--since", "2026-01-05T16:30Z") == ["TOMATO-1"]
    assert lots("--lot", "BASIL-1", "--effective", "2026-01-05T13:30Z") == ["BASIL-1"]


def test_json_and_csv(run: Run, saved: str) -> None:
    told = json.loads(run("recall", saved, "--lot", "TOMATO-1", "-f", "json").stdout)
    assert [lot["lot"] for lot in told["lots"]] == ["TOMATO-1", "SAUCE-1", "PALLET-1"]
    assert told["lots"][0]["categories"] == {"in stock": "15", "shipped": "5", "consumed": "80"}
    assert told["shipped"][0]["contents"] == ["SAUCE-1"]
    assert [hold["lot"] for hold in told["holds"]] == ["TOMATO-1", "SAUCE-1"]
    assert told["findings"][0]["code"] == "consignee-unknown"
    rows = list(csv.DictReader(io.StringIO(run("recall", saved, "--lot", "TOMATO-1", "-f", "csv").stdout)))
    assert [(row["lot"], row["category"], row["quantity"]) for row in rows][:2] == [
        ("TOMATO-1", "consumed", "80"),
        ("TOMATO-1", "shipped", "5"),
    ]


def test_files(run: Run, saved: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for form in ("html", "csv", "json", "table"):
        printed = run("recall", saved, "--lot", "TOMATO-1", "-f", form).stdout
        assert run("recall", saved, "--lot", "TOMATO-1", "-f", form, "--out", "r").stdout == ""
        assert (tmp_path / "r").read_text(encoding="utf-8") == printed
    assert run("recall", saved, "--lot", "TOMATO-1", "-f", "xlsx", "--out", "r.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames[1] == "Receiving"
    direct = run("recall", saved, "--lot", "TOMATO-1", "-f", "xlsx").stdout_bytes
    assert openpyxl.load_workbook(io.BytesIO(direct)).sheetnames[1] == "Receiving"
    assert run("recall", saved, "--lot", "TOMATO-1", "--out", "no/such/folder/r").exit_code == 3


def test_lots_that_are_numbers_and_lists_of_lots(run: Run, tmp_path: Path) -> None:
    Genealogy.from_edges([1, 2], [3, 3], quantity=[1, 3]).save("numbers")
    done = run("recall", "numbers", "--lot", "1", "-q", "-f", "csv")
    assert {row["lot"]: row["high"] for row in csv.DictReader(io.StringIO(done.stdout))} == {"1": "1.0", "3": "0.25"}
    (tmp_path / "lots.txt").write_text("1\n2\n", encoding="utf-8")
    assert "lots 1, 2: 3 lots concerned" in run("recall", "numbers", "--lot", "@lots.txt").stderr
    assert run("recall", "numbers", "--event", "edge 0", "-q").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        ([], "isa95mom: say what is recalled: --lot, --material", 2),
        (["--lot", "TOMATO"], "isa95mom: no lot 'TOMATO' among 4 lots; did you mean 'TOMATO-1'?", 1),
        (["--equipment", "OVEN"], "isa95mom: no lot is concerned", 1),
        (["--event", "E99"], "isa95mom: no event 'E99' is on record", 1),
        (["--event", "99"], "isa95mom: no event 99 is on record", 1),
        (["--lot", "TOMATO-1", "--until-clean"], "isa95mom: until_clean needs the equipment that is cleaned", 1),
        (["--since", "2026-01-05T16:30"], "has no offset from UTC", 2),
    ],
)
def test_recalls_that_cannot_be(run: Run, saved: str, arguments: list[str], said: str, code: int) -> None:
    done = run("recall", saved, *arguments)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.split())


def test_tables_of_csv(run: Run, plant: Path) -> None:  # noqa: F811
    done = run("recall", plant, "--equipment", "MIXER-1", "--person", "ANN")
    assert done.exit_code == 0 and done.stdout.splitlines()[1].startswith("DOUGH-1")


# -- drill ------------------------------------------------------------------------------------------------------------


def test_a_drill(run: Run, saved: str) -> None:
    done = run("drill", saved, "--lot", "TOMATO-1", "--least", "0.99", "--within", "4")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("lot TOMATO-1, 100 KGM: 100.00% accounted for in ")
    assert lines[1:] == ["    45.00%  in stock", "    55.00%  shipped", "  passed"]
    late = run("drill", saved, "--lot", "TOMATO-1", "--started", "2026-01-05T09:00+01:00", "--within", "4")
    assert late.exit_code == 1 and late.stdout.splitlines()[-1] == "  not passed"


def test_a_drill_as_evidence(run: Run, saved: str) -> None:
    told = json.loads(run("drill", saved, "--seed", "7", "--by", "ANN", "-f", "json").stdout)
    assert told["by"] == "ANN" and told["passed"] is None
    assert told["chosen"] == "by chance, with the seed 7, among 2 lots that were received"
    again = run("drill", saved, "--seed", "7")
    assert again.stdout.startswith(f"lot {told['lot']}, ")
    assert again.stdout.splitlines()[-1] == f"  chosen {told['chosen']}"


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--material", "JAM"], "isa95mom: there is no lot to choose of material 'JAM'", 1),
        (["--lot", "TOMATO"], "did you mean 'TOMATO-1'?", 1),
        (["--least", "much"], "'much' is no share, such as 0.02", 2),
        (["--least", "99"], "isa95mom: least is 99.0; a share from 0 to 1 is needed", 1),
        (["--started", "2026-01-05T09:00"], "has no offset from UTC", 2),
    ],
)
def test_drills_that_cannot_be(run: Run, saved: str, arguments: list[str], said: str, code: int) -> None:
    done = run("drill", saved, *arguments)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.split())
