"""What the commands print, write and end with."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom.cli import COMMANDS
from tests.cli.conftest import BAD, LOT, Run

# -- the program ------------------------------------------------------------------------------------------------------


def test_help(run: Run) -> None:
    said = run("--help")
    assert said.exit_code == 0
    assert all(command in said.stdout for command in COMMANDS)
    assert "Exit codes" in said.stdout and "130" in said.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(run: Run, command: str) -> None:
    for option in ("--help", "-h"):
        said = run(command, option)
        assert said.exit_code == 0
        assert "Examples" in said.stdout and f"isa95mom {command}" in said.stdout and "Exit codes" in said.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"isa95mom {mom.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["bake"], ["validate"], ["validate", "--bake", "x"], ["convert", "x"], ["convert", "x", "--to", "V9"],
     ["trace", "L-1"], ["trace", "L-1", "x", "--depth", "-1"], ["validate", "x", "--format", "yaml"],
     ["inspect", "x", "--tree", "--format", "json"], ["demo", "--lots", "0"], ["demo", "--version", "V0401"]],
    ids=" ".join,
)  # fmt: skip
def test_usage(run: Run, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.exit_code == 2
    assert "Traceback" not in said.output


# -- validate ---------------------------------------------------------------------------------------------------------


def test_validate(run: Run) -> None:
    Path("good.xml").write_bytes(LOT)
    said = run("validate", "good.xml")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "1 document, valid\n", "")
    assert run("validate", "good.xml", "--quiet").output == ""


def test_problems_are_lines_to_jump_to(run: Run) -> None:
    Path("bad.xml").write_bytes(BAD)
    said = run("validate", "bad.xml")
    assert said.exit_code == 1
    lines = said.stderr.splitlines()
    assert lines == [str(problem) for problem in mom.validate("bad.xml")]
    assert all(re.fullmatch(r"bad\.xml:\d+: /MaterialLot\S*: .+ \[[a-z-]+\]", line) for line in lines)
    assert said.stdout == f"1 document, {len(lines)} problems\n"


def test_validate_as_json_and_csv(run: Run) -> None:
    Path("bad.xml").write_bytes(BAD)
    Path("good.xml").write_bytes(LOT)
    said = run("validate", "bad.xml", "good.xml", "--format", "json")
    bad, good = json.loads(said.stdout)
    assert said.exit_code == 1 and said.stderr == ""
    assert good == {"source": "good.xml", "version": "V0600", "root": "MaterialLot", "valid": True, "problems": []}
    assert not bad["valid"]
    rows = list(csv.DictReader(io.StringIO(run("validate", "bad.xml", "good.xml", "--format", "csv").stdout)))
    assert [row["code"] for row in rows] == [problem["code"] for problem in bad["problems"]]
    assert {row["source"] for row in rows} == {"bad.xml"}


def test_validate_lenient(run: Run) -> None:
    Path("bad.xml").write_bytes(BAD)
    said = run("validate", "bad.xml", "--lenient")
    assert said.exit_code == 0
    assert "repairs" in said.stdout and "Colour" in said.stderr


def test_the_number_of_problems_is_limited(run: Run) -> None:
    many = b"<Colour/>" * 30
    Path("bad.xml").write_bytes(BAD.replace(b"<Colour>white</Colour>", many))
    said = run("validate", "bad.xml", "--max-problems", "5")
    assert said.exit_code == 1
    assert (
        said.stderr.count("[unknown-element]") + said.stderr.count("[wrong-order]") == 5
        and "--max-problems" in said.stderr
    )


def test_validate_as_another_version(run: Run) -> None:
    Path("lot.xml").write_bytes(LOT)
    said = run("validate", "lot.xml", "--version", "v0701")
    assert said.exit_code == 1 and "wrong-namespace" in said.stderr


# -- sources ----------------------------------------------------------------------------------------------------------


def test_folders_patterns_and_files(run: Run) -> None:
    for name in ("in/a.xml", "in/deep/b.XML", "in/deep/note.txt", "[1].xml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(LOT)
    assert run("validate", "in").stdout == "2 documents, all valid\n"
    assert run("validate", "in/**/*.xml").stdout == "1 document, valid\n"
    assert run("validate", "in/a.xml", "in", "in/*.xml").stdout == "2 documents, all valid\n"  # each once
    assert run("validate", "[1].xml").stdout == "1 document, valid\n"


def test_standard_input(run: Run) -> None:
    assert run("validate", "-", input=LOT).stdout == "1 document, valid\n"
    assert "<stdin>:5: /MaterialLot/Colour: " in run("validate", "-", input=BAD).stderr
    inspected = run("inspect", "-", input=BAD)  # read twice, as it is not valid
    assert inspected.exit_code == 0 and "problems    2" in inspected.stdout


# -- convert ----------------------------------------------------------------------------------------------------------


def test_convert_to_standard_output(run: Run) -> None:
    Path("lot.xml").write_bytes(LOT)
    for arguments in (["lot.xml"], ["lot.xml", "--out", "-"], ["-"]):
        said = run("convert", *arguments, "--to", "V0701", input=LOT)
        assert said.exit_code == 0
        doc = mom.read(said.stdout.encode())
        assert doc.version is mom.Version.V0701 and doc.root == mom.read(LOT).root


def test_convert_reports_losses(run: Run) -> None:
    lot = mom.MaterialLot(id="L-1", disposition="Closed", material_sub_lots=[
        mom.MaterialSubLot(id=str(n), disposition="Closed") for n in range(3)])  # fmt: skip
    mom.write(lot, "lot.xml", version=mom.Version.V0701)
    said = run("convert", "lot.xml", "--to", "V0600", "--out", "old.xml")
    assert said.exit_code == 0
    assert said.stdout == "lot.xml V0701 -> old.xml V0600, 4 losses\n"
    assert len(said.stderr.splitlines()) == 2 and "[loss] (3 times)" in said.stderr  # like losses in one line
    assert mom.read("old.xml").version is mom.Version.V0600

    said = run("convert", "lot.xml", "--to", "V0600", "--out", "none.xml", "--on-loss", "error")
    assert said.exit_code == 1 and "not written" in said.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["lot.xml", "old.xml"]

    (report,) = json.loads(run("convert", "lot.xml", "--to", "V0600", "-o", "old.xml", "--format", "json").stdout)
    assert report["target"] == "old.xml" and len(report["losses"]) == 4
    rows = list(csv.DictReader(io.StringIO(
        run("convert", "lot.xml", "--to", "V0600", "-o", "old.xml", "-f", "csv").stdout)))  # fmt: skip
    assert [row["name"] for row in rows] == ["disposition"] * 4

    piped = run("convert", "lot.xml", "--to", "V0600", "--format", "json")
    assert mom.read(piped.stdout.encode()).version is mom.Version.V0600
    assert len(json.loads(piped.stderr)[0]["losses"]) == 4


def test_convert_folders(run: Run) -> None:
    for name in ("in/a.xml", "in/deep/a.xml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(LOT)
    assert run("convert", "in", "--to", "V0701", "--out", "out").exit_code == 0
    assert sorted(p.as_posix() for p in Path("out").rglob("*.xml")) == ["out/a.xml", "out/deep/a.xml"]
    assert run("convert", "in/a.xml", "--to", "V0701", "--out", "new/").exit_code == 0
    assert Path("new/a.xml").is_file()
    assert run("convert", "in", "--to", "V0701").exit_code == 2
    assert run("convert", "in/a.xml", "in/deep/a.xml", "--to", "V0701", "--out", "flat").exit_code == 2
    assert run("convert", "in", "--to", "V0701", "--out", "in/a.xml").exit_code == 2


def test_a_source_is_not_overwritten(run: Run) -> None:
    Path("lot.xml").write_bytes(LOT)
    Path("link.xml").symlink_to("lot.xml")
    for target in ("lot.xml", "./lot.xml", ".", "link.xml"):
        said = run("convert", "lot.xml", "--to", "V0701", "--out", target)
        assert said.exit_code == 2 and "--force" in said.stderr
        assert Path("lot.xml").read_bytes() == LOT
    assert run("convert", "lot.xml", "--to", "V0701", "--out", "lot.xml", "--force").exit_code == 0
    assert mom.read("lot.xml").version is mom.Version.V0701


def test_files_appear_complete_or_not_at_all(run: Run) -> None:
    Path("kept.xml").write_bytes(LOT)
    Path("kept.xml").chmod(0o640)
    Path("bad.xml").write_bytes(BAD)
    assert run("convert", "bad.xml", "--to", "V0701", "--out", "kept.xml").exit_code == 1
    assert Path("kept.xml").read_bytes() == LOT
    Path("lot.xml").write_bytes(LOT)
    assert run("convert", "lot.xml", "--to", "V0701", "--out", "kept.xml").exit_code == 0
    assert Path("kept.xml").stat().st_mode & 0o777 == 0o640
    assert run("convert", "lot.xml", "--to", "V0701", "--out", "kept.xml/below.xml").exit_code == 3
    assert sorted(path.name for path in Path().iterdir()) == ["bad.xml", "kept.xml", "lot.xml"]


def test_convert_to_a_device(run: Run) -> None:
    Path("lot.xml").write_bytes(LOT)
    assert run("convert", "lot.xml", "--to", "V0701", "--out", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_a_version_without_the_message(run: Run, dairy: Path) -> None:
    said = run("convert", dairy / "07-tests.xml", "--to", "V0600", "--out", "old.xml")
    assert said.exit_code == 1 and "no message" in said.stderr


# -- inspect ----------------------------------------------------------------------------------------------------------


def test_inspect_one(run: Run, dairy: Path) -> None:
    said = run("inspect", dairy / "06-lots.xml")
    assert said.exit_code == 0
    for text in ("V0701", "SyncMaterialInformation", "Northfield/MES", "http://www.mesa.org/xml/B2MML", "MaterialLot"):
        assert text in said.stdout


def test_inspect_several(run: Run, dairy: Path) -> None:
    said = run("inspect", dairy)
    lines = said.stdout.splitlines()
    assert said.exit_code == 0 and len(lines) == 1 + len(list(dairy.glob("*.xml")))
    assert lines[0].split() == ["source", "size", "version", "root", "contents", "extensions", "problems"]
    documents = json.loads(run("inspect", dairy, "--format", "json").stdout)
    lots = next(d for d in documents if d["source"].endswith("06-lots.xml"))
    number = sum(1 for _ in mom.iter_read(dairy / "06-lots.xml", mom.MaterialLot))
    assert lots["contents"] == {"MaterialLot": number} and lots["nouns"]["MaterialLot"] == number
    assert lots["message"]["verb"] == "Sync" and lots["size"] == (dairy / "06-lots.xml").stat().st_size
    rows = list(csv.DictReader(io.StringIO(run("inspect", dairy, "--format", "csv").stdout)))
    assert [row["source"] for row in rows] == [d["source"] for d in documents]


def test_inspect_what_is_not_valid(run: Run) -> None:
    Path("bad.xml").write_bytes(BAD)
    (said,) = json.loads(run("inspect", "bad.xml", "--format", "json").stdout)
    assert said["problems"] == len(mom.validate("bad.xml")) and said["extensions"] == 1
    assert said["message"] is None


def test_inspect_as_outline(run: Run, dairy: Path) -> None:
    said = run("inspect", dairy / "01-equipment.xml", "--tree", "--depth", "9").stdout
    assert "    Equipment  Meadow" in said and "FILLER-2" in said
    cut = run("inspect", dairy / "06-lots.xml", "--tree", "--limit", "2").stdout
    assert len(re.findall("^    MaterialLot ", cut, re.M)) == 2 and re.search(r"\.\.\. and \d+ more MaterialLot", cut)
    assert "--depth 1 shows them" in run("inspect", dairy / "06-lots.xml", "--tree", "--depth", "0").stdout


# -- trace ------------------------------------------------------------------------------------------------------------


def test_trace(run: Run, dairy: Path) -> None:
    genealogy = mom.Genealogy.from_documents(sorted(dairy.glob("*.xml")))
    back, forward = genealogy.trace_back("FGP-0001-P1"), genealogy.trace_forward("FGP-0001-P1")
    said = run("trace", "FGP-0001-P1", dairy, "--direction", "both", "--format", "json")
    assert said.exit_code == 0 and "[no-genealogy]" in said.stderr
    told = json.loads(said.stdout)
    assert [t["direction"] for t in told["traces"]] == ["back", "forward"]
    for stated, found in zip(told["traces"], (back, forward), strict=True):
        assert {line["lot"]: line["depth"] for line in stated["lots"]} == found.depths
        assert len(stated["events"]) == len(found.events) and len(stated["lines"]) == len(found.lines)
        assert stated["complete"] is True
    assert len(told["findings"]) == len(genealogy.findings)

    rows = list(csv.DictReader(io.StringIO(run("trace", "FGP-0001-P1", dairy, "-q", "--format", "csv").stdout)))
    assert len(rows) == len(back.lines) and {row["trace"] for row in rows} == {"back"}
    table = run("trace", "FGP-0001-P1", dairy, "-q")
    assert table.stderr == "" and len(table.stdout.splitlines()) == 2 + len(back.lines)
    tree = run("trace", "FGP-0001-P1", dairy, "-q", "--format", "tree").stdout
    assert tree.partition("\n")[2] == f"{back.to_tree()}\n"


def test_trace_to_a_depth(run: Run, dairy: Path) -> None:
    said = run("trace", "FGP-0001-P1", dairy, "-q", "--depth", "1")
    assert said.exit_code == 0 and "cut at depth 1" in said.stderr


def test_trace_as_graph(run: Run, dairy: Path) -> None:
    said = run("trace", "FGP-0001-P1", dairy, "-q", "-d", "both", "--format", "dot").stdout
    lines = said.splitlines()
    assert lines[0] == "digraph genealogy {" and lines[-1] == "}"
    assert '[shape=box, label="FGP-0001-P1", style=bold];' in said
    nodes = set(re.findall(r"^  (\w+) \[", said, re.M))
    edges = re.findall(r"^  (\w+) -> (\w+)", said, re.M)
    assert edges and {end for edge in edges for end in edge} <= nodes


@pytest.mark.parametrize(
    ("form", "begins"), [("mermaid", "flowchart LR\n"), ("graphml", "<?xml"), ("html", "<!DOCTYPE html>\n")]
)
def test_trace_as_a_drawing(run: Run, dairy: Path, form: str, begins: str) -> None:
    said = run("trace", "FGP-0001-P1", dairy, "-q", "-d", "both", "--format", form)
    assert said.exit_code == 0 and said.stdout.startswith(begins) and "FGP-0001-P1" in said.stdout


def test_a_lot_that_is_not_there(run: Run, dairy: Path) -> None:
    said = run("trace", "fgp 0001", dairy, "-q")
    assert said.exit_code == 1 and said.stdout == ""
    assert re.fullmatch(r"isa95mom: no lot 'fgp 0001' among \d+ lots; did you mean .*\?\n", said.stderr)


def test_lots_with_odd_names(run: Run) -> None:
    name = 'a "b" \\ \u0085 c'
    actuals = [mom.MaterialActual(id="1", material_use="Consumed", material_lot_ids=[name]),
               mom.MaterialActual(id="2", material_use="Produced", material_lot_ids=["D"])]  # fmt: skip
    step = mom.SegmentResponse(id="S", process_segment_ids=["P"], material_actuals=actuals)
    mom.write(mom.OperationsPerformance(id="P", operations_responses=[
        mom.OperationsResponse(id="R", segment_responses=[step])]), "p.xml")  # fmt: skip
    said = run("trace", "D", "p.xml", "--format", "dot").stdout
    assert r'label="a \"b\" \\ \\x85 c"' in said
    rows = csv.DictReader(io.StringIO(run("trace", "D", "p.xml", "-f", "csv").stdout, newline=""))
    assert name in {row["lot"] for row in rows}
    assert "\u0085" not in run("trace", "D", "p.xml").stdout
