"""With few hours or few days a plan holds less of each step, rather than fewer of those that are needed."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest

from engine.conditions import View
from engine.errors import InputError
from engine.exports import plan_from_json, plan_to_json
from engine.exports.plan_text import plan_to_text
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.verify.drawn_people import as_people_answer
from tests.engine.planning.busy import BUSY
from tests.engine.planning.test_load import weekly_hours, weeks_of

TODAY = datetime.date(2026, 3, 2)


def plan_for(knowledge: KnowledgeBase, length: int, hours: float, **more: Any) -> Plan:
    raw = {
        "pip_stage": "just_received",
        "plan_start": (TODAY - datetime.timedelta(2)).isoformat(),
        "plan_end": (TODAY + datetime.timedelta(length)).isoformat(),
        **BUSY,
        "hours_per_week": hours,
        **more,
    }
    return make_plan(knowledge, raw, TODAY, "compiled")


def drawn_plans(knowledge: KnowledgeBase, length: int, hours: float) -> list[Plan]:
    plans = []
    for raw in as_people_answer(knowledge, 60, 5):
        if raw.get("pip_stage") not in ("just_received", "under_way", "near_end"):
            continue
        dates = {
            "pip_stage": "just_received",
            "plan_start": (TODAY - datetime.timedelta(2)).isoformat(),
            "plan_end": (TODAY + datetime.timedelta(length)).isoformat(),
            "hours_per_week": hours,
        }
        kept = {name: value for name, value in raw.items() if name != "plan_length"}
        try:
            plans.append(make_plan(knowledge, {**kept, **dates}, TODAY, "compiled"))
        except InputError:  # dates that can't be
            continue
    assert len(plans) > 20
    return plans


def item_of(plan: Plan, name: str) -> PlanItem:
    return next(item for item in plan.items if item.id == name)


@pytest.mark.parametrize(("length", "hours"), [(14, 2), (30, 2), (30, 3), (60, 2)])
def test_vague_goals_are_asked_about_however_few_the_hours(
    knowledge: KnowledgeBase, length: int, hours: float
) -> None:
    asked = item_of(plan_for(knowledge, length, hours), "clarify_vague_goals")
    assert (asked.due - TODAY).days <= 10
    if asked.short:
        assert asked.effort_hours == 0.25
        assert [step.id for step in asked.steps] == ["read_the_vaguest", "send_one_line", "note_silence"]
        assert "vaguest" in asked.goal


def test_with_enough_hours_nothing_is_short(knowledge: KnowledgeBase) -> None:
    for length in (7, 14, 30, 60):
        assert not [item.id for item in plan_for(knowledge, length, 12).items if item.short]


@pytest.mark.parametrize("length", [7, 14, 30, 60])
@pytest.mark.parametrize("hours", [1, 2, 3, 4])
def test_the_hours_of_a_week_hold_whatever_form_a_step_has(
    knowledge: KnowledgeBase, length: int, hours: float
) -> None:
    for plan in drawn_plans(knowledge, length, hours):
        assert all(load <= Fraction(max(hours, 2)) for load in weekly_hours(plan).values())


def test_a_step_has_its_usual_form_wherever_its_weeks_have_room_for_it(knowledge: KnowledgeBase) -> None:
    usual = 0
    for plan in drawn_plans(knowledge, 90, 3):
        load = weekly_hours(plan)
        for item in plan.items:
            usual += knowledge.prepared[item.id].short is not None and not item.short
            if item.short and not item.repeats:
                more = Fraction(knowledge.strategies[item.id].effort_hours - item.effort_hours)
                weeks = weeks_of(item.start, item.due)
                fullest = max(load[week] for week in weeks)
                assert fullest + more / len(weeks) > Fraction(3) - Fraction(1, 10), item.id
    assert usual


@pytest.mark.parametrize("hours", [2, 3])
@pytest.mark.parametrize("length", [14, 30, 60])
def test_few_people_go_without_what_their_answers_ask_for_most(
    knowledge: KnowledgeBase, length: int, hours: float
) -> None:
    """Before short forms, nobody with fourteen days and two hours was told to ask what is meant."""
    plans = drawn_plans(knowledge, length, hours)
    few = 0.75 if length == 14 else 0.4
    for name, most in (("clarify_vague_goals", few), ("ask_for_support", few), ("proof_page", 0.05)):
        without = sum(
            any(one.strategy == name and one.code == "no_room" for one in p.left_out) for p in plans
        )
        assert without <= most * len(plans), name


def test_a_pinned_step_is_never_short(knowledge: KnowledgeBase) -> None:
    plan = plan_for(knowledge, 30, 2, coping="struggling", wanted_result="keep_both_open")
    assert not [item.id for item in plan.items if item.pinned and item.short]


def test_a_short_form_has_fewer_hours_and_steps_for_everybody(knowledge: KnowledgeBase) -> None:
    found = 0
    for name, prepared in knowledge.prepared.items():
        if prepared.short is None:
            continue
        found += 1
        usual, short = prepared.steps_for(View({})), prepared.steps_for(View({}), short=True)
        assert 2 <= len(short) < len(usual), name
        assert prepared.short.effort_hours < prepared.strategy.effort_hours, name
        assert not any(knowledge_step.short for knowledge_step in own_steps(knowledge, name, usual)), name
    assert found >= 30


def own_steps(knowledge: KnowledgeBase, name: str, shown: Any) -> list[Any]:
    ids = {step.id for step in shown}
    return [step for step in knowledge.strategies[name].steps if step.id in ids]


def test_the_promised_help_is_what_the_short_form_asks_for(knowledge: KnowledgeBase) -> None:
    steps = knowledge.prepared["ask_for_support"].steps_for(
        View({"promised_help": ("training",)}), short=True
    )
    assert steps[0].id == "ask_for_what_was_promised_only"


def test_a_short_step_says_so_in_the_plan_that_is_kept(knowledge: KnowledgeBase) -> None:
    plan = plan_for(knowledge, 14, 2)
    plain = plan_to_json(plan)
    assert {item["id"] for item in plain["items"] if item.get("short")}
    assert plan_from_json(plain).items[-1] == plan_from_json(plan_to_json(plan_from_json(plain))).items[-1]
    assert [item.short for item in plan_from_json(plain).items] == [item.short for item in plan.items]
    assert '"short":true' in plan_to_text(knowledge, plan)
