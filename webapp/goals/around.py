"""What stands around a goal: steps of the plan that serve it, the record, its weeks, and the answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import g

from engine.goals import Goal
from engine.goals.offered import goals_from_answers
from engine.goals.pace import ONE_DAY, monday_of
from engine.goals.serving import serves
from engine.goals.week_cells import GoalWeek, WeekCells, goal_cells, goal_weeks
from engine.model import PHASES, PlanItem
from engine.record.entries import Entry, entries_of
from engine.record.fields import FIELDS
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.goals import keeping
from webapp.plans import making
from webapp.plans.making import PlanAtHand
from webapp.questionnaire.pages import settle

NEWEST = 3
"""Entries that are shown on the goal's own page; the record has all."""
MOST_WEEKS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Serving:
    """An item of the plan, beside a goal."""

    item: PlanItem
    done: int
    """Its ticked steps."""
    serves: bool


@dataclass(frozen=True, slots=True)
class Around:
    """All of it for one goal. `steps` are all items of the plan by phase; without a plan none."""

    steps: tuple[tuple[str, tuple[Serving, ...]], ...]
    facts: Mapping[str, object]
    entries: tuple[Entry, ...]
    newest: tuple[Entry, ...]
    weeks: tuple[GoalWeek, ...]
    cells: WeekCells | None

    @property
    def serving(self) -> tuple[Serving, ...]:
        """The items that serve it."""
        return tuple(one for _phase, ones in self.steps for one in ones if one.serves)


def around(file: str, goal: Goal) -> Around:
    """What stands around a goal of a file."""
    today, found = services().today(), plan_at_hand()
    entries = entries_about(file, goal)
    weeks = goal_weeks(goal, (one.on for one in entries))
    steps = tuple(_by_phase(found, goal)) if found else ()
    facts = found.plan.facts if found else {}
    return Around(steps, facts, entries, entries[:NEWEST], weeks, goal_cells(goal, weeks, today))


def plan_at_hand() -> PlanAtHand | None:
    """The plan of whoever asks. The goals are shown without one too."""
    return making.if_any(journeys.current())


def _by_phase(found: PlanAtHand, goal: Goal) -> Iterator[tuple[str, tuple[Serving, ...]]]:
    for phase in PHASES:
        items = [item for item in found.plan.items if item.phase == phase]
        if items:
            yield phase, tuple(Serving(one, _ticked(one, found), serves(one, goal)) for one in items)


def _ticked(item: PlanItem, found: PlanAtHand) -> int:
    return sum(f"{item.id}/{step.id}" in found.progress for step in item.steps)


def entries_about(file: str, goal: Goal) -> tuple[Entry, ...]:
    """What the record says about a goal, the newest first."""
    return tuple(one for one in entries_of(services().store.read(file, "record")) if one.goal == goal.id)


def first_words(entry: Entry) -> str:
    """What an entry says first, in its person's words."""
    texts = (entry.says(one.name) for one in FIELDS[entry.kind] if one.shape not in ("choice", "day"))
    return next((text for text in texts if text), "")


def in_answers() -> tuple[Goal, ...]:
    """The goals that the answers of now name."""
    answers = settle(services().kb, journeys.current().answers).answers
    return goals_from_answers(answers, services().today())


def mondays(goal: Goal, today: datetime.date) -> list[datetime.date]:
    """The Mondays that can be planned: this week, those until the goal's last day, at most eight."""
    monday, last = monday_of(today), goal.by or today + ONE_DAY * 27
    ahead = [monday + ONE_DAY * 7 * week for week in range(MOST_WEEKS_AHEAD)]
    return [day for day in ahead if day <= max(last, monday)]


def goals_at_hand() -> tuple[Goal, ...]:
    """For every page: the person's goals; none for a coach."""
    if for_client():
        return ()
    if "goals_at_hand" not in g:
        g.goals_at_hand = keeping.goals_of(journeys.current().file)
    found: tuple[Goal, ...] = g.goals_at_hand
    return found


def goal_change() -> keeping.Undo | None:
    """For pages from which a number is noted: what can be taken back."""
    file = journeys.current().file
    return keeping.newest_change(file) if file is not None and not for_client() else None


def goals_served(item: PlanItem) -> tuple[Goal, ...]:
    """For the plan: the goals that an item serves."""
    return tuple(goal for goal in goals_at_hand() if serves(item, goal))
