"""The generated pages of the documentation's reference section; a hook of mkdocs, named in mkdocs.yml.

Everything here comes from the code itself, so none of it can be out of date: the front door, the nouns, which version
has which class and field, the problem codes, the help of the command line.
"""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src"
if str(SOURCE) not in sys.path:
    sys.path.insert(0, str(SOURCE))


def front_door() -> str:
    """Everything that `isa95mom` exports and that is no noun."""
    mom = importlib.import_module("isa95mom")
    found = [getattr(mom, name) for name in dict.fromkeys(mom.__all__)]
    paths = [f"{o.__module__}.{o.__qualname__}" for o in found if hasattr(o, "__qualname__")]
    shown = [path for path in dict.fromkeys(paths) if not path.startswith("isa95mom.model.")]
    body = "\n\n".join(f"::: {path}\n    options:\n      inherited_members: true" for path in shown)
    return f"# The front door\n\nWhat `import isa95mom` gives, the [nouns](availability.md) aside.\n\n{body}\n"


def noun_pages() -> dict[str, tuple[str, str]]:
    """Page path -> title and text, for each module of the model."""
    model = importlib.import_module("isa95mom.model")
    pages = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(model.__path__) if not m.name.startswith("_")):
        title = module.replace("_", " ").capitalize()
        members = f"::: isa95mom.model.{module}\n    options:\n      show_root_heading: false\n"
        pages[f"reference/nouns/{module}.md"] = title, f"# {title}\n\n{members}"
    return pages


def availability() -> str:
    """Which version has which class, and which lack some of its fields."""
    from isa95mom.codec.plan import schema
    from isa95mom.declare import ELEMENTS
    from isa95mom.values.version import Version

    schemas = {version: schema(version) for version in Version}
    classes = sorted(set(ELEMENTS.values()), key=lambda cls: (cls.__module__, cls.__name__))
    lines = [
        "# Classes and versions\n",
        "The number is that of the fields a version has for the class; a dash says that it has no such type.\n",
        "| class | area | " + " | ".join(str(v) for v in schemas) + " |",
        "|---|---|" + "---:|" * len(schemas),
    ]
    lacking: list[str] = []
    for cls in classes:
        plans = {version: plans.plan_of(cls) for version, plans in schemas.items()}
        if not any(plans.values()):
            continue
        held = [str(len(cls.__fields__) - len(p.absent)) if p else "-" for p in plans.values()]
        area = cls.__module__.rpartition(".")[2]
        link = f"[`{cls.__name__}`](nouns/{area}.md#{cls.__module__}.{cls.__name__})"
        lines.append(f"| {link} | {area} | {' | '.join(held)} |")
        for name in cls.__fields__:
            missing = [str(v) for v, p in plans.items() if p is not None and any(f.name == name for f in p.absent)]
            if missing:
                lacking.append(f"| `{cls.__name__}.{name}` | {', '.join(missing)} |")
    lines += ["\n## Fields that some version cannot say\n", "| field | not in |", "|---|---|", *lacking]
    return "\n".join(lines) + "\n"


CODE_AT = {"tell": 1, "repair": 1, "refused": 0, "BadValue": 0, "Problem": 2, "_unknown": 2}
"""Function -> which of its arguments is a problem code; the message follows it."""


def codes_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The problem codes that a module uses, each with the message it goes with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = CODE_AT.get(name)
            if place is not None and len(node.args) > place:
                message = node.args[place + 1] if len(node.args) > place + 1 else None
                for code in constants(node.args[place]):
                    yield code, template(message)
        elif isinstance(node, ast.Tuple) and node.elts:
            for code in constants(node.elts[0]):
                if code.startswith("not-a"):
                    yield code, ""


def constants(node: ast.expr) -> list[str]:
    """The strings that an argument may be, where they look like a code."""
    values = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    found = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    return [text for text in found if re.fullmatch(r"[a-z]+(-[a-z]+)*", text)]


