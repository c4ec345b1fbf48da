"""What a person changes in their own plan, as plain data. `working.py` lays it over the plan.

Each change is kept on its own, so that each can be taken back on its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language import mark
from engine.planning.plain_changes import from_plain, to_plain

MOST_CHANGES = 300
"""Changes of one person that are kept: all of them are laid over the plan whenever it is shown."""
OWN = "own_"
"""Ids of items that a person added begin so; no strategy's does."""
DONE_ALREADY = "done_already"
"""The one of `REASONS` for which an item is ticked and stays; older changes put it aside for that too."""
REASONS: Mapping[str, str] = {
    "does_not_fit": mark("It does not fit me."),
    DONE_ALREADY: mark("I have done it already."),
    "no_time": mark("I have no time for it."),
    "not_possible": mark("It can’t be done at my work."),
    "other": mark("Another reason."),
}
"""Why a person puts an item aside: codes, so that no word of their own stands in a file that leaves."""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A line of an own item. The id stays when other lines come and go, and with it the tick."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Put an item on other days, both included."""

    item: str
    start: datetime.date
    due: datetime.date


@dataclass(frozen=True, slots=True)
class PutOff:
    """Leave an item until a day. It keeps its length; one that repeats begins later and ends as before."""

    item: str
    until: datetime.date


@dataclass(frozen=True, slots=True)
class LostDays:
    """So many days, up to the day on which the person goes on, were or will be lost.

    `done` are the items that were done by then: they stay where they are.
    """

    days: int
    resume: datetime.date
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decline:
    """Put an item aside, for one of `REASONS`. `words` are the person's own and stay with them."""

    item: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item of the person's own; `rewritten` takes the place of the one with its id, added before.

    `hours` are in all, or a week if it repeats.
    """

    item: str
    title: str
    steps: tuple[OwnStep, ...]
    start: datetime.date
    due: datetime.date
    repeats: str | None
    track: str
    hours: float
    rewritten: bool
    at: datetime.time | None = None
    """The time of day at which it begins, such as that of an appointment."""
    goal: str = ""
    """What it is for: the name of one of the person's goals, or words of their own."""


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take an item of the person's own out. Its ticks stay, behind the person."""

    item: str


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Leave one step of an item away, such as one for a case that did not come. The others stay."""

    item: str
    step: str


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put an item right before another of its phase, or, without one, at the end of its phase."""

    item: str
    before: str | None


@dataclass(frozen=True, slots=True)
class OwnNote:
    """The person's words beside an item, in place of those before; none takes them away. They leave with no
    file unless the person asks.
    """

    item: str
    text: str


What = Reschedule | PutOff | LostDays | Decline | OwnItem | TakeOut | NotNeeded | Reorder | OwnNote
KINDS: Mapping[str, type[What]] = {
    "reschedule": Reschedule,
    "put_off": PutOff,
    "lost_days": LostDays,
    "decline": Decline,
    "own": OwnItem,
    "take_out": TakeOut,
    "not_needed": NotNeeded,
    "reorder": Reorder,
    "note": OwnNote,
}


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change. `id` tells it from the others, `on` is the day it was made."""

    id: str
    on: datetime.date
    what: What


def changes_to_json(changes: Iterable[PlanChange]) -> list[dict[str, Any]]:
    """Changes as plain data; `changes_from_json` reads them back."""
    return [to_plain(one.id, one.on, one.what, KINDS) for one in changes]


def changes_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[PlanChange, ...]:
    """The changes that `changes_to_json` wrote; KeyError, TypeError or ValueError for anything else."""
    return tuple(PlanChange(*from_plain(one, KINDS)) for one in data)


def behind_from_json(data: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Items that a newer plan no longer has, as `{"id", "title", "steps": [{"id", "text"}]}`.

    KeyError, TypeError or ValueError for anything else.
    """
    found = []
    for one in data:
        steps = [{"id": _text(step["id"]), "text": _text(step["text"])} for step in one["steps"]]
        found.append({"id": _text(one["id"]), "title": _text(one["title"]), "steps": steps})
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
