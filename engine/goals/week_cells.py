"""Weeks as cells in rows, for the narrowest phone too: the whole of a plan, or a goal without a number.

As in `charts.py`: places in the units of the viewBox, no colour, and words in a list or a table beside it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.goals.goal import Goal, WeekStep
from engine.goals.pace import ONE_DAY, monday_of
from engine.goals.timeline import StopWeek
from engine.language import number, short_day

A_ROW = 8
"""Weeks beside one another."""
CELL, GAP, TOP, ROW, BESIDE_NOW = 40.0, 4.0, 26.0, 78.0, 34.0
MOST_WEEKS = 110
MARKED, DONE, OPEN = "marked", "done", "open"


@dataclass(frozen=True, slots=True)
class Cell:
    """A week: where its cell stands, what is written in it, and how it is drawn."""

    x: float
    y: float
    words: str
    look: str
    """marked (something stands in it), done, open, or "" for an empty one."""
    behind: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The day on which a row of weeks begins."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class WeekCells:
    """The weeks from the first to the last, row by row."""

    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]
    width: float
    height: float
    size: float = CELL


def stop_cells(weeks: Sequence[StopWeek], today: datetime.date) -> WeekCells | None:
    """How many days matter in each week of a plan; None without any."""
    told = {one.monday: (number(one.days), MARKED) for one in weeks if one.days}
    return _cells(told, [one.monday for one in weeks], today)


@dataclass(frozen=True, slots=True)
class GoalWeek:
    """A week of a goal: the one thing planned for it, if any, and how often the record speaks of it."""

    monday: datetime.date
    step: WeekStep | None
    entries: int


def goal_weeks(goal: Goal, written: Iterable[datetime.date]) -> tuple[GoalWeek, ...]:
    """The weeks of a goal in which something stands. `written`: the days of its entries in the record."""
    entries = Counter(map(monday_of, written))
    steps = {one.monday: one for one in goal.weeks}
    return tuple(GoalWeek(day, steps.get(day), entries[day]) for day in sorted({*steps, *entries}))


def goal_cells(goal: Goal, weeks: Sequence[GoalWeek], today: datetime.date) -> WeekCells | None:
    """Those weeks until the goal's last day, each with the number of its entries; None without any."""
    if not weeks:
        return None
    told = {
        one.monday: (
            number(one.entries) if one.entries else "",
            MARKED if one.step is None else DONE if one.step.done else OPEN,
        )
        for one in weeks
    }
    ends = [] if goal.by is None else [monday_of(goal.by)]
    return _cells(told, [*told, monday_of(today), *ends], today)


def _cells(
    told: Mapping[datetime.date, tuple[str, str]], mondays: Sequence[datetime.date], today: datetime.date
) -> WeekCells | None:
    if not mondays:
        return None
    first, this = min(mondays), monday_of(today)
    count = min((max(mondays) - first).days // 7 + 1, MOST_WEEKS)
    cells = []
    for place in range(count):
        monday = first + ONE_DAY * 7 * place
        words, look = told.get(monday, ("", ""))
        row, column = divmod(place, A_ROW)
        x, y = GAP + column * (CELL + GAP), row * ROW + TOP
        cells.append(Cell(x, y, words, look, behind=monday < this, now=monday == this))
    rows: list[Row] = []
    for begun in cells[::A_ROW]:
        monday = first + ONE_DAY * 7 * A_ROW * len(rows)
        # beside the sign of this week, where that stands over the row's first cell
        rows.append(Row(begun.x + (BESIDE_NOW if begun.now else 0), begun.y - 7, short_day(monday)))
    return WeekCells(
        tuple(cells),
        tuple(rows),
        width=GAP + A_ROW * (CELL + GAP),
        height=len(rows) * ROW,
    )
