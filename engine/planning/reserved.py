"""Room for what no plan goes without: the stops that are `reserved` in their strategies' files.

The calm pause and the private place of the first days, a status at halfway, a proof page, the result in
writing and the quiet second track find their room before anything else does (`load.fit`). The late ones get
days here on which few hours are enough for them.
"""

from __future__ import annotations

import datetime

from engine.model import Calendar
from engine.phases import SHORT_PLAN_DAYS
from engine.planning.hours import FEW_MINUTES, minutes_a_week, minutes_of
from engine.planning.windows import LEAST_DAYS, Slot, moved, windows
from engine.schema import Strategy

PART = 4
"""One in so many minutes of a week may go to one reserved task."""
WEEK = datetime.timedelta(7)


def in_good_time(slot: Slot, strategy: Strategy, weekly_hours: float, calendar: Calendar) -> Slot:
    """The slot of a reserved strategy on days that leave room for others; any other slot as it is, and that
    of a task of the first 48 hours.

    A task begins on a Monday, so soon that no week gives it more than a quarter of its minutes. With few
    hours a routine begins a week later, as the first days have enough of their own.
    """
    if not strategy.reserved or slot.phase == "first_48_hours" or calendar.over or calendar.quiet:
        return slot
    limit = minutes_a_week(weekly_hours)
    if strategy.repeats is not None:
        later = slot.start + WEEK
        if limit > FEW_MINUTES or (slot.due - later).days < SHORT_PLAN_DAYS:
            return slot
        return moved(slot, later, slot.due, True, calendar)
    due, weeks = slot.due.toordinal(), -(-PART * minutes_of(strategy) // limit)
    monday = due - (due - 1) % 7 - 7 * (weeks - 1)
    if monday > due - LEAST_DAYS and calendar.ends - calendar.today >= WEEK:
        monday -= 7
    earliest = max(calendar.today, windows(calendar)["weekly"].start).toordinal()
    start = datetime.date.fromordinal(max(monday, earliest))
    return slot._replace(start=min(slot.start, start) if limit <= FEW_MINUTES else min(start, slot.due))
