"""Weeks that a person's own change makes fuller than their hours: told, and then theirs to decide.

The weeks are filled as `load` fills them: what is done once is spread evenly over its weeks, what repeats
takes its hours in each of them, and what is pinned counts for nothing. What is done takes no time any more.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from engine.calendar import week_of
from engine.model import Plan
from engine.planning.hours import hours_a_week
from engine.planning.own_changes import PlanChange, PutOff, Reschedule
from engine.planning.working import NamedDays, work

ONE_WEEK = datetime.timedelta(days=7)
MOST_TRIES = 26


@dataclass(frozen=True, slots=True)
class FullWeek:
    """A calendar week, from `monday` on, that holds `hours` of steps where the person has `has`."""

    monday: datetime.date
    hours: float
    has: float


def fuller_weeks(before: Plan, after: Plan, done: Collection[str]) -> tuple[FullWeek, ...]:
    """The weeks that hold more than the person's hours in the plan after a change, and less before it.

    `done` are the ids of items that are done for good.
    """
    has = hours_a_week(after)
    was, now = _minutes(before, done), _minutes(after, done)
    return tuple(
        FullWeek(datetime.date.fromordinal(week * 7 + 1), round(minutes / 60, 1), has)
        for week, minutes in sorted(now.items())
        if minutes > has * 60 and minutes > was[week]
    )


def _minutes(plan: Plan, done: Collection[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    for item in plan.items:
        if item.pinned or item.id in done:
            continue
        first, last = week_of(item.start.toordinal()), week_of(item.due.toordinal())
        whole = round(item.effort_hours * 60)
        for week in range(first, last + 1):
            found[week] += whole if item.repeats else -(-whole // (last - first + 1))
    return found


def week_with_room(
    plan: Plan, change: PlanChange, done: Collection[str], named: NamedDays
) -> tuple[datetime.date, datetime.date] | None:
    """The first days after those of the change on which the item fits into the person's hours; or None."""
    what = change.what
    if not isinstance(what, PutOff | Reschedule):
        return None
    for other in _later(plan, what):
        after = work(plan, [replace(change, what=other)], named)
        item = next((one for one in after.items if one.id == other.item), None)
        if item is None or item.start < _begin(other):
            return None
        if not fuller_weeks(plan, after, done):
            return item.start, item.due
    return None


def _begin(what: PutOff | Reschedule) -> datetime.date:
    return what.until if isinstance(what, PutOff) else what.start


def _later(plan: Plan, what: PutOff | Reschedule) -> Iterator[PutOff | Reschedule]:
    """The same change, beginning on each of the Mondays that follow, as long as the plan goes on."""
    begin = _begin(what)
    monday = begin - datetime.timedelta(days=begin.weekday())
    for count in range(1, MOST_TRIES):
        start = monday + ONE_WEEK * count
        if start > plan.ends:
            return
        if isinstance(what, PutOff):
            yield replace(what, until=start)
        else:
            due = start + (what.due - what.start)
            if due > plan.ends:
                return
            yield replace(what, start=start, due=due)
