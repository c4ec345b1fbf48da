"""A day as people type it: `2026-03-03`, `3 March`, `March 3rd, 2026`, `3.3.2026`, `13/03/26`, `yesterday`;
as it is kept; and as a box shows it again, in words that are read as the same day in every language.

A text that can be two days (`03/04/2026`) is never guessed: `TwoDays` names both, and where only one of them
can be chosen in that place, it is that one. Months are read by their
names in English and in the language that is spoken. Without a year, it is the day nearest to today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from engine.answers import FIRST_DAY, LAST_DAY
from engine.language import current, full_day, mark
from engine.language import gettext as _

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_AFTER_NUMBER = re.compile(r"(?<=\d)(st|nd|rd|th|er|º|ª)\b", re.IGNORECASE)
_IN_BETWEEN = frozenset({"of", "the", "de", "del"})
LONGEST = 60
EXAMPLE_DAY = datetime.date(2026, 3, 3)
NEAR: Mapping[str, int] = {mark("yesterday"): -1, mark("today"): 0, mark("tomorrow"): 1}
"""Words for a day -> how far it is from today."""


Within = tuple[datetime.date | None, datetime.date | None]
"""The first and the last day that can be chosen; None where there is no such end."""
ANY_DAY: Within = (None, None)


class TwoDays(ValueError):
    """The text can be either of two days."""

    def __init__(self, first: datetime.date, second: datetime.date):
        super().__init__(f"{first} or {second}")
        self.first, self.second = first, second


def typed_day(text: str | None, today: datetime.date, within: Within = ANY_DAY) -> datetime.date | None:
    """The day in a box; None where nothing was typed. A ValueError says what has to be put right.

    Of two days that it can be, it is the one `within` the days that can be chosen, if only one is.
    """
    typed = (text or "").strip()
    if not typed:
        return None
    try:
        day = read_day(typed, today)
    except TwoDays as error:
        fitting = [day for day in (error.first, error.second) if _lies(day, within)]
        if len(fitting) == 1:
            return fitting[0]
        says = _(
            "This can be %(one)s or %(other)s. Write the month as a word.",
            one=full_day(error.first),
            other=full_day(error.second),
        )
        raise ValueError(says) from None
    if day is None:
        says = _(
            "Write the date with its month, such as %(example)s. Or leave it empty.",
            example=full_day(EXAMPLE_DAY),
        )
        raise ValueError(says)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(_("That year looks out of place. Check the date."))
    return day


def _lies(day: datetime.date, within: Within) -> bool:
    first, last = within
    return (first is None or first <= day) and (last is None or day <= last)


def day_in(
    typed: Mapping[str, str],
    name: str,
    today: datetime.date,
    errors: dict[str, str],
    within: Within = ANY_DAY,
) -> datetime.date | None:
    """The day in the box `name` of a form, None where there is none; what to put right goes into `errors`."""
    try:
        return typed_day(typed.get(name), today, within)
    except ValueError as wrong:
        errors[name] = str(wrong)
        return None


def day_that_came(
    typed: Mapping[str, str], name: str, today: datetime.date, errors: dict[str, str]
) -> datetime.date | None:
    """The same where something is noted of a day: today's or an earlier one."""
    day = day_in(typed, name, today, errors, (None, today))
    if day is not None and day > today:
        errors[name] = _(
            "That day has not come yet. Give today, %(today)s, or an earlier day.", today=full_day(today)
        )
        return None
    return day


def day_or_none(text: str | None, today: datetime.date) -> datetime.date | None:
    """The day in a box; None where nothing was typed, and where it can't be read."""
    try:
        return typed_day(text, today)
    except ValueError:
        return None


def read_day(text: str, today: datetime.date) -> datetime.date | None:
    """The day that was typed; None if it is none. TwoDays if it can be two."""
    typed = " ".join(text.split())[:LONGEST]
    if found := _YEAR_FIRST.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if (shown := _as_shown(typed)) is not None:
        return shown
    if found := _NUMBERS.fullmatch(typed):
        return _from_numbers(int(found[1]), int(found[3]), found[4], today, day_first=found[2] == ".")
    for word, days in NEAR.items():
        if typed.casefold() in (word, _(word).casefold()):
            return today + datetime.timedelta(days=days)
    return _from_words(typed, today)


