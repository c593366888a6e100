"""What every noun can do: show itself, be compared, copied and pickled; and how the package loads."""

from __future__ import annotations

import ast
import copy
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom.model as model
from isa95mom.declare import ELEMENTS, ENUMERATIONS, Noun, wire_of
from isa95mom.values.foreign import Foreign
from isa95mom.values.text import Binary
from isa95mom.values.time import Duration
from tests.model.bindings import CLASSES, SOURCE, annotation

MODULES = sorted((SOURCE / "model").glob("*.py"))
SAMPLES: dict[str, Any] = {
    "str": "text",
    "Decimal": Decimal("1.50"),
    "datetime": datetime(2026, 1, 5, 6, tzinfo=UTC),
    "Duration": Duration.parse("PT8H"),
    "bool": True,
    "Binary": Binary(b"\x01"),
}
NOUNS = {cls.__name__: cls for cls in CLASSES}
CODES = {cls.__name__: cls for cls in ENUMERATIONS.values()}

by_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
by_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.stem))


def sample(declared: str, depth: int) -> Any:
    """A value for a field of the type `declared`."""
    if declared in NOUNS:
        return filled(NOUNS[declared], depth - 1)
    code, _, rest = declared.partition(" | ")
    return next(iter(CODES[code])) if rest == "str" else SAMPLES[declared]


def filled(cls: type[Noun], depth: int) -> Noun:
    """An object of `cls` with every field set that is required, and every other one down to `depth`."""
    values: dict[str, Any] = {}
    for field in cls.__fields__.values():
        declared = annotation(cls, field)
        if field.required or (depth > 0 and (declared not in NOUNS or depth > 1)):
            value = sample(declared, depth)
            values[field.name] = [value, copy.deepcopy(value)] if field.many else value
    return cls(**values)


def classes(path: Path) -> Iterator[ast.ClassDef]:
    """The classes that the module at `path` defines."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node


@by_class
def test_objects_show_what_is_set(cls: type[Noun]) -> None:
    noun = filled(cls, 1)
    text = repr(noun)
    assert text.startswith(f"{cls.__name__}(")
    for field in cls.__fields__.values():
        value = getattr(noun, field.slot)
        assert (f"{field.name}=" in text) == (value is not None)


@by_class
def test_objects_are_equal_by_value(cls: type[Noun]) -> None:
    noun = filled(cls, 2)
    assert noun == filled(cls, 2)
    assert noun != "something else"
    for field in cls.__fields__.values():
        other = copy.copy(noun)
        setattr(other, field.slot, None)
        assert (other == noun) == (getattr(noun, field.slot) is None), field.name


@by_class
def test_an_unused_repeated_field_equals_an_empty_one(cls: type[Noun]) -> None:
    used, unused = filled(cls, 0), filled(cls, 0)
    for field in cls.__fields__.values():
        if field.many:
            assert getattr(used, field.name) == []
    assert used == unused


@by_class
@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda noun: pickle.loads(pickle.dumps(noun))])
def test_objects_can_be_copied_and_pickled(cls: type[Noun], how: Any) -> None:
    noun = filled(cls, 2)
    noun.extensions = (Foreign("<x/>"),)
    wire_of(noun).order = ("A",)
    other = how(noun)
    assert other is not noun
    assert other == noun
    assert repr(other) == repr(noun)
    assert other.extensions == noun.extensions
    assert wire_of(other) == wire_of(noun)


@by_class
def test_only_declared_fields_can_be_set(cls: type[Noun]) -> None:
    noun = filled(cls, 0)
    with pytest.raises(AttributeError):
        noun.no_such_field = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        cls(no_such_field=1)  # type: ignore[call-arg]


@by_module
def test_every_class_and_field_says_what_it_means(path: Path) -> None:
    for node in classes(path):
        assert ast.get_docstring(node), node.name
        if not any("Noun" in ast.unparse(base) for base in node.bases):
            continue
        for here, after in zip(node.body, [*node.body[1:], None], strict=True):
            if isinstance(here, ast.AnnAssign):
                said = (
                    after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else None
                )
                assert isinstance(said, str), f"{node.name}.{ast.unparse(here.target)} says nothing"
                assert re.search(r"[.)]$", said.strip()), f"{node.name}.{ast.unparse(here.target)}: {said!r}"


@by_module
def test_names_are_spelt_as_python_spells_them(path: Path) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*|__init__", path.stem)
    for node in classes(path):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", node.name)
        for here in node.body:
            if isinstance(here, ast.AnnAssign):
                assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", ast.unparse(here.target)), node.name
            elif isinstance(here, ast.Assign):
                assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", ast.unparse(here.targets[0])), node.name


def test_the_contents_are_those_of_the_modules() -> None:
    found = {path.stem: {node.name for node in classes(path)} for path in MODULES if path.stem != "__init__"}
    assert {module: set(names.split()) for module, names in model.CONTENTS.items()} == found


def test_type_checkers_see_every_name() -> None:
    tree = ast.parse((SOURCE / "model" / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    seen = {(alias.asname, str(n.module).rpartition(".")[2]) for n in imports for alias in n.names if alias.asname}
    assert seen == set(model.HOME.items())


def test_every_name_is_found() -> None:
    for name in model.HOME:
        assert getattr(model, name).__name__ == name
        assert name in dir(model)
    assert set(ELEMENTS.values()) <= {getattr(model, name) for name in model.HOME}
    with pytest.raises(AttributeError, match="NoSuchNoun"):
        _ = model.NoSuchNoun  # type: ignore[attr-defined]


def run(code: str) -> list[str]:
    """The modules of the model that a fresh interpreter has imported after `code`."""
    code += "; import sys; print(*(m for m in sys.modules if m.startswith('isa95mom.model.')))"
    path = f"import sys; sys.path.insert(0, {str(SOURCE.parent)!r}); "
    done = subprocess.run([sys.executable, "-c", path + code], capture_output=True, text=True, check=True)
    return sorted(name.rpartition(".")[2] for name in done.stdout.split())


def test_the_package_imports_no_module() -> None:
    assert run("import isa95mom.model") == []


def test_a_noun_imports_its_own_module_only() -> None:
    assert run("from isa95mom.model import Person") == ["enumerations", "personnel"]


def test_load_imports_every_module() -> None:
    assert run("import isa95mom.model; isa95mom.model.load()") == sorted(model.CONTENTS)
