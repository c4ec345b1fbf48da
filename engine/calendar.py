"""The dates of a plan, from what the person said of theirs: start, end, length and stage.

Dates beat the stated stage; an outcome (passed, ended) beats both, since a plan can end before its last day.
Whatever had to be taken for granted is an `Assumption` with a sentence for the person.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from engine.conditions import Value
from engine.errors import InputError, Mistake
from engine.language import full_day, ngettext
from engine.language import gettext as _
from engine.model import Assumption, Calendar

USUAL_DAYS = 60
"""A PIP's length where none is given: between the usual 30 and 90 days (docs/requirements.md, 1.1b)."""
OPEN_DAYS = 90
"""The length of a plan with no PIP to end it: before one, or after it. Today is the first of its days."""
NO_PLAN = "no_plan"
"""The stage of someone who has no PIP and wants to keep it so. Dates of a plan are not asked then."""
EXTENDED = "extended"
EXTRA_DAYS = 30
"""Days that are left of a plan that was made longer, and before today at the least, where no date says so."""
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


def last_of(start: datetime.date, days: int) -> datetime.date:
    """The last of so many days, of which `start` is the first: one day ends on the day it starts."""
    return start + _days(days - 1)


def first_of(end: datetime.date, days: int) -> datetime.date:
    """The first of so many days, of which `end` is the last."""
    return end - _days(days - 1)


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
        return Calendar(today, today, last_of(today, OPEN_DAYS), over=True), set_aside
    if stage == NO_PLAN:
        return _own_quarter(today)
    if start is None and end is None and "plan_length" not in answers:
        return _without_dates(stage, today)
    start, end, assumed = _completed(answers, start, end, today, stage)
    if end < today:
        says = _(
            "By your dates the plan ended on %(day)s. So these steps are about what comes now.",
            day=full_day(end),
        )
        note = Assumption("pip_stage", stage or "", says)
        return Calendar(today, today, last_of(today, OPEN_DAYS), over=True), (*assumed, note)
    calendar = Calendar(today, start, end, over=False)
    return calendar, (*assumed, *_stage_overruled(stage, calendar))


def _refuse_impossible(start: datetime.date | None, end: datetime.date | None, where: str) -> None:
    if start is None or end is None:
        return
    if end < start:
        what = _("the end, %(end)s, is before the start, %(start)s", end=end, start=start)
        accepted = _("a date from %(day)s on", day=start)
        raise InputError([Mistake(where, what, "plan_end", accepted=accepted)])
    if (end - start).days > LONGEST_DAYS:
        what = _("%(n)s days lie between the start and the end", n=(end - start).days)
        accepted = _("at most %(n)s days", n=LONGEST_DAYS)
        raise InputError([Mistake(where, what, "plan_end", accepted=accepted)])


def _dates_set_aside(stage: Value, end: datetime.date | None, today: datetime.date) -> tuple[Assumption, ...]:
    if end is None or end < today:
        return ()
    says = _("You said the plan is over, though its end date is still ahead. This plan starts from today.")
    return (Assumption("plan_end", end, says),)


def _own_quarter(today: datetime.date) -> tuple[Calendar, tuple[Assumption, ...]]:
    ends = last_of(today, OPEN_DAYS)
    says = _("There is no plan from work, so these steps cover your next %(n)s days.", n=OPEN_DAYS)
    return Calendar(today, today, ends, over=False, quiet=True), (Assumption("plan_end", ends, says),)


