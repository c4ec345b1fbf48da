"""Goals that the answers name are offered, held together with them, and stand in the plan's words."""

from __future__ import annotations

import datetime
from dataclasses import replace

from engine.goals import Goal
from engine.goals.offered import answers_of, apart, as_answered, goal_words, goals_from_answers, not_taken
from engine.goals.serving import serving
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.engine.goals.a_plan import ANSWERS, TODAY, plan_of


def test_the_steps_that_name_a_goal_serve_it_until_the_person_chooses(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, ANSWERS, TODAY, "compiled", {"main_goal": "nine tickets a day"})
    named = serving(plan, Goal("a", "Nine tickets a day"))
    assert named
    assert all("nine tickets a day" in " ".join([one.goal, *(s.text for s in one.steps)]) for one in named)
    chosen = serving(plan, Goal("a", "Nine tickets a day", steps=(plan.items[0].id, "gone")))
    assert chosen == (plan.items[0],)
    assert serving(plan, Goal("a", "Nine tickets a day", steps=())) == ()


def test_the_answers_offer_a_goal_once() -> None:
    answers = {"main_goal": "Nine a day", "measure_name": "tickets", "measure_now": 5, "measure_target": 9}
    (goal,) = goals_from_answers({**answers, "plan_end": "2026-04-19"}, TODAY)
    assert (goal.title, goal.measure, goal.now, goal.target) == ("Nine a day", "tickets", 5, 9)
    assert not_taken((goal,), ()) == (goal,)
    assert goal.by == datetime.date(2026, 4, 19)
    assert not_taken((goal,), (Goal("x", "nine a DAY"),)) == ()
    assert not_taken((goal,), (Goal("x", "Rewritten", row=1),)) == ()
    assert goals_from_answers({}, TODAY) == ()


def test_further_measures_are_offered_as_goals_of_their_own() -> None:
    answers = {"measure_name": "tickets", "measure_2_name": "replies", "measure_2_target": 3}
    assert [goal.title for goal in goals_from_answers(answers, TODAY)] == ["tickets", "replies"]


def test_a_last_day_that_nobody_named_is_no_goals_last_day() -> None:
    (goal,) = goals_from_answers({"main_goal": "Nine a day", "plan_start": "2026-02-19"}, TODAY)
    assert goal.by is None


def test_a_goal_and_its_answers_are_apart_only_where_both_say_something_else() -> None:
    answers = {"main_goal": "Nine a day", "measure_name": "tickets", "measure_now": 5, "measure_target": 9}
    found = goals_from_answers(answers, TODAY)
    (goal,) = found
    assert apart(replace(goal, now=6, what="more", unit="a day"), found) is None
    changed = replace(goal, target=8)
    other = apart(changed, found)
    assert other is not None
    assert as_answered(changed, other).target == 9
    agreed = goals_from_answers({**answers, **answers_of(changed)}, TODAY)
    assert apart(changed, agreed) is None


def test_a_further_goal_with_words_of_its_own_is_not_apart_from_the_measure_it_came_from() -> None:
    found = goals_from_answers({"measure_name": "tickets", "measure_2_name": "replies"}, TODAY)
    second = replace(found[1], title="Answer every customer")
    assert apart(second, found) is None
    assert "main_goal" not in answers_of(second)


def test_the_first_goal_speaks_only_where_the_answers_are_silent(knowledge: KnowledgeBase) -> None:
    goals = (Goal("a", "Nine a day", measure="tickets", now=5, target=9, unit="a day"), Goal("b", "Other"))
    assert goal_words(knowledge.questions, {}, goals) == {
        "main_goal": "Nine a day",
        "measure_name": "tickets",
        "measure_now": "5",
        "measure_target": "9",
        "measure_unit": "a day",
    }
    assert goal_words(knowledge.questions, {"main_goal": "Mine", "measure_now": 2}, goals) == {}
    share = goal_words(knowledge.questions, {}, (replace(goals[0], unit="%"),))
    assert (share["measure_now"], share["measure_target"]) == ("5%", "9%")


def test_words_of_a_goal_stand_in_the_plan_and_decide_nothing(knowledge: KnowledgeBase) -> None:
    plain = plan_of(knowledge)
    spoken = make_plan(knowledge, ANSWERS, TODAY, "compiled", {"main_goal": "nine tickets a day"})
    assert any("nine tickets a day" in item.goal for item in spoken.items)
    assert [(one.id, one.start, one.due, one.score) for one in spoken.items] == [
        (one.id, one.start, one.due, one.score) for one in plain.items
    ]
