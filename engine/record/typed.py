"""What a person typed into the form of an entry, read: the fields that can be kept, and what to put right."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.language import gettext as _
from engine.language import number
from engine.record.fields import FIELDS, LONGEST, TICKED, TO_COME, WITHOUT_GOAL, Field
from engine.typed_days import day_in, day_that_came, typed_day

_JOINING = frozenset("\u200c\u200d\u200e\u200f")
"""Signs that can't be seen and yet belong to a word or a picture, as in Persian and in emoji."""


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
    on = _own_day(kind, typed, today, errors)
    said: dict[str, str] = {}
    for one in FIELDS[kind]:
        text = clean(typed.get(one.name, ""), one.shape != "text")
        if one.shape == "tick":
            text = TICKED if text else ""
        if one.shape == "day":
            text, wrong = _day_in(text, today)
        else:
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
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in even if sign == "\n" or _is_shown(sign)).strip()


def _is_shown(sign: str) -> bool:
    if sign in _JOINING or "\U000e0020" <= sign <= "\U000e007f":
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def _own_day(
    kind: str, typed: Mapping[str, str], today: datetime.date, errors: dict[str, str]
) -> datetime.date | None:
    read = day_in if kind in TO_COME else day_that_came
    day = read(typed, "on", today, errors)
    return None if "on" in errors else day or today


def _day_in(text: str, today: datetime.date) -> tuple[str, str | None]:
    """A further day of an entry as it is kept, and what to put right in it."""
    try:
        day = typed_day(text, today)
    except ValueError as wrong:
        return text, str(wrong)
    return day.isoformat() if day else "", None


def _wrong(one: Field, text: str) -> str | None:
    if not text:
        return _(one.needed) if one.needed else None
    if one.shape == "choice" and text not in one.choices:
        return _("Choose one of the answers shown.")
    most = LONGEST.get(one.shape)
    if most and len(text) > most:
        return _(
            "Use %(most)s characters or fewer. Now there are %(now)s.",
            most=number(most),
            now=number(len(text)),
        )
    return None
