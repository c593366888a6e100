"""The names by which partners say in B2MML what it has no place of its own for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import EventKind

KINDS = MappingProxyType(
    {
        "Receiving": EventKind.RECEIVE,
        "Shipping": EventKind.SHIP,
        "Transfer": EventKind.TRANSFER,
        "Rework": EventKind.REWORK,
        "Cleaning": EventKind.CLEAN,
        "Scrapping": EventKind.SCRAP,
    }
)


def _kinds(given: Mapping[str, EventKind | str]) -> Mapping[str, EventKind]:
    for name, kind in given.items():
        if kind not in frozenset(EventKind):
            raise GenealogyError(f"{name!r} is to be {kind!r}, which is not a kind of event: {', '.join(EventKind)}")
    return MappingProxyType({name: EventKind(kind) for name, kind in given.items()})


def _names(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


@frozen(slots=True, kw_only=True)
class Agreement:
    """What partners agree to call that which B2MML has no element for: suppliers, customers, kinds of segments.

    Names are compared as they are. Of several the first that is stated counts. A value under one of these names becomes
    what it is agreed to be, and is not a property or parameter beside. Raises `GenealogyError` for what is no kind.

    >>> Agreement(supplier="Vendor", kinds={"Despatch": "ship"}).kinds["Despatch"]
    <EventKind.SHIP: 'ship'>
    """

    supplier: tuple[str, ...] = field(default=("Supplier", "SupplierID"), converter=_names)
    """Properties of a lot, or of an actual that names it, that identify who supplied it."""
    supplier_lot: tuple[str, ...] = field(default=("SupplierLot", "SupplierLotID"), converter=_names)
    """Properties that give the supplier's own identification of a lot."""
    party: tuple[str, ...] = field(default=("Customer", "CustomerID", "Supplier", "SupplierID"), converter=_names)
    """Data of a segment or job, or attributes of a batch event, that identify who it came from or went to."""
    location: tuple[str, ...] = field(default=("StorageLocation", "OperationalLocationID"), converter=_names)
    """Data of a segment or job, or attributes of a batch event, that identify where what came out is then."""
    lot: tuple[str, ...] = field(default=("MaterialLotID", "LotID"), converter=_names)
    """Attributes of a batch event that identify the lot."""
    sub_lot: tuple[str, ...] = field(default=("MaterialSubLotID", "SubLotID"), converter=_names)
    """Attributes of a batch event that identify the sublot."""
    material: tuple[str, ...] = field(default=("MaterialDefinitionID",), converter=_names)
    """Attributes of a batch event that identify the material definition."""
    kinds: Mapping[str, EventKind] = field(default=KINDS, converter=_kinds, hash=False)
    """What happens to lots in a process segment, operations segment, work master or definition, or at an operations
    event of that category or definition, by its identification. Where the lines do not fit, it is a finding."""
    dispositions: Mapping[str, str] = field(factory=lambda: MappingProxyType({}), hash=False)
    """Disposition of a lot by its status, for versions that have no element for dispositions."""
