"""What stands around the nouns of a message: application area, verbs, confirmation, errors, transaction profiles."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import (
    ErrorType,
    TransactionNoun,
    TransactionVerb,
    TransConfirmationCode,
    TransResponseCode,
)

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope


@element("TransApplicationAreaType")
class TransApplicationArea(Noun):
    """The envelope of a message: who sends it, to whom, and when. ISA-95 Part 5, application area."""

    sender: TransSender | None = None
    """Application that sends the message. None where the transport tells."""
    receivers: Many[TransReceiver] = Many()
    """Applications that the message is meant for. Empty where the transport tells."""
    creation_date_time: datetime
    """When the message was made."""
    signature: TransSignature | None = None
    """Digital signature of the message. None where it is not signed."""
    bod_id: str | None = wire(default=None, name="BODID")
    """Globally unique identification of the message. None where it has none."""
    user_area: TransUserArea | None = None
    """Elements that the partners have agreed between themselves. None where there are none."""


@element("TransSenderType")
class TransSender(Noun):
    """The application and task that a message comes from, and the confirmation it wants. ISA-95 Part 5, sender."""

    logical_id: str | None = None
    """The sending system, such as a server or site. None where not stated."""
    component_id: str | None = None
    """The sending application within the system. None where not stated."""
    task_id: str | None = None
    """Task that gave rise to the message. None where not stated."""
    reference_id: str | None = None
    """Sender's own reference for the message, to be named in answers. None where it has none."""
    confirmation_code: TransConfirmationCode | str | None = None
    """When the sender wants a confirmation: never, on error or always. None means never."""
    authorization_id: str | None = None
    """Identification of the person or account on whose authority the message is sent. None where not stated."""


@element("TransReceiverType")
class TransReceiver(Noun):
    """An application that a message is meant for. ISA-95 Part 5, receiver."""

    logical_id: str | None = None
    """The receiving system, such as a server or site. None where not stated."""
    component_id: str | None = None
    """The receiving application within the system. None where not stated."""
    ids: Many[str] = Many()
    """Further identification of the receiver."""


@element("TransSignatureType")
class TransSignature(Noun):
    """A digital signature over a message; its form is agreed between the partners. ISA-95 Part 5, signature."""

    qualifying_agency_id: str | None = wire(default=None, name="@qualifyingAgencyID")
    """Agency that vouches for the form of the signature. None where not stated."""


@element("TransUserAreaType")
class TransUserArea(Noun):
    """Room for elements that the partners have agreed between themselves. ISA-95 Part 5, user area."""


@element("TransGetType")
class TransGet(Noun):
    """The verb that asks for objects; SHOW answers it. ISA-95 Part 5, GET."""

    expressions: Many[str] = Many()
    """Paths to the parts that are wanted. Empty for whole objects."""


@element("TransShowType")
class TransShow(Noun):
    """The verb that delivers the objects asked for by GET. ISA-95 Part 5, SHOW."""

    original_application_area: TransApplicationArea | None = None
    """Envelope of the message that this one answers. None where not repeated."""
    response_criteria: Many[TransResponseCriteria] = Many()
    """What was done with the objects; the first counts. Empty means accepted."""


@element("TransProcessType")
class TransProcess(Noun):
    """The verb that asks the owner to take in or to handle new objects. ISA-95 Part 5, PROCESS."""

    action_criteria: Many[TransActionCriteria] = Many()
    """What is to be done to the objects. Empty means the verb's own default."""
    acknowledge_code: TransResponseCode | str | None = wire(default=None, name="@acknowledgeCode")
    """When the sender wants an acknowledgement: always or on error. None where it leaves that open."""


@element("TransAcknowledgeType")
class TransAcknowledge(Noun):
    """The verb by which the owner answers PROCESS. ISA-95 Part 5, ACKNOWLEDGE."""

    original_application_area: TransApplicationArea | None = None
    """Envelope of the message that this one answers. None where not repeated."""
    response_criteria: Many[TransResponseCriteria] = Many()
    """What was done with the objects; the first counts. Empty means accepted."""


@element("TransChangeType")
class TransChange(Noun):
    """The verb by which a user of information asks its owner for a change. ISA-95 Part 5, CHANGE."""

    action_criteria: Many[TransActionCriteria] = Many()
    """What is to be done to the objects. Empty means the verb's own default."""
    response_code: TransResponseCode | str | None = wire(default=None, name="@responseCode")
    """When the sender wants a response: always or on error. None where it leaves that open."""


@element("TransRespondType")
class TransRespond(Noun):
    """The verb by which the owner answers CHANGE. ISA-95 Part 5, RESPOND."""

    original_application_area: TransApplicationArea | None = None
    """Envelope of the message that this one answers. None where not repeated."""
    response_criteria: Many[TransResponseCriteria] = Many()
    """What was done with the objects; the first counts. Empty means accepted."""


@element("TransCancelType")
class TransCancel(Noun):
    """The verb by which a sender says that it no longer needs the objects. ISA-95 Part 5, CANCEL."""

    action_criteria: Many[TransActionCriteria] = Many()
    """What is to be done to the objects. Empty means the verb's own default."""


