"""Which phase of a plan a day falls in (docs/requirements.md, phase arithmetic)."""

from __future__ import annotations

import datetime

from engine.model import Calendar

SHORT_PLAN_DAYS = 21
MIDPOINT_DAYS = 3
"""Days before the middle of a plan in which it is prepared, and after it in which it is still the midpoint.
"""


def phase_on(day: datetime.date, calendar: Calendar) -> str:
    """The phase a day falls in; days before the start count as the first 48 hours."""
    if calendar.over or day > calendar.ends:
        return "after"
    days_in, length = (day - calendar.starts).days, calendar.days
    half = (length - 1) // 2
    if days_in <= 2 and not calendar.quiet:
        return "first_48_hours"
    if (calendar.ends - day).days < final_days(length):
        return "final"
    if days_in <= 7 and length >= SHORT_PLAN_DAYS:
        return "week_1"
    return "midpoint" if abs(days_in - half) <= MIDPOINT_DAYS else "weekly"


def final_days(length: int) -> int:
    """Days in the final phase of a plan of `length` days: the last five, or the last 15 % where that is
    more.
    """
    return max(5, length * 15 // 100)
