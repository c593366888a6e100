"""What an end point does with each verb, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import isa95mom as mom
from isa95mom import transactions as tx
from isa95mom.declare import Noun

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
erp = tx.Client(sender="ERP", clock=lambda: NOON)


def lot(id: str, status: str | None = None, **properties: str) -> mom.MaterialLot:
    return mom.MaterialLot(
        id=id,
        status=status,
        properties=[
            mom.MaterialLotProperty(id=name, values=[mom.Value(value_string=value)])
            for name, value in properties.items()
        ],
    )


def ask(*ids: str) -> mom.MaterialLot:
    """A pattern for properties."""
    return mom.MaterialLot(id="*", properties=[mom.MaterialLotProperty(id=id) for id in ids])


@pytest.fixture
def store() -> tx.MemoryStore:
    return tx.MemoryStore([lot("L-1", "ok", ash="1", moisture="3"), lot("L-2", "hold", moisture="4"), lot("M-1")])


@pytest.fixture
def mes(store: tx.MemoryStore) -> tx.EndPoint:
    return tx.EndPoint(store, sender="MES", clock=lambda: NOON)


def one(answers: tuple[mom.Message, ...]) -> mom.Message:
    assert len(answers) == 1
    return answers[0]


def codes(answer: mom.Message) -> list[str]:
    return [reason.code for reason in tx.outcome(answer).reasons]


def test_get_by_id(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    request = erp.get(mom.MaterialLot(id="L-1"))
    answer = one(mes.handle(request))
    assert answer.name == "ShowMaterialLot"
    assert tx.outcome(answer) == tx.Outcome("Accepted")
    assert answer.objects == [store.get(mom.MaterialLot, "L-1")]
    assert answer.objects[0] is not store.get(mom.MaterialLot, "L-1")
    assert answer.action is not None
    assert answer.action.original_application_area == request.application_area  # type: ignore[attr-defined]
    assert [r.logical_id for r in answer.application_area.receivers] == ["ERP"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (mom.MaterialLot(id="*"), {"L-1": ["ash", "moisture"], "L-2": ["moisture"], "M-1": []}),
        (mom.MaterialLot(id=""), {"L-1": ["ash", "moisture"], "L-2": ["moisture"], "M-1": []}),
        (mom.MaterialLot(id="L-*"), {"L-1": ["ash", "moisture"], "L-2": ["moisture"]}),
        (mom.MaterialLot(id="*-1"), {"L-1": ["ash", "moisture"], "M-1": []}),
        (mom.MaterialLot(id="*", status="hold"), {"L-2": ["moisture"]}),
        (mom.MaterialLot(id="L-9"), {}),
        (ask("ash"), {"L-1": ["ash"], "L-2": [], "M-1": []}),
        (ask("m*"), {"L-1": ["moisture"], "L-2": ["moisture"], "M-1": []}),
        (lot("*", moisture="4"), {"L-2": ["moisture"]}),
        (lot("L-1", moisture="4"), {}),
        (lot("*", **{"*": "3"}), {"L-1": ["moisture"]}),
    ],
)
def test_wildcards(mes: tx.EndPoint, pattern: mom.MaterialLot, expected: dict[str, list[str]]) -> None:
    answer = one(mes.handle(erp.get(pattern)))
    assert tx.outcome(answer).code == "Accepted"
    shown = {obj.id: [p.id for p in obj.properties] for obj in answer.objects if isinstance(obj, mom.MaterialLot)}
    assert shown == expected


def test_several_patterns_show_an_object_once(mes: tx.EndPoint) -> None:
    answer = one(mes.handle(erp.get(ask("ash"), mom.MaterialLot(id="L-1", properties=ask("moisture").properties))))
    shown = [obj for obj in answer.objects if isinstance(obj, mom.MaterialLot)]
    assert [(o.id, [p.id for p in o.properties]) for o in shown] == [
        ("L-1", ["ash", "moisture"]), ("L-2", []), ("M-1", []),
    ]  # fmt: skip


def test_a_class_shows_its_members() -> None:
    store = tx.MemoryStore(
        [
            mom.EquipmentClass(id="REACTOR", equipment_source_ids=["R-9"]),
            mom.Equipment(id="R-1", equipment_class_ids=["REACTOR"]),
            mom.Equipment(id="P-1", equipment_class_ids=["PUMP"]),
        ]
    )
    answer = one(tx.EndPoint(store).handle(erp.get(mom.EquipmentClass(id="REACTOR"))))
    assert answer.objects == [mom.EquipmentClass(id="REACTOR", equipment_source_ids=["R-9", "R-1"])]
    assert store.get(mom.EquipmentClass, "REACTOR") == mom.EquipmentClass(id="REACTOR", equipment_source_ids=["R-9"])


def test_process(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    answer = one(mes.handle(erp.process(lot("", "new"), lot("L-7"))))
    assert answer.name == "AcknowledgeMaterialLot"
    assert tx.outcome(answer).code == "Accepted"
    first, second = answer.objects
    assert isinstance(first, mom.MaterialLot)
    assert first.id
    assert store.get(mom.MaterialLot, first.id) == first
    assert second == lot("L-7")


def test_a_refused_object_refuses_the_message(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    before = list(store)
    request = erp.process(lot("L-7"), lot("L-1", "other"), lot("L-2", "other"))
    answer = one(mes.handle(request))
    assert tx.outcome(answer).rejected
    assert [(r.code, r.path) for r in tx.outcome(answer).reasons] == [
        ("exists", "//MaterialLot[ID='L-1']"), ("exists", "//MaterialLot[ID='L-2']"),
    ]  # fmt: skip
    assert answer.objects == request.objects
    assert list(store) == before
    assert [error.error_code for error in mes.errors] == ["exists", "exists"]
    shown = one(mes.handle(erp.get(mom.ErrorMessage)))
    assert [e.error_code for e in shown.objects if isinstance(e, mom.ErrorMessage)] == ["exists", "exists"]


@pytest.mark.parametrize(("code", "answered"), [(None, 1), ("Always", 1), ("OnError", 0)])
def test_when_an_answer_is_wanted(mes: tx.EndPoint, code: str | None, answered: int) -> None:
    assert len(mes.handle(erp.process(lot("L-7"), acknowledge=code))) == answered
    assert len(mes.handle(erp.change(lot("L-7"), respond=code))) == answered
    assert len(mes.handle(erp.process(lot("L-1", "other"), acknowledge=code))) == 1
    assert len(mes.handle(erp.change(lot("L-9"), respond=code))) == 1


def test_change(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    answer = one(mes.handle(erp.change(lot("L-1", moisture="5"))))
    assert answer.name == "RespondMaterialLot"
    assert tx.outcome(answer).code == "Replaced"
    assert answer.objects == [lot("L-1", "ok", ash="1", moisture="5")] == [store.get(mom.MaterialLot, "L-1")]
    assert codes(one(mes.handle(erp.change(lot("L-9"))))) == ["unknown-object"]


def test_change_replaces(store: tx.MemoryStore) -> None:
    tx.EndPoint(store, changes="replace").handle(erp.change(lot("L-1", moisture="5")))
    assert store.get(mom.MaterialLot, "L-1") == lot("L-1", moisture="5")


def test_cancel(store: tx.MemoryStore) -> None:
    assert tx.EndPoint(store).handle(erp.cancel(lot("L-1"))) == ()
    assert store.get(mom.MaterialLot, "L-1") is not None
    assert tx.EndPoint(store, cancel_removes=True).handle(erp.cancel(lot("L-1"))) == ()
    assert store.get(mom.MaterialLot, "L-1") is None


def test_sync(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    message = erp.sync(lot("N-1"), lot("L-1", "used"), lot("L-2"), action=["Add", "Change", "Delete"])
    assert mes.handle(message) == ()
    assert [obj.id for obj in store.all(mom.MaterialLot)] == ["L-1", "M-1", "N-1"]
    changed = store.get(mom.MaterialLot, "L-1")
    assert changed is not None
    assert changed.status == "used"


def test_sync_without_criteria_adds(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    message = erp.sync(lot("N-1"))
    message.action = None
    mes.handle(message)
    assert store.get(mom.MaterialLot, "N-1") == lot("N-1")


def test_sync_one_after_the_other_in_one_message(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    """Later objects of a message see what earlier ones did."""
    message = erp.sync(lot("N-1"), lot("N-2"))
    message.objects.append(lot("N-1", "other"))
    mes.handle(message)
    assert [e.error_code for e in mes.errors] == ["exists"]
    assert store.get(mom.MaterialLot, "N-1") is None


def test_tolerant(store: tx.MemoryStore) -> None:
    mes = tx.EndPoint(store, tolerant=True)
    mes.handle(erp.sync(lot("L-1", "new")))
    mes.handle(erp.sync(lot("N-1", "new"), action="Change"))
    mes.handle(erp.sync(lot("N-9"), action="Delete"))
    assert not mes.errors
    assert store.get(mom.MaterialLot, "L-1") == store.get(mom.MaterialLot, "L-1") == lot("L-1", "new")
    assert store.get(mom.MaterialLot, "N-1") == lot("N-1", "new")


def test_versions_stand_beside_each_other() -> None:
    store = tx.MemoryStore([mom.WorkMaster(id="MIX", version="1")])
    mes = tx.EndPoint(store)
    mes.handle(erp.sync(mom.WorkMaster(id="MIX", version="2")))
    assert [m.version for m in store.all(mom.WorkMaster)] == ["1", "2"]
    assert codes(one(mes.handle(erp.change(mom.WorkMaster(id="MIX"))))) == ["unknown-object"]
    assert len(one(mes.handle(erp.get(mom.WorkMaster(id="MIX")))).objects) == 2
    mes.handle(erp.sync(mom.WorkMaster(id="MIX", version="1"), action="Delete"))
    assert not codes(one(mes.handle(erp.change(mom.WorkMaster(id="MIX", descriptions=["x"])))))
    assert list(store) == [mom.WorkMaster(id="MIX", version="2", descriptions=["x"])]


def test_information_is_its_contents(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    info = mom.MaterialInformation(
        id="X",
        material_definitions=[mom.MaterialDefinition(id="FLOUR")],
        material_lots=[mom.MaterialLot(id="", material_definition_id="FLOUR")],
    )
    answer = one(mes.handle(erp.process(info)))
    (made,) = answer.objects
    assert isinstance(made, mom.MaterialInformation)
    new = made.material_lots[0]
    assert new.id
    assert store.get(mom.MaterialLot, new.id) == new
    assert store.get(mom.MaterialDefinition, "FLOUR") is not None
    assert store.get(mom.MaterialInformation, "X") is None
    asked = mom.MaterialInformation(material_lots=[mom.MaterialLot(id="*", material_definition_id="FLOUR")])
    assert one(mes.handle(erp.get(asked))).objects == [mom.MaterialInformation(material_lots=[new])]
    everything = one(mes.handle(erp.get(mom.MaterialInformation))).objects[0]
    assert isinstance(everything, mom.MaterialInformation)
    assert len(everything.material_lots) == 4
    assert everything.material_definitions[0].material_lot_source_ids == [new.id]


def test_notify() -> None:
    store = tx.MemoryStore()
    event = mom.OperationsEvent(id="E-1")
    assert tx.EndPoint(store).handle(erp.notify(event)) == ()
    assert list(store) == [event]
    with pytest.raises(ValueError, match="V0701 has no message NotifyMaterialLot"):
        erp.notify(lot("L-1"))


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [(None, [], []), ("Never", [], []), ("OnError", [], ["Rejected"]), ("Always", ["Accepted"], ["Rejected"])],
)  # fmt: skip
def test_confirmations(mes: tx.EndPoint, code: str | None, good: list[str], bad: list[str]) -> None:
    asking = tx.Client(sender="ERP", confirmation=code)
    accepted = mes.handle(asking.sync(lot("N-1")))
    rejected = mes.handle(asking.sync(lot("L-1", "other")))
    assert [tx.outcome(a).code for a in accepted] == good
    assert [tx.outcome(a).code for a in rejected] == bad
    for answer in rejected:
        assert answer.name == "ConfirmBOD"
        (about,) = answer.objects
        assert isinstance(about, mom.BOD)
        assert about.descriptions == ["//MaterialLot[ID='L-1']: there is another MaterialLot L-1 here [exists]"]
        assert mes.handle(answer) == ()


def test_idempotent(mes: tx.EndPoint, store: tx.MemoryStore) -> None:
    request = erp.process(lot("", "new"))
    first = mes.handle(request)
    size = len(store)
    assert mes.handle(request) == first
    assert len(store) == size
    other = erp.process(lot("", "another"))
    other.application_area.bod_id = request.application_area.bod_id
    assert codes(one(mes.handle(other))) == ["bod-id-reused"]
    assert len(store) == size


def test_the_record_is_the_sites(store: tx.MemoryStore) -> None:
    record = tx.MemoryRecord(most=1)
    first = erp.sync(lot("N-1"))
    tx.EndPoint(store, record=record).handle(first)
    restarted = tx.EndPoint(store, record=record)
    restarted.handle(erp.sync(lot("N-1"), action="Delete"))
    assert len(record) == 1
    restarted.handle(first)
    assert store.get(mom.MaterialLot, "N-1") is not None


def decide(message: mom.Message, obj: Noun) -> tx.Decision:
    assert isinstance(obj, mom.MaterialLot)
    if obj.status == "bad":
        return tx.Decision.reject("no bad lots here", "bad-lot")
    if obj.status == "maybe":
        return tx.Decision.modify(mom.MaterialLot(id=obj.id, status="hold"), "held until tested")
    return tx.Decision.accept()


def test_the_site_decides(store: tx.MemoryStore) -> None:
    mes = tx.EndPoint(store, decide=decide)
    answer = one(mes.handle(erp.process(lot("N-1", "bad"))))
    assert codes(answer) == ["bad-lot"]
    answer = one(mes.handle(erp.process(lot("N-1", "maybe"))))
    assert tx.outcome(answer) == tx.Outcome(
        "Modified", (tx.Reason("modified", "held until tested", "//MaterialLot[ID='N-1']"),)
    )
    assert answer.objects == [lot("N-1", "hold")] == [store.get(mom.MaterialLot, "N-1")]
    answer = one(mes.handle(erp.change(lot("L-1", "maybe"))))
    assert tx.outcome(answer).code == "Modified"


BAD: list[tuple[str, Callable[[], mom.Message]]] = [
    ("no-such-message", lambda: erp.message(mom.Verb.PROCESS, "JobOrder", [mom.JobOrder(id="1")], None)),
    ("no-object", lambda: erp.message(mom.Verb.PROCESS, "MaterialLot", [], None)),
    ("wrong-object", lambda: erp.message(mom.Verb.PROCESS, "MaterialLot", [mom.Person(id="1")], None)),
    ("no-identification", lambda: erp.change(lot(""))),
    ("wildcard", lambda: erp.change(lot("L-*"))),
    ("wildcard", lambda: erp.process(lot("*"))),
    ("expression-not-supported", lambda: erp.get(lot("L-1"), expressions=["/MaterialLot/Status"])),
    ("action-not-allowed", lambda: acting("Delete", "//MaterialLot")),
    ("no-action-code", lambda: acting("", "//MaterialLot")),
    ("expression-not-understood", lambda: acting("Add", "//MaterialLot/Status/Code/Text")),
    ("expression-not-understood", lambda: acting("Add", "//MaterialLot[Status='ok']")),
    ("expression-without-object", lambda: acting("Add", "//MaterialLot", "//MaterialLot[7]")),
    ("no-action", lambda: acting("Add", "//MaterialLot[ID='N-1']")),
]


def acting(code: str, *paths: str) -> mom.Message:
    said = [mom.Text(path, {"actionCode": code} if code else {}) for path in paths]
    action = mom.TransProcess(action_criteria=[mom.TransActionCriteria(action_expressions=said)])
    return erp.message(mom.Verb.PROCESS, "MaterialLot", [lot("N-1"), lot("N-2")], action)


@pytest.mark.parametrize(("code", "make"), BAD, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BAD)])
def test_refused(mes: tx.EndPoint, store: tx.MemoryStore, code: str, make: Callable[[], mom.Message]) -> None:
    before = list(store)
    answer = mes.handle(make())[-1]
    assert tx.outcome(answer).rejected
    assert codes(answer) == [code]
    assert mes.errors[-1].error_code == code
    assert list(store) == before


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ({"/SyncMaterialLot/DataArea/MaterialLot": "Add"}, "Add Add"),
        ({"/b2mml:MaterialLot[1]": "Add", '//MaterialLot[ID="N-2"]': "Change"}, "Add Change"),
        ({"": "Delete"}, "Delete Delete"),
        ({"/*[2]": "Delete", "./MaterialLot[ID='N-1']": "Add"}, "Add Delete"),
    ],
)
def test_action_expressions(paths: dict[str, str], expected: str) -> None:
    from isa95mom.transactions.actions import Actions, places
    from isa95mom.transactions.nouns import kind_of

    said = [mom.Text(path, {"actionCode": code}) for path, code in paths.items()]
    message = erp.sync(lot("N-1"), lot("N-2"))
    message.action = mom.TransSync(action_criteria=[mom.TransActionCriteria(action_expressions=said)])
    kind = kind_of(message.name)
    assert kind is not None
    actions = Actions(message)
    found = [actions.of(place) for _, fields in places(kind, message.objects) for place in fields[""]]
    assert actions.problems == []
    assert " ".join(str(code) for code in found) == expected


def test_actions_inside_information(store: tx.MemoryStore) -> None:
    info = mom.MaterialInformation(material_lots=[lot("L-1"), lot("N-1")])
    message = erp.sync(info)
    said = [
        mom.Text("//MaterialInformation/MaterialLot[1]", {"actionCode": "Delete"}),
        mom.Text("//MaterialLot[ID='N-1']", {"actionCode": "Add"}),
    ]
    message.action = mom.TransSync(action_criteria=[mom.TransActionCriteria(action_expressions=said)])
    mes = tx.EndPoint(store)
    assert mes.handle(message) == ()
    assert not mes.errors
    assert [obj.id for obj in store.all(mom.MaterialLot)] == ["L-2", "M-1", "N-1"]


def test_profile() -> None:
    profile = tx.Profile.of(
        "MES", takes={mom.MaterialLot: ["GET", "SYNC ADD"], mom.OperationsSchedule: ["PROCESS"]}, wildcards=False,
        sends={mom.OperationsPerformance: ["SYNC ADD"]},
    )  # fmt: skip
    mes = tx.EndPoint(tx.MemoryStore(), profile=profile.noun)
    asking = tx.Client(confirmation="OnError")

    def refused(message: mom.Message) -> list[str]:
        return [code for answer in mes.handle(message) for code in codes(answer)][-1:]

    assert refused(asking.sync(lot("L-1"))) == []
    assert refused(asking.get(lot("L-1"))) == []
    assert refused(asking.sync(lot("L-1", "x"), action="Change")) == ["verb-not-agreed"]
    assert refused(asking.process(lot("L-2"))) == ["verb-not-agreed"]
    assert refused(asking.get(mom.Person)) == ["noun-not-agreed"]
    assert refused(asking.get(mom.MaterialLot)) == ["object-wildcard-not-agreed"]
    pattern = mom.MaterialLot(id="L-1", properties=[mom.MaterialLotProperty(id="m*")])
    assert refused(asking.get(pattern)) == ["property-wildcard-not-agreed"]
    performance = asking.sync(mom.OperationsPerformance(id="P"))
    assert refused(performance) == ["role-not-agreed"]
    assert profile.allows(performance, sent=True)
    assert not profile.allows(asking.sync(lot("L-1")), sent=True)
    assert one(mes.handle(asking.get(mom.TransactionProfile))).objects == [profile.noun]
    with pytest.raises(ValueError, match="V0500 has no message GetWorkMaster"):
        tx.Profile.of("X", takes={mom.WorkMaster: ["GET"]}, version=mom.Version.V0500)
    with pytest.raises(ValueError, match="'FETCH' is no verb"):
        tx.Profile.of("X", takes={mom.WorkMaster: ["FETCH"]})


def test_conversation_and_link() -> None:
    a, b = tx.EndPoint(tx.MemoryStore(), sender="ERP"), tx.EndPoint(tx.MemoryStore([lot("L-1")]), sender="MES")
    link = tx.Link(a, b, carry=lambda m: mom.read(mom.dumps(m)).root)  # type: ignore[arg-type, return-value]
    asking = tx.Client(sender="ERP", confirmation="Always")
    request = asking.get(lot("L-1"))
    show, confirm = link.send(request)
    assert (show.name, confirm.name) == ("ShowMaterialLot", "ConfirmBOD")
    assert list(a.conversation.answers(request)) == [show, confirm]
    assert not a.conversation.open
    assert a.conversation.received(show) == request
    assert len(a.conversation.answers(request)) == 2
    assert link.back().send(b.client.sync(lot("L-1"))) == ()
    assert list(a.store.all(mom.MaterialLot)) == [lot("L-1")]
    unanswered = asking.get(lot("L-2"))
    a.conversation.sent(unanswered)
    assert list(a.conversation.open) == [unanswered]
    assert tx.Conversation().received(show) is None


def test_programming_errors(store: tx.MemoryStore) -> None:
    with pytest.raises(ValueError, match="of one class; these are of MaterialLot, Person"):
        erp.sync(lot("L-1"), mom.Person(id="P"))
    with pytest.raises(ValueError, match="of one class; these are of no object"):
        erp.sync()
    with pytest.raises(ValueError, match="Sync cannot ask for 'Replaced'"):
        erp.sync(lot("L-1"), action="Replaced")
    with pytest.raises(ValueError, match="there are 1 objects and 2 actions"):
        erp.sync(lot("L-1"), action=["Add", "Add"])
    with pytest.raises(ValueError, match="WorkRecord needs work_record_specification_id"):
        erp.get(mom.WorkRecord)
    with pytest.raises(ValueError, match="changes is 'patch'"):
        tx.EndPoint(store, changes="patch")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cannot modify what SyncMaterialLot takes out"):
        tx.EndPoint(store, decide=lambda _, obj: tx.Decision.modify(obj)).handle(erp.sync(lot("L-1"), action="Delete"))
    with pytest.raises(ValueError, match="without identification cannot be kept"):
        store.put(lot(""))
