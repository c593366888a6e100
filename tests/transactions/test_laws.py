"""Laws of the end point, over random objects of any noun."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import isa95mom as mom
from isa95mom import transactions as tx
from isa95mom.declare import Noun
from isa95mom.transactions.nouns import contents, id_field, kinds
from tests.support.random_documents import document

VERSION = mom.Version.V0701
NOUNS = sorted(
    kind.noun
    for kind in kinds(VERSION).values()
    if kind.verb is mom.Verb.SYNC
    and not contents(kind.cls)
    and kind.cls not in (mom.ErrorMessage, mom.OperationalLocationClass)
)  # fmt: skip
cases = given(noun=st.sampled_from(NOUNS), seed=st.integers(0, 10_000))


def objects(noun: str, seed: int, number: int = 4) -> list[Noun]:
    """Random objects of one noun with different identifications and no version."""
    found: list[Noun] = []
    while len(found) < number:
        name = f"Process{noun}"
        root = mom.read(document(VERSION.value, name, seed + 100_000 * len(found)), version=VERSION).root
        assert isinstance(root, mom.Message)
        obj = root.objects[0]
        setattr(obj, id_field(type(obj)) or "", f"{noun}-{len(found)}")
        if "version" in obj.__fields__:
            setattr(obj, "version", None)  # noqa: B010
        found.append(obj)
    return found


def named(obj: Noun) -> Noun:
    """What means `obj` and says no more than the schema demands."""
    bare = deepcopy(obj)
    for field in obj.__fields__.values():
        if field.name != id_field(type(obj)) and not field.required:
            setattr(bare, field.slot, None)
    bare.extensions = ()
    return bare


def held(store: tx.MemoryStore) -> list[str]:
    return sorted(map(repr, store))


@cases
@settings(max_examples=60, deadline=None)
def test_what_is_added_is_shown(noun: str, seed: int) -> None:
    store = tx.MemoryStore()
    mes = tx.EndPoint(store)
    added = objects(noun, seed)
    assert mes.handle(tx.sync(*added)) == ()
    (shown,) = mes.handle(tx.get(named(added[0])))
    assert shown.objects == added[:1]
    mes.handle(tx.sync(*map(named, added[:2]), action="Delete"))
    assert held(store) == sorted(map(repr, added[2:]))
    assert not mes.errors


@cases
@settings(max_examples=60, deadline=None)
def test_a_message_twice_is_a_message_once(noun: str, seed: int) -> None:
    store = tx.MemoryStore()
    mes = tx.EndPoint(store)
    first, second, third, fourth = objects(noun, seed)
    mes.handle(tx.sync(first, second))
    for message in (tx.process(third), tx.sync(fourth), tx.sync(named(first), action="Delete"), tx.change(second)):
        answers = mes.handle(message)
        after = held(store)
        assert mes.handle(deepcopy(message)) == answers
        assert held(store) == after


@cases
@settings(max_examples=60, deadline=None)
def test_a_change_touches_one_object(noun: str, seed: int) -> None:
    store = tx.MemoryStore()
    mes = tx.EndPoint(store)
    first, *others, other = objects(noun, seed)
    mes.handle(tx.sync(first, *others))
    field = id_field(type(first)) or ""
    setattr(other, field, getattr(first, field))
    mes.handle(tx.change(other))
    assert [o for o in store if getattr(o, field) != getattr(first, field)] == others
    mes.handle(tx.change(named(first)))
    assert not mes.errors


@cases
@settings(max_examples=40, deadline=None)
def test_messages_about_different_objects_come_in_any_order(noun: str, seed: int) -> None:
    first, second, third, fourth = objects(noun, seed)
    changed = deepcopy(first)
    messages = [
        tx.sync(fourth),
        tx.change(changed),
        tx.sync(named(second), action="Delete"),
        tx.sync(named(third), action="Change"),
    ]
    states = set()
    for order in range(4):
        store = tx.MemoryStore(deepcopy([first, second, third]))
        mes = tx.EndPoint(store)
        for message in Random(order).sample(messages, len(messages)):
            mes.handle(message)
        states.add(tuple(held(store)))
    assert len(states) == 1


@pytest.mark.parametrize("noun", NOUNS)
def test_a_refused_message_changes_nothing(noun: str) -> None:
    first, second, third, _ = objects(noun, 5)
    store = tx.MemoryStore([first, second])
    mes = tx.EndPoint(store)
    before = held(store)
    message = tx.sync(third, named(second), named(third), action=["Add", "Delete", "Delete"])
    message.objects.append(named(third))
    mes.handle(message)
    assert held(store) == before
    assert mes.errors
