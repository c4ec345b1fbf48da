"""The dates of a plan, from what the person said of theirs: start, end, length and stage.

Dates beat the stated stage; an outcome (passed, ended) beats both, since a plan can end before its last day.
Whatever had to be taken for granted is an `Assumption` with a sentence for the person.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from engine.conditions import Value
from engine.errors import InputError, Mistake
from engine.model import Assumption, Calendar

USUAL_DAYS = 60
"""A PIP's length where none is given: between the usual 30 and 90 days (docs/requirements.md, 1.1b)."""
OPEN_DAYS = 90
"""The length of a plan with no PIP to end it: before one, or after it."""
NEAR_END_DAYS = 14
LONGEST_DAYS = 730
ONE_DAY = datetime.timedelta(days=1)

Answers = Mapping[str, Value]


def date_of(answers: Answers, question: str) -> datetime.date | None:
    """A date answer, or None."""
    value = answers.get(question)
    return value if isinstance(value, datetime.date) else None


def week_of(day: int) -> int:
    """The number of the calendar week, Monday to Sunday, of a day given as its ordinal."""
    return (day - 1) // 7


def workday(day: int, earliest: int) -> int:
    """A day, as its ordinal, off the weekend: the workday before, or after where that is too early."""
    weekend = (day - 1) % 7 - 4
    if weekend <= 0:
        return day
    return day - weekend if day - weekend >= earliest else day + 3 - weekend


def _days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def lay(answers: Answers, today: datetime.date, where: str) -> tuple[Calendar, tuple[Assumption, ...]]:
    """The calendar and what it assumes; InputError for an end before the start, or a plan of over two
    years.
    """
    start, end = date_of(answers, "plan_start"), date_of(answers, "plan_end")
    _refuse_impossible(start, end, where)
    stage = answers.get("pip_stage")
    if stage in ("passed", "ended"):
        set_aside = _dates_set_aside(stage, end, today)
        return Calendar(today, today, today + _days(OPEN_DAYS), over=True), set_aside
    if start is None and end is None and "plan_length" not in answers:
        return _without_dates(stage, today)
    start, end, assumed = _completed(answers, start, end, today, stage)
    if end < today:
        says = f"By your dates the plan ended on {end.isoformat()}. So these steps are about what comes now."
        note = Assumption("pip_stage", stage or "", says)
        return Calendar(today, today, today + _days(OPEN_DAYS), over=True), (*assumed, note)
    calendar = Calendar(today, start, end, over=False)
    return calendar, (*assumed, *_stage_overruled(stage, calendar))


def _refuse_impossible(start: datetime.date | None, end: datetime.date | None, where: str) -> None:
    if start is None or end is None:
        return
    if end < start:
        what = f"the end, {end.isoformat()}, is before the start, {start.isoformat()}"
        raise InputError([Mistake(where, what, "plan_end", accepted=f"a date from {start.isoformat()} on")])
    if (end - start).days > LONGEST_DAYS:
        what = f"{(end - start).days} days lie between the start and the end"
        raise InputError([Mistake(where, what, "plan_end", accepted=f"at most {LONGEST_DAYS} days")])


def _dates_set_aside(stage: Value, end: datetime.date | None, today: datetime.date) -> tuple[Assumption, ...]:
    if end is None or end < today:
        return ()
    says = "You said the plan is over, though its end date is still ahead. This plan starts from today."
    return (Assumption("plan_end", end, says),)


def _without_dates(stage: Value | None, today: datetime.date) -> tuple[Calendar, tuple[Assumption, ...]]:
    if stage == "warned":
        calendar = Calendar(today, today, today + _days(OPEN_DAYS), over=False)
        says = f"There is no plan yet, so these steps cover the next {OPEN_DAYS} days."
        return calendar, (Assumption("plan_end", calendar.ends, says),)
    if stage == "near_end":
        ends = today + _days(NEAR_END_DAYS)
        says = f"You said the end is near but gave no date. We took {NEAR_END_DAYS} days from today."
        return Calendar(today, ends - _days(USUAL_DAYS), ends, over=False), (
            Assumption("plan_end", ends, says),
        )
    calendar = Calendar(today, today, today + _days(USUAL_DAYS), over=False)
    return calendar, (
        Assumption("plan_start", today, "You gave no start date, so the plan starts today."),
        Assumption(
            "plan_end", calendar.ends, f"You gave no end date. We took {USUAL_DAYS} days, a common length."
        ),
    )


def _completed(
    answers: Answers,
    start: datetime.date | None,
    end: datetime.date | None,
    today: datetime.date,
    stage: Value | None,
) -> tuple[datetime.date, datetime.date, tuple[Assumption, ...]]:
    """Start and end, one of them or the length given."""
    assumed: list[Assumption] = []
    length = answers.get("plan_length")
    if end is None:
        days = int(length) if isinstance(length, int | float) else USUAL_DAYS
        if start is None:
            start = today
            assumed.append(
                Assumption("plan_start", start, "You gave no start date, so the plan starts today.")
            )
        end = start + _days(days)
        if not isinstance(length, int | float):
            while end < today and days + 30 <= LONGEST_DAYS:
                days += 30
                end = start + _days(days)
            assumed.append(
                Assumption("plan_end", end, f"You gave no end date. We took {days} days from the start.")
            )
    elif start is None:
        usual = end - _days(USUAL_DAYS)
        start = min(end, today) if stage == "just_received" or usual > today else usual
        says = f"You gave no start date. We took {start.isoformat()}."
        assumed.append(Assumption("plan_start", start, says))
    assert start is not None
    return start, end, tuple(assumed)


def _stage_overruled(stage: Value | None, calendar: Calendar) -> tuple[Assumption, ...]:
    """A note where the dates tell another stage than the person did."""
    days_in = (calendar.today - calendar.starts).days
    days_left = (calendar.ends - calendar.today).days
    differs = {
        "warned": days_in >= 0,
        "just_received": days_in > 7,
        "under_way": days_in < 0,
        "near_end": days_left > NEAR_END_DAYS,
    }
    if not differs.get(str(stage), False):
        return ()
    says = f"By your dates this is day {days_in} with {days_left} days left. The plan follows the dates."
    if days_in < 0:
        says = f"By your dates the plan starts in {-days_in} days. The plan follows the dates."
    return (Assumption("pip_stage", str(stage), says),)
