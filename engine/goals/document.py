"""The document "goals" as JSON: `{"form": 1, "goals": [...], "undo": [...]}`. Reading it forgives whatever
is missing or wrong, since a newer or an older Waymark may have written it; what can't be read stays in it
when a goal is changed (`engine/kept_list.py`).
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from engine.goals.goal import (
    MOST_EARLIER,
    MOST_GOALS,
    MOST_READINGS,
    MOST_STEPS,
    MOST_WEEKS,
    EarlierTarget,
    Goal,
    Reading,
    WeekStep,
)
from engine.kept_list import things_of, written_over
from engine.typed_days import as_day
from engine.typed_numbers import LARGEST

GOALS = "goals"
"""The name of the list."""
LONGEST_TEXT = 300
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ITEM = re.compile(r"[A-Za-z0-9_-]{1,80}")
TEXTS = ("title", "what", "counted", "measure", "unit", "way", "proof", "possible", "needed", "why")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "counted": ("number", "done"),
    "way": ("up", "down"),
    "possible": ("yes", "no", "unsure"),
}
"""The texts that are one of a few codes; anything else is taken for nothing said."""
APART = ("readings", "weeks", "met", "target_since", "earlier", "steps", "row")
"""What the builder does not write."""


def goals_from_json(document: Mapping[str, Any] | None) -> tuple[Goal, ...]:
    """Every goal of a stored document (None: none is stored), in the person's order."""
    read: dict[str, Goal] = {}
    for one in things_of(document or {}, GOALS):
        goal = goal_from_json(one) if isinstance(one, Mapping) else None
        if goal is not None and len(read) < MOST_GOALS:
            read.setdefault(goal.id, goal)
    return tuple(read.values())


def goal_from_json(data: Mapping[str, Any]) -> Goal | None:
    """One goal; None without an id or without words."""
    texts = {name: _text(data.get(name)) for name in TEXTS}
    for name, codes in CHOICES.items():
        texts[name] = texts[name] if texts[name] in codes else ""
    if not _ID.fullmatch(_text(data.get("id"))) or not texts["title"]:
        return None
    found = {
        name: [one for one in map(part.read, _listed(data, name)) if one is not None]
        for name, part in PARTS.items()
    }
    readings = {one.on: one for one in found["readings"]}
    weeks = {one.monday: one for one in found["weeks"]}
    return Goal(
        id=_text(data["id"]),
        **texts,
        now=_number(data.get("now")),
        since=as_day(data.get("since")),
        target=_number(data.get("target")),
        by=as_day(data.get("by")),
        met=as_day(data.get("met")),
        readings=tuple(readings[day] for day in sorted(readings))[-MOST_READINGS:],
        weeks=tuple(weeks[day] for day in sorted(weeks))[-MOST_WEEKS:],
        target_since=as_day(data.get("target_since")),
        earlier=tuple(found["earlier"])[-MOST_EARLIER:],
        steps=_steps(data.get("steps")),
        row=row if isinstance(row := data.get("row"), int) and 0 <= row <= MOST_GOALS else 0,
    )


def goal_to_json(goal: Goal) -> dict[str, Any]:
    """The same as plain values; days are YYYY-MM-DD."""
    return {
        "id": goal.id,
        **{name: getattr(goal, name) for name in TEXTS},
        "now": goal.now,
        "since": _iso(goal.since),
        "target": goal.target,
        "by": _iso(goal.by),
        "met": _iso(goal.met),
        **{name: [part.write(one) for one in getattr(goal, name)] for name, part in PARTS.items()},
        "target_since": _iso(goal.target_since),
        "steps": None if goal.steps is None else list(goal.steps),
        "row": goal.row,
    }


def goal_over(stored: Mapping[str, Any], before: Goal, after: Goal) -> dict[str, Any]:
    """What is to stand in place of `stored`, which reads as `before`, where the goal is to be `after`. What
    only another version can read stays: of the goal, of its numbers and of its weeks.
    """
    over = written_over(stored, goal_to_json(before), goal_to_json(after))
    for name, part in PARTS.items():
        if getattr(before, name) != getattr(after, name):
            read = [(part.read(one), one) for one in _listed(stored, name)]
            strange = [one for known, one in read if known is None]
            as_stored = {known: one for known, one in read if known is not None}
            over[name] = [*strange, *(as_stored.get(one) or part.write(one) for one in getattr(after, name))]
    return over


def fingerprint(goal: Goal) -> str:
    """A short name for exactly this goal as the builder writes it: all of it but `APART`."""
    own = {name: value for name, value in goal_to_json(goal).items() if name not in APART}
    return hashlib.sha256(json.dumps(own, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _listed(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _reading(data: Mapping[str, Any]) -> Reading | None:
    on, value = as_day(data.get("on")), _number(data.get("value"))
    return None if on is None or value is None else Reading(on, value, _text(data.get("note")))


def _week(data: Mapping[str, Any]) -> WeekStep | None:
    monday, text = as_day(data.get("monday")), _text(data.get("text"))
    return WeekStep(monday, text, data.get("done") is True) if monday is not None and text else None


def _earlier(data: Mapping[str, Any]) -> EarlierTarget | None:
    until, target = as_day(data.get("until")), _number(data.get("target"))
    return None if until is None or target is None else EarlierTarget(until, target, as_day(data.get("by")))


class Part(NamedTuple):
    """How the things in one of a goal's lists are read, None where that can't be, and written."""

    read: Callable[[Mapping[str, Any]], Any]
    write: Callable[[Any], dict[str, Any]]


PARTS: Mapping[str, Part] = {
    "readings": Part(_reading, lambda one: {"on": one.on.isoformat(), "value": one.value, "note": one.note}),
    "weeks": Part(_week, lambda one: {"monday": one.monday.isoformat(), "text": one.text, "done": one.done}),
    "earlier": Part(
        _earlier, lambda one: {"until": one.until.isoformat(), "target": one.target, "by": _iso(one.by)}
    ),
}
"""The lists of a goal."""


def _steps(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(dict.fromkeys(one for one in value if isinstance(one, str) and _ITEM.fullmatch(one)))[
        :MOST_STEPS
    ]


def _text(value: Any) -> str:
    return value.strip()[:LONGEST_TEXT].rstrip() if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= LARGEST else None


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
