"""When a strategy's turn comes: each phase as days of this person's plan (docs/requirements.md, 2.5).

    first 48 hours   start .. start+2
    week 1           start+3 .. start+7
    weekly           start+7 .. end
    midpoint         the day in the middle (of two, the earlier one), with three days to prepare it
    final            the last five days, or the last 15 % where that is more
    after            end+1 .. end+90

Of a plan that is still ahead, the first 48 hours are those from today on: the person has heard of it, and
what helps then can't wait for the first day. A task of the first days has two days at least, even if its
phase ends sooner. A plan of under 21 days has no week 1 of its own: it is merged into the first 48 hours of
the plan. Once a plan is over, `after` and `weekly` cover all of what comes now. A quarter without a plan has
no first 48 hours and nothing after it: the one belongs to its first week, the other to all its weeks.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from engine.calendar import ONE_DAY, workday
from engine.language import gettext as _
from engine.model import Calendar, LeftOut, Recommendation
from engine.phases import MIDPOINT_DAYS, SHORT_PLAN_DAYS, final_days, phase_on
from engine.schema import Strategy

FIRST_DAYS = 2
AFTER_DAYS = 90
LONG_COURSE_HOURS = 5
LEAST_DAYS = 2
"""Days, after the first, that a task of the first days, of week 1 or of the middle gets even if its phase
ends today: who begins on the third day can't do seven things that evening, and others have to answer.
"""
FIRST_PHASES = ("first_48_hours", "week_1")
NOT_AT_ONCE = (*FIRST_PHASES, "midpoint")
ROOM_BEFORE_END = 7
"""From so many days left on, a task of the last days is due as long before the end as its strategy says."""
REST_DAYS = 3
WEEKLY_HOURS = 1.5
"""Hours a week that a single task takes at most of the long weekly phase, so that a course leaves room."""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a phase, both included."""

    start: datetime.date
    end: datetime.date


class Slot(NamedTuple):
    """Where an item would go if the weeks had room."""

    phase: str
    start: datetime.date
    due: datetime.date
    late: bool
    named: bool = False
    """It ends on a day that the person named, such as the one to sign by: it can't be moved past it."""


