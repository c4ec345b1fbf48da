"""SE7, SE8, SE13, SE23: whoever is not safe comes first, what protects stays, and a week has a ceiling."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.facts import derive
from engine.inference import evaluator_for, infer
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.planning.tailoring import Edit, Hide, tailor
from tests.generated import TODAY, branching_sheets, hostile_sheets

UNSAFE = {"coping": "i_do_not_feel_safe"}
BUSY: dict[str, Any] = {
    "concerns": ["targets", "deadlines", "conflict", "technical", "attendance"],
    "blockers": ["unclear_standard", "no_time_workload", "never_trained"],
    "goal_clarity": "none",
    "hours_per_week": 0,
}


def plan_for(knowledge: KnowledgeBase, raw: dict[str, Any]) -> Plan:
    return make_plan(knowledge, raw, TODAY, "compiled")


@given(st.data())
@settings(max_examples=60)
def test_se7_whoever_is_not_safe_finds_help_before_anything_else(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge)) | UNSAFE
    first = plan_for(knowledge, raw).items[0]
    assert (first.id, first.pinned, first.start, first.due) == ("get_safe_first", True, TODAY, TODAY)


@pytest.mark.parametrize("country", ["US", "UK", "CA", "AU", "EU", "IN", "other", None])
def test_se7_help_is_that_of_the_country_and_an_international_finder(
    knowledge: KnowledgeBase, country: str
) -> None:
    raw = UNSAFE | ({"country": country} if country else {})
    places = [knowledge.resources[one["id"]] for one in plan_for(knowledge, raw).items[0].resources]
    crisis = [one for one in places if one.kind == "crisis"]
    assert any(not one.countries for one in crisis)
    assert all(not one.countries or country in one.countries for one in crisis)
    assert country in (None, "other") or any(country in one.countries for one in crisis)


def test_se8_help_comes_as_emergency_first_then_a_line_then_the_finder(knowledge: KnowledgeBase) -> None:
    for one in knowledge.resources.values():
        if one.kind == "crisis" and one.countries and one.contacts:
            assert "mergency" in one.contacts[0].label, one.id
    steps = [step.id for step in knowledge.strategies["get_safe_first"].steps]
    assert steps[:3] == ["emergency", "crisis_line", "finder"]


def test_se8_the_numbers_of_crisis_lines_have_a_form_that_can_be_dialled(knowledge: KnowledgeBase) -> None:
    for one in knowledge.resources.values():
        for contact in one.contacts:
            if contact.number is not None:
                digits = contact.number.replace(" ", "").replace("-", "").removeprefix("+")
                assert digits.isdigit(), (one.id, contact.number)
                assert 2 <= len(digits) <= 15, (one.id, contact.number)


def test_se7_no_answer_is_scored(knowledge: KnowledgeBase) -> None:
    """No fact, finding or question adds answers on well-being up."""
    assert knowledge.questions["coping"].type == "single"
    for name in ("coping", "talk_to", "health_affects"):
        assert knowledge.questions[name].type != "scale"


@given(st.data())
@settings(max_examples=60)
def test_se23_what_a_safety_rule_pins_is_in_the_plan_whatever_the_hours(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge)) | {"hours_per_week": 0}
    plan = plan_for(knowledge, raw)
    pinned = {item.id for item in plan.items if item.pinned}
    if plan.facts["legal_flag"] == "yes":
        assert "get_advice_early" in pinned
    if plan.facts["unsafe"] == "yes":
        assert "get_safe_first" in pinned
    assert [item.pinned for item in plan.items] == sorted((item.pinned for item in plan.items), reverse=True)


@pytest.mark.parametrize(
    ("raw", "strategy"), [({"harassment": "yes"}, "get_advice_early"), (UNSAFE, "get_safe_first")]
)
def test_se23_a_coach_can_t_take_out_advice_or_safety(
    knowledge: KnowledgeBase, raw: dict[str, Any], strategy: str
) -> None:
    plan = plan_for(knowledge, BUSY | raw)
    assert tailor(plan, [Edit("1", TODAY, Hide(strategy))]) == plan


def suppressed(plan: Plan) -> set[str]:
    return {one.strategy for one in plan.left_out if one.code == "suppressed"}


def items(plan: Plan) -> set[str]:
    return {item.id for item in plan.items}


@given(st.data())
@settings(max_examples=60)
def test_what_could_harm_is_never_in_a_plan(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    """The exclusions of the research on conflicts between strategies, on any sheet."""
    raw = data.draw(branching_sheets(knowledge, share=80) | hostile_sheets(knowledge))
    plan = plan_for(knowledge, raw)
    sheet = read_answers(knowledge, raw).answers
    if plan.facts["legal_flag"] == "yes":
        assert not {"short_factual_reply", "repair_talk"} & items(plan)
    if plan.facts["offer_open"] == "yes":
        assert "sign_for_receipt" not in items(plan)
    if sheet.get("repair") == "not_safe":
        assert not {"repair_talk", "ask_for_mediation"} & items(plan)
    if sheet.get("harassment") in ("yes", "not_sure"):
        assert "ask_for_mediation" not in items(plan)
    if sheet.get("certificate") == "my_idea" and plan.facts["exam_before_end"] == "no":
        assert "certificate_if_it_counts" not in items(plan)
    left = plan.facts["days_left"]
    assert isinstance(left, int)
    if left < 14:
        assert "learn_by_recall" not in items(plan)


ALL_CONCERNS = [
    *("targets", "deadlines", "quality", "technical", "communication"),
    *("conflict", "customers", "attendance", "policy_conduct", "leading_people"),
]


@pytest.mark.parametrize("hours", [0, 1, 3, 6])
def test_se13_a_plan_with_everything_in_it_stays_small_and_names_what_it_left_out(
    knowledge: KnowledgeBase, hours: int
) -> None:
    plan = plan_for(knowledge, BUSY | {"concerns": ALL_CONCERNS, "hours_per_week": hours})
    no_room = [one for one in plan.left_out if one.code == "no_room"]
    assert no_room
    said = {one.reason.partition(".")[0] for one in no_room}
    assert said <= {
        "Your weeks are full with steps that matter more",
        "Your plan has enough going on at a time",
    }


@given(st.data())
@settings(max_examples=60)
def test_no_pin_and_no_suppression_meet_on_one_strategy(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    sheet = read_answers(knowledge, data.draw(hostile_sheets(knowledge)))
    facts = derive(sheet, TODAY)
    inference = infer(knowledge, sheet, facts, evaluator_for(knowledge, "compiled"))
    fired = {
        reason.rule
        for one in inference.recommendations
        for reason in one.because
        if reason.rule in knowledge.safety
    }
    pins = {knowledge.safety[name].pin for name in fired}
    assert not pins & {one.strategy for one in inference.left_out if one.code == "suppressed"}
