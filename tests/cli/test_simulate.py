"""`isa95mom simulate`: what it writes, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom import simulate
from tests.cli.conftest import Process, Run
from tests.support.official import complaints, needs_shared

BATCH = ("simulate", "--lots", "300", "--kind", "batch", "--out", "plant")


def test_csv(run: Run) -> None:
    said = run(*BATCH)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout == GOLDEN
    Path("method").mkdir()
    simulate.genealogy(lots=300, kind="batch", ids="text").write_csv("method")
    for file in Path("method").iterdir():
        assert (Path("plant") / file.name).read_bytes() == file.read_bytes()


GOLDEN = """\
file                  rows  size
plant/events.csv       287  35.9 kB
plant/lines.csv        856  38.3 kB
plant/lots.csv         300  13.9 kB
plant/parameters.csv   120  3.7 kB
plant/properties.csv    40  1.1 kB
a batch plant in plant: 300 lots, 287 events, 856 lines, 92.9 kB
"""


def test_parquet(run: Run) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    said = run(*BATCH, "--format", "parquet", "--ids", "whole", "-q")
    assert (said.exit_code, said.output) == (0, "")
    assert parquet.read_table("plant/lots.parquet").num_rows == 300


@needs_shared
@pytest.mark.parametrize("version", ["V0401", "V0701"])
def test_messages(run: Run, version: str) -> None:
    said = run(*BATCH, "--format", "b2mml", "--version", version)
    assert said.exit_code == 0
    assert said.stdout.startswith(f"a batch plant in plant: 12 messages of {version}, ")
    files = sorted(Path("plant").iterdir())
    assert [file.name for file in files][:3] == ["000000-lots.xml", "000000-performance.xml", "000001-lots.xml"]
    assert all(complaints(version, file.read_bytes()) == [] for file in files)
    assert len(mom.Genealogy.from_documents(files)) == 300
    assert run("validate", "plant").exit_code == 0


def test_the_truth(run: Run) -> None:
    said = run(
        *BATCH, "--truth", "--faults", "0.05", "--corrections", "0.05", "--unmeasured", "0.05", "--late", "0.1",
        "--skew", "90", "--vessels", "levels", "--no-rework", "--seed", "4",
    )  # fmt: skip
    assert said.exit_code == 0
    truth = json.loads(Path("plant/truth.json").read_text(encoding="utf-8"))
    assert list(truth) == ["causes", "bad", "faults", "unmeasured", "slips"]
    assert all(truth.values())
    events = Path("plant/events.csv").read_text(encoding="utf-8")
    assert all(f"\n{slip['correction']}," in events for slip in truth["slips"])
    assert "rework" not in events
    again = run(*BATCH[:-1], "again", "--no-causes", "--truth")
    assert again.exit_code == 0
    assert not any(json.loads(Path("again/truth.json").read_text(encoding="utf-8")).values())


def test_a_folder_that_is_not_empty_is_left_alone(run: Run) -> None:
    Path("plant").mkdir()
    Path("plant/mine.csv").write_text("mine")
    said = run(*BATCH)
    assert (said.exit_code, said.stderr) == (2, "isa95mom: plant is not empty; name a new or an empty folder\n")
    assert [file.name for file in Path("plant").iterdir()] == ["mine.csv"]
    Path("file").write_text("mine")
    said = run(*BATCH[:-1], "file")
    assert (said.exit_code, said.stderr) == (2, "isa95mom: file is a file; name a new or an empty folder\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing option '--out'"),
        (["--out", "p", "--lots", "0"], "Invalid value for '--lots'"),
        (["--out", "p", "--kind", "jobbing"], "'jobbing' is not one of"),
        (["--out", "p", "--late", "2"], "Invalid value for '--late'"),
        (["--out", "p", "--format", "b2mml", "--version", "KPI_ML_V01"], "a plant cannot be stated in KPI_ML_V01"),
    ],
)
def test_usage(run: Run, arguments: list[str], said: str) -> None:
    done = run("simulate", *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert not Path("p").exists()


def test_as_a_process(process: Process, tmp_path: Path) -> None:
    done = process(*BATCH)
    assert done.returncode == 0
    assert done.stdout.decode() == GOLDEN
    assert len((tmp_path / "plant" / "lots.csv").read_text(encoding="utf-8").splitlines()) == 301
