"""Hours as the weeks of a plan are filled with them: in whole minutes, for a person and for a strategy."""

from __future__ import annotations

from engine.fact_makers import LEAST_HOURS, USUAL_HOURS
from engine.model import Calendar, Plan
from engine.schema import Strategy

FEW_MINUTES = 180
"""Up to so many minutes a week, every week is full from the first day on."""
FEW_DAYS = 14
"""With so many days left or fewer, there is as little room as with few minutes."""
LAST_MINUTES = 360
"""With so many minutes left before the end or fewer, what matters most goes first, whatever its track."""


def hours_a_week(plan: Plan) -> float:
    """The hours that a plan counts on each week; at least `LEAST_HOURS`."""
    hours = plan.facts.get("weekly_hours")
    return max(hours if isinstance(hours, int | float) else USUAL_HOURS, LEAST_HOURS)


def minutes_a_week(weekly_hours: float) -> int:
    """Whole minutes a week that a plan counts with."""
    return int(max(weekly_hours, LEAST_HOURS) * 60)


def minutes_of(strategy: Strategy) -> int:
    """Whole minutes that a strategy takes: in all, or each week where it repeats."""
    return round(strategy.effort_hours * 60)


def has_few_hours_a_week(weekly_hours: float, calendar: Calendar) -> bool:
    """Whether a plan that is ahead or runs has few hours a week."""
    return minutes_a_week(weekly_hours) <= FEW_MINUTES and not (calendar.over or calendar.quiet)


def has_few_hours(weekly_hours: float, calendar: Calendar) -> bool:
    """Whether a plan that is ahead or runs has few hours a week, or few days left."""
    few_days = _days_left(calendar) <= FEW_DAYS and not (calendar.over or calendar.quiet)
    return few_days or has_few_hours_a_week(weekly_hours, calendar)


def has_few_hours_left(weekly_hours: float, calendar: Calendar) -> bool:
    """Whether a plan that is ahead or runs has few hours left before its end."""
    few = minutes_a_week(weekly_hours) * _days_left(calendar) <= 7 * LAST_MINUTES
    return few and not (calendar.over or calendar.quiet)


def _days_left(calendar: Calendar) -> int:
    return (calendar.ends - calendar.today).days
