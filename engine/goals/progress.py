"""How far a plan is, by its weeks and by its phases: steps, and those of them that are ticked.

What repeats is left out of what is due in a week: it comes back in each. Its ticks count in the weeks in
which they were made, those of earlier rounds too.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.goals.pace import ONE_DAY, monday_of
from engine.model import PHASES, Plan, PlanItem
from engine.rounds import Round
from engine.typed_days import as_day


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week of a plan."""

    number: int
    """From 1: the week in which the plan starts."""
    monday: datetime.date
    due: int
    """Steps that are due in it."""
    done: int
    """Of those, the ticked ones, whenever that was."""
    ticked: int
    """Steps that were ticked in it, whenever they are due, habits among them."""
    now: bool

    @property
    def sunday(self) -> datetime.date:
        return self.monday + ONE_DAY * 6


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """The steps of one phase, habits among them as they stand in their present turn."""

    phase: str
    steps: int
    done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it. `items` and `items_done` count whole items; habits are never done."""

    weeks: tuple[Week, ...]
    phases: tuple[PhaseProgress, ...]
    steps: int
    done: int
    items: int
    items_done: int


def progress(
    plan: Plan, ticked: Mapping[str, str], today: datetime.date, rounds: Iterable[Round] = ()
) -> Progress:
    """The progress of a plan on a day; `ticked` is `item/step` -> the day it was ticked, as YYYY-MM-DD.

    `rounds` are those of habits that were started again since.
    """
    days = [(key, as_day(text)) for key, text in ticked.items()]
    days += [(key, day) for one in rounds for key, day in one.ticks.items()]
    phases = tuple(
        PhaseProgress(phase, _steps(items), _done(items, ticked))
        for phase in PHASES
        if (items := [item for item in plan.items if item.phase == phase])
    )
    once = [item for item in plan.items if not item.repeats]
    return Progress(
        weeks=_weeks(plan, once, ticked, days, today),
        phases=phases,
        steps=sum(one.steps for one in phases),
        done=sum(one.done for one in phases),
        items=len(once),
        items_done=sum(_done([item], ticked) == len(item.steps) for item in once),
    )


def _weeks(
    plan: Plan,
    items: Iterable[PlanItem],
    ticked: Mapping[str, str],
    days: Iterable[tuple[str, datetime.date | None]],
    today: datetime.date,
) -> tuple[Week, ...]:
    due: dict[datetime.date, list[PlanItem]] = {}
    for item in items:
        due.setdefault(monday_of(item.due), []).append(item)
    known = {f"{item.id}/{step.id}" for item in plan.items for step in item.steps}
    in_week: dict[datetime.date, int] = {}
    for key, day in days:
        if day is not None and key in known:
            in_week[monday_of(day)] = in_week.get(monday_of(day), 0) + 1
    starts = monday_of(plan.starts)
    last = max([monday_of(plan.ends), *due, *in_week])
    weeks = []
    monday = starts
    while monday <= last:
        found = due.get(monday, [])
        weeks.append(
            Week(
                number=(monday - starts).days // 7 + 1,
                monday=monday,
                due=_steps(found),
                done=_done(found, ticked),
                ticked=in_week.get(monday, 0),
                now=monday <= today < monday + ONE_DAY * 7,
            )
        )
        monday += ONE_DAY * 7
    return tuple(weeks)


def _steps(items: Iterable[PlanItem]) -> int:
    return sum(len(item.steps) for item in items)


def _done(items: Iterable[PlanItem], ticked: Mapping[str, str]) -> int:
    return sum(f"{item.id}/{step.id}" in ticked for item in items for step in item.steps)
