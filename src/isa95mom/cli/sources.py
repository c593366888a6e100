"""What commands read: files, folders, patterns and standard input, with a progress bar where it takes long."""

from __future__ import annotations

import glob
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from attrs import define, field

from isa95mom.cli.exits import Usage
from isa95mom.errors import DocumentError, Problem

if TYPE_CHECKING:
    from isa95mom.codec import Document
    from isa95mom.values import Version

STDIN = "-"
LONG = 4_000_000
"""From this many bytes on a progress bar is shown."""
SPOOL = 1 << 24


@define(slots=True, eq=False)
class Source:
    """One document to read."""

    name: str
    """How it is called in messages."""
    path: Path | None
    """None for standard input."""
    place: Path = field(factory=Path)
    """Where it belongs below an output folder."""
    _kept: IO[bytes] | None = None

    def size(self) -> int:
        """Its bytes, as far as that can be told before reading."""
        try:
            return self.path.stat().st_size if self.path is not None else 0
        except OSError:
            return 0

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The document as a binary file. Raises `DocumentError` where it cannot be opened."""
        if self.path is None:
            if self._kept is None:  # it may be read again
                self._kept = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115
                shutil.copyfileobj(sys.stdin.buffer, self._kept)
            assert self._kept is not None
            self._kept.seek(0)
            yield self._kept
            return
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise unreadable(self.name, error.strerror or str(error)) from None
        with file:
            yield file

    def close(self) -> None:
        """Let go of what was kept of standard input."""
        if self._kept is not None:
            self._kept.close()


def unreadable(name: str, reason: str) -> DocumentError:
    """The error that nothing could be read at `name`."""
    return DocumentError([Problem("/", None, "unreadable", reason, source=name)], name)


def expand(names: Iterable[str]) -> list[Source]:
    """The documents that `names` mean: files, folders (all ``*.xml`` below), patterns, ``-`` for standard input.

    A file that is not there is told of when it is read. Raises `DocumentError` for a folder or pattern without files.
    """
    found: dict[str, Source] = {}
    for name in names:
        if name == STDIN:
            found.setdefault(STDIN, Source("<stdin>", None, Path("stdin.xml")))
            continue
        path = Path(name)
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".xml" and file.is_file())
            if not files:
                raise unreadable(name, "no *.xml in this folder")
            places = [file.relative_to(path) for file in files]
        elif not path.exists() and glob.has_magic(name):
            files = [Path(file) for file in sorted(glob.glob(name, recursive=True)) if Path(file).is_file()]
            if not files:
                raise unreadable(name, "no file has such a name")
            places = [Path(file.name) for file in files]
        else:
            files, places = [path], [Path(path.name)]
        for file, place in zip(files, places, strict=True):
            found.setdefault(os.path.normpath(file), Source(str(file), file, place))
    if not found:
        raise Usage("no source is given")
    return list(found.values())


class Watched(io.BufferedIOBase):
    """A binary file that tells how far it has been read."""

    def __init__(self, file: IO[bytes], name: str, told: Any) -> None:
        self.file = file
        self.name = name
        self.told = told

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        data = self.file.read(-1 if size is None else size)
        self.told(self.file.tell() if self.file.seekable() else len(data))
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to an offset."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """The offset."""
        return self.file.tell()

    def seekable(self) -> bool:
        """Whether it can be read again."""
        return self.file.seekable()

    def readable(self) -> bool:
        """It can be read."""
        return True


class Reading:
    """Reads sources one after the other; shows on a terminal how far it is where that takes long."""

    def __init__(self, sources: list[Source], version: Version | None = None, lenient: bool = False) -> None:
        self.version = version
        self.lenient = lenient
        self.sources = sources
        self.done = 0
        self.total = sum(source.size() for source in sources)
        self.bar: Any = None

    def __enter__(self) -> Reading:
        if self.total >= LONG and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

            self.bar = Progress(
                TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self.task = self.bar.add_task("", total=self.total)
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
        for source in self.sources:
            source.close()

    def read(self, source: Source, lenient: bool | None = None, limit: int = 100) -> Document:
        """The document of a source. Raises what `isa95mom.read` raises."""
        from isa95mom.codec import Limits, read

        with source.open() as file:
            watched: Any = Watched(file, source.name, self._told)
            if self.bar is not None:
                self.bar.update(self.task, description=os.path.basename(source.name))
            try:
                return read(
                    watched,
                    version=self.version,
                    lenient=self.lenient if lenient is None else lenient,
                    limits=Limits(problems=limit),
                )
            except OSError as error:
                raise unreadable(source.name, error.strerror or str(error)) from None
            finally:
                self.done += source.size()
                self._told(0)

    def _told(self, offset: int) -> None:
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done + offset)
