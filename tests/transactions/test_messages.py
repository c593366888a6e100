"""Every message that is made is valid by the official schema of its version, whatever the noun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

import isa95mom as mom
from isa95mom import transactions as tx
from isa95mom.declare import Noun
from isa95mom.transactions.nouns import kind_of, kinds, noun_name
from tests.support.official import complaints, needs_shared
from tests.support.random_documents import document

VERSIONS = (mom.Version.V0500, mom.Version.V0600, mom.Version.V0700, mom.Version.V0701)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def side(version: mom.Version, name: str = "MES") -> tx.EndPoint:
    """An end point with a clock and identifications that count."""
    number = count(1)
    return tx.EndPoint(
        tx.MemoryStore(),
        sender=name,
        version=version,
        clock=lambda: NOON + timedelta(seconds=next(number)),
        new_id=lambda: f"{name}-{next(number)}",
    )


def check(version: mom.Version, message: mom.Message) -> mom.Message:
    """`message`, written, found valid and read again."""
    xml = mom.dumps(message, version=version)
    assert complaints(version.value, xml) == [], xml.decode()
    found = mom.read(xml, version=version).root
    assert isinstance(found, mom.Message)
    return found


def messages(version: mom.Version) -> list[str]:
    return [name for name, kind in kinds(version).items() if kind.verb is not mom.Verb.CONFIRM]


def random_objects(version: mom.Version, name: str, seed: int) -> list[Noun]:
    root = mom.read(document(version.value, name, seed), version=version).root
    assert isinstance(root, mom.Message)
    return list(root.objects)


def trimmed(obj: Noun) -> Noun:
    """`obj` without what an operational location class has and an operational location has not."""
    assert isinstance(obj, mom.OperationalLocationClass)
    obj.base_ids = obj.operational_location_source_ids = []
    properties = list(obj.properties)
    while properties:
        prop = properties.pop()
        prop.property_type = None
        properties += prop.children
    if obj.child is not None:
        trimmed(obj.child)
    return obj


CASES = [
    (version, name) for version in VERSIONS for name in sorted({k.noun for k in kinds(version).values()} - {"BOD"})
]


@needs_shared
@pytest.mark.parametrize(("version", "noun"), CASES, ids=[f"{v}-{n}" for v, n in CASES])
def test_every_noun(version: mom.Version, noun: str) -> None:
    mes = side(version)
    client = tx.Client(sender="ERP", confirmation="Always", version=version)
    first = next(verb for verb in ("Process", "Notify", "Get") if kind_of(f"{verb}{noun}", version))
    for seed in range(2):
        objects = random_objects(version, f"{first}{noun}", seed)
        if not objects:
            continue
        assert noun_name(type(objects[0]), version) == noun
        if noun == "OperationalLocationClass":  # the schemas type its SYNC as OperationalLocation, which holds less
            objects = [trimmed(obj) for obj in objects]
        made = [
            getattr(client, verb)(*objects)
            for verb in ("notify", "process", "get", "sync", "change", "cancel")
            if kind_of(f"{verb.capitalize()}{noun}", version)
        ]
        if kind_of(f"Sync{noun}", version):
            made += [client.sync(*objects, action="Change"), client.sync(*objects, action="Delete"), made[1]]
        for message in made:
            for answer in mes.handle(check(version, message)):
                check(version, answer)


@needs_shared
@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_whatever_comes_is_answered_validly(version: mom.Version) -> None:
    """Random valid messages, with action criteria that mean nothing: refused as data, in valid answers."""
    mes = side(version)
    for name in messages(version):
        published = {"SyncWorkMasterCapability": "SyncWorkMasaterCapability"}.get(name, name)
        message = mom.read(document(version.value, published, 7), version=version).root
        assert isinstance(message, mom.Message)
        for answer in mes.handle(message):
            check(version, answer)


@needs_shared
@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_profiles(version: mom.Version) -> None:
    mes = side(version)
    (shown,) = mes.handle(tx.Client(version=version).get(mom.TransactionProfile))
    profile = check(version, shown).objects[0]
    assert profile == mes.profile.noun
    for name in messages(version):
        published = {"SyncWorkMasterCapability": "SyncWorkMasaterCapability"}.get(name, name)
        message = mom.read(document(version.value, published, 1), version=version).root
        assert isinstance(message, mom.Message)
        assert isinstance(profile, mom.TransactionProfile)
        if message.verb not in ("Show", "Acknowledge", "Respond"):
            assert tx.Profile(profile).refusal(message) is None, name


@needs_shared
def test_what_the_schemas_type_wrongly() -> None:
    """SyncOperationalLocationClass carries OperationalLocation; a class goes and comes back where that can hold it."""
    kept = mom.OperationalLocationClass(
        id="RACK", properties=[mom.OperationalLocationClassProperty(id="levels", values=[mom.Value(value_string="4")])]
    )
    message = check(mom.Version.V0701, tx.sync(kept))
    assert isinstance(message.objects[0], mom.OperationalLocation)
    end = side(mom.Version.V0701)
    assert end.handle(message) == ()
    assert isinstance(end.store, tx.MemoryStore)
    assert list(end.store) == [kept]
    with pytest.raises(ValueError, match="OperationalLocation has no place for base_ids of OperationalLocationClass"):
        tx.sync(mom.OperationalLocationClass(id="RACK", base_ids=["STORE"]))
