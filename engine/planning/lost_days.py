"""Days that were lost, or will be: what isn't done moves on by as many, and no week overflows.

What stays: what a safety rule pinned, what has a day that the paper names, what is done, what repeats (it
just goes on), and what belongs to a day of the plan itself, the midpoint, the last days and after. All that
fills its weeks first; the rest takes the room that is left (`load.fit_around`), starts later or takes longer,
and where the end comes first it is left out with a reason.

Only days that lie after the making of the plan count. A plan that was made since has left them out already.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.calendar import workday
from engine.language import gettext as _
from engine.language import mark
from engine.model import Calendar, LeftOut, Plan, PlanItem, Recommendation
from engine.planning.load import Candidate, fit_around
from engine.planning.own_changes import LostDays
from engine.planning.windows import Slot, moved
from engine.schema import Strategy

LOST = "lost_days"
LOST_SAYS = mark("After the days that were lost, there is no room for it before the end.")
OF_THE_PLAN = ("midpoint", "final", "after")
"""Phases that are bound to days of the plan itself."""
USUAL_HOURS = 4.0


def lost_in(plan: Plan, change: LostDays) -> int:
    """How many of the lost days lie in this plan."""
    return max(min(change.days, (change.resume - plan.today).days), 0)


def without_lost_days(
    plan: Plan, change: LostDays, named: Mapping[str, datetime.date], calendar: Calendar
) -> Plan:
    """The plan after the lost days; `named` are days that can't be moved past, by item."""
    days = lost_in(plan, change)
    if days == 0 or change.resume > plan.ends:
        return plan
    from_then = replace(calendar, today=change.resume)
    fixed, moving, no_room = [], [], []
    for item in plan.items:
        if not _stays(item, change, named, calendar):
            slot = _shifted(item, days, from_then)
            if slot is None:
                no_room.append(item.id)
            else:
                moving.append(_candidate(item, slot))
        elif not item.pinned and item.id not in change.done and item.due >= change.resume:
            fixed.append(_candidate(item, _from(item, change.resume)))
    hours = plan.facts.get("weekly_hours")
    weekly = hours if isinstance(hours, int | float) else USUAL_HOURS
    placed, without = fit_around(fixed, moving, weekly, from_then)
    slots = {one.strategy.id: one.slot for one in placed}
    no_room += [one.strategy.id for one in without]
    items = tuple(_on(item, slots.get(item.id)) for item in plan.items if item.id not in no_room)
    left_out = (*plan.left_out, *(LeftOut(one, LOST, _(LOST_SAYS)) for one in no_room))
    return replace(plan, items=items, left_out=tuple(sorted(left_out, key=lambda one: one.strategy)))


def _from(item: PlanItem, day: datetime.date) -> Slot:
    return Slot(item.phase, max(item.start, day), item.due, item.late, named=True)


def _stays(item: PlanItem, change: LostDays, named: Mapping[str, datetime.date], calendar: Calendar) -> bool:
    if item.pinned or item.id in named or item.id in change.done or item.repeats is not None:
        return True
    of_the_plan = item.phase in OF_THE_PLAN and not calendar.over
    return of_the_plan and item.start >= change.resume


def _shifted(item: PlanItem, days: int, calendar: Calendar) -> Slot | None:
    """The days an item would like, once the person goes on; None where the end comes first."""
    on = datetime.timedelta(days=days)
    start = max(item.start + on, calendar.today)
    if start > calendar.ends:
        return None
    due = min(max(item.due + on, start + (item.due - item.start)), calendar.ends)
    on_workday = workday(due.toordinal(), start.toordinal())
    if on_workday <= calendar.ends.toordinal():
        due = datetime.date.fromordinal(on_workday)
    phase = item.phase if item.phase == "after" else None
    slot = moved(Slot(item.phase, item.start, item.due, item.late), start, due, False, calendar)
    return slot._replace(phase=phase or slot.phase)


def _candidate(item: PlanItem, slot: Slot) -> Candidate:
    """What the load needs to know of an item, whoever added it."""
    known: dict[str, Any] = {
        "id": item.id,
        "track": item.track,
        "phase": slot.phase,
        "repeats": item.repeats,
        "late": "pull",
        "effort_hours": item.effort_hours,
    }
    strategy = Strategy.model_construct(**known)
    return Candidate(strategy, Recommendation(item.id, item.score, item.pinned, ()), slot)


def _on(item: PlanItem, slot: Slot | None) -> PlanItem:
    return item if slot is None else item._replace(start=slot.start, due=slot.due, phase=slot.phase)
