"""What a site says to a change that a message asks for."""

from __future__ import annotations

from attrs import frozen

from isa95mom.declare import Noun


@frozen(slots=True)
class Decision:
    """The word of a site on one object of a message. Made with `accept`, `modify` or `reject`."""

    accepted: bool = True
    object: Noun | None = None
    """The object as the site wants it instead; None for as it was asked."""
    code: str = ""
    """Code of the reason, stable, such as ``credit-limit``; empty for none."""
    text: str = ""
    """The reason in words; empty for none."""

    @classmethod
    def accept(cls) -> Decision:
        """As it was asked."""
        return cls()

    @classmethod
    def modify(cls, obj: Noun, text: str = "", code: str = "modified") -> Decision:
        """Yes, but as `obj`; the answer says Modified and carries it."""
        return cls(True, obj, code, text)

    @classmethod
    def reject(cls, text: str, code: str = "rejected") -> Decision:
        """No; the whole message is then refused and changes nothing."""
        return cls(False, None, code, text)
