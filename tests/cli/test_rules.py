"""`isa95mom verify` and `isa95mom diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom.check import rules
from tests.cli.conftest import Run


@pytest.fixture
def lots(tmp_path: Path) -> Path:
    for name, status in (("a", "ok"), ("b", "hold")):
        lot = mom.MaterialLot(id="L-1", material_definition_id="Flour", status=status)
        mom.write(lot, tmp_path / f"{name}.xml")
    mom.write(mom.MaterialDefinition(id="Flour"), tmp_path / "flour.xml")
    return tmp_path


def test_rules_are_checked_over_all_sources(run: Run, lots: Path) -> None:
    done = run("verify", str(lots / "a.xml"))
    assert done.exit_code == 0 and "1 document, 0 errors, 1 warning" in done.stdout
    assert "there is no material definition 'Flour' [unresolved-reference]" in done.stderr
    assert run("verify", "--complete", str(lots / "a.xml")).exit_code == 1
    done = run("verify", "--complete", str(lots / "a.xml"), str(lots / "flour.xml"))
    assert done.exit_code == 0 and done.stderr == ""
    done = run("verify", "--format", "json", str(lots))
    assert [p["code"] for p in json.loads(done.stdout)] == ["duplicate-id"] and done.exit_code == 1
    assert run("verify", "--rule", "negative-quantity", "-q", str(lots)).exit_code == 0


def test_rules_are_listed(run: Run) -> None:
    done = run("verify", "--rules", "--format", "json")
    assert [r["code"] for r in json.loads(done.stdout)] == list(rules())
    assert len(run("verify", "--rules").stdout.splitlines()) == len(rules()) + 1
    assert run("verify", "--rules", "--format", "csv").stdout.startswith("code,severity,title,reason,source")


def test_what_is_no_rule_is_said(run: Run, lots: Path) -> None:
    done = run("verify", "--rule", "no-such", str(lots))
    assert done.exit_code == 2 and "no rule no-such; --rules lists them" in done.stderr
    assert run("verify").exit_code == 2


def test_documents_and_folders_are_compared(run: Run, lots: Path) -> None:
    done = run("diff", str(lots / "a.xml"), str(lots / "b.xml"))
    assert done.exit_code == 1
    assert done.stdout == "~ MaterialLot['L-1'].status: 'ok' -> 'hold'\n" and done.stderr == "1 difference\n"
    assert run("diff", str(lots / "a.xml"), str(lots / "a.xml"), "-q").exit_code == 0
    assert run("diff", str(lots), str(lots)).exit_code == 0
    mom.Plant.load(lots, on_clash="both").save(lots / "plant.json")
    assert run("diff", str(lots / "plant.json"), str(lots / "plant.json")).exit_code == 0
    done = run("diff", str(lots / "a.xml"), str(lots / "b.xml"), "-f", "json")
    assert json.loads(done.stdout)[0]["path"] == "MaterialLot['L-1'].status"
    assert "changed,MaterialLot['L-1'].status,ok,hold" in run(
        "diff", str(lots / "a.xml"), str(lots / "b.xml"), "-f", "csv"
    ).stdout  # fmt: skip
    assert run("diff", str(lots / "a.xml"), str(lots / "none.xml")).exit_code == 3
