"""Different people get different steps within one piece of advice, in the place of the usual one."""

from __future__ import annotations

from typing import Any

import pytest

from engine import knowledge_base
from engine.conditions import View
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.conftest import Builder
from tests.generated import TODAY

ASK = "ask_the_first"
IN_WRITING = "ask_the_first_in_writing"


def steps(
    knowledge: KnowledgeBase, strategy: str, answers: dict[str, Any], facts: dict[str, Any] | None = None
) -> list[str]:
    return [step.id for step in knowledge.prepared[strategy].steps_for(View(answers, facts or {}))]


def test_who_works_far_away_asks_in_writing(knowledge: KnowledgeBase) -> None:
    usual = steps(knowledge, "two_question_feedback", {})
    remote = steps(knowledge, "two_question_feedback", {"work_place": "remote"})
    assert ASK in usual
    assert IN_WRITING not in usual
    assert remote == [IN_WRITING if step == ASK else step for step in usual]


def test_a_step_that_tells_nothing_is_the_same_for_both_reasons(knowledge: KnowledgeBase) -> None:
    remote = knowledge.prepared["two_question_feedback"].steps_for(View({"work_place": "remote"}))
    wary = knowledge.prepared["two_question_feedback"].steps_for(View({"manager_safety": 0}))
    assert remote == wary


@pytest.mark.parametrize(
    ("strategy", "by_voice"),
    [
        ("before_i_send_checklist", "ask_if_right"),
        ("fewer_things_early_warning", "rank_with_manager"),
        ("friday_report", "if_it_stays_quiet"),
        ("know_what_good_is", "ask"),
        ("know_what_good_is", "one_more"),
        ("messages_that_land", "talk_instead"),
        ("monthly_self_review", "ask_a_manager"),
        ("remote_visibility", "face_to_face_weekly"),
        ("talk_about_the_load", "ask"),
    ],
)
def test_nobody_who_does_not_feel_safe_asking_is_sent_to_ask_by_voice(
    knowledge: KnowledgeBase, strategy: str, by_voice: str
) -> None:
    usual = steps(knowledge, strategy, {"manager_safety": 2})
    wary = steps(knowledge, strategy, {"manager_safety": 1})
    assert by_voice in usual
    assert by_voice not in wary
    assert len(wary) == len(usual)


@pytest.mark.parametrize("place", ["hybrid", "remote_other_timezone"])
def test_where_someone_works_brings_back_no_call_that_does_not_feel_safe(
    knowledge: KnowledgeBase, place: str
) -> None:
    found = steps(knowledge, "remote_visibility", {"work_place": place, "manager_safety": 0})
    assert "weekly_question_in_writing" in found
    assert not {"two_times_across_zones", "use_an_office_day"} & set(found)


@pytest.mark.parametrize(
    ("answers", "flag"),
    [
        ({"attendance_concern": ("late",), "manager_safety": 4}, "yes"),
        ({"attendance_concern": ("late",), "manager_safety": 0}, "yes"),
        ({"attendance_concern": ("conduct",), "manager_safety": 4}, "no"),
    ],
)
def test_where_advice_may_matter_nobody_writes_down_slips_or_shows_the_list_unasked(
    knowledge: KnowledgeBase, answers: dict[str, Any], flag: str
) -> None:
    found = steps(knowledge, "rule_list_with_proof", answers, {"legal_flag": flag})
    assert {"one_line_on_what_was_kept", "ask_before_you_show_it"} <= set(found)
    assert not {"one_line_a_day", "show_it_weekly", "send_it_weekly"} & set(found)


def test_no_report_tells_of_a_list_that_may_stay_at_home(knowledge: KnowledgeBase) -> None:
    assert knowledge.strategies["rule_list_with_proof"].in_reports is None


def test_a_step_for_some_comes_only_for_them(knowledge: KnowledgeBase) -> None:
    assert "what_changed_since" not in steps(knowledge, "find_the_cause", {})
    assert "what_changed_since" in steps(knowledge, "find_the_cause", {"done_before": "recently"})


def test_of_two_steps_for_one_place_the_first_that_holds_is_taken(knowledge: KnowledgeBase) -> None:
    found = steps(knowledge, "learn_by_recall", {"gap_type": "rusty", "can_get": ("docs",)})
    assert found[0] == "begin_with_what_you_know"
    assert "begin_with_what_is_there" not in found


def test_nobody_sees_more_than_nine_steps_or_fewer_than_two(knowledge: KnowledgeBase) -> None:
    for name, strategy in knowledge.strategies.items():
        always = [step for step in strategy.steps if step.when is None]
        own = [step for step in strategy.steps if step.instead_of is None]
        assert len(always) >= 2, name
        assert len(own) <= 9, name


def test_the_plan_holds_the_chosen_step_with_the_persons_words(knowledge: KnowledgeBase) -> None:
    raw = {"pip_stage": "just_received", "meeting_rhythm": "fortnightly", "hours_per_week": 10}
    items = {item.id: item for item in make_plan(knowledge, raw, TODAY, "compiled").items}
    first = items["fix_check_in_rhythm"].steps[0]
    assert first.id == "ask_for_a_short_one_between"
    assert "{" not in first.text


@pytest.mark.parametrize("neutral", ["", ", neutral: true"])
def test_a_step_chosen_by_a_sensitive_answer_has_to_say_that_its_words_are_neutral(
    small_knowledge: Builder, neutral: str
) -> None:
    path = "knowledge/strategies/weekly_look.yml"
    text = (knowledge_base.ROOT / "tests/tiny_knowledge" / path).read_text(encoding="utf-8")
    when = f"when: {{question: health, is: yes}}{neutral}"
    step = f"  - {{id: ask, text: Ask a friend., done_when: Done., {when}}}\n"
    root = small_knowledge({path: text.replace("letters: [", step + "letters: [", 1)})
    if neutral:
        assert "ask" in {step.id for step in knowledge_base.load(root).strategies["weekly_look"].steps}
    else:
        with pytest.raises(knowledge_base.InputError, match="health would be told"):
            knowledge_base.load(root)