@element("TransConfirmType")
class TransConfirm(Noun):
    """The verb that reports receipt or failure of a message. ISA-95 Part 5, CONFIRM."""

    original_application_area: TransApplicationArea | None = None
    """Envelope of the message that this one answers. None where not repeated."""
    response_criteria: Many[TransResponseCriteria] = Many()
    """What was done with the objects; the first counts. Empty means accepted."""


@element("TransSyncType")
class TransSync(Noun):
    """The verb by which the owner publishes added, changed and deleted objects. ISA-95 Part 5, SYNC."""

    action_criteria: Many[TransActionCriteria] = Many()
    """What is to be done to the objects. Empty means the verb's own default."""


@element("TransActionCriteriaType")
class TransActionCriteria(Noun):
    """What is to be done to the objects of a message, and why. ISA-95 Part 5, action criteria."""

    action_expressions: Many[str] = Many()
    """Objects meant by path, with the action for each. Empty means to add, in SYNC."""
    change_status: TransChangeStatus | None = None
    """Why and when it changed. None where not stated."""


@element("TransResponseCriteriaType")
class TransResponseCriteria(Noun):
    """What the answering side did with the objects, and why. ISA-95 Part 5, response criteria."""

    response_expression: str | None = None
    """Objects meant by path, with what was done to them. None means accepted."""
    change_status: TransChangeStatus | None = None
    """Why and when it changed. None where not stated."""


@element("TransChangeStatusType")
class TransChangeStatus(Noun):
    """What changed, when it takes effect and for which reason. ISA-95 Part 5, change status."""

    code: str | None = None
    """Code of the change. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    effective_date_time: datetime | None = None
    """When the change takes effect. None where it does at once, or is not stated."""
    reason_code: str | None = None
    """Reason of the change as a code. None where not stated."""
    reasons: Many[str] = Many()
    """Why the capability is as it is, such as maintenance. Empty where not stated."""
    state_changes: Many[TransStateChange] = Many()
    """Steps from state to state, in order."""
    user_area: TransUserArea | None = None
    """Elements that the partners have agreed between themselves. None where there are none."""


@element("TransStateChangeType")
class TransStateChange(Noun):
    """One step of an object from a state to the next. ISA-95 Part 5, state change."""

    from_state_code: str | None = None
    """State before. None where not known."""
    to_state_code: str | None = None
    """State after. None where not known."""
    change_date_time: datetime | None = None
    """When the state changed. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    notes: Many[str] = Many()
    """Remarks in free text."""
    user_area: TransUserArea | None = None
    """Elements that the partners have agreed between themselves. None where there are none."""


@element("BODType")
class BOD(Noun):
    """The message that a confirmation is about, and what is said about it. ISA-95 Part 5, confirmation."""

    original_application_area: TransApplicationArea | None = None
    """Envelope of the message that this one answers. None where not repeated."""
    descriptions: Many[str] = Many()
    """What is said about the message, such as why it failed."""
    notes: Many[str] = Many()
    """Remarks in free text."""
    user_area: TransUserArea | None = None
    """Elements that the partners have agreed between themselves. None where there are none."""


@element("ErrorMessageType")
class ErrorMessage(Noun):
    """An error that a partner reports, with what caused it. ISA-95 Part 5, error message."""

    error_descriptions: Many[str] = Many()
    """What went wrong, one entry per language or paragraph."""
    thrown_from: str
    """Where the error arose, such as an application or module."""
    time_stamp: datetime
    """When the error arose."""
    error_type: ErrorType | str
    """Whether the business content or the system is at fault."""
    error_code: str | None = None
    """Code of the error. None where it has none."""
    caused_by: ErrorMessage | None = None
    """Error behind this one. None where it is the first cause."""


@element("TransactionProfileType")
class TransactionProfile(Noun):
    """The transactions that an application supports. ISA-95 Part 5, transaction profile."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on the application or its interface."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    supported_actions: Many[SupportedAction] = Many()
    """Verbs and nouns that are supported."""
    release_id: str = wire(name="@releaseID")
    """Release of the schema that the profile is written in."""
    version_id: str | None = wire(default=None, name="@versionID")
    """Version of the document's own content. None where versions are not kept."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("SupportedActionType")
class SupportedAction(Noun):
    """One verb and noun that an application supports, and in which roles. ISA-95 Part 5, supported action."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    transaction_verb: TransactionVerb | str
    """Verb that is supported."""
    transaction_noun: TransactionNoun | str
    """Noun that is supported."""
    information_user: bool | None = None
    """Whether the application may ask for the information. None where not stated."""
    information_provider: bool | None = None
    """Whether the application answers requests for the information. None where not stated."""
    information_sender: bool | None = None
    """Whether the application sends the information by itself. None where not stated."""
    information_receiver: bool | None = None
    """Whether the application takes in what others send. None where not stated."""
    object_wildcard_supported: bool | None = None
    """Whether IDs with wildcards may be asked for. None where not stated."""
    property_wildcard_supported: bool | None = None
    """Whether property IDs with wildcards may be asked for. None where not stated."""
    release_id: str = wire(name="@releaseID")
    """Release of the schema that the action is supported in."""
    version_id: str | None = wire(default=None, name="@versionID")
    """Version of the document's own content. None where versions are not kept."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
