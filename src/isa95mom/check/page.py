"""The list of the rules as a page: what is checked, and what is not and why."""

from __future__ import annotations

from collections.abc import Iterator

from isa95mom.check.rule import rules

NOT_ENFORCED = (
    (
        "A lot is not consumed beyond what it held at that time.",
        "Needs the whole history in order, and conversion of units: the genealogy does it, see its findings.",
    ),
    (
        "What went in equals what came out.",
        "Mass balance needs yields, losses and tolerances that no document carries.",
    ),
    (
        "A state follows from the one before.",
        "The standard lists the states and gives no table of transitions; a document shows one moment.",
    ),
    (
        "Total capability is committed, available and unattainable capability together.",
        "The entries of one report overlap in time and resource in ways that only its maker can tell apart.",
    ),
    (
        "Actual work lies in the time that its order planned.",
        "Work that is early or late is a fact to be reported, not a fault of the report.",
    ),
    (
        "Equipment does not do two jobs at once.",
        "Whether a work unit can is a property of the work unit that the standard does not have.",
    ),
    (
        "Lots that are restricted are not used.",
        "The exception that allowed it is not in the documents; hold and release belong to operations.",
    ),
    (
        "Workflows have no circles.",
        "Rework is a circle on purpose.",
    ),
    (
        "An instance gives every property that its class demands, and none that the class fixes otherwise.",
        "Exchanges carry the properties that matter to them, seldom all.",
    ),
    (
        "Units of measure are codes of UN/ECE Recommendation 20.",
        "The standard leaves the codes to the partners.",
    ),
    (
        "Recurrence rules of work calendars are well formed.",
        "The standard leaves their notation to the partners.",
    ),
    (
        "Recipes are consistent charts of steps, transitions and links.",
        "ISA-88 charts are checked where they are executed; B2MML carries them as they are.",
    ),
    (
        "An event, a record or a message carries the entries its specification demands.",
        "Completeness of a record is asked of the record keeper, at the time it is closed.",
    ),
    (
        "Identifiers of different systems mean the same thing.",
        "That is what an alias service is for, ISA-95 Part 7.",
    ),
)
"""What is not checked, and why."""


def page() -> str:
    """The page ``docs/rules.md``."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "What `verify` checks, beyond what the schemas can say. Each rule has a code that stays over releases. This"
    yield "page is made from the rules themselves, by `python -m isa95mom.check.page`."
    yield ""
    yield "## Enforced"
    yield ""
    yield "| Code | Rule | Why | From | Finding |"
    yield "|---|---|---|---|---|"
    for rule in rules().values():
        yield f"| `{rule.code}` | {rule.title} | {rule.reason} | {rule.source} | {rule.severity} |"
    yield ""
    yield "The last column is what a finding is, as a rule; where a reason says so, some are the other."
    yield ""
    yield "## Not enforced"
    yield ""
    yield "| Rule | Why not |"
    yield "|---|---|"
    for title, reason in NOT_ENFORCED:
        yield f"| {title} | {reason} |"


if __name__ == "__main__":
    print(page(), end="")
