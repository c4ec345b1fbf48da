"""Charts as places on a drawing, in the units of its viewBox. The page draws them; words stand beside them.

No colour and no script is in here: what a mark is, its class on the page says.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.goals.goal import Goal
from engine.goals.progress import Week
from engine.language import number, short_day

WIDTH, HEIGHT = 480.0, 280.0
RIGHT, TOP, BOTTOM = 18.0, 20.0, 44.0
TICKS = 4
LETTER, MOST_LETTERS = 11.5, 18
"""How wide a sign is at the size that words have on a phone, and for how many there is room at most."""
CLOSE = 1e-9
"""Numbers nearer to one another than this share of them are drawn as equal ones are."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a chart, with the words that stand there."""

    x: float
    y: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """A goal over time."""

    floor: float
    plan: tuple[Place, Place] | None
    """From the first number to the target on the last day."""
    targets: tuple[tuple[Place, Place], ...]
    """The height of the target over the days for which it was asked, the one of now last."""
    path: str
    """The readings, joined."""
    dots: tuple[Place, ...]
    today: float | None
    heights: tuple[Place, ...]
    days: tuple[Place, ...]
    left: float
    right: float = WIDTH - RIGHT
    top: float = TOP
    width: float = WIDTH
    height: float = HEIGHT


def line_chart(goal: Goal, today: datetime.date) -> LineChart | None:
    """The chart of a goal; None where there is no number to draw."""
    first = goal.first
    if not goal.by_number or first is None:
        return None
    others = (one for one in goal.readings if one.on != first.on or one.value != first.value)
    read = sorted([first, *others], key=lambda one: one.on)
    asked = [(one.target, one.until) for one in goal.earlier]
    if goal.target is not None:
        asked.append((goal.target, datetime.date.max))
    last_day = max([today, *(one.on for one in read), *([goal.by] if goal.by else [])])
    start = min(one.on for one in read)
    if last_day <= start:
        last_day = start + datetime.timedelta(days=7)
    values = [one.value for one in read] + [target for target, _until in asked]
    ticks = _ticks(min(values), max(values), whole=all(one == int(one) for one in values))
    low, high = ticks[0], ticks[-1]
    floor, left = HEIGHT - BOTTOM, _left(ticks)

    def across(day: datetime.date) -> float:
        return round(left + (day - start).days / (last_day - start).days * (WIDTH - left - RIGHT), 1)

    def up(value: float) -> float:
        return round(floor - (value - low) / (high - low) * (floor - TOP), 1)

    dots = tuple(Place(across(one.on), up(one.value), number(one.value)) for one in read)
    begun, ends = goal.line_from, None
    if goal.target is not None and goal.by is not None and begun is not None and goal.by > begun.on:
        ends = (Place(across(begun.on), up(begun.value)), Place(across(goal.by), up(goal.target)))
    targets, since = [], start
    for target, until in asked:
        here, there = across(max(since, start)), across(min(max(until, start), last_day))
        targets.append((Place(here, up(target), number(target)), Place(there, up(target))))
        since = until
    return LineChart(
        floor=floor,
        plan=ends,
        targets=tuple(targets),
        path="M" + " L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else "",
        dots=dots,
        today=across(today) if start <= today <= last_day else None,
        heights=tuple(Place(left - 8, up(tick), number(tick)) for tick in ticks),
        days=(
            Place(left, floor, short_day(start)),
            Place(WIDTH - RIGHT, floor, short_day(last_day)),
        ),
        left=left,
    )


def _left(ticks: Sequence[float]) -> float:
    """How much room the numbers beside a chart need."""
    return 20 + LETTER * min(max(len(number(tick)) for tick in ticks), MOST_LETTERS)


def _ticks(low: float, high: float, whole: bool = False) -> tuple[float, ...]:
    """Round numbers from at or below the least to at or above the greatest; `whole`: none with a fraction."""
    if high - low <= CLOSE * max(abs(low), abs(high)):
        low, high = (low - 1 if low else 0), high + 1
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (power * one for one in (1, 2, 2.5, 5, 10))
    step = next(one for one in steps if one >= rough * 0.999 and (not whole or one == int(one)))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{step * place:.15g}") for place in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how high what is due stands, and what of it is done."""

    x: float
    width: float
    due_top: float
    due_height: float
    done_top: float
    done_height: float
    now: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Steps a week."""

    bars: tuple[Bar, ...]
    floor: float
    heights: tuple[Place, ...]
    days: tuple[Place, ...]
    left: float
    right: float = WIDTH - RIGHT
    width: float = WIDTH
    height: float = HEIGHT


def week_chart(weeks: Sequence[Week]) -> BarChart | None:
    """The bars of the weeks; None where no step is due in any."""
    most = max((week.due for week in weeks), default=0)
    if most == 0:
        return None
    ticks = _ticks(0, most, whole=True)
    floor, left = HEIGHT - BOTTOM, _left(ticks)
    room = (WIDTH - left - RIGHT) / len(weeks)
    scale = (floor - TOP) / ticks[-1]
    bars = []
    for place, week in enumerate(weeks):
        due, done = round(week.due * scale, 1), round(week.done * scale, 1)
        bars.append(
            Bar(
                x=round(left + room * (place + 0.15), 1),
                width=round(room * 0.7, 1),
                due_top=round(floor - due, 1),
                due_height=due,
                done_top=round(floor - done, 1),
                done_height=done,
                now=week.now,
            )
        )
    return BarChart(
        tuple(bars),
        floor,
        tuple(Place(left - 8, round(floor - tick * scale, 1), number(tick)) for tick in ticks),
        (
            Place(left, floor, short_day(weeks[0].monday)),
            Place(WIDTH - RIGHT, floor, short_day(weeks[-1].monday)),
        ),
        left,
    )
