"""Answers that pull against each other are told with how the plan took them, and others never are."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from engine import contradictions
from engine.answers import read_answers
from engine.facts import derive
from engine.knowledge_base import KnowledgeBase
from tests.generated import TODAY


def day(count: int) -> str:
    return (TODAY + datetime.timedelta(count)).isoformat()


BEGUN = {"pip_stage": "under_way", "plan_start": day(-10), "plan_end": day(50)}
MEASURED = {"concerns": ["targets"], "measure_name": "calls", "measure_now": 30}
SKILLED = {"concerns": ["technical"], "skill_1": "a tool", "skill_2": "a language"}

PAIRS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("plan_start", {"pip_stage": "passed", "plan_start": day(1)},
     {"pip_stage": "passed", "plan_start": day(-1)}),
    ("hours_per_week", {"hours_per_week": 1}, {"hours_per_week": 2}),
    ("main_concern", {"concerns": ["quality"], "main_concern": "customers"},
     {"concerns": ["quality", "customers"], "main_concern": "customers"}),
    ("goal_clarity", {"goal_clarity": "all", "blockers": ["unclear_standard"]},
     {"goal_clarity": "most", "blockers": ["unclear_standard"]}),
    ("goal_clarity", {"goal_clarity": "all", "concerns": ["unclear"]},
     {"goal_clarity": "all", "concerns": ["quality"]}),
    ("asked_to_sign", {"pip_stage": "warned", "asked_to_sign": "refused"},
     {"pip_stage": "warned", "asked_to_sign": "no"}),
    ("asked_to_sign", {"pip_stage": "warned", "asked_to_sign": "signed"},
     {**BEGUN, "pip_stage": "warned", "asked_to_sign": "signed"}),
    ("sign_by", {**BEGUN, "asked_to_sign": "yes_by_date", "sign_by": day(-1)},
     {**BEGUN, "asked_to_sign": "yes_by_date", "sign_by": day(0)}),
    ("offer_deadline", {**BEGUN, "money_offer": "yes_deadline", "offer_deadline": day(-1)},
     {**BEGUN, "money_offer": "yes_deadline", "offer_deadline": day(0)}),
    ("exam_date", {**BEGUN, **SKILLED, "certificate": "my_idea", "exam_date": day(-1)},
     {**BEGUN, **SKILLED, "certificate": "my_idea", "exam_date": day(60)}),
    ("exam_date", {**BEGUN, **SKILLED, "certificate": "named_in_plan", "exam_date": day(51)},
     {**BEGUN, **SKILLED, "certificate": "named_in_plan", "exam_date": day(50)}),
    ("done_before", {**SKILLED, "done_before": "recently", "gap_type": "never_learned"},
     {**SKILLED, "done_before": "recently", "gap_type": "new_tool"}),
    ("done_before", {**SKILLED, "done_before": "never", "gap_type": "rusty"},
     {**SKILLED, "done_before": "long_ago", "gap_type": "rusty"}),
    ("measure_target", {**MEASURED, "measure_target": 30}, {**MEASURED, "measure_target": 20}),
    ("skill_1_level", {**SKILLED, "skill_1_level": 3, "skill_1_needed": 2},
     {**SKILLED, "skill_1_level": 2, "skill_1_needed": 2}),
    ("skill_2_level", {**SKILLED, "skill_2_level": 3, "skill_2_needed": 2},
     {**SKILLED, "skill_2_level": 3}),
    ("employment", {"employment": ["permanent", "contractor"]},
     {"employment": ["permanent", "union_member"]}),
    ("signs_seen", {"meeting_rhythm": "weekly", "signs_seen": ["meetings_cancelled"]},
     {"meeting_rhythm": "rarely", "signs_seen": ["meetings_cancelled"]}),
    ("health_affects", {"concerns": ["attendance"], "attendance_cause": ["medicine"], "health_affects": "no"},
     {"concerns": ["attendance"], "attendance_cause": ["travel"], "health_affects": "no"}),
    ("money_and_search", {"money_and_search": ["under_1_month_money", "over_3_months"]},
     {"money_and_search": ["under_1_month_money", "cv_ready"]}),
]  # fmt: skip


def told(knowledge: KnowledgeBase, answers: dict[str, Any]) -> list[str]:
    """The questions under which the plan tells of a contradiction."""
    sheet = read_answers(knowledge, answers)
    calendar = derive(sheet, TODAY).calendar
    return [one.question for one in contradictions.told(sheet.answers, calendar)]


@pytest.mark.parametrize(("question", "pulling", "at_peace"), PAIRS)
def test_a_contradiction_is_told_and_answers_that_fit_are_not(
    knowledge: KnowledgeBase, question: str, pulling: dict[str, Any], at_peace: dict[str, Any]
) -> None:
    assert told(knowledge, pulling) == [question]
    assert told(knowledge, at_peace) == []


def test_every_row_of_the_table_is_shown_here() -> None:
    assert {row.question for row in contradictions.CONTRADICTIONS} - {"skill_3_level"} == {
        question for question, _, _ in PAIRS
    }


def test_an_empty_sheet_holds_no_contradiction(knowledge: KnowledgeBase) -> None:
    assert told(knowledge, {}) == []


def test_the_sentences_come_with_the_plans_other_assumptions(knowledge: KnowledgeBase) -> None:
    facts = derive(read_answers(knowledge, {"hours_per_week": 0}), TODAY)
    (says,) = [one.says for one in facts.assumed if one.question == "hours_per_week"]
    assert "at most 2 hours a week" in says


def test_a_sentence_that_rests_on_a_private_answer_stands_under_a_private_question(
    knowledge: KnowledgeBase,
) -> None:
    """Files that leave drop what is assumed of private questions."""
    for question in ("offer_deadline", "employment", "signs_seen", "health_affects", "money_and_search"):
        assert knowledge.questions[question].sensitive, question