@lru_cache(maxsize=256)
def windows(calendar: Calendar) -> Mapping[str, Window]:
    """Every phase of a plan."""

    def day(count: int) -> datetime.date:
        return min(calendar.starts + ONE_DAY * count, calendar.ends)

    if calendar.over:
        whole = Window(calendar.today, calendar.ends)
        past = Window(calendar.today - ONE_DAY, calendar.today - ONE_DAY)
        return {
            **dict.fromkeys(("first_48_hours", "week_1", "midpoint", "final"), past),
            "weekly": whole,
            "after": whole,
        }
    length = calendar.days
    short = length < SHORT_PLAN_DAYS
    of_plan = Window(calendar.starts, day(7 if calendar.quiet else FIRST_DAYS))
    is_ahead = calendar.today < calendar.starts
    soon = min(calendar.today + ONE_DAY * FIRST_DAYS, calendar.ends)
    first = Window(calendar.today, soon) if is_ahead else of_plan
    half = day((length - 1) // 2)
    return {
        "first_48_hours": first,
        "week_1": of_plan if short or calendar.quiet else Window(day(3), day(7)),
        "weekly": Window(day(3 if short else 7), calendar.ends),
        "midpoint": Window(max(half - ONE_DAY * MIDPOINT_DAYS, calendar.starts), half),
        "final": Window(
            max(calendar.ends - ONE_DAY * (final_days(length) - 1), calendar.starts), calendar.ends
        ),
        "after": Window(calendar.starts, calendar.ends)
        if calendar.quiet
        else Window(calendar.ends + ONE_DAY, calendar.ends + ONE_DAY * AFTER_DAYS),
    }


def place(
    strategy: Strategy,
    recommendation: Recommendation,
    calendar: Calendar,
    last_day: datetime.date | None = None,
    soonest: datetime.date | None = None,
) -> Slot | LeftOut:
    """The slot of a strategy's own phase, or why there is none any more.

    `last_day` is a day the person named, such as the one to sign by: the slot ends no later, if it is
    still ahead. `soonest` is the first of all days so named that are ahead: what belongs to the first days is
    done by then.
    """
    too_short = _no_time_for(strategy, calendar)
    if too_short is not None:
        return LeftOut(strategy.id, "too_short", too_short)
    window = windows(calendar)[strategy.phase]
    passed = window.end < calendar.today
    if passed and strategy.late == "drop" and not recommendation.pinned:
        return LeftOut(strategy.id, "phase_passed", strategy.late_reason or "")
    short = calendar.days < SHORT_PLAN_DAYS and not calendar.over
    phase: str = "first_48_hours" if short and strategy.phase == "week_1" else strategy.phase
    if calendar.quiet:
        phase = {"first_48_hours": "week_1", "after": "weekly"}.get(phase, phase)
    begins_now = recommendation.pinned and phase in FIRST_PHASES
    start = calendar.today if begins_now else max(window.start, calendar.today)
    due = _due(strategy, window, start, passed, calendar)
    named = last_day is not None and last_day >= calendar.today
    if last_day is not None and named:
        start = start if start <= last_day else calendar.today
        due = min(due, last_day)
    if phase == "first_48_hours" and soonest is not None and strategy.repeats is None:
        due = max(min(due, soonest), start)
    if calendar.over:
        phase = "after"
    slot = Slot(phase, start, due, late=passed and not calendar.over, named=named)
    if recommendation.pinned or phase == "first_48_hours":
        return slot
    shifted = on_a_workday(slot, calendar)
    return slot if named and shifted.due > slot.due else shifted


def _no_time_for(strategy: Strategy, calendar: Calendar) -> str | None:
    """Why the plan is too short for a strategy, or None."""
    left = (calendar.ends - calendar.today).days
    if strategy.min_days_left is not None and left < strategy.min_days_left:
        return strategy.min_days_left_reason
    if strategy.course and not calendar.over and calendar.days < SHORT_PLAN_DAYS:
        weeks = max(calendar.days // 7, 1) if strategy.repeats else 1
        if strategy.effort_hours * weeks > LONG_COURSE_HOURS:
            return _("A plan of under three weeks has no room for a course of more than five hours.")
    return None


def _settle_days(strategy: Strategy) -> int:
    """Days, after the first, that a single task gets in a long phase: whole weeks."""
    return 7 * math.ceil(strategy.effort_hours / WEEKLY_HOURS) - 1


def _due(
    strategy: Strategy, window: Window, start: datetime.date, passed: bool, calendar: Calendar
) -> datetime.date:
    if strategy.repeats is not None:
        return window.end if strategy.phase == "after" else calendar.ends
    if passed:
        own_days = (window.end - window.start).days
        due = start + ONE_DAY * (_settle_days(strategy) if calendar.over else own_days)
        latest = calendar.ends
    else:
        due = (
            start + ONE_DAY * _settle_days(strategy) if strategy.phase in ("weekly", "after") else window.end
        )
        latest = window.end
    if strategy.days_before_end is not None and not calendar.over:
        before, left = strategy.days_before_end, (calendar.ends - calendar.today).days
        due = min(due, calendar.ends - ONE_DAY * min(before, left * before // ROOM_BEFORE_END))
    if strategy.within_days is not None:
        within = start + ONE_DAY * strategy.within_days
        due = within if strategy.phase in ("weekly", "after") else min(due, within)
    due = max(min(due, latest), start)
    if strategy.phase in NOT_AT_ONCE and not passed:
        due = max(due, min(_soon_enough(strategy, start), calendar.ends))
    return due


def _soon_enough(strategy: Strategy, start: datetime.date) -> datetime.date:
    """The day that a task of the first days gets though its phase ends sooner; the Monday after a weekend."""
    if strategy.within_days is not None and strategy.within_days < LEAST_DAYS:
        return start + ONE_DAY * strategy.within_days
    due = start + ONE_DAY * LEAST_DAYS
    return due if due.weekday() < 5 else due + ONE_DAY * (7 - due.weekday())


def on_a_workday(slot: Slot, calendar: Calendar) -> Slot:
    """The slot with `due` moved off the weekend: to the workday before, or after where that would be too
    early.
    """
    if slot.due.weekday() < 5:
        return slot
    earliest = max(calendar.today, slot.start)
    due = datetime.date.fromordinal(workday(slot.due.toordinal(), earliest.toordinal()))
    return Slot(slot.phase, slot.start, due, slot.late, slot.named)


def after_rest(
    slot: Slot, strategy: Strategy, calendar: Calendar, last_day: datetime.date | None = None
) -> Slot:
    """The slot begun later, for someone who does not feel safe: help comes first, and nothing else is asked
    for in the first days. What helps only now stays, and what could not be done later: `last_day` is the day
    that the person named for it.
    """
    rested = calendar.today + ONE_DAY * REST_DAYS
    if strategy.late == "drop" or slot.start >= rested:
        return slot
    due = slot.due if strategy.repeats else max(slot.due, rested + (slot.due - slot.start))
    if slot.named and last_day is not None:
        due = min(due, last_day)
    if due <= rested or due > calendar.ends:
        return slot
    later = moved(slot, rested, due, strategy.repeats is not None, calendar)
    return on_a_workday(later, calendar)


def moved(slot: Slot, start: datetime.date, due: datetime.date, repeats: bool, calendar: Calendar) -> Slot:
    """The slot on other days, under the phase that it then starts in.

    A task of the first 48 hours that only takes longer belongs where it ends. What only happens to fall
    on the middle or the last days is weekly: under those headings stands what belongs there.
    """
    phase = slot.phase
    if phase == "after":
        pass
    elif start != slot.start:
        phase = phase_on(start, calendar)
    elif phase == "first_48_hours" and not repeats:
        phase = phase_on(due, calendar)
    if phase in ("midpoint", "final") and phase != slot.phase:
        phase = "weekly"
    return Slot(phase, start, due, slot.late, slot.named)
