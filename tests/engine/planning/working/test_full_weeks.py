"""Weeks that a change makes fuller than the person's hours are told, with the next week that has room."""

from __future__ import annotations

from dataclasses import replace

from engine.model import Plan
from engine.planning.full_weeks import fuller_weeks, week_with_room
from engine.planning.hours import hours_a_week
from engine.planning.own_changes import PlanChange, PutOff, Reschedule
from engine.planning.working import work
from tests.engine.planning.working.changes import DAY, LATER, OWN_STEP, TODAY, changes, item_of, single

LONG = replace(OWN_STEP, hours=4.5, start=LATER, due=LATER)


def crowded(plan: Plan) -> tuple[Plan, PlanChange]:
    """The plan with half a day of work of the person's own, and a task that is moved into the same week."""
    one = single(plan)
    return work(plan, changes(LONG)), PlanChange("move", TODAY, Reschedule(one.id, LATER, LATER + DAY))


def test_a_week_that_gets_too_full_is_told_with_its_hours(plan: Plan) -> None:
    before, change = crowded(plan)
    [week] = fuller_weeks(before, work(before, [change]), ())
    assert week.monday <= LATER <= week.monday + 6 * DAY
    assert week.has == hours_a_week(plan) == 5
    assert week.hours > 5


def test_a_week_that_was_as_full_before_is_not_told(plan: Plan) -> None:
    before, _change = crowded(plan)
    assert fuller_weeks(before, before, ()) == ()


def test_what_is_done_takes_no_time(plan: Plan) -> None:
    before, change = crowded(plan)
    assert fuller_weeks(before, work(before, [change]), (LONG.item,)) == ()


def test_the_next_week_with_room_takes_the_item_without_being_too_full(plan: Plan) -> None:
    before, change = crowded(plan)
    room = week_with_room(before, change, (), {})
    assert room is not None
    assert room[0].weekday() == 0
    assert room[0] > LATER
    moved = work(before, [PlanChange("move", TODAY, Reschedule(change.what.item, *room))])  # type: ignore[union-attr]
    assert item_of(moved, single(plan).id).start == room[0]
    assert fuller_weeks(before, moved, ()) == ()


def test_at_the_end_of_the_plan_there_is_no_next_week(plan: Plan) -> None:
    one = single(plan)
    full = work(plan, changes(replace(LONG, start=plan.ends - 2 * DAY, due=plan.ends)))
    late = PlanChange("late", TODAY, PutOff(one.id, plan.ends - 2 * DAY))
    assert week_with_room(full, late, (), {}) is None
