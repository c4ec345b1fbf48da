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


def steps(knowledge: KnowledgeBase, strategy: str, answers: dict[str, Any]) -> list[str]:
    return [step.id for step in knowledge.prepared[strategy].steps_for(View(answers))]


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
