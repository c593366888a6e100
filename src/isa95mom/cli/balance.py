"""`isa95mom balance`: what went in against what came out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.lots import LotSources, busy, lot_of, read_lots
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet
from isa95mom.cli.output import Format, put, put_csv, put_json

if TYPE_CHECKING:
    from isa95mom.genealogy import Balance

EXAMPLES = (
    "isa95mom balance plant/ --lot LOT-7",
    "isa95mom balance plant/ --order ORDER-3 --tolerance 0.02   # ends with 1 where more than 2 % is unexplained",
    "isa95mom balance saved/ --equipment MIXER-1 --since 2026-01-05T06:00+01:00 --until 2026-01-05T14:00+01:00",
)
COLUMNS = ("side", "name", "quantity", "unit")


def amount(text: str | Decimal) -> Decimal:
    """A share as an exact number. Raises `typer.BadParameter` where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise typer.BadParameter(f"{text!r} is no share, such as 0.02")
    return number


def time(text: str | datetime) -> datetime:
    """A date-time with its offset. Raises `typer.BadParameter` where it is none."""
    try:
        found = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date-time, such as 2026-01-05T06:00+01:00") from None
    if found.utcoffset() is None:
        raise typer.BadParameter(f"{text!r} has no offset from UTC, such as +01:00 or Z")
    return found


Time = Annotated[
    datetime | None,
    typer.Option(
        metavar="TIME", parser=time, help="With an offset, such as 2026-01-05T06:00+01:00.", show_default=False
    ),
]


def balance(
    sources: LotSources,
    lot: Annotated[str | None, typer.Option("--lot", metavar="LOT", help="The stock of this lot.")] = None,
    material: Annotated[
        str | None, typer.Option("--material", metavar="NAME", help="The stock of all lots of it.")
    ] = None,
    order: Annotated[str | None, typer.Option("--order", metavar="NAME", help="What an order took and gave.")] = None,
    equipment: Annotated[
        str | None, typer.Option("--equipment", metavar="NAME", help="What went through this equipment.")
    ] = None,
    since: Time = None,
    until: Time = None,
    unit: Annotated[str | None, typer.Option("--unit", help="The unit of the result.", show_default=False)] = None,
    tolerance: Annotated[
        Decimal | None,
        typer.Option("--tolerance", metavar="SHARE", parser=amount, help="What share of the input may be unexplained."),
    ] = None,
    version: AsVersion = None,
    lenient: Lenient = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Balance what went in against what came out, for a lot, a material, an order or equipment, over any time.

    What does not close is named and never closed silently. With a tolerance, a balance that is known not to close
    within it ends with exit code 1.
    """
    if all(each is None for each in (lot, material, order, equipment)):
        raise Usage("say what is balanced: --lot, --material, --order or --equipment")
    genealogy = read_lots(sources, version, lenient, quiet)
    with busy("balancing"):
        found = genealogy.balance(
            lot=None if lot is None else lot_of(genealogy, lot), material=material, order=order, equipment=equipment,
            since=since, until=until, unit=unit, tolerance=tolerance,
        )  # fmt: skip
    if format is Format.JSON:
        put_json(as_dict(found))
    elif format is Format.CSV:
        put_csv(COLUMNS, ([side, name, f"{each:f}", found.unit] for side, name, each in rows(found)))
    else:
        for text in str(found).splitlines():
            put(text)
    return Exit.FOUND if found.closed is False else Exit.OK


def rows(found: Balance) -> list[tuple[str, str, Decimal]]:
    """The amounts of a balance, with what is unexplained last."""
    told = [(side, name, each) for side in ("inputs", "outputs") for name, each in getattr(found, side).items()]
    return told + ([] if found.unexplained is None else [("unexplained", "", found.unexplained)])


def as_dict(found: Balance) -> dict[str, Any]:
    """A balance as JSON has it."""
    return {
        "of": found.of,
        "unit": found.unit,
        "inputs": {name: f"{each:f}" for name, each in found.inputs.items()},
        "outputs": {name: f"{each:f}" for name, each in found.outputs.items()},
        "unexplained": None if found.unexplained is None else f"{found.unexplained:f}",
        "unknown": list(found.unknown),
        "closed": found.closed,
    }
