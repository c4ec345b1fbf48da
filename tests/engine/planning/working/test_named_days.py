"""An item that names its own days names the new ones once it is moved, and days of the plan stay."""

from __future__ import annotations

from engine.knowledge_base import KnowledgeBase
from engine.language import full_day
from engine.model import Plan
from engine.pipeline import make_plan
from engine.planning.named_days import on_days
from engine.planning.own_changes import LostDays, Reschedule
from engine.planning.working import named_days, work
from tests.engine.planning.working.changes import ANSWERS, DAY, LATER, TODAY, changes, item_of, single


def test_a_moved_step_names_its_new_last_day(plan: Plan) -> None:
    item = next(
        one
        for one in plan.items
        if one.repeats is None and full_day(one.due) in one.goal and one.start > plan.today
    )
    later = Reschedule(item.id, item.start + 7 * DAY, item.due + 7 * DAY)
    now = item_of(work(plan, changes(later)), item.id)
    assert now.due != item.due
    assert full_day(now.due) in now.goal
    assert full_day(item.due) not in now.goal.replace(full_day(now.due), "")


def test_after_lost_days_no_step_names_the_day_it_had(plan: Plan) -> None:
    before = {one.id: one for one in plan.items if full_day(one.due) in one.goal and one.due != plan.ends}
    moved = [
        one
        for one in work(plan, changes(LostDays(7, LATER, ()), on=LATER)).items
        if one.id in before and one.due != before[one.id].due
    ]
    assert moved
    for one in moved:
        assert full_day(one.due) in one.goal


def test_a_day_of_the_plan_goes_on_being_named(plan: Plan) -> None:
    item = single(plan)._replace(due=plan.ends, goal=f"By {full_day(plan.ends)}, it is done.")
    assert on_days(item, item.start, plan.ends - DAY, (plan.ends,)).goal == item.goal


def test_a_day_that_a_paper_names_goes_on_being_named(kb: KnowledgeBase) -> None:
    sheet = {**ANSWERS, "asked_to_sign": "yes_by_date", "sign_by": (TODAY + 2 * DAY).isoformat()}
    made = make_plan(kb, sheet, TODAY, "compiled")
    named = named_days(kb, sheet, made)
    before = item_of(made, "sign_for_receipt")
    assert before.due == named["sign_for_receipt"] == TODAY + 2 * DAY
    sooner = Reschedule(before.id, TODAY, TODAY + DAY)
    now = item_of(work(made, changes(sooner), named), "sign_for_receipt")
    told = " ".join(one.text for one in now.steps)
    assert full_day(TODAY + 2 * DAY) in now.goal
    assert full_day(TODAY + 2 * DAY) in told
    assert now.due == TODAY + DAY


def test_words_of_a_person_stay_as_they_are(plan: Plan) -> None:
    item = single(plan)
    own = item._replace(by_person=True, goal=f"Before {full_day(item.due)}")
    assert on_days(own, item.start, item.due + DAY, ()).goal == own.goal
