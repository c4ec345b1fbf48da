"""What a person typed into the form of an entry, read: the fields that can be kept, and what to put right."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.language import full_day, number
from engine.language import gettext as _
from engine.record.entries import as_day
from engine.record.fields import FIELDS, LONGEST, TO_COME, WITHOUT_GOAL, Field

FIRST, LAST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
AHEAD = datetime.timedelta(days=1)
"""Where it is evening here, the next day has begun elsewhere."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One form that was sent. `on` is None where its day can't be read; `errors` by the field's name."""

    kind: str
    on: datetime.date | None
    goal: str
    said: Mapping[str, str]
    errors: Mapping[str, str]


def read_typed(
    kind: str, typed: Mapping[str, str], today: datetime.date, goals: Collection[str] = ()
) -> Typed:
    """The form of a kind. An empty day is today; a goal that is not among `goals` (ids) is none."""
    errors: dict[str, str] = {}
    on = _own_day(kind, typed.get("on", ""), today, errors)
    said: dict[str, str] = {}
    for one in FIELDS[kind]:
        text = clean(typed.get(one.name, ""), one.shape != "text")
        wrong = _wrong(one, text)
        if wrong:
            errors[one.name] = wrong
        if text:
            said[one.name] = text
    if kind == "mood" and not said:
        errors["mood"] = _("Choose one of the answers, or write a line.")
    goal = typed.get("goal", "")
    known = kind not in WITHOUT_GOAL and goal in goals
    return Typed(kind, on, goal if known else "", said, errors)


def clean(text: str, one_line: bool) -> str:
    """The text without signs that can't be seen, and on one line if it is to be."""
    if one_line:
        text = " ".join(text.split())
    kept = "".join(
        sign for sign in text.replace("\r\n", "\n") if sign == "\n" or unicodedata.category(sign)[0] != "C"
    )
    return kept.strip()


def _own_day(kind: str, text: str, today: datetime.date, errors: dict[str, str]) -> datetime.date | None:
    if not text.strip():
        return today
    day = as_day(text.strip())
    if day is None or not FIRST <= day <= LAST:
        errors["on"] = _no_day(today)
        return None
    if kind not in TO_COME and day > today + AHEAD:
        errors["on"] = _("That day has not come yet. Today is %(today)s.", today=full_day(today))
        return None
    return day


def _wrong(one: Field, text: str) -> str | None:
    if not text:
        return _(one.needed) if one.needed else None
    if one.shape == "choice" and text not in one.choices:
        return _("Choose one of the answers shown.")
    if one.shape == "day" and (as_day(text) is None or not FIRST <= (as_day(text) or FIRST) <= LAST):
        return _("Write the day as year-month-day, such as %(example)s.", example="2026-03-02")
    most = LONGEST.get(one.shape)
    if most and len(text) > most:
        return _(
            "Use %(most)s characters or fewer. Now there are %(now)s.",
            most=number(most),
            now=number(len(text)),
        )
    return None


def _no_day(today: datetime.date) -> str:
    return _("Write the day as year-month-day, such as %(example)s.", example=today.isoformat())
