"""What a person changes about their goals, as functions from the stored document to the new one.

Every change leaves what was there before on a list, and `undo` takes the newest of them back: undoing all of
them gives the goals as they were. A change names the goal by its id, so two windows can each change a goal of
their own; a form that was filled before someone else changed the same goal is refused as `Stale`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.goals.document import APART, FORM, fingerprint, goal_from_json, goal_to_json, goals_from_json
from engine.goals.goal import MOST_EARLIER, MOST_GOALS, MOST_READINGS, EarlierTarget, Goal, Reading, WeekStep

MOST_UNDO = 20

Document = Mapping[str, Any]


class Gone(Exception):
    """There is no such goal any more, or no such change to take back."""


class Stale(Exception):
    """The goal was changed after the form was opened. `stored` is how it stands now."""

    def __init__(self, stored: Goal):
        super().__init__(stored.id)
        self.stored = stored


class TooMany(Exception):
    """There is no room for another one."""


def put(
    document: Document, goal: Goal, token: str, today: datetime.date, seen: str | None = None
) -> dict[str, Any]:
    """Add a goal at the end, or write it anew with all that has forms of its own as it is stored.

    A target that is another one than on an earlier day leaves that one in `earlier`: the chart shows both.
    `seen` is the fingerprint of the goal that the form showed: Stale where another one is stored by now,
    Gone where none is. Without it an existing goal of the same id is replaced.
    """
    goals = _goals(document)
    at = _place(goals, goal.id)
    if at is None:
        if seen is not None:
            raise Gone
        if len(goals) >= MOST_GOALS:
            raise TooMany
        new = replace(goal, target_since=today if goal.target is not None else None)
        return _with(document, [*goals, goal_to_json(new)], token, "added", goal.id, goal.title)
    stored = goal_from_json(goals[at])
    assert stored is not None
    kept = replace(goal, **{name: getattr(stored, name) for name in APART})
    if kept == stored:  # nothing to change, as when a form is sent twice
        return dict(document)
    if seen is not None and fingerprint(stored) != seen:
        raise Stale(stored)
    return _replaced(document, _with_earlier_target(stored, kept, today), token, "changed")


def put_all(document: Document, goals: Iterable[Goal], token: str, today: datetime.date) -> dict[str, Any]:
    """Add several goals as one change, which `undo` takes back as one; TooMany."""
    changed = dict(document)
    for goal in goals:
        changed = put(changed, goal, token, today)
    return changed


def _with_earlier_target(stored: Goal, goal: Goal, today: datetime.date) -> Goal:
    """The goal with the target before it. One that was written down today too was put right, not changed."""
    if (goal.target, goal.by) == (stored.target, stored.by):
        return goal
    since = today if goal.target is not None else None
    if stored.target is None or goal.target is None or goal.unit != stored.unit:
        return replace(goal, target_since=since)
    if stored.target_since == today or stored.first is None or stored.first.on >= today:
        back = EarlierTarget(today, goal.target, goal.by)
        return replace(goal, target_since=since, earlier=tuple(one for one in goal.earlier if one != back))
    before = EarlierTarget(today, stored.target, stored.by)
    others = [one for one in stored.earlier if one.until != today]
    return replace(goal, target_since=since, earlier=(*others, before)[-MOST_EARLIER:])


def remove(document: Document, goal_id: str, token: str) -> dict[str, Any]:
    """Take a goal out with its readings; Gone."""
    goals = _goals(document)
    at = _found(goals, goal_id)
    rest = [*goals[:at], *goals[at + 1 :]]
    return _with(document, rest, token, "removed", goal_id, str(goals[at].get("title", "")))


def put_first(document: Document, goal_id: str, token: str) -> dict[str, Any]:
    """Make a goal the first one: the one that letters and steps speak of; Gone."""
    goals = _goals(document)
    at = _found(goals, goal_id)
    turned = [goals[at], *goals[:at], *goals[at + 1 :]]
    return _with(document, turned, token, "first", goal_id, str(goals[at].get("title", "")))


def note_reading(document: Document, goal_id: str, reading: Reading, token: str) -> dict[str, Any]:
    """Note the number of a day; a day's earlier number gives way to it. Gone, TooMany."""
    read = [one.on for goal in goals_from_json(document) if goal.id == goal_id for one in goal.readings]

    def change(goal: Goal) -> Goal:
        others = [one for one in goal.readings if one.on != reading.on]
        if len(others) >= MOST_READINGS:
            raise TooMany
        return replace(goal, readings=tuple(sorted([*others, reading], key=lambda one: one.on)))

    return _on(document, goal_id, change, token, "reread" if reading.on in read else "read")


def drop_reading(document: Document, goal_id: str, day: str, token: str) -> dict[str, Any]:
    """Take the number of a day (YYYY-MM-DD) out; Gone."""

    def change(goal: Goal) -> Goal:
        rest = tuple(one for one in goal.readings if one.on.isoformat() != day)
        if len(rest) == len(goal.readings):
            raise Gone
        return replace(goal, readings=rest)

    return _on(document, goal_id, change, token, "unread")


