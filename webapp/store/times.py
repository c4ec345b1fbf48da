"""Moments as the database keeps them: UTC, as text that sorts as time does."""

from __future__ import annotations

import datetime

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def utc_now() -> datetime.datetime:
    """This moment, in UTC."""
    return datetime.datetime.now(datetime.timezone.utc)


def as_text(moment: datetime.datetime) -> str:
    """A moment that knows its time zone, as text."""
    return moment.astimezone(datetime.timezone.utc).strftime(_FORM)


def from_text(text: str) -> datetime.datetime:
    """The moment again."""
    return datetime.datetime.strptime(text, _FORM).replace(tzinfo=datetime.timezone.utc)


def day_of(moment: datetime.datetime) -> datetime.date:
    """The day of a moment where the program runs, as `datetime.date.today` gives it for this moment."""
    return moment.astimezone().date()
