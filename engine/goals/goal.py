"""What a goal is: the paper's words, what is counted, where it stood, where it has to be, and by when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from engine.language import gettext as _
from engine.language import number

NUMBER, DONE = "number", "done"
"""How a goal is told met from not met: by a number, or because a thing is done."""
UP, DOWN = "up", "down"
YES, NO, UNSURE = "yes", "no", "unsure"
MOST_GOALS = 12
MOST_READINGS = 400
MOST_WEEKS = 110


@dataclass(frozen=True, slots=True)
class Reading:
    """The number on one day, with a few words about it."""

    on: datetime.date
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class WeekStep:
    """One finished thing that a person wants from a week: for goals without a number, and beside one."""

    monday: datetime.date
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. An empty text, or None, is what the person has not said yet."""

    id: str
    title: str
    """The goal in the paper's own words."""
    what: str = ""
    """What someone else would see when it is met."""
    counted: str = ""
    """`number`, `done`, or "" where that is not clear yet."""
    measure: str = ""
    unit: str = ""
    now: float | None = None
    """The number when the goal was begun, on the day `since`."""
    since: datetime.date | None = None
    target: float | None = None
    way: str = ""
    """`up` or `down`, where the numbers alone don't tell which way is better."""
    by: datetime.date | None = None
    proof: str = ""
    possible: str = ""
    """Whether the person thinks that it can be done in the time: yes, no, unsure, or ""."""
    needed: str = ""
    """What has to be true for it, such as help or time."""
    why: str = ""
    """Why it belongs to the job, or who agreed it."""
    met: datetime.date | None = None
    """The day on which the person marked it as met."""
    readings: tuple[Reading, ...] = ()
    """By day, one a day."""
    weeks: tuple[WeekStep, ...] = ()
    """By week, one a week."""

    @property
    def by_number(self) -> bool:
        """Whether a number tells how far it is."""
        return self.counted != DONE and (self.now is not None or self.target is not None)

    @property
    def latest(self) -> Reading | None:
        """The newest number there is; of a reading and the number it began with on one day, the reading."""
        begun = Reading(self.since, self.now) if self.now is not None and self.since is not None else None
        if not self.readings:
            return begun
        newest = self.readings[-1]
        return begun if begun is not None and begun.on > newest.on else newest

    @property
    def first(self) -> Reading | None:
        """The number it began with, else the first reading."""
        if self.now is not None and self.since is not None:
            return Reading(self.since, self.now)
        return self.readings[0] if self.readings else None

    @property
    def rises(self) -> bool | None:
        """Whether more is better: as the person said, else as the numbers tell; None where neither does."""
        if self.way:
            return self.way == UP
        if self.target is None or self.first is None or self.first.value == self.target:
            return None
        return self.target > self.first.value

    @property
    def reached(self) -> bool:
        """Whether the newest number is at its target or beyond it."""
        if not self.by_number or self.latest is None or self.target is None:
            return False
        if self.rises is None:
            return self.latest.value == self.target
        return self.latest.value >= self.target if self.rises else self.latest.value <= self.target


def amount(value: float, unit: str) -> str:
    """A number with what stands after it: `30 calls a day`, or bare."""
    return _("%(number)s %(unit)s", number=number(value), unit=unit) if unit else number(value)


def neat(value: float) -> float:
    """A number that was worked out, to at most two places; small ones keep more."""
    return round(value, 2 if abs(value) >= 0.1 else 4)
