"""Hours as the weeks of a plan are filled with them: in whole minutes, for a person and for a strategy."""

from __future__ import annotations

from engine.fact_makers import LEAST_HOURS, USUAL_HOURS
from engine.model import Plan
from engine.schema import Strategy


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
