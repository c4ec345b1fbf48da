"""The document "goals" of the file that is open: read, changed, and what can be taken back just now."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import session

from engine.goals import Goal, changes, goals_from_json
from engine.goals.offered import goal_words
from engine.language import gettext as _
from engine.language import mark, number
from webapp import services
from webapp.addresses import for_client
from webapp.journey import Journey

NAME = "goals"
JUST_DONE = "goals_changed"
SAYS: Mapping[str, str] = {
    "added": mark("Added: %(goal)s"),
    "changed": mark("Changed: %(goal)s"),
    "moved": mark("Moved to the plan’s last day: %(goal)s"),
    "removed": mark("Taken out: %(goal)s"),
    "first": mark("Now first: %(goal)s"),
    "read": mark("The number is noted: %(goal)s"),
    "unread": mark("The number is taken out: %(goal)s"),
    "reread": mark("The number of that day is another one now: %(goal)s"),
    "week": mark("The week is changed: %(goal)s"),
    "reweek": mark("Another window had put other words into that week. Undo brings them back: %(goal)s"),
    "target": mark("The earlier target is taken out: %(goal)s"),
    "steps": mark("Its steps are chosen: %(goal)s"),
    "met": mark("Marked as met: %(goal)s"),
    "unmet": mark("Open again: %(goal)s"),
}
"""What a change did, in English; the page says it in its own language."""
OF_SEVERAL: Mapping[str, str] = {
    "added": mark("Added: %(n)s goals"),
    "moved": mark("Moved to the plan’s last day: %(n)s goals"),
}
"""The same of what was done to several goals at once."""

Change = Callable[[Mapping[str, Any], str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Undo:
    """The newest change, which can be taken back."""

    token: str
    says: str
    just_done: bool
    """It was made by the request before this one."""


def goals_of(file: str | None) -> tuple[Goal, ...]:
    """The goals that are kept in a file, in the person's order."""
    return goals_from_json(services().store.read(file, NAME)) if file is not None else ()


def goal_of(file: str, goal_id: str) -> Goal | None:
    """One of them."""
    return next((goal for goal in goals_of(file) if goal.id == goal_id), None)


def change(file: str, make: Change) -> None:
    """Store what `make` makes of the document under a new name of the change; if it raises, nothing."""
    token = secrets.token_hex(6)
    services().store.change(file, NAME, lambda stored: make(stored, token))
    session[JUST_DONE] = token


def take_back(file: str, token: str) -> bool:
    """Undo the change of this name; False where it is not the newest any more."""
    try:
        services().store.change(file, NAME, lambda stored: changes.undo(stored, token))
    except changes.Gone:
        return False
    session.pop(JUST_DONE, None)
    return True


def newest_change(file: str) -> Undo | None:
    """What can be taken back now."""
    steps = changes.newest(services().store.read(file, NAME))
    if not steps or steps[-1].get("did") not in SAYS:
        return None
    newest = steps[-1]
    just_done = session.pop(JUST_DONE, None) == newest.get("token")
    says = (
        _(SAYS[newest["did"]], goal=str(newest.get("title", "")))
        if len(steps) == 1
        else _(OF_SEVERAL[newest["did"]], n=number(len(steps)))
    )
    return Undo(str(newest.get("token")), says, just_done)


def new_id() -> str:
    """The id of a new goal: an address that says nothing."""
    return secrets.token_hex(5)


def words_of_goals(journey: Journey) -> dict[str, str]:
    """What the person's first goal puts into letters and steps, in place of answers that were not given."""
    if journey.file is None or for_client():
        return {}
    return goal_words(services().kb.questions, journey.answers, goals_of(journey.file))
