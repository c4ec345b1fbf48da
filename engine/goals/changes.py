"""What a person changes about their goals, as functions from the stored document to the new one.

Every change can be taken back, the newest first: undoing all of them gives the goals as they were
(`engine/kept_list.py`). A change names the goal by its id, so two windows can each change a goal of
their own; a form that was filled before someone else changed the same goal is refused as `Stale`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.goals.document import (
    APART,
    GOALS,
    fingerprint,
    goal_from_json,
    goal_over,
    goal_to_json,
    goals_from_json,
)
from engine.goals.goal import MOST_EARLIER, MOST_GOALS, MOST_READINGS, EarlierTarget, Goal, Reading, WeekStep
from engine.kept_list import place_of, steps_of, taken_back, things_of, with_step

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
    goals = things_of(document, GOALS)
    if place_of(goals, goal.id) is None:
        if seen is not None:
            raise Gone
        if len(goals_from_json(document)) >= MOST_GOALS:
            raise TooMany
        new = goal_to_json(replace(goal, target_since=today if goal.target is not None else None))
        return _step(document, [*goals, new], token, "added", goal)
    _at, stored = _found(goals, goal.id)
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


def move_to_day(
    document: Document, goal_ids: Iterable[str], by: datetime.date, token: str, today: datetime.date
) -> dict[str, Any]:
    """Make several goals due on a day, as one change, which `undo` takes back as one; Gone."""
    changed = dict(document)
    for goal_id in goal_ids:
        _at, stored = _found(things_of(changed, GOALS), goal_id)
        moved = _with_earlier_target(stored, replace(stored, by=by), today)
        changed = _replaced(changed, moved, token, "moved")
    return changed


def _with_earlier_target(stored: Goal, goal: Goal, today: datetime.date) -> Goal:
    """The goal with the target before it. One that was written down today too was put right, not changed.
    Targets before another unit counted something else: none of them stays.
    """
    if goal.unit != stored.unit and (stored.unit or goal.target != stored.target):
        goal = replace(goal, earlier=())
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
    goals = things_of(document, GOALS)
    at, goal = _found(goals, goal_id)
    return _step(document, [*goals[:at], *goals[at + 1 :]], token, "removed", goal)


def put_first(document: Document, goal_id: str, token: str) -> dict[str, Any]:
    """Make a goal the first one: the one that letters and steps speak of; Gone."""
    goals = things_of(document, GOALS)
    at, goal = _found(goals, goal_id)
    return _step(document, [goals[at], *goals[:at], *goals[at + 1 :]], token, "first", goal)


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
    if not any(one.get("token") == token for one in newest(document)):
        raise Gone
    back = dict(document)
    for _one in newest(document):
        back = taken_back(back, GOALS)
    return back


def newest(document: Document | None) -> tuple[Mapping[str, Any], ...]:
    """The change that `undo` would take back, a step for each goal: its `token`, what it `did` and the goal's
    `title`. Empty where there is none.
    """
    steps = steps_of(document or {})
    return tuple(one for one in steps if one.get("token") == steps[-1].get("token"))


def _on(
    document: Document, goal_id: str, change: Callable[[Goal], Goal], token: str, did: str
) -> dict[str, Any]:
    _at, stored = _found(things_of(document, GOALS), goal_id)
    return _replaced(document, change(stored), token, did)


def _replaced(document: Document, goal: Goal, token: str, did: str) -> dict[str, Any]:
    goals = things_of(document, GOALS)
    at, stored = _found(goals, goal.id)
    new = [*goals[:at], goal_over(goals[at], stored, goal), *goals[at + 1 :]]
    return dict(document) if new == goals else _step(document, new, token, did, goal)


def _step(document: Document, goals: list[Any], token: str, did: str, goal: Goal) -> dict[str, Any]:
    return with_step(document, GOALS, goals, goal.id, token=token, did=did, title=goal.title)


def _found(goals: list[Any], goal_id: str) -> tuple[int, Goal]:
    """Where a goal stands, and the goal; Gone where it is not there, or can't be read."""
    at = place_of(goals, goal_id)
    goal = goal_from_json(goals[at]) if at is not None else None
    if at is None or goal is None:
        raise Gone
    return at, goal
