"""What a goal is: the paper's words, what is counted, where it stood, where it has to be, and by when."""

from __future__ import annotations

import datetime
import unicodedata
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
MOST_EARLIER = 12
MOST_STEPS = 60


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
class EarlierTarget:
    """What was asked for before it was changed: the number and its last day, and the day of the change."""

    until: datetime.date
    target: float
    by: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. An empty text, or None, is what the person has not said yet."""

    id: str
    title: str
    """The goal in the paper's own words; of one that came from the answers, in the person's."""
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
    target_since: datetime.date | None = None
    """The day on which the target of now was written down."""
    earlier: tuple[EarlierTarget, ...] = ()
    """Targets before it, the oldest first."""
    steps: tuple[str, ...] | None = None
    """Ids of the plan's items that serve it, as the person chose them; None where they chose nothing yet."""
    row: int = 0
    """The measure of the answers that it was taken from, from 1; 0 for a goal of the person's own."""

    @property
    def is_quoted(self) -> bool:
        """Whether its words were copied from the paper: an answer is given in the person's own."""
        return not self.row

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
    def line_from(self) -> Reading | None:
        """Where the straight line to the target begins: the first number; after the target was changed, the
        number that was known on the day of the change.
        """
        if not self.earlier or self.first is None:
            return self.first
        changed = self.earlier[-1].until
        known = [one for one in self.readings if one.on <= changed]
        return Reading(changed, (known[-1] if known else self.first).value)

    @property
    def rises(self) -> bool | None:
        """Whether more is better: as the person said, else as the numbers tell; None where neither does."""
        if self.way:
            return self.way == UP
        begun = self.line_from
        if self.target is None or begun is None or begun.value == self.target:
            return None
        return self.target > begun.value

    @property
    def reached(self) -> bool:
        """Whether the newest number is at its target or beyond it."""
        if not self.by_number or self.latest is None or self.target is None:
            return False
        if self.rises is None:
            return self.latest.value == self.target
        return self.latest.value >= self.target if self.rises else self.latest.value <= self.target


def amount(value: float, unit: str) -> str:
    """A number with its unit: `30 calls a day`, `95%`, `£18,500 a month`, or bare.

    A unit is typed for many, so it stands apart from a single one: `1 (calls a day)`.
    """
    figure, rest = with_sign(value, unit), unit.strip()
    sign = _sign(rest)
    if sign:
        rest = rest[1:].strip()
    elif rest and abs(value) == 1:
        return _("%(number)s (%(unit)s)", number=figure, unit=rest)
    return _("%(number)s %(unit)s", number=figure, unit=rest) if rest else figure


def with_sign(value: float, unit: str) -> str:
    """A number with no more of its unit than a sign of money or of percent."""
    sign = _sign(unit.strip())
    if not sign:
        return number(value)
    if sign == "%":
        return _("%(number)s%%", number=number(value))
    figure = _("%(money)s%(number)s", money=sign, number=number(abs(value)))
    return f"-{figure}" if value < 0 else figure


def _sign(unit: str) -> str:
    """The sign of percent or of money that a unit begins with, or ''."""
    return unit[0] if unit and (unit[0] == "%" or unicodedata.category(unit[0]) == "Sc") else ""


def exact(value: float) -> float:
    """A difference without the noise of its last places."""
    return round(value, 4)


def neat(value: float) -> float:
    """A number that was worked out, as a person would say it: the larger, the fewer places."""
    size = abs(value)
    return round(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 4)
