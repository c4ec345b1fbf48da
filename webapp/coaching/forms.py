"""The form of an item that a coach adds."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from engine.model import Plan
from engine.planning.tailoring import Add
from webapp.coaching.words import lines, one_line

LONGEST_TITLE, LONGEST_GOAL, LONGEST_STEP, MOST_STEPS = 100, 200, 300, 8
MOST_HOURS = 20.0
AFTER_DAYS = 90
REPEATS = ("weekly",)


@dataclass(frozen=True, slots=True)
class AddedItem:
    """What was typed, and either the item or what has to be put right, field by field."""

    typed: Mapping[str, str]
    change: Add | None
    errors: Mapping[str, str]


def read_added(typed: Mapping[str, str], plan: Plan, new_id: str) -> AddedItem:
    """The item a coach typed, for a plan."""
    errors: dict[str, str] = {}
    title, goal, steps = one_line(typed.get("title")), one_line(typed.get("goal")), lines(typed.get("steps"))
    if not title or len(title) > LONGEST_TITLE:
        errors["title"] = f"Write a title of at most {LONGEST_TITLE} characters."
    if len(goal) > LONGEST_GOAL:
        errors["goal"] = f"Use {LONGEST_GOAL} characters or fewer."
    if not 1 <= len(steps) <= MOST_STEPS or any(len(step) > LONGEST_STEP for step in steps):
        errors["steps"] = (
            f"Write 1 to {MOST_STEPS} steps, one a line, each of at most {LONGEST_STEP} characters."
        )
    last = plan.ends + datetime.timedelta(days=AFTER_DAYS)
    start, due = _day(typed.get("start")), _day(typed.get("due"))
    if start is None or not plan.starts <= start <= last:
        errors["start"] = f"Write a day from {plan.starts} to {last}."
    if due is None or due > last or (start is not None and due < start):
        errors["due"] = f"Write a day from the first day to {last}."
    hours = _hours(typed.get("hours"))
    if hours is None:
        errors["hours"] = f"Write a number from 0.25 to {MOST_HOURS:g}."
    repeats = typed.get("repeats") or None
    if repeats is not None and repeats not in REPEATS:
        errors["repeats"] = "Choose one of the two."
    if errors or start is None or due is None or hours is None:
        return AddedItem(typed, None, errors)
    return AddedItem(typed, Add(new_id, title, goal, steps, start, due, repeats, hours), {})


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.datetime.strptime((text or "").strip(), "%Y-%m-%d").date()
    except ValueError:
        return None


def _hours(text: str | None) -> float | None:
    try:
        hours = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return hours if math.isfinite(hours) and 0.25 <= hours <= MOST_HOURS else None
