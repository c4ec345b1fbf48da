"""Weeks, phases and the days that matter add up to the plan's own."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal
from engine.goals.goal import WeekStep
from engine.goals.progress import progress
from engine.goals.timeline import Stop, by_week, timeline
from engine.goals.week_cells import A_ROW, goal_cells, goal_weeks, stop_cells
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.rounds import Round
from tests.engine.goals.a_plan import ANSWERS, TODAY, plan_of


def test_the_weeks_count_every_step_that_is_due_once(knowledge: KnowledgeBase) -> None:
    plan = plan_of(knowledge)
    found = progress(plan, {}, TODAY)
    assert sum(week.due for week in found.weeks) == sum(
        len(item.steps) for item in plan.items if not item.repeats
    )
    assert sum(one.steps for one in found.phases) == sum(len(item.steps) for item in plan.items)
    assert found.done == 0
    assert [week.number for week in found.weeks if week.now] == [3]


def test_ticks_are_found_in_their_week_and_their_phase(knowledge: KnowledgeBase) -> None:
    plan = plan_of(knowledge)
    item = next(one for one in plan.items if not one.repeats)
    ticked = {f"{item.id}/{step.id}": "2026-03-03" for step in item.steps} | {
        "gone/step": "2026-03-03",
        "x/y": "?",
    }
    found = progress(plan, ticked, TODAY)
    assert found.done == len(item.steps)
    assert found.items_done == 1
    (now,) = [week for week in found.weeks if week.now]
    assert now.ticked == len(item.steps)
    assert sum(week.done for week in found.weeks) == len(item.steps)


def test_the_ticks_of_a_habit_count_in_their_week_though_it_was_started_again(
    knowledge: KnowledgeBase,
) -> None:
    plan = plan_of(knowledge)
    habit = next(one for one in plan.items if one.repeats)
    ticks = {f"{habit.id}/{step.id}": TODAY for step in habit.steps}
    weeks = progress(plan, {}, TODAY, [Round("r", TODAY, ticks)]).weeks
    assert [week.ticked for week in weeks if week.now] == [len(habit.steps)]
    assert progress(plan, {}, TODAY).weeks[0].ticked == 0


def test_the_days_that_matter_come_in_order_with_today_among_them(knowledge: KnowledgeBase) -> None:
    record = {
        "entries": [
            {"kind": "check_in", "on": "2026-03-10", "state": "planned"},
            {"kind": "check_in", "on": "2026-02-26", "state": "planned"},
            {"kind": "mood", "on": "2026-03-01"},
            {"kind": "check_in", "on": "nonsense"},
            5,
        ]
    }
    goals = (Goal("a", "Nine tickets", by=datetime.date(2026, 4, 1)),)
    stops = timeline(knowledge, plan_of(knowledge), ANSWERS, goals, record, TODAY)
    assert [one.on for one in stops] == sorted(one.on for one in stops)
    words = [one.words for one in stops]
    assert [words.index(one) for one in ("Start", "Today", "Halfway", "Last day")] == sorted(
        words.index(one) for one in ("Start", "Today", "Halfway", "Last day")
    )
    assert words.index("Check-in was planned") < words.index("Today") < words.index("Check-in planned")
    assert "Answer on signing is due" in words
    assert "Goal due: Nine tickets" in words
    assert not any("mood" in one.lower() for one in words)


def test_the_days_after_a_plan_are_not_told_as_days_of_one(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, {**ANSWERS, "pip_stage": "passed"}, TODAY, "compiled")
    told = [one.words for one in timeline(knowledge, plan, {}, (), None, TODAY) if one.kind == "plan"]
    assert told == ["The steps after the plan begin", "The steps after the plan end"]


@given(st.lists(st.integers(0, 700), min_size=1, max_size=60), st.integers(0, 700))
def test_every_day_that_matters_is_in_its_week_and_is_counted_there(days: list[int], now: int) -> None:
    today = TODAY + datetime.timedelta(days=now)
    stops = [Stop(TODAY + datetime.timedelta(days=day), "goal", "x") for day in days]
    weeks = by_week(sorted([*stops, Stop(today, "today", "Today")], key=lambda one: one.on), today)
    assert sum(week.days for week in weeks) == len(set(days))
    assert [week.monday for week in weeks] == sorted({week.monday for week in weeks})
    assert all(week.monday <= one.on <= week.sunday for week in weeks for one in week.stops)
    drawn = stop_cells(weeks, today)
    assert drawn is not None
    assert sum(int(cell.words) for cell in drawn.cells if cell.words) == len(set(days))
    assert [cell.now for cell in drawn.cells].count(True) == 1


def test_sixty_days_that_matter_stand_apart_on_the_narrowest_phone() -> None:
    days = (TODAY + datetime.timedelta(days=3 * place) for place in range(60))
    weeks = by_week([Stop(day, "check_in", "Check-in") for day in days], TODAY)
    drawn = stop_cells(weeks, TODAY)
    assert drawn is not None
    places = [(cell.x, cell.y) for cell in drawn.cells]
    assert len(set(places)) == len(places)
    assert all(x >= 0 and x + drawn.size <= drawn.width and y + drawn.size <= drawn.height for x, y in places)
    assert 288 / drawn.width * drawn.size >= 24, "a cell is wide enough to read at 320 pixels"
    assert len(drawn.rows) == -(-len(drawn.cells) // A_ROW)
    beside = [row.x > cell.x for row, cell in zip(drawn.rows, drawn.cells[::A_ROW], strict=True)]
    assert beside == [cell.now for cell in drawn.cells[::A_ROW]], "a day is never written under a sign"


def test_a_goal_without_a_number_shows_its_weeks_and_how_often_the_record_speaks_of_it() -> None:
    week = datetime.timedelta(days=7)
    goal = Goal(
        "a", "Attitude", weeks=(WeekStep(TODAY, "say hello", True), WeekStep(TODAY + week, "ask", False))
    )
    weeks = goal_weeks(goal, [TODAY, TODAY + datetime.timedelta(days=4), TODAY + 3 * week])
    assert [(one.monday, one.entries) for one in weeks] == [
        (TODAY, 2),
        (TODAY + week, 0),
        (TODAY + 3 * week, 1),
    ]
    drawn = goal_cells(goal, weeks, TODAY)
    assert drawn is not None
    assert [cell.look for cell in drawn.cells] == ["done", "open", "", "marked"]
    assert goal_cells(Goal("a", "A"), (), TODAY) is None
