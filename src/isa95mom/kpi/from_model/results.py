"""What a test result says: measured values and a verdict, in the form of any version.

Up to V0600 its results are the measured values, or judge the value of the property that holds it. From V0700 on it has
measurements of properties, and says how a criterion judged them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from isa95mom import model
from isa95mom.check.structure import scope_ids
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.limits import Evaluated
from isa95mom.kpi.from_model.settle import Found
from isa95mom.kpi.from_model.values import amount_of
from isa95mom.model import EquipmentLevel
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.values import Amount

WIDE = (EquipmentLevel.ENTERPRISE, EquipmentLevel.SITE, EquipmentLevel.AREA)
"""The levels of the equipment hierarchy at which nothing is made: a scope that ends there names no equipment."""


@frozen(slots=True, kw_only=True)
class Subject:
    """What a result is of, as far as its place tells."""

    kind: str | None = None
    object: str | None = None
    equipment: str | None = None
    order: str | None = None
    property: str | None = None
    """The property that holds the result."""
    test: str | None = None
    values: tuple[Any, ...] = ()
    """The values of that property."""


class Reading(Findings):
    """What was read so far."""

    def __init__(self, agreed: Agreement) -> None:
        super().__init__()
        self.agreed = agreed
        self.found: list[Found] = []
        self.evaluated: list[Evaluated] = []
        self.kinds: dict[str, set[str]] = {}
        """What kinds of object an identification is of."""
        self.products: dict[str, str] = {}
        """The material of lots."""
        self.tests: dict[str, set[str]] = {}
        """The test specifications that apply to objects."""
        self.made: dict[str, set[tuple[str | None, str | None]]] = {}
        """The equipment and the order of the responses that produced a lot."""

    def not_read(self, noun: Any) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-test", f"{type(noun).__name__} says nothing of results of tests"


def scope_equipment(noun: Any) -> str | None:
    """The equipment in which a hierarchy scope ends; None where that is an area or wider."""
    scope = getattr(noun, "hierarchy_scope", None)
    while isinstance(scope, model.HierarchyScope) and scope.child is not None:
        scope = scope.child
    if not isinstance(scope, model.HierarchyScope) or (scope.equipment_level or scope.equipment_element_level) in WIDE:
        return None
    return scope_ids(noun)[-1]


def read_result(
    reading: Reading, root: model.TestResult, around: Place | None, root_subject: Subject, own: Place | None = None
) -> None:
    """Read a test result and those that it is made of."""
    waiting = [(root, own or (around or Place("")).of(root), root_subject)]
    while waiting:
        noun, here, subject = waiting.pop()
        subject = evolve(
            subject,
            object=identification(noun.testable_object_id) or subject.object,
            kind=None if identification(noun.testable_object_id) not in (None, subject.object) else subject.kind,
            equipment=scope_equipment(noun) or subject.equipment,
        )
        _result(reading, noun, here, subject)
        waiting.extend((child, here.of(child), subject) for child in reversed(noun.children))


def _result(reading: Reading, noun: model.TestResult, here: Place, subject: Subject) -> None:
    find, agreed = reading.finder(here), reading.agreed
    time = reading.aware(noun, "evaluation_date", here) or here.effective
    expiration = reading.aware(noun, "expiration", here)
    words = [*agreed.passed, *agreed.failed]
    said = [identification(each.value_string) for each in noun.results]
    verdicts = list(dict.fromkeys([*named([noun.evaluated_criterion_result or ""]), *(s for s in said if s in words)]))
    if len(verdicts) > 1:
        find("several-verdicts", f"it says {' and '.join(verdicts)}; it does not judge then")
    verdict = verdicts[0] if len(verdicts) == 1 else None
    if verdict is not None and verdict not in words:
        find("unknown-verdict", f"whether {verdict!r} is a pass is not agreed")
    draft = Found(
        kind=subject.kind,
        object=subject.object,
        characteristic=None,
        equipment=subject.equipment,
        order=subject.order,
        test=subject.test,
        result=identification(noun.id),
        requirement=identification(noun.operations_test_requirement_id),
        measurement=None,
        within=subject.property,
        amount=None,
        time=time,
        verdict=verdict,
        expiration=expiration,
        place=here,
    )
    made = [*_old(noun, subject, here, words, reading, draft), *_new(noun, here, reading, draft)]
    for position, (characteristic, measurement, amount, when, until, where) in enumerate(made):
        if characteristic is None:
            reading.find(where, "no-name", f"of what it is a measurement is not stated; {amount[0]} does not count")
            continue
        if when is None:
            reading.find(where, "no-time", "when it was measured is not stated; its order is not known")
        reading.found.append(
            evolve(
                draft,
                characteristic=characteristic,
                measurement=measurement or str(position),
                amount=amount,
                time=when,
                expiration=until,
                place=where,
            )
        )
    if verdict in words:
        if time is None and not made:
            find("no-time", "when it was found is not stated; it has no place in time")
        reading.found.append(draft)


Row = tuple[str | None, str | None, Amount, datetime | None, datetime | None, Place]


def _old(
    noun: model.TestResult, subject: Subject, here: Place, words: list[str], reading: Reading, draft: Found
) -> Iterator[Row]:
    """The numbers among the results of a test; where these only judge, the values of the property that they judge."""
    numbers: list[Any] = [each for each in noun.results if identification(each.value_string) not in words]
    if not numbers and noun.results and draft.verdict is not None:
        numbers = list(subject.values)
    name = subject.property or identification(noun.id)
    for position, each in enumerate(numbers, 1):
        amount = amount_of(each, reading.finder(here))
        if amount is not None:
            key = identification(each.key) or str(position)
            yield name, key, amount, draft.time, draft.expiration, here


def _new(noun: model.TestResult, here: Place, reading: Reading, draft: Found) -> Iterator[Row]:
    """The measurements of properties that a test result rests on."""
    for each in noun.property_measurements:
        where = here.of(each)
        about = list(named(each.testable_object_property_ids))
        own = identification(each.id)
        amount = None if each.value is None else amount_of(each.value, reading.finder(where))
        if each.value is None or identification(each.value.value_string) is None:
            reading.find(where, "no-value", "it states no value; the measurement failed")
        if amount is not None:
            when = reading.aware(each, "measurement_date", where) or draft.time
            until = reading.aware(each, "expiration", where) or draft.expiration
            yield about[0] if len(about) == 1 else own, own, amount, when, until, where
