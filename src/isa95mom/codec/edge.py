"""Nouns at the edge of a program: pydantic's TypeAdapter, fields of its models, FastAPI bodies, OpenAPI.

The form is the plain JSON of `isa95mom.codec.plain`. This is the only module that knows pydantic; a noun imports it
when pydantic asks for its schema, so that nobody pays for pydantic who does not use it.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

from isa95mom.codec.json_write import Path_
from isa95mom.codec.plain import PlainReader, noun_schema, slots, to_python
from isa95mom.declare import Noun


def schema_of(cls: type[Noun]) -> core_schema.CoreSchema:
    """What pydantic needs to know of a noun: how it is read, written and described, with every class it can hold."""
    found: dict[type[Noun], core_schema.CoreSchema] = {}
    waiting = [cls]
    while waiting:
        one = waiting.pop()
        if one not in found:
            held = list(dict.fromkeys(slot.cls for slot in slots(one).values() if slot.cls is not None))
            found[one] = _definition(one, held)
            waiting += held
    return core_schema.definitions_schema(_reference(cls), list(found.values()))


def _name(cls: type[Noun]) -> str:
    return f"isa95mom.{cls.__name__}:{id(cls)}"


def _reference(cls: type[Noun]) -> core_schema.CoreSchema:
    return core_schema.definition_reference_schema(_name(cls))


def _definition(cls: type[Noun], held: list[type[Noun]]) -> core_schema.CoreSchema:
    def read(data: Any, _: Any) -> Noun:
        reader = PlainReader()
        noun = reader.noun(cls, data, None)
        if reader.problems:
            raise ValidationError.from_exception_data(cls.__name__, [_error(*said) for said in reader.problems])
        return noun

    def describe(_: Any, handler: Any) -> dict[str, Any]:
        return noun_schema(cls, lambda other: handler(_reference(other)))

    return core_schema.no_info_wrap_validator_function(
        read,
        # never run: it tells pydantic which classes are held, twice, so that none of them is taken in
        core_schema.tuple_schema([_reference(other) for other in (*held, *held)]),
        ref=_name(cls),
        serialization=core_schema.plain_serializer_function_ser_schema(_write),
        metadata={"pydantic_js_functions": [describe]},
    )


def _write(noun: Any) -> Any:
    return to_python(noun) if isinstance(noun, Noun) else noun


def _error(place: Path_, code: str, message: str, found: Any) -> InitErrorDetails:
    loc: list[str | int] = []
    while place is not None:
        place, name = place
        loc.insert(0, name)
    said = message.replace("{", "{{").replace("}", "}}")
    return InitErrorDetails(type=PydanticCustomError(code.replace("-", "_"), said), loc=tuple(loc), input=found)


__all__ = ["schema_of"]
