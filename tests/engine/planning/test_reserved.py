"""What no plan goes without has its room, however few the hours, and days on which it still helps."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from tests.engine.planning.busy import BUSY

TODAY = datetime.date(2026, 11, 23)
STOPS = ("midpoint_status", "proof_page", "written_closure", "quiet_second_track")


def plan_for(knowledge: KnowledgeBase, length: int, hours: float, gone: int = 0, **more: Any) -> Plan:
    starts = TODAY - datetime.timedelta(gone)
    raw = {
        "pip_stage": "under_way" if gone else "just_received",
        "plan_start": starts.isoformat(),
        "plan_end": (starts + datetime.timedelta(length)).isoformat(),
        **BUSY,
        "hours_per_week": hours,
        **more,
    }
    return make_plan(knowledge, raw, TODAY, "compiled")


@pytest.mark.parametrize("hours", [0, 1, 2, 3, 5, 10, 20])
@pytest.mark.parametrize("length", [21, 30, 60, 90])
def test_every_stop_is_in_the_plan_however_few_the_hours(
    knowledge: KnowledgeBase, length: int, hours: float
) -> None:
    found = {item.id for item in plan_for(knowledge, length, hours).items}
    assert set(STOPS) <= found


@pytest.mark.parametrize("left", [1, 2, 3, 7, 10, 14, 30, 60])
@pytest.mark.parametrize("hours", [2, 4, 8])
def test_the_pages_are_ready_before_the_result_is_asked_for_and_neither_after_the_end(
    knowledge: KnowledgeBase, left: int, hours: float
) -> None:
    plan = plan_for(knowledge, 60, hours, gone=60 - left)
    days = {item.id: item.due for item in plan.items}
    assert days["proof_page"] <= days["written_closure"] <= plan.ends
    if left >= 7:
        assert days["written_closure"] < plan.ends
        assert (plan.ends - days["proof_page"]).days >= 2


@pytest.mark.parametrize("hours", [1, 2, 3, 5])
def test_under_halfway_and_the_last_days_stands_only_what_belongs_there(
    knowledge: KnowledgeBase, hours: float
) -> None:
    for item in plan_for(knowledge, 30, hours, gone=8).items:
        if item.phase in ("midpoint", "final"):
            assert knowledge.strategies[item.id].phase == item.phase, item.id


def test_the_search_takes_more_of_more_hours(knowledge: KnowledgeBase) -> None:
    efforts = []
    for hours in (2, 8, 12, 16, 20):
        for wanted in ("stay", "leave_well"):
            plan = plan_for(knowledge, 90, hours, wanted_result=wanted)
            efforts.append(next(item.effort_hours for item in plan.items if item.id == "quiet_second_track"))
    assert efforts[::2] == [0.5, 1, 2, 3, 3]
    assert efforts[1::2] == [1, 3, 3, 5, 5]


def test_a_hint_about_leaving_is_not_handled_as_a_paper(knowledge: KnowledgeBase) -> None:
    hinted = {item.id for item in plan_for(knowledge, 60, 4, money_offer="hinted").items}
    paper = {item.id for item in plan_for(knowledge, 60, 4, money_offer="yes_deadline").items}
    assert "offer_only_hinted" in hinted - paper
    assert "offer_on_the_table" in paper - hinted


@pytest.mark.parametrize(
    ("concern", "step"), [("customers", "customer_scenes"), ("conflict", "pick_a_way_to_disagree")]
)
def test_a_single_concern_counts_as_the_main_one(knowledge: KnowledgeBase, concern: str, step: str) -> None:
    said = {"concerns": [concern], "blockers": ["never_trained"]}
    alone = plan_for(knowledge, 60, 3, **said)
    named = plan_for(knowledge, 60, 3, **said, main_concern=concern)
    scores = [{item.id: item.score for item in plan.items}[step] for plan in (alone, named)]
    assert scores[0] == scores[1]


def test_a_habit_is_not_begun_for_the_last_days(knowledge: KnowledgeBase) -> None:
    for hours in (2, 3, 4, 6):
        plan = plan_for(knowledge, 60, hours)
        for item in plan.items:
            if item.repeats and item.phase != "after":
                assert (item.due - item.start).days >= 20, item.id


def test_for_who_does_not_feel_safe_no_stop_begins_in_the_first_days(knowledge: KnowledgeBase) -> None:
    plan = plan_for(knowledge, 30, 4, gone=10, coping="i_do_not_feel_safe")
    for item in plan.items:
        if item.id in STOPS:
            assert item.start >= TODAY + datetime.timedelta(3), item.id
