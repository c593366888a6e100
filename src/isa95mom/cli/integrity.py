"""`isa95mom integrity`: what cannot be in the records of lots."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.lots import LotSources, busy, line_as_dict, read_lots
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet
from isa95mom.cli.output import Format, count, put, put_csv, put_json, put_rows, say

if TYPE_CHECKING:
    from isa95mom.genealogy import Finding

EXAMPLES = (
    "isa95mom integrity plant/",
    "isa95mom integrity plant/ --skew 120 --skew scale=600    # clocks are off by 2 minutes, that of scale by 10",
    "isa95mom integrity saved/ --check over-consumption --check orphan --format csv",
    "isa95mom integrity --checks               # everything that is looked for",
)
COLUMNS = ("code", "severity", "message", "lots", "events")


def integrity(
    sources: LotSources = [],  # noqa: B006
    check: Annotated[
        list[str] | None, typer.Option("--check", metavar="CODE", help="Only this check; may be given again.")
    ] = None,
    skew: Annotated[
        list[str] | None,
        typer.Option(
            "--skew", metavar="[SOURCE=]SECONDS", help="How far clocks may be off; that of one source. May be repeated."
        ),
    ] = None,
    checks: Annotated[bool, typer.Option("--checks", help="List the checks and end.")] = False,
    version: AsVersion = None,
    lenient: Lenient = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Find what cannot be in the records of lots: times, amounts, containment, units, numbering, contradictions.

    Errors end with exit code 1, warnings do not.
    """
    from isa95mom.genealogy import CHECKS

    if checks:
        listed = [[each.code, each.severity, each.title, each.reason] for each in CHECKS.values()]
        put_rows(format, ["code", "severity", "title", "reason"], listed, 3)
        return Exit.OK
    if unknown := [code for code in check or () if code not in CHECKS]:
        raise Usage(f"no check {', '.join(unknown)}; --checks lists them")
    clocks = skews(skew or [])
    genealogy = read_lots(sources, version, lenient, quiet)
    with busy("checking"):
        found = genealogy.integrity(clocks, codes=check)
    if format is Format.JSON:
        put_json([as_dict(finding) for finding in found])
    elif format is Format.CSV:
        put_csv(COLUMNS, (row(finding) for finding in found))
    else:
        for finding in found:
            put(str(finding))
    if not quiet:
        errors = len(found.errors)
        say(f"{count(len(genealogy), 'lot')}, {count(errors, 'error')}, {count(len(found) - errors, 'warning')}")
    return Exit.FOUND if found.errors else Exit.OK


def skews(told: list[str]) -> timedelta | dict[str, timedelta]:
    """How far clocks may be off, as it was given. Raises `Usage` where it is no number of seconds, or both ways."""
    found: dict[str, timedelta] = {}
    for each in told:
        source, _, seconds = each.rpartition("=")
        try:
            found[source] = timedelta(seconds=float(seconds))
        except (ValueError, OverflowError):
            raise Usage(f"--skew {each}: {seconds!r} is no number of seconds") from None
    if "" not in found:
        return found
    if len(found) > 1:
        raise Usage("--skew is given for all clocks and for single sources; one of both is meant")
    return found[""]


def row(finding: Finding) -> list[str]:
    """A finding as a row."""
    return [
        finding.code, finding.severity, finding.message, " ".join(map(str, finding.lots)),
        " ".join(map(str, finding.events)),
    ]  # fmt: skip


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "lots": list(finding.lots),
        "events": list(finding.events),
        "lines": [line_as_dict(stated) for stated in finding.lines],
        "amounts": {name: f"{amount:f}" for name, amount in finding.amounts.items()},
    }
