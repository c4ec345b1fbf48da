"""An agenda names every goal that is open, the most off track first, with what is to be asked about them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from engine.goals.goal import MOST_GOALS, Goal, Reading
from engine.record.agenda import MOST_QUESTIONS, goal_points, off_track_first
from engine.record.report_words import report_words
from engine.record.told import Told
from tests.engine.record.a_record import GOAL, OTHER, TODAY, ago

FAR_BEHIND = replace(GOAL, id="far", title="Far behind", readings=(Reading(ago(1), 3),))
BEHIND = replace(GOAL, id="behind", title="Behind", readings=(Reading(ago(1), 5),))
FEWER = Goal(
    "fewer",
    "Fewer errors",
    unit="%",
    now=6,
    since=GOAL.since,
    target=2,
    by=GOAL.by,
    readings=(Reading(ago(1), 9),),
)
REACHED = replace(GOAL, id="reached", title="Reached", readings=(Reading(ago(1), 9),))
LATE = replace(OTHER, id="late", title="Its day has passed", by=ago(1))
MET = replace(OTHER, id="met", met=TODAY)


def test_goals_that_are_open_stand_by_how_far_they_are_off_track() -> None:
    goals = (REACHED, GOAL, OTHER, MET, BEHIND, FEWER, FAR_BEHIND, LATE)
    order = ["late", "fewer", "far", "behind", "g2", "g1", "reached"]
    assert [one.id for one in off_track_first(goals, TODAY)] == order


def test_each_open_goal_has_one_line_with_where_it_stands() -> None:
    goals = tuple(replace(GOAL, id=str(n), title=f"Goal {n}") for n in range(MOST_GOALS))
    lines = report_words(Told((), goals, TODAY))["open_goals"].splitlines()
    assert len(lines) == MOST_GOALS
    now, target = "7 tickets a day (27 February 2026)", "9 tickets a day, by 19 April 2026"
    assert lines[-1] == f"- Goal 11. Now: {now}. Target: {target}"


def test_what_is_missing_of_a_goal_is_asked_once_and_of_a_few_goals_only() -> None:
    goals = tuple(Goal(str(n), f"Goal {n}") for n in range(6))
    asked = [line.split("My question: ")[1] for line in goal_points(goals, TODAY) if "My question" in line]
    assert len(asked) == len(set(asked)) == MOST_QUESTIONS
    assert asked[0] == "What would you see in my work when this goal is met?"


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, "Which part of my job does this goal belong to?"),
        ({"row": 1}, ""),
        ({"row": 1, "possible": "unsure"}, "What help or time can I have, so that this can be done?"),
        ({"row": 1, "possible": "no"}, "What help or time can I have, so that this can be done?"),
        ({"by": ago(1)}, ""),
    ],
)
def test_a_manager_is_not_asked_what_only_the_person_left_blank(change: dict[str, Any], asked: str) -> None:
    goal = replace(GOAL, what="Nine are closed", measure="tickets closed", **change)
    (line,) = goal_points((goal,), TODAY)
    assert line.partition("My question: ")[2] == asked


def test_once_the_plan_is_over_no_goal_is_made_more_exact() -> None:
    day, plan = TODAY + datetime.timedelta(days=1), (ago(60), TODAY)
    assert "My question" not in report_words(Told((), (OTHER,), day, plan=plan))["open_goals"]
    assert "My question" in report_words(Told((), (OTHER,), TODAY, plan=plan))["open_goals"]


def test_a_goal_with_its_number_named_is_not_asked_for_what_would_be_seen() -> None:
    counted = replace(GOAL, measure="tickets closed", by=None)
    (line,) = goal_points((counted,), TODAY)
    assert "What would you see" not in line
    assert "My question:" in line


def test_nothing_is_asked_of_a_goal_at_its_target_or_of_one_that_lacks_nothing() -> None:
    whole = replace(GOAL, what="Nine are closed", measure="tickets closed", possible="yes", why="My job")
    assert not [line for line in goal_points((whole, REACHED), TODAY) if "My question" in line]


def test_where_every_goal_is_met_the_talk_turns_to_what_counts_next() -> None:
    assert goal_points((MET,), TODAY) == ["Every goal is met. What counts next?"]
    assert goal_points((), TODAY) == []


def test_an_agenda_of_an_earlier_day_knows_the_goals_as_they_were_then() -> None:
    met_later = replace(GOAL, met=TODAY)
    then = TODAY - datetime.timedelta(days=1)
    assert "Close nine tickets a day" in report_words(Told((), (met_later,), then))["open_goals"]
