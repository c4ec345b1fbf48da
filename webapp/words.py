"""Template filters that say dates, hours, answers and phases the way a person would."""

from __future__ import annotations

import datetime
from typing import Any

from flask import Flask

from engine import language
from engine.answers_text import in_words
from engine.evidence import IN_SHORT, in_short
from engine.language import gettext as _
from engine.language import mark
from engine.model import PlanItem
from engine.schema import Question, Resource
from engine.standing import Checked, checked
from engine.typed_days import as_typed, day_or_none
from engine.words import REPEATS, TRACK_TITLES, phase_title, track_title

GRADES = {
    "A": mark(
        "Many careful studies point this way. They were about work or habits, "
        "hardly ever about plans like yours."
    ),
    "B": mark("One careful study, a law or official guidance says so."),
    "C": mark("People who work with such plans agree on it. It has not been tested in a study."),
    "D": mark("One article says so, or it is our own idea. Take it as a suggestion."),
}


AGAIN = {
    "daily": mark("Start again for today"),
    "weekly": mark("Start again for this week"),
    "fortnightly": mark("Start again for these two weeks"),
    "monthly": mark("Start again for this month"),
}
"""What a habit's button says, by how often the habit comes back."""
UNTIL = {
    "daily": mark("Every day until %(last)s"),
    "weekly": mark("Every week until %(last)s"),
    "fortnightly": mark("Every two weeks until %(last)s"),
    "monthly": mark("Every month until %(last)s"),
}
FROM = {
    "daily": mark("Every day from %(first)s until %(last)s"),
    "weekly": mark("Every week from %(first)s until %(last)s"),
    "fortnightly": mark("Every two weeks from %(first)s until %(last)s"),
    "monthly": mark("Every month from %(first)s until %(last)s"),
}
"""When a habit is for: one that has begun, and one that begins later."""


def as_date(value: datetime.date | str) -> datetime.date:
    """A date from a date or from YYYY-MM-DD."""
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def day(value: datetime.date | str) -> str:
    """`Monday 2 March`."""
    return language.weekday_and_day(as_date(value))


def short_day(value: datetime.date | str) -> str:
    """`Mon 2 Mar`."""
    return language.short_day(as_date(value))


def full_day(value: datetime.date | str) -> str:
    """`2 March 2026`."""
    return language.full_day(as_date(value))


def picked(value: object) -> str:
    """YYYY-MM-DD of the day in a box, for the calendar beside it; empty where there is none to be read."""
    from webapp import services  # it imports this module

    found = day_or_none(as_typed(value), services().today())
    return found.isoformat() if found else ""


def moment(value: datetime.datetime) -> str:
    """`2026-03-02 14:05`, in every language: a line of a record, which sorts and needs no words."""
    return value.isoformat(" ", "minutes")[:16]


def too_long(most: int, now: int) -> str:
    """That a text has more signs than may be."""
    return _(
        "Use %(most)s characters or fewer. Now there are %(now)s.",
        most=language.number(most),
        now=language.number(now),
    )


def when(item: PlanItem, today: datetime.date) -> str:
    """When an item is for, as its card says it on a day: `Every week until Fri 3 Apr`, `By Mon 9 Mar`."""
    first, last = short_day(item.start), short_day(item.due)
    ahead = item.start > today
    if item.repeats:
        told = _((FROM if ahead else UNTIL)[item.repeats], first=first, last=last)
    elif item.due == today:
        told = _("Today")
    elif item.start == item.due:
        told = last
    else:
        told = _("%(first)s to %(last)s", first=first, last=last) if ahead else _("By %(day)s", day=last)
    return _("%(days)s, at %(time)s", days=told, time=f"{item.at:%H:%M}") if item.at else told


def answer(question: Question, value: Any) -> str:
    """A plain (JSON-able) answer in the question's own words; nothing given reads "Skipped"."""
    if value is None or value in ("", [], ()):
        return _("Skipped")
    if question.type == "date" and isinstance(value, str):
        value = as_date(value)
    return in_words(question, tuple(value) if isinstance(value, list) else value)


def checked_today(resource: Resource) -> Checked:
    """How far a place to go has been checked, today."""
    from webapp import services  # it reads this module first

    return checked(resource, services().today())


WEEKS_BETWEEN = {"fortnightly": 2, "monthly": 4}


def effort(item: PlanItem) -> str:
    """The time an item takes, as people count it: `2 hours`, `45 minutes a week`, `1 hour each time`."""
    if item.repeats is None:
        return language.hours(item.effort_hours)
    if item.repeats in WEEKS_BETWEEN:
        return _("%(time)s each time", time=language.hours(item.effort_hours * WEEKS_BETWEEN[item.repeats]))
    return _("%(time)s a week", time=language.hours(item.effort_hours))


def init_app(app: Flask) -> None:
    """Give the filters and word lists to every template; the lists are in English until `_` has said them."""
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        full_day=full_day,
        in_box=as_typed,
        picked=picked,
        moment=moment,
        hours=language.hours,
        number=language.number,
        answer=answer,
        effort=effort,
    )
    app.jinja_env.globals.update(checked=checked_today, in_short=in_short, IN_SHORT=IN_SHORT)
    app.jinja_env.globals.update(
        phase_title=phase_title,
        track_title=track_title,
        TRACKS=TRACK_TITLES,
        REPEATS=REPEATS,
        AGAIN=AGAIN,
        GRADES=GRADES,
        when=when,
    )
