"""Which random documents a check fails on."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.random_documents import document, elements


def failing(version: str, check: Callable[[str, bytes], str], seeds: range, step: int, extensions: bool) -> list[str]:
    """What `check` says of documents of every `step`-th element; nothing of those that it says nothing of."""
    found: list[str] = []
    for element in elements(version)[::step]:
        for seed in seeds:
            said = check(version, document(version, element, seed, extensions=extensions))
            if said:
                found.append(f"--- document({version!r}, {element!r}, {seed}): {said[:1500]}")
    return found
