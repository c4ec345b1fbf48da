"""The sends of one page in their order. A page numbers what it sends; a save in passing that comes after a
newer send of the same page is late, and must not overwrite it. Pure: no Flask, no store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.plain_json import read_plain

SHEET, NUMBER, WAS = "sheet", "turn", "was"
TURNS = "turns"
"""Where a place holds them: pairs of sheet and number, the page that sent last at the end."""
REMEMBERED = 10
"""Pages; a save in passing is late by seconds."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The `number`th send of a page; `sheet` is the name that this showing of the page was given.

    `was` holds what its answers were when it was shown (`windows.as_shown`); None if that can't be read.
    """

    sheet: str
    number: int
    was: Mapping[str, str] | None = None


def read_turn(form: Mapping[str, str]) -> Turn | None:
    """The turn that was sent, or None if there is none that can be read."""
    sheet, number = form.get(SHEET, ""), form.get(NUMBER, "")
    if not re.fullmatch(r"[0-9a-f]{16}", sheet) or not re.fullmatch(r"[0-9]{1,6}", number):
        return None
    return Turn(sheet, int(number), _read_was(form.get(WAS, "")))


def _read_was(text: str) -> Mapping[str, str] | None:
    try:
        was = read_plain(text)
    except ValueError:
        return None
    return {str(name): str(mark) for name, mark in was.items()} if isinstance(was, dict) else None


def is_late(turn: Turn | None, place: Mapping[str, Any]) -> bool:
    """Whether this page has sent something newer already."""
    if turn is None:
        return False
    return any(sheet == turn.sheet and number >= turn.number for sheet, number in place.get(TURNS, ()))


def with_turn(place: Mapping[str, Any], turn: Turn | None) -> dict[str, Any]:
    """The place, with this turn as the last one."""
    if turn is None:
        return dict(place)
    others = [[sheet, number] for sheet, number in place.get(TURNS, ()) if sheet != turn.sheet]
    return {**place, TURNS: [*others, [turn.sheet, turn.number]][-REMEMBERED:]}
