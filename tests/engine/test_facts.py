"""The derived facts: what is worked out from answers before any rule runs."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.facts import FACTS, derive
from engine.knowledge_base import KnowledgeBase
from engine.model import Facts
from tests.generated import TODAY, branching_sheets

PROTECTED = [
    "raised_discrimination",
    "reported_wrongdoing_safety",
    "sick_or_family_leave",
    "pregnancy_parental",
    "told_about_health",
    "asked_adjustment",
    "injury_claim",
    "union_activity",
]


def day(count: int) -> str:
    return (TODAY + datetime.timedelta(count)).isoformat()


def facts_of(knowledge: KnowledgeBase, raw: dict[str, Any]) -> Facts:
    return derive(read_answers(knowledge, raw), TODAY)


def fact(knowledge: KnowledgeBase, name: str, **raw: Any) -> Any:
    return facts_of(knowledge, raw).values.get(name)


def test_days_are_counted_from_the_dates(knowledge: KnowledgeBase) -> None:
    values = facts_of(knowledge, {"plan_start": day(-10), "plan_end": day(20)}).values
    assert [values[name] for name in ("plan_days", "days_in", "days_left", "short_plan")] == [
        31,
        10,
        20,
        "no",
    ]


@pytest.mark.parametrize(
    ("days_in", "phase"),
    [
        (-3, "first_48_hours"),
        (0, "first_48_hours"),
        (2, "first_48_hours"),
        (3, "week_1"),
        (7, "week_1"),
        (8, "weekly"),
        (25, "weekly"),
        (26, "midpoint"),
        (32, "midpoint"),
        (33, "weekly"),
        (50, "weekly"),
        (51, "final"),
        (59, "final"),
        (60, "after"),
    ],
)
def test_the_phases_of_60_days(knowledge: KnowledgeBase, days_in: int, phase: str) -> None:
    assert fact(knowledge, "phase", plan_start=day(-days_in), plan_end=day(59 - days_in)) == phase


def test_the_last_days_are_five_where_15_per_cent_are_fewer(knowledge: KnowledgeBase) -> None:
    assert fact(knowledge, "phase", plan_start=day(-15), plan_end=day(5)) != "final"
    assert fact(knowledge, "phase", plan_start=day(-16), plan_end=day(4)) == "final"


@pytest.mark.parametrize(("length", "short"), [(14, "yes"), (20, "yes"), (21, "no")])
def test_a_plan_under_21_days_is_short(knowledge: KnowledgeBase, length: int, short: str) -> None:
    assert fact(knowledge, "short_plan", plan_start=day(0), plan_end=day(length - 1)) == short


def test_a_short_plan_has_no_first_week_of_its_own(knowledge: KnowledgeBase) -> None:
    for days_in in range(15):
        phase = fact(knowledge, "phase", plan_start=day(-days_in), plan_end=day(14 - days_in))
        assert phase != "week_1", days_in


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        ({}, "running"),
        ({"pip_stage": "warned"}, "none"),
        ({"pip_stage": "warned", "plan_start": day(-1)}, "running"),
        ({"pip_stage": "warned", "plan_start": day(5)}, "none"),
        ({"pip_stage": "extended"}, "running"),
        ({"pip_stage": "passed"}, "passed"),
        ({"pip_stage": "ended", "plan_end": day(9)}, "ended"),
    ],
)
def test_the_state_of_the_plan(knowledge: KnowledgeBase, raw: dict[str, Any], state: str) -> None:
    assert fact(knowledge, "pip_state", **raw) == state


@pytest.mark.parametrize(
    ("blockers", "share"),
    [
        (["unclear_standard", "tools_access"], 100),
        (["unclear_standard", "never_trained", "no_point"], 33),
        (["wrong_role"], 0),
        (["dont_know"], None),
        ([], None),
    ],
)
def test_the_share_of_causes_around_the_work(
    knowledge: KnowledgeBase, blockers: list[str], share: int | None
) -> None:
    assert fact(knowledge, "env_share", blockers=blockers) == share


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"done_before": "standard_changed", "blockers": ["never_trained"]}, "renegotiate"),
        ({"done_before": "never"}, "train"),
        ({"done_before": "long_ago"}, "practise"),
        ({"done_before": "recently", "blockers": ["no_time_workload"]}, "obstacle"),
        ({"done_before": "recently", "blockers": ["little_feedback"]}, "feedback"),
        ({"done_before": "recently"}, "feedback"),
        ({"blockers": ["never_trained"]}, "train"),
        ({"blockers": ["out_of_practice"]}, "practise"),
        ({"concerns": ["technical"], "gap_type": "new_tool"}, "train"),
        ({"concerns": ["technical"], "gap_type": "rusty"}, "practise"),
        ({"concerns": ["technical"], "gap_type": "judgement"}, "feedback"),
        ({}, None),
    ],
)
def test_the_kind_of_gap(knowledge: KnowledgeBase, raw: dict[str, Any], kind: str | None) -> None:
    assert fact(knowledge, "gap_kind", **raw) == kind


@pytest.mark.parametrize("event", PROTECTED)
def test_each_protected_event_is_something_an_adviser_should_hear_of(
    knowledge: KnowledgeBase, event: str
) -> None:
    assert fact(knowledge, "legal_flag", recent_events=[event]) == "yes"


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ({"treated_differently": "maybe"}, "yes"),
        ({"harassment": "yes"}, "yes"),
        ({"money_offer": "yes_deadline"}, "yes"),
        ({"money_offer": "hinted"}, "no"),
        ({"recent_events": ["new_manager", "reorganisation"]}, "no"),
        ({"recent_events": ["none"], "harassment": "no", "treated_differently": "prefer_not"}, "no"),
        ({}, "no"),
    ],
)
def test_other_answers_raise_the_flag_only_where_they_should(
    knowledge: KnowledgeBase, raw: dict[str, Any], flag: str
) -> None:
    assert fact(knowledge, "legal_flag", **raw) == flag


def test_an_offer_is_open_when_there_is_a_deadline_or_a_hint(knowledge: KnowledgeBase) -> None:
    states = {
        offer: fact(knowledge, "offer_open", money_offer=offer) for offer in ("yes_deadline", "hinted", "no")
    }
    assert states == {"yes_deadline": "yes", "hinted": "yes", "no": "no"}


def test_only_one_answer_says_that_someone_is_not_safe(knowledge: KnowledgeBase) -> None:
    coping = [option.value for option in knowledge.questions["coping"].options]
    assert [code for code in coping if fact(knowledge, "unsafe", coping=code) == "yes"] == [
        "i_do_not_feel_safe"
    ]


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        ({}, 70),
        ({"goal_feasibility": "with_help"}, 70),
        ({"goal_feasibility": "unlikely"}, 50),
        ({"goal_feasibility": "dont_know"}, 50),
        ({"money_and_search": ["visa_tied"]}, 50),
        ({"signs_seen": ["goals_changed", "meetings_cancelled", "work_taken_away", "replacement_hired"]}, 50),
        ({"wanted_result": "leave_well"}, 30),
        ({"wanted_result": "leave_well", "goal_feasibility": "unlikely"}, 30),
    ],
)
def test_the_share_of_hours_for_the_plan_itself(
    knowledge: KnowledgeBase, raw: dict[str, Any], share: int
) -> None:
    assert fact(knowledge, "improve_share", **raw) == share


@pytest.mark.parametrize(
    ("raw", "scenario"),
    [
        ({"concerns": ["conflict", "deadlines"]}, "performance"),
        ({"concerns": ["conflict", "deadlines"], "main_concern": "conflict"}, "interpersonal"),
        ({"concerns": ["technical"]}, "technical"),
        ({"concerns": ["policy_conduct"]}, "attendance"),
        ({"concerns": ["unclear"]}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_what_the_plan_is_mostly_about(knowledge: KnowledgeBase, raw: dict[str, Any], scenario: str) -> None:
    assert fact(knowledge, "scenario", **raw) == scenario


def test_the_skill_gap_is_the_widest_of_those_named_and_never_below_nothing(knowledge: KnowledgeBase) -> None:
    raw = {"concerns": ["technical"], "skill_1": "SQL", "skill_1_level": 3, "skill_1_needed": 1}
    assert fact(knowledge, "skill_gap", **raw) == 0
    more = {
        **raw,
        "skill_2": "Go",
        "skill_2_level": 1,
        "skill_2_needed": 4,
        "skill_3": "C",
        "skill_3_level": 0,
    }
    assert fact(knowledge, "skill_gap", **more) == 3
    assert fact(knowledge, "skill_gap", concerns=["technical"], skill_1="SQL", skill_1_level=1) is None


@pytest.mark.parametrize(("exam", "before"), [(None, "no"), (29, "yes"), (30, "no"), (40, "no")])
def test_an_exam_counts_before_the_end_only(knowledge: KnowledgeBase, exam: int | None, before: str) -> None:
    raw = {"plan_start": day(0), "plan_end": day(30), "concerns": ["technical"], "certificate": "my_idea"}
    dated = {**raw, "exam_date": day(exam)} if exam is not None else raw
    assert fact(knowledge, "exam_before_end", **dated) == before


def test_hours_that_nobody_gave_are_four_and_said_to_be(knowledge: KnowledgeBase) -> None:
    facts = facts_of(knowledge, {})
    assert facts.values["weekly_hours"] == 4
    assert "hours_per_week" in {one.question for one in facts.assumed}
    assert fact(knowledge, "weekly_hours", hours_per_week=0) == 0


@given(st.data())
def test_every_fact_has_a_value_of_its_own_kind(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    values = facts_of(knowledge, data.draw(branching_sheets(knowledge))).values
    for name, value in values.items():
        if FACTS[name].kind == "choice":
            assert value in FACTS[name].options, name
        else:
            assert isinstance(value, int | float), name
            assert not isinstance(value, bool), name
    assert set(FACTS) - set(values) <= {"env_share", "gap_kind", "skill_gap"}


@given(st.data())
def test_a_fact_rests_on_the_questions_it_names_and_no_others(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge))
    sheet = read_answers(knowledge, raw)
    whole = derive(sheet, TODAY)
    name = data.draw(st.sampled_from(sorted(FACTS)))
    kept = {question: value for question, value in sheet.answers.items() if question in FACTS[name].reads}
    assert FACTS[name].make(kept, whole.calendar) == FACTS[name].make(sheet.answers, whole.calendar)
