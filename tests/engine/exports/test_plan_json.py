"""The plan as JSON: it keeps its schema, comes back whole, and can leave without what is private."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.exports import CHECKLISTS, plan_from_json, plan_to_json, without_private
from engine.exports.plan_schema import plan_schema
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.questionnaire import sheet_schema
from tests.generated import TODAY, branching_sheets, hostile_sheets

VALID = jsonschema.Draft202012Validator(plan_schema(), format_checker=jsonschema.FormatChecker())

PRIVATE = {
    "coping": "struggling",
    "recent_events": ["pregnancy_parental", "union_activity", "told_about_health"],
    "treated_differently": "maybe",
    "harassment": "yes",
    "money_offer": "yes_deadline",
    "offer_deadline": "2026-12-01",
    "told_before": "good_recent_review",
    "signs_seen": ["goals_changed", "replacement_hired"],
    "employment": ["union_member", "probation"],
    "manager_safety": 0,
    "talk_to": "no",
    "health_affects": "yes_not_told",
    "money_and_search": ["visa_tied", "under_1_month_money"],
    "attendance_cause": ["caring", "medicine"],
}
PRIVATE_AFTER_AN_END = {"leaving_paper": "not_signed"}
"""Asked only once a plan has ended, when much of the rest is asked no more."""
PLAIN = {
    "concerns": ["conflict", "attendance"],
    "attendance_concern": ["late"],
    "goal_clarity": "few",
    "main_goal": "calm calls",
    "hours_per_week": 12,
    "blockers": ["little_feedback", "health_home"],
}


def made(knowledge: KnowledgeBase, raw: dict[str, Any]) -> dict[str, Any]:
    return plan_to_json(make_plan(knowledge, raw, TODAY, "compiled"))


def strings(data: Any) -> list[str]:
    """Every string in the data, keys too."""
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in (key, *strings(value))]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [data] if isinstance(data, str) else []


@given(st.data())
def test_every_plan_keeps_its_schema_and_comes_back_whole(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge))
    plan = made(knowledge, raw)
    VALID.validate(plan)
    assert plan_to_json(plan_from_json(json.loads(json.dumps(plan)))) == plan


@given(st.data())
def test_without_what_is_private_it_still_keeps_its_schema(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    plan = without_private(knowledge, made(knowledge, data.draw(branching_sheets(knowledge, share=90))))
    VALID.validate(plan)
    assert without_private(knowledge, plan) == plan


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plan: plan.pop("items"),
        lambda plan: plan.update(extra=1),
        lambda plan: plan["items"][0].update(phase="later"),
        lambda plan: plan["items"][0].update(start="tomorrow"),
        lambda plan: plan["items"][0]["steps"][0].pop("done_when"),
        lambda plan: plan["items"][0]["because"][0].pop("rule"),
        lambda plan: plan["items"][0].update(score=101),
    ],
)
def test_the_schema_refuses_what_is_no_plan(knowledge: KnowledgeBase, spoil: Any) -> None:
    plan = made(knowledge, {})
    spoil(plan)
    with pytest.raises(jsonschema.ValidationError):
        VALID.validate(plan)


@given(st.data())
def test_whatever_sheet_is_taken_its_schema_takes_too(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge))
    jsonschema.Draft202012Validator(sheet_schema(knowledge)).validate({"answers": raw})


def test_what_has_every_field_of_the_contract(knowledge: KnowledgeBase) -> None:
    """The fields that DESIGN.md promises to other programs."""
    plan = made(knowledge, PLAIN)
    top = "knowledge_version engine today starts ends findings items left_out assumed ignored"
    item = "id strategy ref title track phase start due repeats score pinned goal steps resources"
    assert set(top.split()) <= set(plan)
    assert {*item.split(), "effort_hours", "evidence", "because"} <= set(plan["items"][0])
    assert {"id", "text", "done_when"} <= set(plan["items"][0]["steps"][0])
    assert {"rule", "says", "answers", "facts", "findings"} <= set(plan["items"][0]["because"][0])


def test_the_answers_of_these_tests_cover_every_sensitive_question(knowledge: KnowledgeBase) -> None:
    sensitive = {name for name, question in knowledge.questions.items() if question.sensitive}
    assert set(PRIVATE) | set(PRIVATE_AFTER_AN_END) == sensitive
    running = read_answers(knowledge, PRIVATE | PLAIN)
    ended = read_answers(knowledge, {"pip_stage": "ended", **PRIVATE_AFTER_AN_END})
    assert running.ignored == ended.ignored == ()
    assert sensitive <= set(running.answers) | set(ended.answers)


def test_a_paper_about_leaving_stays_out_of_what_leaves(knowledge: KnowledgeBase) -> None:
    plan = made(knowledge, {"pip_stage": "ended", **PRIVATE_AFTER_AN_END})
    assert any("paper about leaving" in text for text in strings(plan))
    left = strings(without_private(knowledge, plan))
    assert not [text for text in left if "paper about leaving" in text or "leaving_paper" in text]


def assert_tells_nothing(knowledge: KnowledgeBase, plan: dict[str, Any], told: list[str]) -> None:
    for thing in (*plan["findings"], *plan["items"]):
        for reason in thing["because"]:
            assert not set(reason["answers"]) & set(PRIVATE)
            assert not set(reason["findings"]) & knowledge.private_findings
            assert not any(FACTS[name].private for name in reason["facts"])
    assert not {one["id"] for one in plan["findings"]} & knowledge.private_findings
    assert not any(FACTS[name].private for name in plan["facts"])
    assert not {one["question"] for one in plan["assumed"]} & set(PRIVATE)
    for name in knowledge.private_rules:
        assert name not in told, name
        assert all(knowledge.rules[name].says not in text for text in told), name


def test_a_plan_that_leaves_holds_no_sensitive_answer_and_nothing_drawn_from_one(
    knowledge: KnowledgeBase,
) -> None:
    whole = made(knowledge, PRIVATE | PLAIN)
    assert any(one["id"] in knowledge.private_findings for one in whole["findings"])
    plan = without_private(knowledge, whole)
    assert_tells_nothing(knowledge, plan, strings(plan))
    codes = {
        option.value
        for question in knowledge.questions.values()
        for option in question.options
        if option.sensitive
    }
    answers = [
        text for item in plan["items"] for reason in item["because"] for text in strings(reason["answers"])
    ]
    assert not codes & set(answers)


@given(st.data())
def test_nor_does_any_other_plan(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw = {
        **data.draw(branching_sheets(knowledge, share=80)),
        **data.draw(
            st.fixed_dictionaries(
                {},
                optional={
                    name: st.just(value)
                    for name, value in PRIVATE.items()
                    if name not in ("offer_deadline", "attendance_cause")
                },
            )
        ),
    }
    plan = without_private(knowledge, made(knowledge, raw))
    assert_tells_nothing(knowledge, plan, strings(plan))


def test_the_items_themselves_all_stay(knowledge: KnowledgeBase) -> None:
    whole = made(knowledge, PRIVATE | PLAIN)
    plan = without_private(knowledge, whole)
    assert [item["id"] for item in plan["items"]] == [item["id"] for item in whole["items"]]
    public = [one["rule"] for item in plan["items"] for one in item["because"] if one["rule"] != "private"]
    assert public
    assert set(public) <= set(knowledge.rules) - knowledge.private_rules


def test_a_plan_made_with_older_knowledge_can_leave_too(knowledge: KnowledgeBase) -> None:
    """Rules, facts and findings that no longer exist are taken for private."""
    plan = made(knowledge, PLAIN)
    plan["facts"]["a_fact_of_old"] = "yes"
    plan["items"][0]["because"][0] |= {"rule": "a_rule_of_old", "says": "You marked something private."}
    left = without_private(knowledge, plan)
    assert "a_fact_of_old" not in left["facts"]
    assert "You marked something private." not in strings(left)


@pytest.mark.parametrize("kind", sorted(CHECKLISTS))
def test_a_checklist_gives_no_reasons_that_rest_on_sensitive_answers(
    knowledge: KnowledgeBase, kind: str
) -> None:
    plan = make_plan(knowledge, PRIVATE | PLAIN, TODAY, "compiled")
    text = CHECKLISTS[kind].render(knowledge, plan, {})
    for name in knowledge.private_rules:
        assert knowledge.rules[name].says not in text
    for name in knowledge.private_findings:
        assert knowledge.findings[name].title not in text


def test_the_json_checklist_says_when_each_step_was_done(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, PLAIN, TODAY, "compiled")
    first, step = plan.items[0], plan.items[0].steps[0]
    data = json.loads(CHECKLISTS["json"].render(knowledge, plan, {f"{first.id}/{step.id}": "2026-11-24"}))
    done = [one["done_on"] for item in data["items"] for one in item["steps"]]
    assert done[0] == "2026-11-24"
    assert set(done[1:]) == {None}


def test_a_dated_answer_comes_back_as_the_text_it_is_shown_as(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, {"plan_start": "2026-11-23", "plan_end": "2026-12-01"}, TODAY, "compiled")
    again = plan_from_json(plan_to_json(plan))
    assert plan_to_json(again) == plan_to_json(plan)
    assert (
        replace(again, items=plan.items, assumed=plan.assumed, findings=plan.findings, left_out=plan.left_out)
        == plan
    )
