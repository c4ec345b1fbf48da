"""The days that matter in a plan, from its first to the last of its aftercare, with today among them.

Made from the plan, the answers, the goals and the person's record. Nothing is guessed: a check-in stands here
only if the person noted it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.goals.goal import Goal
from engine.goals.pace import ONE_DAY, monday_of
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.model import Plan
from engine.phases import final_days
from engine.planning.working import calendar_of
from engine.typed_days import as_day

AFTER_DAYS = 90
NAMED_DAYS: Mapping[str, str] = {
    "sign_by": mark("Answer on signing is due"),
    "offer_deadline": mark("Answer to the offer is due"),
    "exam_date": mark("Exam"),
}
"""Questions that ask for a day -> what happens on it."""
CHECK_INS: Mapping[str, str] = {
    "planned": mark("Check-in planned"),
    "held": mark("Check-in held"),
    "cancelled": mark("Check-in did not take place"),
    "moved": mark("Check-in was moved"),
}
CHECK_IN = mark("Check-in")
WAS_PLANNED = mark("Check-in was planned")
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """One day. `kind` is plan, named, check_in, goal or today."""

    on: datetime.date
    kind: str
    words: str
    private: bool = False
    """It rests on a sensitive answer, so it stays out of files that leave."""


def timeline(
    knowledge: KnowledgeBase,
    plan: Plan,
    answers: Mapping[str, Any],
    goals: tuple[Goal, ...],
    record: Mapping[str, Any] | None,
    today: datetime.date,
) -> tuple[Stop, ...]:
    """Every stop in the order of the days; on one day the plan's own come first, and today last."""
    stops = [
        *_of_plan(plan),
        *_named(knowledge, answers),
        *_check_ins(record, today),
        *_of_goals(goals),
        Stop(today, "today", _("Today")),
    ]
    order = ("plan", "named", "check_in", "goal", "today")
    return tuple(sorted(stops, key=lambda one: (one.on, order.index(one.kind))))


@dataclass(frozen=True, slots=True)
class StopWeek:
    """A calendar week in which something stands."""

    monday: datetime.date
    stops: tuple[Stop, ...]
    now: bool

    @property
    def sunday(self) -> datetime.date:
        return self.monday + ONE_DAY * 6

    @property
    def days(self) -> int:
        """How many of its days matter: a day with several stops is one, and today alone is none."""
        return len({one.on for one in self.stops if one.kind != "today"})


def by_week(stops: Sequence[Stop], today: datetime.date) -> tuple[StopWeek, ...]:
    """The stops by calendar week, weeks without any left out. This week is there: today stands in it."""
    weeks: dict[datetime.date, list[Stop]] = {}
    for one in stops:
        weeks.setdefault(monday_of(one.on), []).append(one)
    return tuple(
        StopWeek(monday, tuple(found), now=monday == monday_of(today)) for monday, found in weeks.items()
    )


def _of_plan(plan: Plan) -> Iterator[Stop]:
    calendar = calendar_of(plan)
    if calendar.over:  # these are no days of the plan from work, but those after it
        yield Stop(plan.starts, "plan", _("The steps after the plan begin"))
        yield Stop(plan.ends, "plan", _("The steps after the plan end"))
        return
    length = (plan.ends - plan.starts).days + 1
    half = plan.starts + ONE_DAY * ((length - 1) // 2)
    yield Stop(plan.starts, "plan", _("Start"))
    if length > 2:
        yield Stop(half, "plan", _("Halfway"))
        last_days = plan.ends - ONE_DAY * (final_days(length) - 1)
        if not calendar.quiet and last_days > half:
            yield Stop(last_days, "plan", _("The last days begin"))
    yield Stop(plan.ends, "plan", _("Last day"))
    if any(item.phase == "after" and item.due > plan.ends for item in plan.items):
        yield Stop(plan.ends + ONE_DAY * AFTER_DAYS, "plan", _("The time after it ends here"))


def _named(knowledge: KnowledgeBase, answers: Mapping[str, Any]) -> Iterator[Stop]:
    for name, words in NAMED_DAYS.items():
        day, question = as_day(answers.get(name)), knowledge.questions.get(name)
        if day is not None and question is not None:
            yield Stop(day, "named", _(words), private=question.sensitive)


def _check_ins(record: Mapping[str, Any] | None, today: datetime.date) -> Iterator[Stop]:
    entries = (record or {}).get("entries")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, Mapping) or entry.get("kind") != "check_in":
            continue
        state = entry.get("state", entry.get("status"))
        day = as_day(entry.get("on"))
        if day is not None:
            words = WAS_PLANNED if state == "planned" and day < today else CHECK_INS.get(str(state), CHECK_IN)
            yield Stop(day, "check_in", _(words))


def _of_goals(goals: tuple[Goal, ...]) -> Iterator[Stop]:
    for goal in goals:
        short = (
            goal.title if len(goal.title) <= LONGEST_TITLE else f"{goal.title[: LONGEST_TITLE - 1].rstrip()}…"
        )
        if goal.met is not None:
            yield Stop(goal.met, "goal", _("Goal met: %(goal)s", goal=short))
        elif goal.by is not None:
            yield Stop(goal.by, "goal", _("Goal due: %(goal)s", goal=short))
