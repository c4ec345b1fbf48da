"""The form of an item that a coach adds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from engine.language import gettext as _
from engine.language import number
from engine.model import Plan
from engine.planning.tailoring import Add
from engine.typed_days import day_in
from engine.typed_numbers import hours_between
from webapp.coaching.words import lines, one_line

LONGEST_TITLE, LONGEST_GOAL, LONGEST_STEP, MOST_STEPS = 100, 200, 300, 8
LEAST_HOURS, MOST_HOURS = 0.25, 20.0
AFTER_DAYS = 90
REPEATS = ("weekly",)


@dataclass(frozen=True, slots=True)
class AddedItem:
    """What was typed, and either the item or what has to be put right, field by field."""

    typed: Mapping[str, str]
    change: Add | None
    errors: Mapping[str, str]


def read_added(typed: Mapping[str, str], plan: Plan, new_id: str, today: datetime.date) -> AddedItem:
    """The item a coach typed, for a plan."""
    errors: dict[str, str] = {}
    title, goal, steps = one_line(typed.get("title")), one_line(typed.get("goal")), lines(typed.get("steps"))
    if not title or len(title) > LONGEST_TITLE:
        errors["title"] = _("Write a title of at most %(most)s characters.", most=number(LONGEST_TITLE))
    if len(goal) > LONGEST_GOAL:
        errors["goal"] = _("Use %(most)s characters or fewer.", most=number(LONGEST_GOAL))
    if not 1 <= len(steps) <= MOST_STEPS or any(len(step) > LONGEST_STEP for step in steps):
        errors["steps"] = _(
            "Write 1 to %(steps)s steps, one a line, each of at most %(most)s characters.",
            steps=number(MOST_STEPS),
            most=number(LONGEST_STEP),
        )
    last = plan.ends + datetime.timedelta(days=AFTER_DAYS)
    start = day_in(typed, "start", today, errors, (plan.starts, last))
    due = day_in(typed, "due", today, errors, (start or plan.starts, last))
    if "start" not in errors and (start is None or not plan.starts <= start <= last):
        errors["start"] = _("Write a day from %(first)s to %(last)s.", first=plan.starts, last=last)
    if "due" not in errors and (due is None or due > last or (start is not None and due < start)):
        errors["due"] = _("Write a day from the first day to %(last)s.", last=last)
    hours = hours_between(typed.get("hours"), LEAST_HOURS, MOST_HOURS)
    if hours is None:
        errors["hours"] = _(
            "Write a number from %(least)s to %(most)s.", least=number(LEAST_HOURS), most=number(MOST_HOURS)
        )
    repeats = typed.get("repeats") or None
    if repeats is not None and repeats not in REPEATS:
        errors["repeats"] = _("Choose one of the two.")
    if errors or start is None or due is None or hours is None:
        return AddedItem(typed, None, errors)
    return AddedItem(typed, Add(new_id, title, goal, steps, start, due, repeats, hours), {})
