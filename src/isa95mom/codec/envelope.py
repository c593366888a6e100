"""Messages: the envelope of a transaction, read by the same tables as the nouns inside."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from isa95mom.codec.careful import Reader
from isa95mom.codec.decode import END, blank
from isa95mom.codec.leaf import NIL, XSI_FREE, Bail
from isa95mom.codec.plan import Plan, Schema
from isa95mom.declare import wire_of
from isa95mom.model.message import Message, Verb
from isa95mom.schema import UNBOUNDED
from isa95mom.schema.errata import message_name
from isa95mom.values.items import Items


@frozen(slots=True)
class Step:
    """An element on the way to the objects, as the reader of large documents follows it."""

    plan: Any
    leaf: None = None


@frozen(slots=True)
class Way:
    """The children of an element on the way to the objects."""

    by_tag: dict[str, Step]


class Envelope:
    """The type of one message in one version."""

    def __init__(self, schema: Schema, name: str) -> None:
        self.schema = schema
        self.name = name
        self.type_name = schema.table.elements[name]
        self.type = schema.table.type(self.type_name)
        area, data = self.type.content
        action, objects = schema.table.type(data.type).content
        tag = f"{{{schema.namespace}}}".__add__
        self.area, self.area_tag = schema.plan(area.type), tag(area.name)
        self.data_name, self.data_tag = data.name, tag(data.name)
        self.action, self.action_name, self.action_tag = schema.plan(action.type), action.name, tag(action.name)
        self.objects, self.object_name, self.object_tag = schema.plan(objects.type), objects.name, tag(objects.name)
        self.least, self.most = objects.least, objects.most
        self.attributes = self.type.attributes
        meant = message_name(schema.version, name)
        self.verb = next(verb for verb in Verb if meant.startswith(verb))
        self.noun = meant.removeprefix(self.verb)
        self.by_tag = {
            self.area_tag: Step(self.area),
            self.data_tag: Step(Way({self.action_tag: Step(self.action), self.object_tag: Step(self.objects)})),
        }

    def decode(self, root: Any, done: Any, bare: bool) -> Message:
        """The message that an element carries. Raises `Bail` where the schema does not allow it."""
        message = self.message(root)
        attributes = dict(root.items())
        for name, value in attributes.items():
            if name in XSI_FREE:
                wire_of(message).attributes[name] = value
            elif name not in self.attributes:
                raise Bail
        if any(a.required and a.name not in attributes for a in self.attributes.values()):
            raise Bail
        area, data = self.only(root, 2)
        if area.tag != self.area_tag or data.tag != self.data_tag or data.keys():
            raise Bail

        def inside(plan: Plan, element: Any) -> Any:
            noun = plan.decoder(bare)(element, done)
            if noun._wire is not None and NIL in noun._wire.attributes:
                raise Bail
            return noun

        message.application_area = inside(self.area, area)
        children = self.only(data, None)
        action = next(children, END)
        if action.tag != self.action_tag:
            raise Bail
        message.action = inside(self.action, action)
        objects: Items[Any] = Items()
        for child in children:
            if child.tag != self.object_tag:
                raise Bail
            objects.append(inside(self.objects, child))
        if len(objects) < self.least or (self.most != UNBOUNDED and len(objects) > self.most):
            raise Bail
        message.objects = objects
        return message

    def message(self, root: Any) -> Message:
        """A message with its name and attributes and nothing in it yet."""
        message = Message.__new__(Message)
        message._wire = None
        message.verb, message.noun = self.verb, self.noun
        message.application_area = message.action = None  # type: ignore[assignment]
        message.objects = Items()
        message.release_id = root.get("releaseID")
        message.version_id = root.get("versionID")
        return message

    @staticmethod
    def only(element: Any, number: int | None) -> Any:
        """The children of an element that holds elements only, `number` of them where that is given."""
        if not blank(element.text) or any(not blank(child.tail) for child in element):
            raise Bail
        if number is not None and len(element) != number:
            raise Bail
        return iter(element)

    def read(self, reader: Reader, root: Any) -> Message:
        """The message, with everything wrong in it told to `reader`."""
        message = self.message(root)
        attributes = dict(root.items())
        for name, value in attributes.items():
            if name not in self.attributes:
                wire_of(message).attributes[name] = value
                if name not in XSI_FREE:
                    reader.tell(root, "unknown-attribute", f"attribute {name!r} is not allowed", inside=f"@{name}")
        for attribute in self.attributes.values():
            if attribute.required and attribute.name not in attributes:
                reader.tell(root, "required-attribute", f"attribute {attribute.name!r} is required")
        kept: list[Any] = []
        places = {"ApplicationArea": 0, self.data_name: 1}
        found = reader.envelope(root, places, self.type_name, kept)
        for child in found.get("ApplicationArea", []):
            message.application_area = reader.noun(self.area, child)  # type: ignore[assignment]
        for data in found.get(self.data_name, []):
            said = dict(data.items())
            for name in said:
                if name not in XSI_FREE:
                    reader.tell(data, "unknown-attribute", f"attribute {name!r} is not allowed", inside=f"@{name}")
            if said:
                wire_of(message).nil = {self.data_name: said}
            places = {self.action_name: 0, self.object_name: 1}
            inside = reader.envelope(data, places, f"{self.type_name}/{self.data_name}", kept, many=self.object_name)
            for child in inside.get(self.action_name, []):
                message.action = reader.noun(self.action, child)
            message.objects = Items(reader.noun(self.objects, child) for child in inside.get(self.object_name, []))
            number = len(message.objects)
            if number < self.least:
                reader.tell(data, "required", f"{self.object_name} is required; there is none")
            if self.most != UNBOUNDED and number > self.most:
                reader.tell(
                    data, "too-many", f"{self.object_name} occurs {number} times; it may occur {self.most} times"
                )
        if kept:
            wire_of(message).foreign = tuple(kept)
        return message


def envelope(schema: Schema, name: str) -> Envelope | None:
    """The message type of the global element called `name`, or None where it is no message."""
    if name not in schema.envelopes:
        type_name = schema.table.elements.get(name, "")
        is_message = f"{type_name}/DataArea" in schema.table
        schema.envelopes[name] = Envelope(schema, name) if is_message else None
    return schema.envelopes[name]  # type: ignore[no-any-return]


def read_message(reader: Reader, element: Any) -> Message | None:
    """The message that an element carries, with everything wrong in it told; None where it carries none."""
    kind = envelope(reader.schema, element.tag.rpartition("}")[2])
    return kind.read(reader, element) if kind is not None else None


def envelope_of(schema: Schema, message: Message) -> Envelope | None:
    """The type of `message`, or None where this version has none."""
    for name in (message.name, message_name(schema.version, message.name, published=True)):
        found = envelope(schema, name)
        if found is not None:
            return found
    return None


def is_known(schema: Schema, name: str) -> bool:
    """Whether the global element called `name` can be read."""
    return name in schema.table.elements


__all__ = ["Envelope", "Plan", "envelope", "envelope_of", "is_known", "read_message"]