def _without_dates(stage: Value | None, today: datetime.date) -> tuple[Calendar, tuple[Assumption, ...]]:
    if stage == "warned":
        calendar = Calendar(today, today, last_of(today, OPEN_DAYS), over=False)
        says = _("There is no plan yet, so these steps cover the next %(n)s days.", n=OPEN_DAYS)
        return calendar, (Assumption("plan_end", calendar.ends, says),)
    if stage == "near_end":
        ends = today + _days(NEAR_END_DAYS)
        says = _("You said the end is near but gave no date. We took %(n)s days from today.", n=NEAR_END_DAYS)
        return Calendar(today, first_of(ends, USUAL_DAYS), ends, over=False), (
            Assumption("plan_end", ends, says),
        )
    if stage == EXTENDED:
        ends = today + _days(EXTRA_DAYS)
        says = _(
            "You said the plan was made longer but gave no date. We took %(n)s days from today.", n=EXTRA_DAYS
        )
        return Calendar(today, first_of(ends, OPEN_DAYS), ends, over=False), (
            Assumption("plan_end", ends, says),
        )
    calendar = Calendar(today, today, last_of(today, USUAL_DAYS), over=False)
    return calendar, (
        Assumption("plan_start", today, _("You gave no start date, so the plan starts today.")),
        Assumption(
            "plan_end",
            calendar.ends,
            _("You gave no end date. We took %(n)s days, a common length.", n=USUAL_DAYS),
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
    if end is None and stage == "near_end":
        guess = _end_is_near(start, length, today)
        if guess is not None:
            return guess
    if end is None:
        days = int(length) if isinstance(length, int | float) else USUAL_DAYS
        if start is None:
            start = today
            assumed.append(
                Assumption("plan_start", start, _("You gave no start date, so the plan starts today."))
            )
        end = last_of(start, days)
        if not isinstance(length, int | float):
            while end < today and days + 30 <= LONGEST_DAYS:
                days += 30
                end = last_of(start, days)
            says = _("You gave no end date. We took %(n)s days from the start.", n=days)
            assumed.append(Assumption("plan_end", end, says))
    elif start is None:
        usual = first_of(end, USUAL_DAYS)
        start = min(end, today) if stage == "just_received" or usual > today else usual
        if stage == EXTENDED:
            start = min(usual, today - _days(EXTRA_DAYS))
        says = _("You gave no start date. We took %(day)s.", day=full_day(start))
        assumed.append(Assumption("plan_start", start, says))
    assert start is not None
    return start, end, tuple(assumed)


def _end_is_near(
    start: datetime.date | None, length: Value | None, today: datetime.date
) -> tuple[datetime.date, datetime.date, tuple[Assumption, ...]] | None:
    """The dates of a plan whose end is near but not given: only a start, or only a length, is known.

    What was said beats what would be guessed from a usual length. None where both are known, or where the
    start is ahead or too long ago: then the dates speak.
    """
    days = int(length) if isinstance(length, int | float) else None
    if (start is None) == (days is None):
        return None
    ends = today + _days(NEAR_END_DAYS if days is None else min(NEAR_END_DAYS, days - 1))
    if start is None:
        assert days is not None
        start = first_of(ends, days)
    elif start > today or (ends - start).days > LONGEST_DAYS:
        return None
    left = (ends - today).days
    says = ngettext(
        "You said the end is near but gave no date. We took %(n)s day from today.",
        "You said the end is near but gave no date. We took %(n)s days from today.",
        left,
        n=left,
    )
    return start, ends, (Assumption("plan_end", ends, says),)


def _stage_overruled(stage: Value | None, calendar: Calendar) -> tuple[Assumption, ...]:
    """A note where the dates tell another stage than the person did."""
    days_in = (calendar.today - calendar.starts).days
    days_left = (calendar.ends - calendar.today).days
    differs = {
        "warned": days_in >= 0,
        "just_received": days_in > 7,
        "under_way": days_in < 0,
        "near_end": days_left > NEAR_END_DAYS or days_in < 0,
        "extended": days_in < 0,
    }
    if not differs.get(str(stage), False):
        return ()
    if days_in < 0:
        says = ngettext(
            "By your dates the plan starts in %(n)s day. The plan follows the dates.",
            "By your dates the plan starts in %(n)s days. The plan follows the dates.",
            -days_in,
            n=-days_in,
        )
    else:
        says = ngettext(
            "By your dates this is day %(day)s with %(n)s day left. The plan follows the dates.",
            "By your dates this is day %(day)s with %(n)s days left. The plan follows the dates.",
            days_left,
            day=days_in + 1,
            n=days_left,
        )
    return (Assumption("pip_stage", str(stage), says),)
