"""Bad input and bad luck: one line, the right exit code, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import LOT, ROOT, START, Process, Run

BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
XXE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
HOSTILE = {
    "page.html": (b"<!doctype html><html><body>502 Bad Gateway</body></html>", 1),
    "page.xml": (b"<html><body>502 Bad Gateway</body></html>", 1),
    "truncated.xml": (LOT[:100], 1),
    "binary.xml": (bytes(range(256)) * 20, 1),
    "empty.xml": (b"", 1),
    "bomb.xml": (BOMB, 1),
    "xxe.xml": (XXE, 1),
    "other.xml": (b'<a xmlns="urn:other"/>', 1),
    "deep.xml": (b'<MaterialLot xmlns="http://www.mesa.org/xml/B2MML-V0600">' + b"<MaterialLot>" * 100_000, 1),
    "encoding.xml": (b'<?xml version="1.0" encoding="EBCDIC-9"?>' + LOT.partition(b"?>")[2], None),
}
COMMANDS = (["validate"], ["inspect"], ["trace", "L-1"], ["convert", "--to", "V0701", "--out", "out.xml"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document(run: Run, command: list[str], name: str) -> None:
    content, code = HOSTILE[name]
    Path(name).write_bytes(content)
    said = run(*command, name)
    assert said.exit_code == code or (code is None and said.exit_code in (1, 3))
    assert 1 <= len(said.stderr.splitlines()) <= 2 and said.stderr.startswith(name)
    assert "Traceback" not in said.output and "root:" not in said.output and "internal" not in said.output
    assert not Path("out.xml").exists()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_what_is_not_there(run: Run, command: list[str]) -> None:
    Path("folder").mkdir()
    for name in ("missing.xml", "folder", "none-*.xml", "\udcff.xml"):
        said = run(*command, name)
        assert said.exit_code == 3, name
        assert len(said.stderr.splitlines()) == 1 and "[unreadable]" in said.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything can be read")
def test_what_may_not_be_read(run: Run) -> None:
    Path("secret.xml").write_bytes(LOT)
    Path("secret.xml").chmod(0)
    assert run("validate", "secret.xml").exit_code == 3


def test_one_bad_file_does_not_hide_the_others(run: Run) -> None:
    Path("in").mkdir()
    for name, content in (("a.xml", b"<"), ("b.xml", LOT), ("c.xml", b"<html/>")):
        Path("in", name).write_bytes(content)
    said = run("validate", "in")
    assert said.exit_code == 1 and said.stdout == "3 documents, 2 problems in 2 of them\n"
    assert run("validate", "in", "missing.xml").exit_code == 3
    documents = json.loads(run("inspect", "in", "--format", "json").stdout)
    assert [document["source"] for document in documents] == ["in/b.xml"]
    assert run("convert", "in", "--to", "V0701", "--out", "out").exit_code == 1
    assert [path.name for path in Path("out").iterdir()] == ["b.xml"]


def test_an_internal_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("isa95mom.cli.validate.expand", broken)
    said = run("validate", "x")
    assert said.exit_code == 70
    assert "Traceback" not in said.stderr and "by nothing" in said.stderr and "ISA95MOM_DEBUG=1" in said.stderr
    monkeypatch.setenv("ISA95MOM_DEBUG", "1")
    said = run("validate", "x")
    assert said.exit_code == 70 and "Traceback" in said.stderr


# -- as a process -----------------------------------------------------------------------------------------------------


def test_exit_codes(process: Process, tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(LOT)
    assert process("validate", "good.xml").returncode == 0
    assert process("validate", "-", input=b"<html/>").returncode == 1
    assert process("validate").returncode == 2
    assert process("validate", "missing.xml").returncode == 3
    done = process("convert", "-", "--to", "V0701", input=LOT)
    assert done.returncode == 0 and done.stdout.startswith(b"<?xml") and done.stderr == b""


def test_a_terminal_that_knows_little(process: Process) -> None:
    named = LOT.replace(b"L-1", "Käse → 7".encode()).replace(b"released", b"x")
    done = process("inspect", "-", "--tree", input=named, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0 and b"K\\xe4se \\u2192 7" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_broken_pipe_is_quiet(dairy: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START, "inspect", dairy / "06-lots.xml", "--tree", "--limit", "9999"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None and running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 141


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_is_quiet(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START, "validate", "-"], env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_progress_is_for_terminals(tmp_path: Path) -> None:
    import pty

    lot = LOT.partition(b"?>")[2].replace(b' xmlns="http://www.mesa.org/xml/B2MML-V0600"', b"")
    large = tmp_path / "large.xml"
    head = b'<MaterialInformation xmlns="http://www.mesa.org/xml/B2MML-V0600">'
    large.write_bytes(head + lot * 60_000 + b"</MaterialInformation>")
    command = [sys.executable, "-c", START, "validate", str(large)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"}
    quiet = subprocess.run(command, env=environment, capture_output=True)
    assert quiet.stderr == b"" and quiet.stdout == b"1 document, valid\n"
    ours, theirs = pty.openpty()
    done = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:  # the other end has gone
        pass
    os.close(ours)
    assert done.communicate()[0] == b"1 document, valid\n" and done.returncode == 0
    assert b"large.xml" in shown


def test_help_is_quick(process: Process) -> None:
    process("--version")
    start = time.perf_counter()
    assert process("--version").returncode == 0
    assert time.perf_counter() - start < 2  # 0.15 s on a desk; nothing of the library but its command line is loaded
    check = "import sys; from isa95mom.cli.app import app; sys.exit(any(m in sys.modules for m in ('lxml', 'numpy')))"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    assert subprocess.run([sys.executable, "-c", check], env=environment).returncode == 0
