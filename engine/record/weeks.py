"""Which week a report speaks of: Monday to Sunday, named by its Monday."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from engine.goals.pace import monday_of

A_WEEK = datetime.timedelta(days=7)
LATE = 2
"""A report that is written on a Monday or a Tuesday is about the week before."""
MOST_WEEKS = 26
"""To choose from."""


def usual_week(today: datetime.date, earliest: datetime.date | None) -> datetime.date:
    """The Monday of the week that a report of today is about, if nothing else is chosen.

    `earliest` is the first day that there can be something to tell of: before it there is no week.
    """
    this = monday_of(today)
    before = this - A_WEEK
    late = today.weekday() < LATE and earliest is not None and monday_of(earliest) <= before
    return before if late else this


def weeks_to_tell(today: datetime.date, days: Iterable[datetime.date]) -> tuple[datetime.date, ...]:
    """The Mondays from the first of these days to today, the latest first; this week is always among them."""
    this = monday_of(today)
    first = monday_of(min((day for day in days if day <= today), default=today))
    found = [this]
    while len(found) < MOST_WEEKS and found[-1] > first:
        found.append(found[-1] - A_WEEK)
    return tuple(found)


def last_day(monday: datetime.date, today: datetime.date) -> datetime.date:
    """The last day of a week that can be told of today."""
    return min(today, monday + A_WEEK - datetime.timedelta(days=1))
