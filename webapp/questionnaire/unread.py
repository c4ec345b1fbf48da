"""What a person typed and we can't read yet, such as "next tuesday or so" for a date.

It stays as they wrote it, beside the answers, until they put it right. Pure: no Flask, no store.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.plain_json import read_plain

TYPED = "typed"
"""Where a place holds them: question -> the texts as they were sent."""
LONGEST = 4000
"""Characters of one text: what is longer is cut, as nothing here asks for so much."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer as it was sent."""

    raw: tuple[str, ...]
    moved: bool = False
    """Whether it came from another row: then the answer that stands under it is of something else."""

    @property
    def says(self) -> str:
        """As it can be shown in a sentence."""
        return ", ".join(self.raw)


def typed_of(place: Mapping[str, Any]) -> dict[str, Unread]:
    """What waits to be put right, by question."""
    return {name: Unread(tuple(raw)) for name, raw in place.get(TYPED, {}).items()}


def standing(answers: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in each box: what was typed and can't be read, or else the answer."""
    return {**answers, **typed_of(place)}


def readable(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that are answers. An answer stays as it was while something unreadable stands over it."""
    return {
        name: None if isinstance(value, Unread) else value
        for name, value in changes.items()
        if not isinstance(value, Unread) or value.moved
    }


def with_typed(
    place: Mapping[str, Any], changes: Mapping[str, Any], asked: Collection[str] | None = None
) -> dict[str, Any]:
    """The place after these changes: what can be read takes the place of what could not.

    With `asked`, texts for questions that are asked no more are let go.
    """
    typed = {name: one for name, one in place.get(TYPED, {}).items() if name not in changes}
    for name, value in changes.items():
        if isinstance(value, Unread):
            typed[name] = [one[:LONGEST] for one in value.raw]
    if asked is not None:
        typed = {name: one for name, one in typed.items() if name in asked}
    return {**place, TYPED: typed}


def written(place: Mapping[str, Any]) -> str:
    """As a hidden field holds them where nothing is kept; empty if there is nothing."""
    typed = place.get(TYPED)
    return json.dumps(typed, ensure_ascii=False, separators=(",", ":")) if typed else ""


def read(text: str | None) -> dict[str, list[str]]:
    """From that hidden field; what is no such field is nothing."""
    try:
        found = read_plain(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: [one[:LONGEST] for one in raw if isinstance(one, str)]
        for name, raw in found.items()
        if isinstance(raw, list)
    }
