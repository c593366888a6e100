"""Hostile and broken input: a clear error that names the source, in bounded time and memory, with nothing leaked."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import isa95mom as mom
from tests.support.random_documents import document
from tests.support.tables import ROOT

NS = "http://www.mesa.org/xml/B2MML"
NS6 = "http://www.mesa.org/xml/B2MML-V0600"
SECRET = "the-secret-of-this-file-7f3a"
LOT = f'<MaterialLot xmlns="{NS}"><ID>L-1</ID></MaterialLot>'
DEEP = 100_000
"""Levels of nesting, far beyond any document of a plant."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer."""
    start = time.perf_counter()
    yield
    spent = time.perf_counter() - start
    assert spent < seconds, f"took {spent:.1f} s"


def refused(path: Path, lenient: bool = False) -> mom.Isa95Error:
    """The error that reading the file gives, by every way of reading, which all must give one; it names the file."""
    with within(30):
        with pytest.raises(mom.Isa95Error) as caught:
            mom.read(path, lenient=lenient)
        assert path.name in str(caught.value)
        if not lenient:
            problems = mom.validate(path)
            assert problems
            assert all(problem.code for problem in problems)
            with pytest.raises(mom.Isa95Error):
                list(mom.iter_read(path, mom.MaterialLot))
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) < 100_000
    return caught.value


