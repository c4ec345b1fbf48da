"""Template filters that say dates, hours, answers and phases the way a person would."""

from __future__ import annotations

import datetime
from typing import Any

from flask import Flask

from engine.answers_text import day_in_words, in_words
from engine.schema import Question
from engine.words import PHASE_TITLES, REPEATS, TRACK_TITLES

GRADES = {
    "A": (
        "Many careful studies point this way. They were about work or habits, "
        "hardly ever about plans like yours."
    ),
    "B": "One careful study, a law or official guidance says so.",
    "C": "People who work with such plans agree on it. It has not been tested in a study.",
    "D": "One article says so, or it is our own idea. Take it as a suggestion.",
}


AGAIN = {
    "daily": "Start again for today",
    "weekly": "Start again for this week",
    "fortnightly": "Start again for these two weeks",
    "monthly": "Start again for this month",
}
"""What a habit's button says, by how often the habit comes back."""


def as_date(value: datetime.date | str) -> datetime.date:
    """A date from a date or from YYYY-MM-DD."""
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def day(value: datetime.date | str) -> str:
    """`Monday 2 March`."""
    date = as_date(value)
    return f"{date:%A} {date.day} {date:%B}"


def short_day(value: datetime.date | str) -> str:
    """`Mon 2 Mar`."""
    date = as_date(value)
    return f"{date:%a} {date.day} {date:%b}"


def full_day(value: datetime.date | str) -> str:
    """`2 March 2026`."""
    return day_in_words(as_date(value))


def hours(value: float) -> str:
    """`15 minutes`, `1 hour`, `1½ hours`."""
    minutes = round(value * 60)
    if minutes < 60:
        return f"{minutes} minutes"
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return "1 hour" if whole == 1 else f"{whole} hours"
    if rest == 30:
        return f"{whole}½ hours"
    return f"{whole} h {rest} min"


def answer(question: Question, value: Any) -> str:
    """A plain (JSON-able) answer in the question's own words; nothing given reads "Skipped"."""
    if value is None or value in ("", [], ()):
        return "Skipped"
    if question.type == "date" and isinstance(value, str):
        value = as_date(value)
    return in_words(question, tuple(value) if isinstance(value, list) else value)


def init_app(app: Flask) -> None:
    """Give the filters and word lists to every template."""
    app.jinja_env.filters.update(day=day, short_day=short_day, full_day=full_day, hours=hours, answer=answer)
    app.jinja_env.globals.update(
        PHASES=PHASE_TITLES, TRACKS=TRACK_TITLES, REPEATS=REPEATS, AGAIN=AGAIN, GRADES=GRADES
    )
