"""What the plan names most, and what can't wait, has its place whatever else there is to do."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 3, 2)
MUCH_ELSE = {
    "pip_stage": "just_received",
    "plan_start": "2026-03-02",
    "coping": "struggling",
    "goal_clarity": "none",
    "goal_feasibility": "unlikely",
    "blockers": ["know_but_freeze", "health_home"],
    "wanted_result": "keep_both_open",
    "country": "UK",
}
"""Someone to whom so much applies that no weeks could hold it all."""
CONCERNS = [
    "targets",
    "deadlines",
    "quality",
    "technical",
    "communication",
    "conflict",
    "customers",
    "attendance",
]


def plan_of(knowledge: KnowledgeBase, concern: str, hours: float, days: int) -> Plan:
    ends = TODAY + datetime.timedelta(days - 1)
    raw: dict[str, Any] = MUCH_ELSE | {
        "concerns": [concern],
        "plan_end": ends.isoformat(),
        "hours_per_week": hours,
    }
    return make_plan(knowledge, raw, TODAY, "compiled")


@pytest.mark.parametrize("days", [14, 30, 60])
@pytest.mark.parametrize("hours", [2, 4, 10])
@pytest.mark.parametrize("concern", CONCERNS)
def test_there_is_a_step_towards_what_the_plan_names(
    knowledge: KnowledgeBase, concern: str, hours: float, days: int
) -> None:
    plan = plan_of(knowledge, concern, hours, days)
    own = [
        item
        for item in plan.items
        if item.track == "improve" and "all" not in knowledge.strategies[item.id].scenarios
    ]
    assert own, [item.id for item in plan.items]
    assert min(item.start for item in own) <= TODAY + datetime.timedelta(14)
    assert any(one.code == "no_room" for one in plan.left_out), "not so much applies that it is tight"


@pytest.mark.parametrize("hours", [4, 10, 20])
@pytest.mark.parametrize("concern", CONCERNS)
def test_what_belongs_into_the_first_days_is_not_put_off_for_what_comes_later(
    knowledge: KnowledgeBase, concern: str, hours: float
) -> None:
    plan = plan_of(knowledge, concern, hours, 60)
    soon = {
        item.id: item.start for item in plan.items if knowledge.strategies[item.id].phase == "first_48_hours"
    }
    assert {"go_private", "tell_one_person"} <= soon.keys()
    late = {name for name, start in soon.items() if start > TODAY + datetime.timedelta(2)}
    weighty = {item.id for item in plan.items if item.score >= 70}
    assert late & weighty == set()
    assert {"keep_own_copies", "sign_for_receipt"} <= soon.keys() - late


@pytest.mark.parametrize("concern", CONCERNS)
def test_with_few_days_and_many_hours_the_first_days_hold_what_belongs_there(
    knowledge: KnowledgeBase, concern: str
) -> None:
    plan = plan_of(knowledge, concern, 15, 14)
    begun = {item.id for item in plan.items if item.start <= TODAY + datetime.timedelta(2)}
    assert {"keep_own_copies", "evidence_log"} <= begun


def test_more_time_is_asked_for_at_once_where_few_days_are_left(knowledge: KnowledgeBase) -> None:
    today = TODAY + datetime.timedelta(48)
    raw = MUCH_ELSE | {"pip_stage": "near_end", "plan_end": "2026-05-01", "hours_per_week": 20}
    plan = make_plan(knowledge, raw | {"concerns": ["targets"]}, today, "compiled")
    request = next(item for item in plan.items if item.id == "extension_request")
    assert (request.late, request.start) == (True, today)
    assert request.due <= today + datetime.timedelta(4)


def test_what_goes_on_to_the_end_is_not_cut_off_by_the_day_to_sign(knowledge: KnowledgeBase) -> None:
    raw = MUCH_ELSE | {
        "concerns": ["targets"],
        "plan_end": "2026-03-15",
        "hours_per_week": 15,
        "asked_to_sign": "yes_by_date",
        "sign_by": "2026-03-04",
    }
    plan = make_plan(knowledge, raw, TODAY, "compiled")
    begun = [item for item in plan.items if item.repeats and item.phase == "first_48_hours"]
    assert "evidence_log" in {item.id for item in begun}
    assert {item.due for item in begun} == {plan.ends}
