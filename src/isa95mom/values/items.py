"""Lists whose members are found by their identification."""

from __future__ import annotations

from typing import Any, TypeVar, overload

T = TypeVar("T")


class Items(list[T]):
    """A list that also finds a member by its ``id``.

    >>> from isa95mom import EquipmentProperty
    >>> Items([EquipmentProperty(id="Volume")])["Volume"].id
    'Volume'
    """

    __slots__ = ()

    @overload  # type: ignore[override]
    def __getitem__(self, key: int | str) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> list[T]: ...
    def __getitem__(self, key: Any) -> Any:
        """The member at the position `key`, or the first whose ``id`` is `key`. Raises `KeyError` where none has it."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        for item in self:
            if getattr(item, "id", None) == key:
                return item
        raise KeyError(key)

    def get(self, key: str) -> T | None:
        """The first member whose ``id`` is `key`, or None."""
        try:
            return self[key]
        except KeyError:
            return None
