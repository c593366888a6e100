"""Which states of equipment count to which terms: conventions and vocabularies as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
from attrs import evolve, field, frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.tables.errors import did_you_mean, near_matches
from isa95mom.tables.growing import Array

OFF = ("unscheduled", "planned_downtime", "non_scheduled")
"""The terms whose time is no planned busy time."""


@frozen(slots=True, kw_only=True)
class State:
    """A state of equipment, whatever its source calls it."""

    name: str
    text: str = ""
    """What it is, in own words."""
    failure: bool = False
    """Whether its beginning is a failure."""
    outside: bool = False
    """Whether it counts outside planned time, too: who works overtime works."""
    terms: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)
    """For each convention: the additive terms that time in it counts to."""


@cache
def _data() -> Mapping[str, Any]:
    text = files("isa95mom.kpi").joinpath("data", "states.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def states() -> tuple[State, ...]:
    """The states that the library knows; where records overlap, the first wins."""
    rows: list[dict[str, Any]] = _data()["state"]
    plain = ("name", "text", "failure", "outside")
    made = []
    for row in rows:
        terms = {name: tuple(given) for name, given in row.items() if name not in plain}
        made.append(State(terms=MappingProxyType(terms), **{name: row[name] for name in plain if name in row}))
    return tuple(made)


@cache
def conventions() -> tuple[str, ...]:
    """The conventions that come with the library: ``iso22400``, ``annexB``, ``tpm``, ``semi-e10``."""
    return tuple(states()[0].terms)


@cache
def vocabularies() -> Mapping[str, Mapping[str, str]]:
    """How others call the states: for each vocabulary the name of the state by theirs."""
    found: dict[str, dict[str, str]] = _data()["vocabulary"]
    return MappingProxyType({name: MappingProxyType(names) for name, names in found.items()})


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


@frozen(slots=True, kw_only=True)
class StateMapping:
    """What the states of a source are called, and the terms that they count to.

    >>> mapping("iso22400", names={"LAUF": "Production", "AUS": "Breakdown"}).state("lauf").name
    'Production'
    """

    convention: str
    """Which convention it follows: one of `conventions`, or the name of an own one."""
    states: tuple[State, ...]
    """The states; where records overlap, the first wins."""
    names: Mapping[str, str] = field(hash=False)
    """The state that each name of the source stands for, names without blanks and in small letters."""
    reasons: Mapping[str, str] = field(factory=dict, hash=False)
    """The state that a reason stands for, whatever the state beside it; empty where reasons say nothing of states."""

    def state(self, name: str) -> State | None:
        """The state that a name of the source stands for; None where it is not known."""
        known = self.names.get(_plain(name))
        return None if known is None else next(state for state in self.states if state.name == known)

    def number(self, name: str) -> int:
        """The number of the state that a name stands for; -1 where it is not known."""
        known = self.names.get(_plain(name))
        return -1 if known is None else [state.name for state in self.states].index(known)

    def near(self, name: str) -> str:
        """The end of a message that offers the names that look like `name`."""
        return did_you_mean(near_matches(name, [state.name for state in self.states]))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that any of the states counts to."""
        found = (term for state in self.states for term in state.terms.get(self.convention, ()))
        return tuple(dict.fromkeys(found))

    def counts(self, term: str) -> Array:
        """For each state whether it counts to a term."""
        return np.array([term in state.terms.get(self.convention, ()) for state in self.states])

    def under(self, convention: str) -> StateMapping:
        """The same states in another convention. Raises `KpiError` where they have no such."""
        if any(convention not in state.terms for state in self.states):
            known = ", ".join(self.states[0].terms)
            raise KpiError(f"there is no convention {convention!r} of these states; there are {known}")
        return evolve(self, convention=convention)


def mapping(
    convention: str | StateMapping = "iso22400",
    *,
    vocabulary: str | Iterable[str] = "plain",
    names: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
    own: Iterable[State] = (),
) -> StateMapping:
    """A mapping of the states of a source to terms.

    Parameters
    ----------
    convention
        Which terms time in a state counts to: one of `conventions`; or a mapping, to which the names are added.
    vocabulary
        What the source calls its states, one or several of `vocabularies`; the names of the states are known.
    names
        Names of the source beside these, and the state or the symbol (``APT``) that each stands for.
    reasons
        Reasons that stand for a state, whatever state is stated beside: ``{"lunch": "Planned downtime"}``.
    own
        States beside those of the library, which win over them where records overlap.

    Raises
    ------
    KpiError
        A convention, vocabulary or state is not known.
    """
    known = (*own, *states()) if isinstance(convention, str) else (*own, *convention.states)
    chosen = convention if isinstance(convention, str) else convention.convention
    made: dict[str, str] = {} if isinstance(convention, str) else dict(convention.names)
    told: dict[str, str] = {} if isinstance(convention, str) else dict(convention.reasons)
    made |= {_plain(state.name): state.name for state in known}
    for name in (vocabulary,) if isinstance(vocabulary, str) else vocabulary:
        if name not in vocabularies():
            near = did_you_mean(near_matches(name, list(vocabularies())))
            raise KpiError(f"there is no vocabulary {name!r}; there are {', '.join(vocabularies())}{near}")
        made |= {_plain(theirs): ours for theirs, ours in vocabularies()[name].items()}
    for given, into, spell in ((names or {}, made, _plain), (reasons or {}, told, str)):
        for theirs, ours in given.items():
            state = made.get(_plain(ours))
            if state is None:
                near = did_you_mean(near_matches(ours, [state.name for state in known]))
                raise KpiError(f"{theirs!r} is to be {ours!r}, which is no state{near}")
            into[spell(theirs)] = state
    found = StateMapping(convention=chosen, states=known, names=MappingProxyType(made), reasons=MappingProxyType(told))
    return found.under(chosen)


def as_mapping(given: str | StateMapping) -> StateMapping:
    """A mapping, or the one of a convention with plain names."""
    return given if isinstance(given, StateMapping) else mapping(given)
