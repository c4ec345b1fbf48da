"""What a person types about a goal, a number or a week, read; and what has to be put right, by field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.goals.document import CHOICES
from engine.goals.goal import Goal, Reading, WeekStep
from engine.goals.pace import monday_of
from engine.language import gettext as _
from engine.typed_days import day_in, day_or_none, day_that_came
from engine.typed_numbers import as_typed, typed_number
from webapp.coaching.words import one_line
from webapp.words import too_long

LONGEST: Mapping[str, int] = {
    "title": 200,
    "what": 300,
    "measure": 80,
    "unit": 40,
    "proof": 300,
    "needed": 300,
    "why": 300,
}
LONGEST_NOTE, LONGEST_WEEK = 120, 200
_NUMBER_OF_A_LINE = re.compile(r"(?:\d{1,2}[.)]|[-–•*·])\s+(?=\S)")
"""`1. `, `2) ` or a dash, as lists on paper have them; `40 tickets` and `2.5%` are the goal itself."""


@dataclass(frozen=True, slots=True)
class TypedGoal:
    """What was typed, and either the goal or what has to be put right."""

    typed: Mapping[str, str]
    goal: Goal | None
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TypedReading:
    """The same for a number."""

    typed: Mapping[str, str]
    reading: Reading | None
    errors: Mapping[str, str]


def typed_of(goal: Goal) -> dict[str, str]:
    """A goal as the boxes of the form show it."""
    shown = {name: getattr(goal, name) for name in (*LONGEST, *CHOICES)}
    for name in ("now", "target"):
        value = getattr(goal, name)
        shown[name] = "" if value is None else as_typed(value)
    for name in ("since", "by"):
        day = getattr(goal, name)
        shown[name] = "" if day is None else day.isoformat()
    return shown


def without_its_number(line: str) -> str:
    """A goal of a list, without its number or dash in the list."""
    found = _NUMBER_OF_A_LINE.match(line)
    return line[found.end() :] if found else line


def read_goal(typed: Mapping[str, str], goal_id: str, today: datetime.date) -> TypedGoal:
    """The goal that was typed, under this id."""
    errors: dict[str, str] = {}
    texts = {name: one_line(typed.get(name)) for name in LONGEST}
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            errors[name] = too_long(most, len(texts[name]))
    if not texts["title"]:
        errors["title"] = _("Write the goal in a few words.")
    codes = {name: typed.get(name, "") for name in CHOICES}
    for name, allowed in CHOICES.items():
        if codes[name] and codes[name] not in allowed:
            errors[name] = _("Choose one of the answers in the list.")
    numbers = {name: _number(typed, name, errors) for name in ("now", "target")}
    days = {
        "since": day_that_came(typed, "since", today, errors),
        "by": day_in(typed, "by", today, errors, (today, None)),
    }
    since = days["since"] or (today if numbers["now"] is not None else None)
    if errors:
        return TypedGoal(typed, None, errors)
    return TypedGoal(
        typed,
        Goal(
            goal_id,
            **texts,  # type: ignore[arg-type]  # by name, the text fields of LONGEST and the codes of CHOICES
            **codes,  # type: ignore[arg-type]
            now=numbers["now"],
            target=numbers["target"],
            since=since if numbers["now"] is not None else None,
            by=days["by"],
        ),
        {},
    )


def read_reading(typed: Mapping[str, str], today: datetime.date) -> TypedReading:
    """The number that was typed, for its day; without a day, for today."""
    errors: dict[str, str] = {}
    value = _number(typed, "value", errors)
    if value is None and "value" not in errors:
        errors["value"] = _("Write the number, in digits.")
    on = day_that_came(typed, "on", today, errors) or today
    note = one_line(typed.get("note"))
    if len(note) > LONGEST_NOTE:
        errors["note"] = too_long(LONGEST_NOTE, len(note))
    if errors or value is None:
        return TypedReading(typed, None, errors)
    return TypedReading(typed, Reading(on, value, note), {})


def read_week(typed: Mapping[str, str], today: datetime.date) -> WeekStep | None:
    """What was typed for a week, cut to its length; None without a day that can be read."""
    day = day_or_none(typed.get("monday"), today)
    if day is None:
        return None
    text = one_line(typed.get("text"))[:LONGEST_WEEK].rstrip()
    return WeekStep(monday_of(day), text, "done" in typed)


def _number(typed: Mapping[str, str], name: str, errors: dict[str, str]) -> float | None:
    try:
        return typed_number(typed.get(name))
    except ValueError as error:
        errors[name] = str(error)
        return None
