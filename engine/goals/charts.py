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
from engine.goals.timeline import Stop
from engine.language import number, short_day

WIDTH, HEIGHT = 480.0, 280.0
LEFT, RIGHT, TOP, BOTTOM = 66.0, 18.0, 20.0, 40.0
TICKS = 4
LINE_WIDTH, LINE_HEIGHT = 960.0, 96.0
EDGE = 24.0


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
    target: float | None
    """The height of the target."""
    path: str
    """The readings, joined."""
    dots: tuple[Place, ...]
    today: float | None
    heights: tuple[Place, ...]
    days: tuple[Place, ...]
    left: float = LEFT
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
    last_day = max([today, *(one.on for one in read), *([goal.by] if goal.by else [])])
    start = min(one.on for one in read)
    if last_day <= start:
        last_day = start + datetime.timedelta(days=7)
    values = [one.value for one in read] + ([goal.target] if goal.target is not None else [])
    ticks = _ticks(min(values), max(values))
    low, high = ticks[0], ticks[-1]
    floor = HEIGHT - BOTTOM

    def across(day: datetime.date) -> float:
        return round(LEFT + (day - start).days / (last_day - start).days * (WIDTH - LEFT - RIGHT), 1)

    def up(value: float) -> float:
        return round(floor - (value - low) / (high - low) * (floor - TOP), 1)

    dots = tuple(Place(across(one.on), up(one.value), number(one.value)) for one in read)
    ends = None
    if goal.target is not None and goal.by is not None and goal.by > first.on:
        ends = (Place(across(first.on), up(first.value)), Place(across(goal.by), up(goal.target)))
    return LineChart(
        floor=floor,
        plan=ends,
        target=up(goal.target) if goal.target is not None else None,
        path="M" + " L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else "",
        dots=dots,
        today=across(today) if start <= today <= last_day else None,
        heights=tuple(Place(LEFT - 8, up(tick), number(tick)) for tick in ticks),
        days=(
            Place(LEFT, floor, short_day(start)),
            Place(WIDTH - RIGHT, floor, short_day(last_day)),
        ),
    )


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers from at or below the least to at or above the greatest."""
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{step * place:.10g}") for place in range(first, last + 1))


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
    left: float = LEFT
    right: float = WIDTH - RIGHT
    width: float = WIDTH
    height: float = HEIGHT


def week_chart(weeks: Sequence[Week]) -> BarChart | None:
    """The bars of the weeks; None where no step is due in any."""
    most = max((week.due for week in weeks), default=0)
    if most == 0:
        return None
    ticks = tuple(sorted({round(tick) for tick in _ticks(0, most)}))
    floor, room = HEIGHT - BOTTOM, (WIDTH - LEFT - RIGHT) / len(weeks)
    scale = (floor - TOP) / ticks[-1]
    bars = []
    for place, week in enumerate(weeks):
        due, done = round(week.due * scale, 1), round(week.done * scale, 1)
        bars.append(
            Bar(
                x=round(LEFT + room * (place + 0.15), 1),
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
        tuple(Place(LEFT - 8, round(floor - tick * scale, 1), number(tick)) for tick in ticks),
        (
            Place(LEFT, floor, short_day(weeks[0].monday)),
            Place(WIDTH - RIGHT, floor, short_day(weeks[-1].monday)),
        ),
    )


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The stops of a plan from left to right, each with the number it has in the list beside it."""

    stops: tuple[tuple[Place, str], ...]
    """A place, whose words are the number, and the kind of stop."""
    today: float | None
    line: float = LINE_HEIGHT / 2
    left: float = EDGE
    right: float = LINE_WIDTH - EDGE
    width: float = LINE_WIDTH
    height: float = LINE_HEIGHT


def time_line(stops: Sequence[Stop]) -> TimeLine:
    """The line of all stops but today, which is a mark of its own. Stops that would touch are spread."""
    shown = [one for one in stops if one.kind != "today"]
    days = [one.on for one in stops]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def across(day: datetime.date) -> float:
        return EDGE + (day - first).days / span * (LINE_WIDTH - 2 * EDGE)

    least = min(34.0, (LINE_WIDTH - 2 * EDGE) / max(len(shown) - 1, 1))
    places: list[float] = []
    for one in shown:
        places.append(max(across(one.on), places[-1] + least if places else EDGE))
    for at in range(len(places) - 1, -1, -1):
        most = LINE_WIDTH - EDGE if at == len(places) - 1 else places[at + 1] - least
        places[at] = min(places[at], most)
    today = next((across(one.on) for one in stops if one.kind == "today"), None)
    return TimeLine(
        tuple(
            (Place(round(x, 1), LINE_HEIGHT / 2, number(place)), one.kind)
            for place, (x, one) in enumerate(zip(places, shown, strict=True), 1)
        ),
        None if today is None else round(today, 1),
    )
