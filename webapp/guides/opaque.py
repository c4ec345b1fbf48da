"""Addresses that say nothing: a browser's history must not tell which letter a person opened (SE15)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
DIGITS = 8


def opaque(name: str) -> str:
    """The address of a guide, letter or story: the same for one id at all times, and unlike its words."""
    return hashlib.sha256(f"waymark {name}".encode()).hexdigest()[:DIGITS]


def at_address(things: Mapping[str, T], address: str) -> T | None:
    """The thing at an address, or None."""
    return next((thing for name, thing in things.items() if opaque(name) == address), None)
