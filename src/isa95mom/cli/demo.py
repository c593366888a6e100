"""`isa95mom demo`: a small plant, written, read back, checked and traced."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.options import version_of
from isa95mom.cli.output import count, put, put_table, size
from isa95mom.cli.trace import heading
from isa95mom.values.version import LATEST, Version

if TYPE_CHECKING:
    from isa95mom.codec import Document
    from isa95mom.genealogy import Genealogy, Trace

EXAMPLES = (
    "isa95mom demo",
    "isa95mom demo plant --lots 2000 --seed 7",
    "isa95mom demo plant-v6 --version V0600",
)
README = "README.txt"
LOTS = "06-lots.xml"
MARK = "A small dairy as B2MML messages, written by isa95mom demo."
OWN = re.compile(r"\d\d-[a-z0-9-]+\.xml")
SHOWN = 16
"""How many lines of a tree are shown."""


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to write the plant.")] = Path(
        "isa95mom-demo"
    ),
    lots: Annotated[int, typer.Option("--lots", min=1, help="Lots and sublots, at least.")] = 400,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same plant.")] = 1,
    version: Annotated[
        Version,
        typer.Option(
            "--version",
            metavar="VERSION",
            parser=version_of,
            help="Schema version of the messages: V0500, V0600, V0700 or V0701. V0401 has no operations performance.",
        ),
    ] = LATEST,
) -> int:
    """Write a small plant as B2MML messages, read it back, check it, and trace a lot both ways.

    The plant is a dairy: milk, fruit and cups come from suppliers, yoghurt is fermented, blended in tanks that keep a
    heel, filled, put on pallets and shipped. The files stay for you to play with.
    """
    from isa95mom.codec import read, write
    from isa95mom.genealogy import Genealogy
    from isa95mom.simulate import plant

    try:
        messages = plant(lots=lots, seed=seed, version=version)
    except ValueError as error:
        raise Usage(f"--version: {error}") from None
    clear(folder)
    files = []
    for name, message in messages:
        files.append(folder / f"{name}.xml")
        write(message, files[-1], version=version)
    put(f"wrote {count(len(files), 'message')} to {folder}, {size(sum(f.stat().st_size for f in files))}")

    documents = [read(file) for file in files]  # strict: whatever is wrong is raised
    put(f"read them back: all valid, {version}")
    print()
    put_hierarchy(documents)
    print()
    put_summary(documents)
    genealogy = Genealogy.from_documents(documents)
    print()
    put(f"genealogy: {len(genealogy)} lots, {len(genealogy.events)} events, {len(genealogy.lines)} lines")
    pallet, supplied = choose(documents, genealogy)
    print()
    put_trace(genealogy.trace_back(pallet), "a shipped pallet, back to its suppliers", folder)
    print()
    put_trace(genealogy.trace_forward(supplied), "a lot of one supplier, forward", folder)
    (folder / README).write_text(readme(folder, files, pallet, supplied, version), encoding="utf-8")
    print()
    put(f"{folder / README} says what to try next")
    return Exit.OK


def clear(folder: Path) -> None:
    """Make room: an older demo's files go, nothing else is touched. Raises `Usage` where other things are there."""
    if folder.exists() and not folder.is_dir():
        raise Usage(f"{folder} is a file; a folder is needed")
    if folder.is_dir() and any(folder.iterdir()):
        mark = folder / README
        if not mark.is_file() or not mark.read_text(encoding="utf-8", errors="replace").startswith(MARK):
            raise Usage(f"{folder} is not empty and no demo's; name another folder")
        for file in folder.iterdir():
            if OWN.fullmatch(file.name):
                file.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / README).write_text(MARK + "\n", encoding="utf-8")


def put_hierarchy(documents: list[Document]) -> None:
    """Print the equipment hierarchy."""
    from isa95mom.model import EquipmentInformation
    from isa95mom.model.hierarchy import EquipmentHierarchy

    equipment = [o for d in documents for o in objects(d) if isinstance(o, EquipmentInformation)]
    put("equipment hierarchy:")
    for text in str(EquipmentHierarchy(equipment, strict=True)).splitlines():
        put(f"  {text}")


def objects(document: Document) -> list[object]:
    """The objects of a message."""
    return list(getattr(document.root, "objects", ()))


def put_summary(documents: list[Document]) -> None:
    """Print which messages there are and what they hold."""
    from isa95mom.cli.inspect import contents, tops

    rows: dict[str, Counter[str]] = {}
    messages: Counter[str] = Counter()
    for document in documents:
        messages[document.name] += 1
        held = rows.setdefault(document.name, Counter())
        held.update(type(noun).__name__ for top in tops(document.root) for noun in contents(top))
    put_table(
        ("message", "number", "holds"),
        (
            [name, messages[name], ", ".join(f"{number} {what}" for what, number in held.items())]
            for name, held in rows.items()
        ),
    )


def choose(documents: list[Document], genealogy: Genealogy) -> tuple[str, str]:
    """A shipped pallet whose trace is worth a look, and a supplier's lot in it."""
    from isa95mom.model import MaterialInformation

    lots = [lot for d in documents for o in objects(d) if isinstance(o, MaterialInformation) for lot in o.material_lots]
    pallets = [part.id for lot in lots for part in lot.material_sub_lots]
    shipped = [part.id for lot in lots for part in lot.material_sub_lots if part.status == "shipped"]
    supplied = {lot.id for lot in lots if lot.properties.get("SupplierLot") is not None}
    pallet = next(
        (p for p in shipped if any(lot.startswith("RW") for lot in map(str, genealogy.trace_back(p).lots))),
        (shipped or pallets)[-1],
    )
    fruit = [str(lot) for lot in genealogy.trace_back(pallet).lots if lot in supplied]
    return pallet, next((lot for lot in fruit if lot.startswith(("STR", "PEA"))), fruit[0])


def put_trace(trace: Trace, what: str, folder: Path) -> None:
    """Print a trace as a tree, the beginning of it."""
    put(f"{what}: {heading(trace)}")
    texts = str(trace.to_tree()).splitlines()
    for text in texts[:SHOWN]:
        put(f"  {text}")
    if len(texts) > SHOWN:
        put(f"  ... {count(len(texts) - SHOWN, 'more line')}: {command(trace, folder)}")


def command(trace: Trace, folder: Path) -> str:
    """The command that prints all of a trace."""
    return f"isa95mom trace {trace.start} {folder} --direction {trace.way} --format tree"


def readme(folder: Path, files: list[Path], pallet: str, supplied: str, version: Version) -> str:
    """What the folder holds and what to try."""
    other = Version.V0600 if version is not Version.V0600 else LATEST
    names = "\n".join(f"  {file.name}" for file in files)
    return f"""{MARK}

Every file is one message of schema version {version}:

{names}

What to try, in the folder above this one:

  isa95mom inspect {folder}
  isa95mom inspect {files[0]} --tree
  isa95mom validate {folder}
  isa95mom trace {pallet} {folder} --direction back --format tree
  isa95mom trace {supplied} {folder} --direction forward
  isa95mom trace {supplied} {folder} --direction forward --format dot > trace.dot
  isa95mom convert {folder / LOTS} --to {other} --out lots-{other}.xml

In Python:

  import isa95mom as mom
  doc = mom.read("{(folder / LOTS).as_posix()}")
  for lot in doc.root.objects[0].material_lots:
      print(lot.id, lot.material_definition_id, lot.status)

Change a file and validate it again. Files of this kind are replaced when the demo is run again; all others stay.
"""