def template(node: ast.expr | None) -> str:
    """A message with … for what it fills in; empty where it is not spelt out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        return re.sub("…+", "…", text).strip("…") and re.sub("…+", "…", text)
    return ""


def problem_codes() -> str:
    """Every problem code with its messages."""
    messages: dict[str, dict[str, None]] = {}
    for path in sorted((SOURCE / "isa95mom").rglob("*.py")):
        for code, message in codes_in(ast.parse(path.read_text(encoding="utf-8"))):
            messages.setdefault(code, {})
            if message:
                messages[code][message] = None
    cells = {code: "<br>".join(found or [code.replace("-", " ")]) for code, found in messages.items()}
    rows = [f"| `{code}` | {cells[code]} |" for code in sorted(cells)]
    head = "Codes stay over releases, messages may change. A … stands for what the document says or the schema allows."
    return "\n".join(["# Problem codes\n", f"{head}\n", "| code | message |", "|---|---|", *rows]) + "\n"


def command_line() -> str:
    """The help of the command and of its subcommands."""
    parts = ["# Command line\n"]
    start = "import sys; sys.argv[0] = 'isa95mom'; from isa95mom.cli import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    from isa95mom.cli import COMMANDS

    for name in ("", *COMMANDS):
        command = [sys.executable, "-c", start, *([name] if name else []), "--help"]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
        if said.returncode:
            raise RuntimeError(f"isa95mom {name} --help failed: {said.stderr}")
        text = "\n".join(line.rstrip() for line in said.stdout.strip().splitlines())
        parts.append(f"## isa95mom {name}".rstrip() + f"\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def indicators() -> str:
    """Every indicator and every element, from the table that they are worked out from."""
    from isa95mom.kpi import definitions, elements

    def cell(text: object) -> str:
        return str(text).replace("|", "\\|").replace("\n", " ").replace("*", "\\*")

    parts = ["# KPIs and elements\n"]
    parts.append(
        "Everything here is made from the table that the library works with. What a definition rests on stands beside "
        "it: the paid text of the standard was not at hand, and what could not be confirmed is not labelled ISO.\n"
    )
    for convention, heading in (
        ("iso22400", "ISO 22400-2:2014"),
        ("annexB", "The loss-time model"),
        ("practice", "Practice"),
    ):
        rows = [
            f"| {kpi.number or ''} | `{kpi.symbol}` | {cell(kpi.name)} | `{kpi.formula}` | `{kpi.rollup}` | "
            f"{kpi.shown or kpi.unit} | {kpi.trend or ''} | {', '.join(map(str, kpi.evidence))} | {cell(kpi.text)} |"
            for kpi in definitions()
            if kpi.convention == convention
        ]
        head = "| | symbol | name | formula | in sums | unit | better | rests on | what it tells |"
        parts.append("\n".join([f"## {heading}\n", head, "|---|---|---|---|---|---|---|---|---|", *rows]) + "\n")
    rows = [
        f"| `{each.symbol}` | {cell(each.name)} | {each.unit} | {', '.join(f'`{r}`' for r in each.relations)} | "
        f"{', '.join(each.aliases)} | {cell(each.text)} |"
        for each in elements()
    ]
    head = "| symbol | name | unit | worked out by | also called | what it is |"
    parts.append("\n".join(["## Elements\n", head, "|---|---|---|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def pages() -> dict[str, tuple[str, str]]:
    """Page path -> title and text of every generated page."""
    return {
        "reference/front-door.md": ("Front door", front_door()),
        "reference/command-line.md": ("Command line", command_line()),
        "reference/availability.md": ("Classes and versions", availability()),
        "reference/problem-codes.md": ("Problem codes", problem_codes()),
        "reference/kpis.md": ("KPIs and elements", indicators()),
        **noun_pages(),
    }


MADE: dict[str, tuple[str, str]] = {}


def on_config(config: Any) -> Any:
    """Make the pages and put them into the navigation."""
    MADE.clear()
    MADE.update(pages())
    nouns = [{title: path} for path, (title, _) in MADE.items() if "/nouns/" in path]
    others = [{title: path} for path, (title, _) in MADE.items() if "/nouns/" not in path]
    for entry in config.nav:
        if "Reference" in entry:
            entry["Reference"] = [*others, {"Nouns": nouns}]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the pages to what is built."""
    from mkdocs.structure.files import File

    for path, (_, text) in MADE.items():
        files.append(File.generated(config, path, content=text))
    return files