def as_day(kept: object) -> datetime.date | None:
    """The day that is kept as YYYY-MM-DD, or as the date itself; None for anything else, and for a day that
    nobody can have typed: at the ends of the calendar there is no week before, or after.
    """
    if isinstance(kept, str) and len(kept) == len("2026-03-02"):
        try:
            kept = datetime.date.fromisoformat(kept)
        except ValueError:
            return None
    return kept if isinstance(kept, datetime.date) and FIRST_DAY <= kept <= LAST_DAY else None


def as_typed(kept: object) -> str:
    """A day as a box shows it, so that it is read again as the same: `6 March 2026`. It may be given as it is
    kept; what is no such day, such as a text that can't be read, comes back as it was typed.
    """
    day = as_day(kept)
    return full_day(day) if day else str(kept or "")


def _as_shown(typed: str) -> datetime.date | None:
    """The day whose words in the language that is spoken are exactly these, whatever order, signs and small
    words that language writes a day with.
    """
    numbers = {int(one) for one in _DIGITS.findall(typed)}
    years = [one for one in numbers if FIRST_DAY.year <= one <= LAST_DAY.year]
    for year, month, number in product(years, range(1, 13), numbers):
        day = _day(year, month, number)
        if day and _bare(full_day(day)) == _bare(typed):
            return day
    return None


def _bare(words: str) -> str:
    """Words without what no reader tells apart: capitals, and the kind of a space."""
    return " ".join(words.casefold().split())


def _from_numbers(
    one: int, two: int, year: str | None, today: datetime.date, day_first: bool
) -> datetime.date | None:
    """Two numbers and perhaps a year: the day comes first where a dot follows it, else that is not known."""
    as_day_month = _placed(year, two, one, today)
    as_month_day = None if day_first else _placed(year, one, two, today)
    if as_day_month and as_month_day and as_day_month != as_month_day:
        raise TwoDays(as_day_month, as_month_day)
    return as_day_month or as_month_day


def _from_words(typed: str, today: datetime.date) -> datetime.date | None:
    words = [one.lower() for one in _WORDS.findall(_AFTER_NUMBER.sub("", typed))]
    numbers = [one for one in words if one.isdecimal()]
    months = {_months()[one] for one in words if one in _months()}
    others = [one for one in words if not one.isdecimal() and one not in _months() and one not in _IN_BETWEEN]
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or any(one not in _weekdays() for one in others):
        return None
    years = [one for one in numbers if len(one) == 4]
    days = [one for one in numbers if len(one) <= 2]
    if len(years) + len(days) != len(numbers) or not days:
        return None
    year = years[0] if years else days[1] if len(days) == 2 else None
    return _placed(year, months.pop(), int(days[0]), today)


def _placed(year: str | None, month: int, day: int, today: datetime.date) -> datetime.date | None:
    """The day in that year; without one, in the year in which it lies nearest to today."""
    if year is not None:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    near = [_day(today.year + offset, month, day) for offset in (-1, 0, 1)]
    found = [one for one in near if one is not None]
    return min(found, key=lambda one: abs(one - today), default=None)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _months() -> Mapping[str, int]:
    return _month_names(current().locale_code)


def _weekdays() -> Mapping[str, int]:
    return _weekday_names(current().locale_code)


@lru_cache(maxsize=32)
def _month_names(code: str) -> Mapping[str, int]:
    """Name or short name of a month, in small letters -> its number; English always among them."""
    from babel.dates import get_month_names

    return _names(code, get_month_names)


@lru_cache(maxsize=32)
def _weekday_names(code: str) -> Mapping[str, int]:
    from babel.dates import get_day_names

    return _names(code, get_day_names)


def _names(code: str, get: object) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for locale in ("en", code.replace("-", "_")):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get(width, context, locale).items():  # type: ignore[operator]
                    word = _WORDS.match(name.lower())
                    if word and not word[0].isdecimal():
                        found[word[0]] = number
    return {**found, "sept": 9} if found.get("september") == 9 else found
