"""Goals that were due on the plan's last day, once it was made longer: moved when the person says so."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue

from engine.goals import Goal, changes, goals_from_json
from engine.plan_days import last_day_named
from engine.typed_days import as_day
from webapp import journey as journeys
from webapp import services
from webapp.goals import keeping
from webapp.goals.following import blueprint
from webapp.goals.views import back_to_list, own_file
from webapp.plans import making

__all__ = ["blueprint"]
NO_LAST_DAY = ("passed", "ended", "no_plan")
"""Stages in which no last day of a plan is ahead."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The open goals that still have an earlier last day of the plan, and the one it has now."""

    goals: tuple[Goal, ...]
    ends: datetime.date


@blueprint.app_template_global()
def goals_left_behind() -> LeftBehind | None:
    """None where every goal has a day of its own, or the plan was not made longer."""
    journey = journeys.current()
    ends, today = last_day_named(journey.answers), services().today()
    if (
        journey.file is None
        or journey.answers.get("pip_stage") in NO_LAST_DAY
        or ends is None
        or ends < today
    ):
        return None
    before = [one.plan for one in making.earlier_of(journey)]
    before += [services().store.read(journey.file, "plan") or {}]
    days = {day for one in before if (day := as_day(one.get("ends"))) is not None and day < ends}
    goals = tuple(one for one in keeping.goals_of(journey.file) if one.met is None and one.by in days)
    return LeftBehind(goals, ends) if goals else None


@blueprint.post("/last-day")
def move_to_last_day() -> ResponseReturnValue:
    """Make these goals due on the last day that the plan has now."""
    found = goals_left_behind()
    if found is not None:
        keeping.change(own_file(), partial(_moved, found=found, today=services().today()))
    return back_to_list()


def _moved(stored: Mapping[str, Any], token: str, found: LeftBehind, today: datetime.date) -> dict[str, Any]:
    there = {goal.id for goal in goals_from_json(stored)}  # another window may have taken one out
    names = [goal.id for goal in found.goals if goal.id in there]
    return changes.move_to_day(stored, names, found.ends, token, today)
