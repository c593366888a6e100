"""Real servers for tests: a PostgreSQL of its own in a temporary folder, and a local Spark."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

USER = "postgres"
"""Who runs the server where the tests run as root, which it refuses."""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a new, empty server, stopped and removed at the end; skips where its programs are not there."""
    pytest.importorskip("psycopg")
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(homes[-1]) if homes else shutil.which("initdb")
    if found is None:
        pytest.skip("the programs of PostgreSQL (initdb, pg_ctl) are not installed")
    programs = Path(found).parent
    folder = Path(tempfile.mkdtemp(prefix="isa95mom-"))  # short: it is part of the name of a socket
    before: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
        before = ["runuser", "-u", USER, "--"]

    def run(program: str, *options: str) -> None:
        done = subprocess.run(
            [*before, str(programs / program), *options], cwd=folder, text=True, stdin=subprocess.DEVNULL,
            stdout=log, stderr=subprocess.STDOUT, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, (folder / "log").read_text(encoding="utf-8")

    data = str(folder / "data")
    try:
        with (folder / "log").open("w", encoding="utf-8") as log:
            run("initdb", "-D", data, "-A", "trust", "-U", "tester", "--no-sync", "-E", "UTF8", "--locale=C")
            run("pg_ctl", "-D", data, "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
            try:
                yield f"postgresql://tester@/postgres?host={folder}"
            finally:
                run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@contextmanager
def spark() -> Iterator[Any]:
    """A session of a local Spark with one thread; skips where pyspark or Java is not there."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    with tempfile.TemporaryDirectory(prefix="isa95mom-") as folder:
        options = {
            "spark.sql.shuffle.partitions": "1",
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.warehouse.dir": f"{folder}/tables",
            "spark.sql.session.timeZone": "Asia/Tokyo",
            "spark.log.level": "ERROR",
        }
        builder = sql.SparkSession.builder.master("local[1]")
        for name, value in options.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()
            with warnings.catch_warnings():  # Spark leaves sockets open
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()
