"""Specification limits that test specifications state: by the expressions of their criteria, and by their properties.

A criterion is read where its expressions compare the evaluated property with numbers, as in ``10 <= moisture <= 12.5``
or ``moisture >= 10 and moisture <= 12.5 %``. Where it passes, the limits are those numbers; where it fails, as with
``moisture > 12.5 or moisture < 10``, they are the same from the other side. Whether a limit itself belongs to what
passes is not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from isa95mom import model
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.values import amount_of
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.values import Amount, said

COMPARED = re.compile(r"(<=|>=|<|>|≤|≥)")
NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*(\S*)").fullmatch
JOINED = {True: re.compile(r"\s+and\s+|\s*&&\s*", re.I), False: re.compile(r"\s+or\s+|\s*\|\|\s*", re.I)}
"""How comparisons are joined: all of them hold where a criterion passes, one of them where it fails."""
Sides = dict[str, list[Amount]]


@frozen(slots=True, kw_only=True)
class Evaluated:
    """A characteristic that a test specification evaluates, with its limits as they are stated."""

    test: str | None
    characteristic: str
    requirement: str | None
    object: str | None
    """The object that is tested, by ID. None where the specification is of any."""
    lower: Amount | None
    upper: Amount | None
    place: Place


def evaluated(reading: Findings, agreed: Agreement, noun: model.TestSpecification, place: Place) -> Iterator[Evaluated]:
    """The characteristics that a test specification evaluates."""
    properties = list(noun.evaluated_properties)
    if not properties:
        ids = named(id for criterion in noun.criteria for id in criterion.evaluated_property_ids)
        properties = [model.TestSpecificationEvaluatedProperty(id=id) for id in ids]
    for each in properties:
        about = list(named(each.testable_object_property_ids))
        names = {str(each.id), *about}
        called = about[0] if len(about) == 1 else str(each.id)
        sides: Sides = {"lower": [], "upper": []}
        for criterion in noun.criteria:
            judges = each.id in criterion.evaluated_property_ids or criterion.id in each.test_specification_criteria_ids
            if judges or len(properties) == 1:
                _criterion(reading, agreed, criterion, names, sides, place.of(criterion))
        _properties(reading, agreed, noun, names if len(properties) > 1 else None, sides, place)
        found = {side: _only(reading, called, side, several, place) for side, several in sides.items()}
        yield Evaluated(
            test=identification(noun.id),
            characteristic=called,
            requirement=identification(noun.operations_test_requirement_id),
            object=identification(noun.testable_object_id),
            lower=found["lower"],
            upper=found["upper"],
            place=place,
        )


def _criterion(
    reading: Findings,
    agreed: Agreement,
    criterion: model.TestSpecificationCriteria,
    names: set[str],
    sides: Sides,
    place: Place,
) -> None:
    results = set(named(criterion.results))
    passes = bool(results) and results <= set(agreed.passed)
    if not passes and not (results and results <= set(agreed.failed)):
        what = ", ".join(sorted(results)) or "nothing"
        reading.find(place, "criterion-not-read", f"whether its result, {what}, is a pass is not agreed")
        return
    for expression in criterion.expressions:
        for part in JOINED[passes].split(expression.strip()):
            found = compared(part, names)
            if found is None or (not passes and len(found) != 1):
                message = f"{expression!r} does not compare {' or '.join(sorted(names))} with numbers; no limit is read"
                reading.find(place, "criterion-not-read", message)
                continue
            for side, limit in found:
                sides[side if passes else {"lower": "upper", "upper": "lower"}[side]].append(limit)


def compared(text: str, names: set[str]) -> list[tuple[str, Amount]] | None:
    """The limits that a comparison sets to one of `names`; None where it is none.

    >>> compared("10 <= moisture < 12.5 %", {"moisture"})
    [('lower', (Decimal('10'), None)), ('upper', (Decimal('12.5'), '%'))]
    """
    parts = [part.strip() for part in COMPARED.split(text.strip().removeprefix("(").removesuffix(")"))]
    operands, signs = parts[::2], [sign[0] in "<≤" for sign in parts[1::2]]
    at = [place for place, operand in enumerate(operands) if operand in names]
    if len(at) != 1 or len(operands) not in (2, 3) or (len(operands) == 3 and at != [1]) or len(set(signs)) != 1:
        return None
    found: list[tuple[str, Amount]] = []
    for place, operand in enumerate(operands):
        if place == at[0]:
            continue
        number = NUMBER(operand)
        if number is None:
            return None
        below = (place < at[0]) == signs[0]
        found.append(("lower" if below else "upper", (Decimal(number[1]), number[2] or None)))
    return found


def _properties(
    reading: Findings,
    agreed: Agreement,
    noun: model.TestSpecification,
    names: set[str] | None,
    sides: Sides,
    place: Place,
) -> None:
    """Read limits from properties: from those of the specification where it evaluates one property, and from those that
    are nested in a property of the characteristic's name.
    """
    outer = [each for each in noun.properties if names is None or each.id in names]
    several = [*outer, *(child for each in outer for child in each.children)]
    for side, called in (("lower", agreed.lower_limit), ("upper", agreed.upper_limit)):
        for each in several:
            if each.id in called:
                for value in each.values:
                    limit = amount_of(value, reading.finder(place.of(each)))
                    sides[side] += [] if limit is None else [limit]


def _only(reading: Findings, called: str, side: str, several: list[Amount], place: Place) -> Amount | None:
    different = list(dict.fromkeys(several))
    if len(different) > 1:
        told = ", ".join(map(said, different))
        reading.find(place, "several-limits", f"the {side} limit of {called} is {told}; none is chosen")
    return different[0] if len(different) == 1 else None
