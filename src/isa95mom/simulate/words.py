"""How the same thing is said in B2MML: values, amounts, and the message around nouns."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.model.enumerations import DataType, MaterialUse
from isa95mom.model.message import Message, Verb
from isa95mom.values.version import Version

SAMPLED = {
    Version.V0401: MaterialUse.CONSUMED,
    Version.V0500: MaterialUse.CONSUMED,
    Version.V0600: MaterialUse.SAMPLE,
}
"""What older versions call material that is taken to be tested; the oldest have no word of their own for it."""


def message(version: Version, verb: Verb, noun: Noun, name: str, at: datetime, site: str, sender: str) -> Message:
    """`noun` as a message of its own."""
    return Message(
        verb=verb,
        noun=type(noun).__name__,
        application_area=model.TransApplicationArea(
            sender=model.TransSender(logical_id=site, component_id=sender, confirmation_code="Never"),
            creation_date_time=at,
            bod_id=name,
        ),
        objects=[noun],
        release_id=str(version),
    )


def quantity(amount: Decimal, unit: str) -> model.QuantityValue:
    """An amount with its unit."""
    return model.QuantityValue(quantity_string=f"{amount:f}", data_type=DataType.DECIMAL, unit_of_measure=unit)


def number(value: Decimal | int, unit: str) -> model.Value:
    """A measured number with its unit."""
    return model.Value(value_string=f"{value:f}", data_type=DataType.DECIMAL, unit_of_measure=unit)


def text(value: str) -> model.Value:
    """A value in words."""
    return model.Value(value_string=value, data_type=DataType.STRING, unit_of_measure="")