def plan_week(
    document: Document, goal_id: str, week: WeekStep, token: str, was: str | None = None
) -> dict[str, Any]:
    """Set what a week is to bring; without words the week is open again. Gone.

    `was` are its words on the page that was sent: where others stand by now, the change is told as such.
    """
    weeks = [one for goal in goals_from_json(document) if goal.id == goal_id for one in goal.weeks]
    stands = next((one.text for one in weeks if one.monday == week.monday), "")
    did = "week" if was is None or stands in (was, week.text) else "reweek"

    def change(goal: Goal) -> Goal:
        others = [one for one in goal.weeks if one.monday != week.monday]
        weeks = [*others, week] if week.text else others
        return replace(goal, weeks=tuple(sorted(weeks, key=lambda one: one.monday)))

    return _on(document, goal_id, change, token, did)


def drop_earlier_target(document: Document, goal_id: str, until: str, token: str) -> dict[str, Any]:
    """Take out the target that was asked for until a day (YYYY-MM-DD); Gone."""

    def change(goal: Goal) -> Goal:
        rest = tuple(one for one in goal.earlier if one.until.isoformat() != until)
        if len(rest) == len(goal.earlier):
            raise Gone
        return replace(goal, earlier=rest)

    return _on(document, goal_id, change, token, "target")


def choose_steps(document: Document, goal_id: str, steps: Iterable[str], token: str) -> dict[str, Any]:
    """Which items of the plan serve a goal; Gone."""
    chosen = tuple(dict.fromkeys(steps))
    return _on(document, goal_id, lambda goal: replace(goal, steps=chosen), token, "steps")


def mark_met(document: Document, goal: Goal, token: str) -> dict[str, Any]:
    """Mark a goal as met on its `met`, or as open again where that is None; Gone."""
    did = "unmet" if goal.met is None else "met"
    return _on(document, goal.id, lambda stored: replace(stored, met=goal.met), token, did)


def undo(document: Document, token: str) -> dict[str, Any]:
    """Take back the newest change if `token` is its name; Gone where it is not."""
    steps, goals = _steps(document), _goals(document)
    if not steps or steps[-1].get("token") != token:
        raise Gone
    while steps and steps[-1].get("token") == token:
        newest = steps.pop()
        goals = [one for one in goals if one.get("id") != newest.get("id")]
        before, at = newest.get("goal"), newest.get("at")
        if isinstance(before, Mapping) and isinstance(at, int):
            goals.insert(at, dict(before))
    return {**document, "form": FORM, "goals": goals, "undo": steps}


def newest(document: Document | None) -> tuple[Mapping[str, Any], ...]:
    """The change that `undo` would take back, a step for each goal: its `token`, what it `did` and the goal's
    `title`. Empty where there is none.
    """
    steps = _steps(document or {})
    return tuple(one for one in steps if one.get("token") == steps[-1].get("token"))


def _steps(document: Document) -> list[Mapping[str, Any]]:
    return [one for one in document.get("undo", ()) if isinstance(one, Mapping)]


def _on(
    document: Document, goal_id: str, change: Callable[[Goal], Goal], token: str, did: str
) -> dict[str, Any]:
    goals = _goals(document)
    stored = goal_from_json(goals[_found(goals, goal_id)])
    if stored is None:
        raise Gone
    return _replaced(document, change(stored), token, did)


def _replaced(document: Document, goal: Goal, token: str, did: str) -> dict[str, Any]:
    goals = _goals(document)
    at = _found(goals, goal.id)
    new = [*goals[:at], goal_to_json(goal), *goals[at + 1 :]]
    if new == goals:
        return dict(document)
    return _with(document, new, token, did, goal.id, goal.title)


def _with(
    document: Document, goals: list[dict[str, Any]], token: str, did: str, goal_id: str, title: str
) -> dict[str, Any]:
    """The document with these goals, and with how the one goal that changed stood before."""
    before = _goals(document)
    at = _place(before, goal_id)
    step = {
        "token": token,
        "did": did,
        "id": goal_id,
        "title": title,
        "goal": None if at is None else before[at],
        "at": at,
    }
    return {**document, "form": FORM, "goals": goals, "undo": [*_steps(document), step][-MOST_UNDO:]}


def _goals(document: Document) -> list[dict[str, Any]]:
    """The stored goals that can be read, as they are written now."""
    return [goal_to_json(one) for one in goals_from_json(document)]


def _place(goals: list[dict[str, Any]], goal_id: str) -> int | None:
    return next((at for at, one in enumerate(goals) if one["id"] == goal_id), None)


def _found(goals: list[dict[str, Any]], goal_id: str) -> int:
    at = _place(goals, goal_id)
    if at is None:
        raise Gone
    return at
