"""`isa95mom verify`: the rules of the standard on documents and whole plants."""

from __future__ import annotations

from typing import Annotated

import typer

from isa95mom.cli.exits import Usage, exit_of
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet, Sources
from isa95mom.cli.output import Format, count, put, put_csv, put_json, put_rows, say
from isa95mom.cli.sources import Reading, expand
from isa95mom.cli.validate import COLUMNS, as_dict

EXAMPLES = (
    "isa95mom verify plant/",
    "isa95mom verify plant/ --complete    # everything is there: what is referred to must be",
    "isa95mom verify lots.xml --rule negative-quantity --rule sub-lots-exceed-lot",
    "isa95mom verify --rules              # every rule, with its reason",
)


def verify(
    sources: Sources = [],  # noqa: B006
    version: AsVersion = None,
    lenient: Lenient = False,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="CODE", help="Only this rule; may be given again.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="The sources are all there is: an unresolved reference is an error.")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and end.")] = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Check documents against the rules of the standard that no schema can state.

    All sources together are one plant: references resolve, the hierarchy nests, times are in order, quantities are
    sane. Errors end with exit code 1, warnings do not.
    """
    from isa95mom.check import rules as all_rules
    from isa95mom.check import verify as verified

    if rules:
        listed = [[r.code, r.severity, r.title, r.reason, r.source] for r in all_rules().values()]
        put_rows(format, ["code", "severity", "title", "reason", "source"], listed, 3)
        return 0
    unknown = [code for code in rule or () if code not in all_rules()]
    if unknown:
        raise Usage(f"no rule {', '.join(unknown)}; --rules lists them")
    files = expand(sources)
    with Reading(files, version, lenient) as reading:
        documents = [reading.read(source) for source in files]
    found = list(verified(documents, rules=rule, complete=complete))
    if format is Format.JSON:
        put_json([as_dict(problem) for problem in found])
    elif format is Format.CSV:
        put_csv(COLUMNS, ([as_dict(problem)[name] for name in COLUMNS] for problem in found))
    else:
        for problem in found:
            say(f"{problem.severity}: {problem}")
        if not quiet:
            errors = sum(problem.severity == "error" for problem in found)
            put(f"{count(len(files), 'document')}, {count(errors, 'error')}, {count(len(found) - errors, 'warning')}")
    return exit_of(found)
