"""Where bytes come from and go to: paths, bytes and binary files, told apart in one place."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from isa95mom.errors import DocumentError, Problem

Readable = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | IO[bytes]
Writable = str | os.PathLike[str] | BinaryIO | IO[bytes]

CHUNK = 1 << 16
SPOOL = 1 << 24


class Input:
    """A source that can be read from its start as often as needed."""

    def __init__(self, source: Readable) -> None:
        self._opened = False
        if isinstance(source, bytes | bytearray | memoryview):
            self.name = ""
            self.file: BinaryIO | IO[bytes] = io.BytesIO(source)
        elif isinstance(source, str | os.PathLike):
            self.name = os.fspath(source)
            try:
                self.file = Path(source).open("rb")  # noqa: SIM115
            except OSError as problem:
                reason = problem.strerror or str(problem)
                raise DocumentError(
                    [Problem("/", None, "unreadable", reason, source=self.name)], self.name
                ) from problem
            self._opened = True
        else:
            name = getattr(source, "name", "")
            self.name = name if isinstance(name, str) else ""
            self.file = source
            if not source.seekable():  # what cannot be read twice is kept, in memory or beyond it on disk
                self.file = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115
                self._opened = True
                shutil.copyfileobj(source, self.file)
                self.file.seek(0)
        self.start = self.file.tell()

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the start on."""
        self.file.seek(self.start)
        while chunk := self.file.read(CHUNK):
            if not isinstance(chunk, bytes):
                raise TypeError("the source must be a binary file, opened with mode 'rb'")
            yield chunk

    def rewound(self) -> BinaryIO | IO[bytes]:
        """The file, at its start."""
        self.file.seek(self.start)
        return self.file

    def __enter__(self) -> Input:
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened:
            self.file.close()