def read_or_refusal(path: Path, lenient: bool) -> mom.Document | str:
    """What reading gives, or the text of its refusal."""
    try:
        return mom.read(path, lenient=lenient)
    except mom.Isa95Error as error:
        return str(error)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Writes content to a file of a telling name."""

    def put(content: str | bytes) -> Path:
        path = tmp_path / "hostile.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


Write = Callable[[str | bytes], Path]
both_ways = pytest.mark.parametrize("lenient", [False, True], ids=["strict", "lenient"])


# -- document type declarations


def _doctypes(secret: str) -> dict[str, str]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = LOT.replace("L-1", "&x;")
    attribute = LOT.replace("<ID", '<ID schemeID="&x;"')
    return {
        "external-entity": f'<!DOCTYPE MaterialLot [<!ENTITY x SYSTEM "{secret}">]>{body}',
        "external-entity-in-attribute": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]>{attribute}',
        "parameter-entity": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{secret}"> %x;]>{LOT}',
        "external-dtd": f'<!DOCTYPE MaterialLot SYSTEM "{secret}">{LOT}',
        "public-dtd": f'<!DOCTYPE MaterialLot PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd">{LOT}',
        "internal-entity": f'<!DOCTYPE a [<!ENTITY x "L-1">]>{body}',
        "billion-laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>{LOT.replace("L-1", "&l11;")}',
        "quadratic-blowup": f'<!DOCTYPE a [<!ENTITY x "{"a" * 100_000}">]>{LOT.replace("L-1", "&x;" * 10_000)}',
        "empty": f"<!DOCTYPE MaterialLot>{LOT}",
        "after-a-long-comment": f'<!--{"-x" * 200_000}--><!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]>{body}',
        "after-much-white-space": f'{" " * 1_000_000}<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]>{body}',
        "after-instructions": f'{"<?a b?>" * 10_000}<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]>{body}',
        "default-attributes": f'<!DOCTYPE a [<!ATTLIST ID schemeID CDATA "injected">]>{LOT}',
    }


@both_ways
@pytest.mark.parametrize("name", list(_doctypes("")))
def test_document_type_declarations_are_refused(name: str, lenient: bool, tmp_path: Path, write: Write) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    error = refused(write(_doctypes(secret.as_uri())[name]), lenient)
    assert isinstance(error, mom.DocumentError)
    assert [problem.code for problem in error.problems] == ["doctype"]


@both_ways
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le-bom"])
def test_document_type_declaration_in_another_encoding_is_refused(encoding: str, lenient: bool, write: Write) -> None:
    text = _doctypes("file:///etc/hostname")["external-entity"]
    data = text.encode("utf-16") if encoding == "utf-16" else b"\xff\xfe" + text.encode("utf-16-le")
    error = refused(write(data), lenient)
    assert isinstance(error, mom.DocumentError)
    assert [problem.code for problem in error.problems] == ["doctype"]


@both_ways
def test_undeclared_entity_is_refused(lenient: bool, write: Write) -> None:
    refused(write(LOT.replace("L-1", "&nbsp;")), lenient)


def test_nothing_is_included_or_fetched(tmp_path: Path, write: Write) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    inclusion = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    path = write(LOT.replace("</ID>", f"</ID>{inclusion}"))
    refused(path)
    assert SECRET.encode() not in mom.dumps(mom.read(path, lenient=True))


# -- size and depth


@both_ways
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<MaterialLotProperty><ID>a</ID>", "</MaterialLotProperty>"),
        ("<HierarchyScope>", "</HierarchyScope>"),
        ("<x>", "</x>"),
        ('<e:x xmlns:e="http://www.mesa.org/xml/B2MML-V0600-AllExtensions">', "</e:x>"),
        ("<ID>", "</ID>"),
    ],
    ids=["recursive", "misplaced", "unknown", "extension", "leaf"],
)
def test_deep_nesting_is_refused(start: str, end: str, lenient: bool, write: Write) -> None:
    path = write(f'<MaterialLot xmlns="{NS6}"><ID>a</ID>{start * DEEP}{end * DEEP}</MaterialLot>')
    refused(path, lenient)


@both_ways
def test_deep_nesting_never_closed_is_refused(lenient: bool, write: Write) -> None:
    refused(write(f'<MaterialLot xmlns="{NS}">{"<a>" * 1_000_000}'), lenient)


@pytest.mark.parametrize("depth", [50, 200, 900, 5000])
def test_valid_nesting_is_read_and_written_or_refused(depth: int, write: Write) -> None:
    inner = "<MaterialLotProperty><ID>a</ID>" * depth + "</MaterialLotProperty>" * depth
    path = write(f'<MaterialLot xmlns="{NS6}"><ID>a</ID>{inner}</MaterialLot>')
    try:
        again = mom.dumps(mom.read(path))
    except mom.Isa95Error:
        assert depth > 100, "nesting of this depth occurs in plants"
    else:
        assert again.count(b"<MaterialLotProperty>") == depth


@pytest.mark.parametrize(
    "content",
    [
        "<x/>" * 20_000,
        "<Description>d</Description>" * 20_000 + "<ID>late</ID>",
        "<!-- c -->" * 50_000 + "<x/>",
        "<ID " + " ".join(f'a{n}="b"' for n in range(5_000)) + "/>",
        "<ID " + " ".join(f'xmlns:p{n}="urn:{n}"' for n in range(5_000)) + " x='1'/>",
        f"<{'n' * 200_000}/>",
        "<x>" + "text<y/>" * 100_000 + "</x>",
    ],
    ids=["unknown-elements", "wrong-order", "comments", "attributes", "namespaces", "long-name", "mixed"],
)
@both_ways
def test_much_of_something_takes_bounded_time(content: str, lenient: bool, write: Write) -> None:
    path = write(f'<MaterialLot xmlns="{NS}"><ID>a</ID>{content}</MaterialLot>')
    with within(60):
        if lenient:
            said = read_or_refusal(path, True)
            assert isinstance(said, mom.Document) or path.name in said
        else:
            refused(path)


def _streamed(head: str, unit: str, count: int, tail: str, way: str, seconds: float = 30) -> tuple[str, int]:
    """What reading a generated stream prints in a process of its own, and by how many megabytes its memory grew."""
    program = ROOT / "tests" / "support" / "read_stream.py"
    done = subprocess.run(
        [sys.executable, str(program), head, unit, str(count), tail, way],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said, grown = done.stdout.strip().rsplit("\n", 1)
    return said, int(grown)


OPEN = f'<MaterialLot xmlns="{NS}"><ID>'


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in kilobytes on Linux only")
@pytest.mark.parametrize("way", ["strict", "lenient", "iter_read"])
@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (OPEN, "</ID></MaterialLot>"),
        (OPEN + "<![CDATA[", "]]></ID></MaterialLot>"),
        (OPEN + "a</ID><!--", "--></MaterialLot>"),
        (f'<MaterialLot xmlns="{NS}"><ID schemeID="', '">a</ID></MaterialLot>'),
        ("<", f' xmlns="{NS}"/>'),
        ("<!--", f"-->{LOT}"),
    ],
    ids=["text", "cdata", "comment", "attribute", "name", "leading-comment"],
)
def test_hundred_megabytes_in_one_piece_are_refused(head: str, tail: str, way: str) -> None:
    said, grown = _streamed(head, "x", 100 << 20, tail, way)
    assert said.startswith(("DocumentError", "VersionError")), said
    assert "stream.xml" in said
    assert grown < 150


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in kilobytes on Linux only")
@pytest.mark.parametrize("way", ["strict", "iter_read"])
@pytest.mark.parametrize(
    "head", ["", OPEN, f'<MaterialLot xmlns="{NS}">'], ids=["before-the-root", "in-a-text", "between"]
)
def test_a_gigabyte_of_white_space_is_refused(head: str, way: str) -> None:
    said, grown = _streamed(head, " ", 1 << 30, "", way, 300)
    assert said.startswith("DocumentError"), said
    assert grown < 150


# -- what is not a document


@both_ways
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n ",
        b"\xef\xbb\xbf",
        b"\x00",
        b"\x00" * 1000,
        b"PK\x03\x04\x14\x00",
        b"%PDF-1.7",
        b"ID;Description\r\nL-1;x\r\n",
        b'{"MaterialLot": {"ID": "L-1"}}',
        b"<!-- only a comment -->",
        b"<?xml version='1.0'?>",
        b"<html><head><title>502 Bad Gateway</title></head><body><h1>Bad</h1><hr><center>nginx</center></body></html>",
        b"<!DOCTYPE html><html><body><p>Sign in<br></body></html>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"<SOAP:Envelope xmlns:SOAP='http://schemas.xmlsoap.org/soap/envelope/'><SOAP:Body/></SOAP:Envelope>",
        b"<MaterialLot><ID>a</ID></MaterialLot",
        b"<MaterialLot><ID>a</MaterialLot></ID>",
        b"<a/><b/>",
        b"<b2mml:MaterialLot><b2mml:ID>a</b2mml:ID></b2mml:MaterialLot>",
        LOT.replace("L-1", "a\x00b").encode(),
        LOT.replace("L-1", "a\x08b").encode(),
        LOT.replace("L-1", "&#0;").encode(),
        LOT.replace("L-1", "&#xFFFE;").encode(),
        LOT.replace("L-1", "&#x110000;").encode(),
        LOT.replace("<ID>", '<ID schemeID="a" schemeID="b">').encode(),
        LOT.encode() + b"trailing",
        LOT.encode() + b"\x00",
        (LOT + LOT).encode(),
        f'<MaterialLots xmlns="{NS}"/>'.encode(),
        f'<Any xmlns="{NS}"/>'.encode(),
        b'<Nothing xmlns="urn:example:nothing"/>',
    ],
)
def test_what_is_not_a_document_is_refused(content: bytes, lenient: bool, write: Write) -> None:
    refused(write(content), lenient)


def test_unknown_namespace_is_refused_strictly(write: Write) -> None:
    error = refused(write('<MaterialLot xmlns="urn:example:nothing"><ID>a</ID></MaterialLot>'))
    assert "urn:example:nothing" in str(error)


@both_ways
def test_truncation_anywhere_is_refused(lenient: bool, tmp_path: Path) -> None:
    whole = document("V0600", "SyncMaterialLot", 11, 40).rstrip()
    whole = whole[: whole.rindex(b">", 0, whole.rindex(b"SyncMaterialLot") + 40) + 1]
    mom.read(whole, version=mom.Version.V0600)
    path = tmp_path / "cut.xml"
    with within(60):
        for length in range(0, len(whole) - 1, 10):
            path.write_bytes(whole[:length])
            with pytest.raises(mom.Isa95Error, match=r"cut\.xml"):
                mom.read(path, lenient=lenient)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.xml", tmp_path):
        with pytest.raises(mom.Isa95Error, match=path.name):
            mom.read(path)


def test_text_file_is_refused() -> None:
    with pytest.raises((TypeError, mom.Isa95Error)):
        mom.read(io.StringIO(LOT))  # type: ignore[arg-type]


# -- encodings

WORD = "Größe"
UMLAUT = LOT.replace("L-1", WORD)


@pytest.mark.parametrize(
    "content",
    [
        UMLAUT.encode(),
        b"\xef\xbb\xbf" + UMLAUT.encode(),
        UMLAUT.encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16'?>{UMLAUT}".encode("utf-16"),
        b"\xfe\xff" + UMLAUT.encode("utf-16-be"),
        f"<?xml version='1.0' encoding='ISO-8859-1'?>{UMLAUT}".encode("latin-1"),
        f"<?xml version='1.0' encoding='us-ascii'?>{LOT.replace('L-1', 'Gr&#246;&#xDF;e')}".encode(),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-declared", "utf-16-be", "latin-1", "ascii"],
)
def test_declared_encodings_are_read(content: bytes) -> None:
    found = mom.read(content).root
    assert isinstance(found, mom.MaterialLot)
    assert found.id == WORD
    assert WORD.encode() in mom.dumps(mom.read(content))


@both_ways
@pytest.mark.parametrize(
    "content",
    [
        UMLAUT.encode("latin-1"),
        f"<?xml version='1.0' encoding='utf-8'?>{UMLAUT}".encode("latin-1"),
        f"<?xml version='1.0' encoding='us-ascii'?>{UMLAUT}".encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{UMLAUT}".encode(),
        f"<?xml version='1.0' encoding='x-nothing'?>{UMLAUT}".encode(),
        f"<?xml version='1.0' encoding='rot13'?>{UMLAUT}".encode(),
        f"<?xml version='1.0' encoding='zlib'?>{UMLAUT}".encode(),
        f"<?xml version='1.0' encoding='base64'?>{UMLAUT}".encode(),
        UMLAUT.encode("utf-32"),
        b"\xff\xfe" + UMLAUT.encode("utf-16-be"),
        UMLAUT.encode("utf-16-le")[:-1],
        UMLAUT.encode("cp500"),
        LOT.encode().replace(b"L-1", b"\xc0\x80"),
        LOT.encode().replace(b"L-1", b"\xed\xa0\x80"),
        LOT.encode().replace(b"L-1", b"\xf5\x80\x80\x80"),
    ],
)
def test_wrong_encodings_are_refused(content: bytes, lenient: bool, write: Write) -> None:
    refused(write(content), lenient)


@pytest.mark.parametrize(
    "content",
    [
        UMLAUT.encode("utf-16-le"),
        f"<?xml version='1.0' encoding='UTF-16'?>{UMLAUT}".encode("utf-16-le"),
        f"<?xml version='1.0' encoding='UTF-16LE'?>{UMLAUT}".encode("utf-16-le"),
        f"<?xml version='1.0' encoding='windows-1252'?>{UMLAUT}".encode("cp1252"),
        f"<?xml version='1.0' encoding='shift_jis'?>{UMLAUT.replace(WORD, 'ﾛｯﾄ')}".encode("shift_jis"),
        f"<?xml version='1.0' encoding='gb18030'?>{UMLAUT}".encode("gb18030"),
        f"<?xml version='1.0' encoding='utf-7'?>{UMLAUT}".encode("utf-7"),
    ],
)
def test_unusual_encodings_are_read_rightly_or_refused(content: bytes, write: Write) -> None:
    found = read_or_refusal(write(content), False)
    if isinstance(found, str):
        assert "hostile.xml" in found
    else:
        assert isinstance(found.root, mom.MaterialLot)
        assert found.root.id in (WORD, "ﾛｯﾄ")


def test_memory_of_this_process_stays_bounded() -> None:
    """After all of the above; a leak or a copy of something huge would show."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4_000_000
