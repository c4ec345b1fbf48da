"""Who is asked what, by the way they come in: with a plan, with none, or once it is over."""

from __future__ import annotations

import re

import pytest

from engine.answers import asked, read_answers
from engine.exports import markdown
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.planning.windows import windows
from tests.generated import TODAY

OF_ITS_OWN = {
    "no_plan": {"expectations_known", "last_feedback", "slip_signs", "workload", "goal_fit", "next_role"},
    "passed": {"result_on_paper", "helped_most", "may_slip", "next_role"},
    "extended": {"extension_terms", "extension_reason", "open_goal", "do_differently"},
    "ended": {"job_state", "leaving_paper", "next_weeks", "speaks_for_you", "take_along"},
}
SAFETY = {"coping", "treated_differently", "harassment", "money_offer", "talk_to", "health_affects"}
THE_PLAN = re.compile(r"\bthe plan\b", re.IGNORECASE)


def questions_for(knowledge: KnowledgeBase, **answers: str) -> set[str]:
    return set(asked(knowledge, read_answers(knowledge, answers)))


@pytest.mark.parametrize("stage", OF_ITS_OWN)
def test_each_way_has_questions_of_its_own_and_keeps_those_about_safety(
    knowledge: KnowledgeBase, stage: str
) -> None:
    here = questions_for(knowledge, pip_stage=stage)
    assert OF_ITS_OWN[stage] | SAFETY <= here


def test_with_no_plan_no_question_and_no_option_speaks_of_the_plan(knowledge: KnowledgeBase) -> None:
    here = questions_for(knowledge, pip_stage="no_plan") - {"pip_stage", "employer_device"}
    for name in sorted(here):
        question = knowledge.questions[name]
        said = [question.wording, question.hint or "", *(option.label for option in question.options)]
        assert not [text for text in said if THE_PLAN.search(text)], name


def test_whoever_skips_the_stage_is_asked_about_the_plan_and_nothing_of_the_other_ways(
    knowledge: KnowledgeBase,
) -> None:
    skipped = questions_for(knowledge)
    assert skipped == questions_for(knowledge, pip_stage="under_way")
    assert not skipped & set.union(*OF_ITS_OWN.values())


def test_a_quarter_without_a_plan_has_no_first_48_hours_and_nothing_after_its_end(
    knowledge: KnowledgeBase,
) -> None:
    plan = make_plan(knowledge, {"pip_stage": "no_plan"}, TODAY, "compiled")
    assert {item.phase for item in plan.items} == {"week_1", "weekly", "midpoint", "final"}
    assert all(item.due <= plan.ends and not item.late for item in plan.items)


def test_the_windows_of_such_a_quarter_lie_within_it(knowledge: KnowledgeBase) -> None:
    from engine.calendar import lay

    calendar = lay({"pip_stage": "no_plan"}, TODAY, "")[0]
    found = windows(calendar)
    assert found["first_48_hours"] == found["week_1"]
    assert all(calendar.starts <= one.start <= one.end <= calendar.ends for one in found.values())


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("no_plan", {"Keep the work going well", "The end of the quarter"}),
        ("passed", {"Keep what you built", "The weeks ahead"}),
        ("ended", {"Find what comes next", "The weeks ahead"}),
        ("under_way", {"Meet the plan", "The last days"}),
    ],
)
def test_the_checklist_calls_phases_and_paths_by_names_that_fit_the_way(
    knowledge: KnowledgeBase, stage: str, words: set[str]
) -> None:
    plan = make_plan(knowledge, {"pip_stage": stage}, TODAY, "compiled")
    text = markdown.render(knowledge, plan, {})
    assert {one for one in words if one in text} == words
