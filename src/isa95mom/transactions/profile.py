"""What an end point supports: the transaction profile of Part 5, made, shown and enforced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache

from isa95mom.declare import Noun
from isa95mom.model.enumerations import TransactionNoun, TransactionVerb
from isa95mom.model.message import Message, Verb
from isa95mom.model.transaction import SupportedAction, TransactionProfile
from isa95mom.schema import table
from isa95mom.schema.errata import spelling
from isa95mom.transactions.actions import ADD, CHANGE, DELETE, Actions
from isa95mom.transactions.nouns import REQUEST, inside, kind_of, kinds, noun_name
from isa95mom.transactions.outcome import Reason
from isa95mom.transactions.selection import has_wildcard
from isa95mom.values.text import Code
from isa95mom.values.version import LATEST, Version

SYNC = {ADD: TransactionVerb.SYNC_ADD, CHANGE: TransactionVerb.SYNC_CHANGE, DELETE: TransactionVerb.SYNC_DELETE}

ALIASES = {
    "CAPABILITYTEST": "EquipmentCapabilityTestSpec",
    "CONFIRMBOD": "BOD",
    "EQUIPMENTCAPABILITYTEST": "EquipmentCapabilityTestSpec",
    "MATERIALTEST": "MaterialTestSpec",
    "PHYSICALASSETCAPABILITYTEST": "PhysicalAssetCapabilityTestSpec",
    "PROCESSINFORMATION": "ProcessSegmentInformation",
    "QATEST": "QAMaterialTestSpec",
    "QUALIFICATIONTEST": "QualificationTestSpecification",
    "TESTSPECIFICATIONINFORMATION": "OperationsTestInformation",
    "WORKFLOWINFORMATION": "WorkflowSpecificationInformation",
}
"""Names that profiles have for nouns, without blanks, where they are not simply the noun in capitals."""


class Profile:
    """A transaction profile that decides over messages. `noun` is the object that is exchanged.

    An action that states no role allows every role; one that states any allows those that are true. Wildcards are
    forbidden only where it says so.
    """

    def __init__(self, noun: TransactionProfile) -> None:
        self.noun = noun
        self._actions: dict[tuple[str, str], list[SupportedAction]] = {}
        for action in noun.supported_actions:
            key = (_said(action.transaction_verb).upper(), _plain(_said(action.transaction_noun)))
            self._actions.setdefault(key, []).append(action)

    @classmethod
    def of(
        cls,
        id: str,
        *,
        takes: Mapping[type[Noun], Iterable[TransactionVerb | str]] | None = None,
        sends: Mapping[type[Noun], Iterable[TransactionVerb | str]] | None = None,
        wildcards: bool = True,
        version: Version = LATEST,
        published: datetime | None = None,
    ) -> Profile:
        """The profile of an application that `takes` and `sends` these requests.

        Parameters
        ----------
        id
            Identification of the profile.
        takes
            Noun -> verbs of the messages that it answers or takes in: ``{MaterialLot: ["GET", "SYNC ADD"]}``.
        sends
            Noun -> verbs of the messages that it sends by itself.
        wildcards
            Whether IDs of objects and properties with wildcards may be asked for.
        version
            The schema version of the exchange.
        published
            When the profile was made; None for no statement.

        Raises
        ------
        ValueError
            Where the version has no such message, or a verb is none of `TransactionVerb`.
        """
        wanted: dict[tuple[str, TransactionVerb], list[bool]] = {}
        for way, said in enumerate((takes or {}, sends or {})):
            for noun_cls, verbs in said.items():
                noun = noun_name(noun_cls, version)
                for verb in map(_verb, verbs):
                    word = str(verb).split()[0].capitalize()
                    if noun is None or kind_of(f"{word}{noun}", version) is None:
                        raise ValueError(f"{version} has no message {word}{noun or noun_cls.__name__}")
                    wanted.setdefault((noun, verb), [False, False])[way] = True
        actions = [_action(noun, verb, took, sent, wildcards, version) for (noun, verb), (took, sent) in wanted.items()]
        return cls(
            TransactionProfile(
                id=id, published_date=published, supported_actions=actions, release_id=str(version)
            )
        )  # fmt: skip

    @classmethod
    def everything(cls, id: str, *, version: Version = LATEST, published: datetime | None = None) -> Profile:
        """The profile of an application that takes every message that `version` has."""
        takes: dict[type[Noun], list[TransactionVerb]] = {}
        for kind in kinds(version).values():
            if kind.verb is Verb.SYNC:
                takes.setdefault(kind.cls, []).extend(SYNC.values())
            elif kind.verb not in REQUEST and kind.verb is not Verb.CONFIRM:
                takes.setdefault(kind.cls, []).append(_verb(kind.verb.upper()))
        return cls.of(id, takes=takes, version=version, published=published)

    def allows(self, message: Message, *, sent: bool = False) -> bool:
        """Whether the application may be given `message`; or, where `sent`, may send it."""
        return self.refusal(message, sent=sent) is None

    def refusal(self, message: Message, *, sent: bool = False) -> Reason | None:
        """Why `message` is not agreed; None where it is. Answers are agreed with the request, confirmations always."""
        if message.verb is Verb.CONFIRM or (message.verb is Verb.GET and message.noun == "TransactionProfile"):
            return None
        if message.verb in REQUEST:
            sent = not sent
        asked = REQUEST.get(message.verb, message.verb)
        for verb in _verbs(asked, message):
            actions = self._actions.get((verb, _plain(message.noun)))
            if actions is None:
                return self._unknown(verb, message.noun)
            willing = [a for a in actions if _in_role(a, asked is Verb.GET, sent)]
            if not willing:
                return Reason(
                    "role-not-agreed",
                    f"the profile does not let this side {'send' if sent else 'take'} {verb} {message.noun}",
                )
            if message.verb is Verb.GET:
                wild = _wildcards(message)
                if wild[0] and all(a.object_wildcard_supported is False for a in willing):
                    return Reason(
                        "object-wildcard-not-agreed", f"the profile has no wildcards in the IDs of {message.noun}"
                    )
                if wild[1] and all(a.property_wildcard_supported is False for a in willing):
                    text = f"the profile has no wildcards in the property IDs of {message.noun}"
                    return Reason("property-wildcard-not-agreed", text)
        return None

    def _unknown(self, verb: str, noun: str) -> Reason:
        verbs = sorted(v for v, n in self._actions if n == _plain(noun))
        if not verbs:
            return Reason("noun-not-agreed", f"the profile has no transactions of {noun}")
        return Reason("verb-not-agreed", f"the profile has no {verb} of {noun}; it has {', '.join(verbs)}")

    def __repr__(self) -> str:
        return f"Profile({self.noun.id!r}, {len(self.noun.supported_actions)} actions)"


def _action(
    noun: str, verb: TransactionVerb, takes: bool, sends: bool, wildcards: bool, version: Version
) -> SupportedAction:
    pull = verb == TransactionVerb.GET
    return SupportedAction(
        id=f"{verb} {noun}",
        transaction_verb=verb if verb in table(version).enumeration("TransactionVerb1Type") else Code.other(verb),
        transaction_noun=_published(noun, version),
        information_user=pull and sends,
        information_provider=pull and takes,
        information_sender=not pull and sends,
        information_receiver=not pull and takes,
        object_wildcard_supported=wildcards if pull else None,
        property_wildcard_supported=wildcards if pull else None,
        release_id=str(version),
    )


def _verb(said: TransactionVerb | str) -> TransactionVerb:
    try:
        return TransactionVerb(said.upper())
    except ValueError:
        known = ", ".join(verb for verb in TransactionVerb if verb != TransactionVerb.OTHER)
        raise ValueError(f"{said!r} is no verb of a transaction profile; it may be {known}") from None


def _verbs(asked: Verb, message: Message) -> Iterator[str]:
    """The verbs, as profiles name them, that a message needs."""
    if asked is not Verb.SYNC:
        yield asked.upper()
        return
    actions = Actions(message)
    for code in sorted({code for _, _, code in actions.said} or {actions.default}):
        yield SYNC[code]


def _in_role(action: SupportedAction, pull: bool, sent: bool) -> bool:
    user, provider = action.information_user, action.information_provider
    sender, receiver = action.information_sender, action.information_receiver
    stated = (user, provider, sender, receiver)
    if all(role is None for role in stated):
        return True
    return bool((user if sent else provider) if pull else (sender if sent else receiver))


def _wildcards(message: Message) -> tuple[bool, bool]:
    """Whether a GET has wildcards in the IDs of objects, and of properties."""
    asked = [list(inside(top)) for top in message.objects]
    objects = [obj for each in asked for obj in each]
    ids = any(has_wildcard(getattr(obj, "id", None) or getattr(obj, "name", None)) for obj in objects)
    properties = [p for obj in objects for p in getattr(obj, "_properties", None) or ()]
    return ids or not all(asked), any(has_wildcard(p.id) for p in properties)


def _said(code: str) -> str:
    """What a code means: itself, or what stands beside ``Other``."""
    return getattr(code, "other_value", None) or str(code)


def _plain(name: str) -> str:
    plain = name.replace(" ", "").upper()
    return ALIASES.get(plain, plain).upper()


@cache
def _names(version: Version) -> dict[str, str]:
    facts = table(version)
    meant = spelling(version, facts.lineage("TransactionNoun1Type"))
    return {_plain(name): name for name in (meant.get(n, n) for n in facts.enumeration("TransactionNoun1Type"))}


def _published(noun: str, version: Version) -> TransactionNoun | str:
    """The name that profiles of `version` have for a noun; where the list has none, ``Other`` with it beside."""
    name = _names(version).get(_plain(noun))
    return TransactionNoun(name) if name is not None else Code.other(noun)
