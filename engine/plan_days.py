"""The days of a plan as its person named them, from their answers as they are kept.

Only what was said counts here: an end that `engine/calendar.py` assumed is no one's deadline.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.calendar import last_of
from engine.typed_days import as_day


def last_day_named(answers: Mapping[str, Any]) -> datetime.date | None:
    """The plan's last day, where it was named, or can be counted from the first one and the length."""
    ends = as_day(answers.get("plan_end"))
    starts, length = as_day(answers.get("plan_start")), answers.get("plan_length")
    if ends is not None or starts is None or not isinstance(length, int | float) or length < 1:
        return ends
    return last_of(starts, int(length))


def days_of_plan(answers: Mapping[str, Any]) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day, where both are known so and fit together."""
    starts, ends = as_day(answers.get("plan_start")), last_day_named(answers)
    return (starts, ends) if starts and ends and starts <= ends else None
