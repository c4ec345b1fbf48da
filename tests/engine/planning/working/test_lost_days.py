"""Days that were lost: what moves on, what stays, and that no week gets too full."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.lost_days import LOST, OF_THE_PLAN
from engine.planning.own_changes import LostDays
from engine.planning.working import done_items, work
from engine.planning.working_limits import refusal
from tests.engine.planning.working.changes import (
    ANSWERS,
    APPOINTMENT,
    DAY,
    LATER,
    OWN_STEP,
    TODAY,
    changes,
    item_of,
    single,
)

WEEK = 7 * DAY
NEW: dict[str, Any] = {**ANSWERS, "plan_start": "2026-03-02", "plan_end": "2026-04-30", "coping": "ok"}
"""A plan of sixty days that begins today."""


def lost(
    plan: Plan,
    days: int = 7,
    resume: datetime.date = LATER,
    done: tuple[str, ...] = (),
    said: datetime.date | None = None,
) -> Plan:
    """The plan after days that the person told of once they went on, or on the day `said`."""
    return work(plan, changes(LostDays(days, resume, done), on=said or resume))


def lost_items(plan: Plan) -> set[str]:
    return {one.strategy for one in plan.left_out if one.code == LOST}


def moves(item: PlanItem) -> bool:
    """Whether it is a task that no day of the plan and no rule holds where it is."""
    return not (item.pinned or item.repeats or item.phase in OF_THE_PLAN)


@pytest.fixture(scope="module")
def new(kb: KnowledgeBase) -> Plan:
    return make_plan(kb, NEW, TODAY, "compiled")


def test_after_a_lost_week_every_open_task_lies_ahead_or_is_named(plan: Plan) -> None:
    now = lost(plan)
    ids = {one.id: one for one in now.items}
    for before in filter(moves, plan.items):
        if before.id not in ids:
            assert before.id in lost_items(now)
        else:
            assert ids[before.id].due >= LATER
            assert ids[before.id].due <= plan.ends


def test_a_lost_first_week_begins_the_plan_a_week_later_and_loses_nothing(new: Plan) -> None:
    back = TODAY + WEEK
    now = lost(new, resume=back)
    assert lost_items(now) == set()
    for before in filter(moves, new.items):
        after = item_of(now, before.id)
        assert after.start >= max(before.start, back)
        assert after.start <= before.start + 3 * WEEK
    habits = [one for one in new.items if one.repeats and one.phase not in OF_THE_PLAN and not one.pinned]
    assert habits
    assert all(item_of(now, one.id).start == one.start + WEEK for one in habits)


def test_a_habit_that_had_begun_just_goes_on(new: Plan) -> None:
    now = lost(new, resume=TODAY + 5 * WEEK)
    begun = [one for one in new.items if one.repeats and one.start < TODAY + 4 * WEEK]
    assert begun
    assert all(item_of(now, one.id) == one for one in begun)


def test_days_of_the_plan_itself_stay_where_they_are(new: Plan) -> None:
    now = lost(new, resume=TODAY + 2 * WEEK)
    bound = [one for one in new.items if one.phase in OF_THE_PLAN]
    assert bound
    assert all(item_of(now, one.id) == one for one in bound)


def test_what_was_begun_in_the_lost_days_keeps_the_day_of_the_plan_that_it_is_for(new: Plan) -> None:
    [half_way] = [one for one in new.items if one.phase == "midpoint"]
    back = half_way.due - DAY
    now = item_of(lost(new, resume=back), half_way.id)
    assert (now.start, now.due) == (back, half_way.due)


def test_in_the_last_week_nothing_lies_after_the_end_and_the_rest_is_named(new: Plan) -> None:
    back = new.ends - 3 * DAY
    now = lost(new, resume=back)
    assert {one.id for one in new.items} == {one.id for one in now.items} | lost_items(now)
    assert all(one.due <= new.ends for one in now.items if one.phase != "after")
    assert lost_items(now)  # eight weeks of open tasks do not fit into four days


@pytest.mark.parametrize("last", range(4))
def test_the_last_stops_of_a_plan_keep_their_place_even_if_their_own_days_were_lost(
    new: Plan, last: int
) -> None:
    after = lost(new, days=30, resume=new.ends - last * DAY)
    for stop in ("proof_page", "written_closure"):
        assert new.ends - last * DAY <= item_of(after, stop).due <= new.ends


def test_days_before_the_plan_begins_move_only_what_was_for_those_days(kb: KnowledgeBase) -> None:
    later = {**NEW, "plan_start": "2026-03-16", "plan_end": "2026-05-14"}
    plan = make_plan(kb, later, TODAY, "compiled")
    back = TODAY + WEEK
    now = lost(plan, resume=back)
    early = {one.id for one in plan.items if one.due < back and not one.pinned}
    assert early
    for before in plan.items:
        after = item_of(now, before.id)
        assert after.start >= back if before.id in early else after == before
    away = LostDays(7, back, tuple(sorted(early)))
    assert "nothing has to move" in (refusal(plan, away, back, {}) or "")


def test_of_days_that_lie_partly_before_the_plan_only_the_others_count(kb: KnowledgeBase) -> None:
    plan = make_plan(kb, {**NEW, "plan_start": "2026-03-06", "plan_end": "2026-05-04"}, TODAY, "compiled")
    now = lost(plan, days=7, resume=datetime.date(2026, 3, 9))
    habit = next(one for one in plan.items if one.repeats and one.phase == "weekly" and not one.pinned)
    assert item_of(now, habit.id).start == habit.start + 3 * DAY


def test_a_holiday_ahead_leaves_what_can_be_done_before_it(new: Plan) -> None:
    first, back = TODAY + 3 * WEEK, TODAY + 5 * WEEK
    now = lost(new, days=14, resume=back, said=TODAY)
    assert lost_items(now) == set()
    for before in filter(moves, new.items):
        if before.due < first:
            assert item_of(now, before.id) == before
        elif before.start >= first:
            assert item_of(now, before.id).start >= back


def test_two_lost_weeks_come_on_top_of_each_other(new: Plan) -> None:
    back, again = TODAY + 2 * WEEK, TODAY + 5 * WEEK
    both = (*changes(LostDays(7, back, ()), on=back), *changes(LostDays(7, again, ()), on=again))
    now = work(new, both)
    assert {one.id for one in new.items} == {one.id for one in now.items} | lost_items(now)
    assert all(one.due >= again for one in filter(moves, now.items))


def test_an_appointment_of_ones_own_never_moves_and_an_own_step_only_if_its_days_were_lost(new: Plan) -> None:
    mine = work(new, changes(APPOINTMENT, OWN_STEP))
    inside = lost(mine, resume=APPOINTMENT.start + 2 * DAY)
    assert item_of(inside, APPOINTMENT.item) == item_of(mine, APPOINTMENT.item)
    assert item_of(inside, OWN_STEP.item) == item_of(mine, OWN_STEP.item)
    after = lost(mine, days=14, resume=OWN_STEP.due + DAY)
    assert item_of(after, OWN_STEP.item).start >= OWN_STEP.due + DAY


def test_what_was_done_before_the_lost_week_stays_where_it_was(plan: Plan) -> None:
    one = single(plan)
    ticks = {f"{one.id}/{step.id}": "2026-03-02" for step in one.steps}
    done = done_items(plan, ticks)
    assert done == (one.id,)
    assert item_of(lost(plan, done=done), one.id) == one


def test_days_lost_before_the_plan_was_made_change_nothing(plan: Plan, kb: KnowledgeBase) -> None:
    assert lost(plan, resume=TODAY) == plan
    assert "It leaves out the days before" in (refusal(plan, LostDays(7, TODAY, ()), TODAY, {}) or "")
    newer = make_plan(kb, ANSWERS, LATER, "compiled")
    assert lost(newer) == newer


def test_a_week_away_that_lies_ahead_still_counts_in_a_plan_that_was_made_since(kb: KnowledgeBase) -> None:
    newer = make_plan(kb, ANSWERS, LATER, "compiled")
    back = LATER + 2 * WEEK
    now = lost(newer, resume=back, said=TODAY)
    inside = [one for one in filter(moves, newer.items) if back - WEEK <= one.start < back]
    ids = {one.id: one for one in now.items}
    assert all(ids[one.id].start >= back for one in inside if one.id in ids)
    assert all(ids[one.id] == one for one in filter(moves, newer.items) if one.due < back - WEEK)


def minutes_a_week(plan: Plan, since: datetime.date) -> tuple[Counter[int], Counter[int]]:
    """Minutes and items in each calendar week from a day on; pinned items left out."""
    minutes: Counter[int] = Counter()
    items: Counter[int] = Counter()
    for one in plan.items:
        if one.pinned or one.due < since:
            continue
        first, last = (max(one.start, since).toordinal() - 1) // 7, (one.due.toordinal() - 1) // 7
        whole = round(one.effort_hours * 60)
        for week in range(first, last + 1):
            minutes[week] += whole if one.repeats else -(-whole // (last - first + 1))
            items[week] += 1
    return minutes, items


@given(
    resume=st.integers(1, 59).map(lambda days: TODAY + days * DAY),
    days=st.integers(1, 30),
    hours=st.sampled_from([2, 3, 5, 12]),
)
@settings(max_examples=30, deadline=None)
def test_no_task_moves_into_a_week_that_is_full(
    kb: KnowledgeBase, resume: datetime.date, days: int, hours: int
) -> None:
    plan = make_plan(kb, {**NEW, "hours_per_week": hours}, TODAY, "compiled")
    now = lost(plan, days, resume)
    assert {one.id for one in plan.items} == {one.id for one in now.items} | lost_items(now)
    minutes, count = minutes_a_week(now, resume)
    moved = [one for one in filter(moves, now.items) if one != item_of(plan, one.id)]
    for one in moved:
        assert resume <= one.due <= plan.ends
        for week in range((one.start.toordinal() - 1) // 7, (one.due.toordinal() - 1) // 7 + 1):
            assert count[week] == 1 or minutes[week] <= hours * 60, (one.id, week)
            assert count[week] <= 12
