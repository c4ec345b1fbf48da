"""Days that were lost, or will be: what isn't done moves on by as many, as far as the weeks have room.

What stays: what a safety rule pinned, what has a day that the paper names, an appointment of the person's
own, what is done, and what belongs to a day of the plan itself (the midpoint, the last days and after),
unless that very day was lost. What repeats and has begun just goes on; what has not begins as much later.
All that fills its weeks first, and so do the last stops, such as the proof page, wherever they move: no
plan goes without them. The rest takes the room that is left (`load.fit_around`): it moves on, starts later
or takes longer, and where the end comes first it is left out with a reason. Days that lie ahead move
nothing that can be done before them.

Only days of the plan count, and only those after its making: a plan that was made since has left them out.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.calendar import workday
from engine.language import gettext as _
from engine.language import mark
from engine.model import Calendar, LeftOut, Plan, PlanItem, Recommendation
from engine.planning.hours import hours_a_week
from engine.planning.load import fit_around
from engine.planning.named_days import days_of, on_days
from engine.planning.own_changes import LostDays
from engine.planning.weeks import Candidate
from engine.planning.windows import Slot, moved
from engine.schema import Strategy

LOST = "lost_days"
LOST_SAYS = mark("After the days that were lost, there is no room for it before the end.")
OF_THE_PLAN = ("midpoint", "final", "after")
"""Phases that are bound to days of the plan itself."""
LEAST_TURN = datetime.timedelta(days=7)
"""What repeats needs so many days, or it begins as it was to."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """The days that were lost, as they lie in one plan: from `first` on, up to the day before `resume`."""

    first: datetime.date
    resume: datetime.date
    ahead: bool
    """They lay ahead when the person said so: until then things can be done."""
    by: datetime.timedelta
    """By how much things move on: the lost days since the plan began."""
    calendar: Calendar
    """The plan's, as it is on the day on which the person goes on."""


def lost_in(plan: Plan, change: LostDays) -> int:
    """How many of the lost days lie in this plan."""
    return max(min(change.days, (change.resume - plan.today).days), 0)


def without_lost_days(
    plan: Plan, change: LostDays, on: datetime.date, named: Mapping[str, datetime.date], calendar: Calendar
) -> Plan:
    """The plan after lost days that were recorded `on` a day; `named` are days that can't be moved past, by
    item.
    """
    days = lost_in(plan, change)
    if days == 0 or change.resume > plan.ends:
        return plan
    first = change.resume - datetime.timedelta(days=days)
    by = max(change.resume - max(first, plan.starts), datetime.timedelta())
    gap = _Gap(first, change.resume, first > max(on, plan.today), by, replace(calendar, today=change.resume))
    slots: dict[str, Slot] = {}
    fixed, moving, no_room = [], [], []
    for item in plan.items:
        if item.pinned or item.id in change.done:
            continue
        slot = None if item.id in named else _wished(item, gap)
        if slot is None:
            fixed.append(_candidate(item, _as_it_is(item, gap)))
        elif item.repeats is not None or item.phase == "final" or _of_a_day(item, gap):
            slots[item.id] = slot
            fixed.append(_candidate(item, slot))
        elif slot.start > plan.ends and item.phase != "after":
            no_room.append(item.id)
        else:
            moving.append(_candidate(item, slot))
    ahead = [one for one in fixed if one.slot.due >= gap.resume]
    placed, without = fit_around(ahead, moving, hours_a_week(plan), gap.calendar)
    slots |= {one.strategy.id: one.slot for one in placed}
    no_room += [one.strategy.id for one in without]
    staying = days_of(plan, named)
    items = tuple(_on(item, slots.get(item.id), staying) for item in plan.items if item.id not in no_room)
    left_out = (*plan.left_out, *(LeftOut(one, LOST, _(LOST_SAYS)) for one in no_room))
    return replace(plan, items=items, left_out=tuple(sorted(left_out, key=lambda one: one.strategy)))


def _as_it_is(item: PlanItem, gap: _Gap) -> Slot:
    return Slot(item.phase, max(item.start, min(gap.resume, item.due)), item.due, item.late, named=True)


def _of_a_day(item: PlanItem, gap: _Gap) -> bool:
    """Whether it belongs to a day of the plan that is still to come."""
    return item.phase in OF_THE_PLAN and not gap.calendar.over and item.due >= gap.resume


def _wished(item: PlanItem, gap: _Gap) -> Slot | None:
    """The days an item would like once the person goes on; None where it stays."""
    if item.at is not None or (item.by_person and item.due >= gap.resume):
        return None
    if _of_a_day(item, gap):
        begins = gap.first <= item.start < gap.resume
        return Slot(item.phase, gap.resume, item.due, item.late) if begins else None
    if item.repeats is not None:
        return _routine(item, gap)
    length = item.due - item.start
    if item.due < gap.first:
        return None if gap.ahead else _slot(item, gap.resume, gap.resume + length, gap)
    if item.start < gap.first:
        return _slot(item, item.start if gap.ahead else gap.resume, item.due + gap.by, gap)
    start = max(item.start + gap.by, gap.resume)
    if start + length > gap.calendar.ends:  # near the end it moves on as far as it can
        start = max(gap.calendar.ends - length, item.start, gap.resume)
    return _slot(item, start, start + length, gap)


def _routine(item: PlanItem, gap: _Gap) -> Slot | None:
    if item.start < gap.first:
        return None
    for start in (max(item.start + gap.by, gap.resume), max(item.start, gap.resume)):
        if start + LEAST_TURN <= item.due:
            return Slot(item.phase, start, item.due, item.late, named=True)
    return None


def _slot(item: PlanItem, start: datetime.date, due: datetime.date, gap: _Gap) -> Slot:
    """These days, off a weekend and up to the end, under the phase of their first one."""
    ends = gap.calendar.ends
    due = max(min(due, ends), min(start, ends), gap.resume)
    on_workday = workday(due.toordinal(), max(start, gap.resume).toordinal())
    if on_workday <= ends.toordinal():
        due = datetime.date.fromordinal(on_workday)
    slot = moved(Slot(item.phase, item.start, item.due, item.late), start, due, False, gap.calendar)
    return slot._replace(phase=_phase(item, slot.phase))


def _phase(item: PlanItem, now: str) -> str:
    """What belongs to a day of the plan still does; nothing else becomes part of it by moving there."""
    if item.phase in OF_THE_PLAN:
        return item.phase
    return "weekly" if now in OF_THE_PLAN else now


def _candidate(item: PlanItem, slot: Slot) -> Candidate:
    """What the load needs to know of an item, whoever added it."""
    known: dict[str, Any] = {
        "id": item.id,
        "track": item.track,
        "phase": slot.phase if slot.phase in OF_THE_PLAN else "weekly",
        "repeats": item.repeats,
        "late": "pull",
        "effort_hours": item.effort_hours,
    }
    strategy = Strategy.model_construct(**known)
    return Candidate(strategy, Recommendation(item.id, item.score, item.pinned, ()), slot)


def _on(item: PlanItem, slot: Slot | None, staying: Collection[datetime.date]) -> PlanItem:
    if slot is None:
        return item
    return on_days(item, slot.start, slot.due, staying)._replace(phase=_phase(item, slot.phase))
