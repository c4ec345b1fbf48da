"""Reports say of each goal what is asked for, where it stands and by what proof."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from engine.goals.goal import EarlierTarget, Goal, Reading, WeekStep
from engine.goals.offered import goals_from_answers
from engine.record.entries import Entry
from engine.record.goal_lines import standing
from engine.record.report_words import report_words
from engine.record.told import Told
from tests.engine.record.a_record import GOAL, OTHER, TODAY, ago, kept


def test_a_friday_report_has_a_block_for_each_goal_with_the_weeks_proof_only() -> None:
    entries = kept(
        Entry("a", "evidence", ago(3), "g1", {"done": "Nine closed before noon.", "place": "queue, page 4"}),
        Entry("b", "evidence", ago(9), "g1", {"done": "An older thing"}),
        Entry("c", "feedback", ago(1), "g1", {"said": "Good", "next": "Old ones first,\nby Friday"}),
    )
    first, second = report_words(Told(entries, (GOAL, OTHER), TODAY))["goals_this_week"].split("\n\n")
    assert first.splitlines() == [
        "Goal: Close nine tickets a day",
        "Target: 9 tickets a day, by 19 April 2026",
        "Now: 7 tickets a day (27 February 2026); at the start: 5 tickets a day",
        "Proof: Nine closed before noon (27 February 2026): queue, page 4",
        "Next: Old ones first, by Friday",
    ]
    assert "Goal: Answer within a day" in second
    assert "This week: [what was done for it, and where it can be seen]" in second
    unread = report_words(Told((), (replace(GOAL, readings=()),), TODAY))["goals_this_week"]
    assert "This week: [a number or fact, and where it can be seen]" in unread


def test_a_full_week_stays_short_and_says_each_thing_once() -> None:
    entries = kept(
        *[Entry(f"a{day}", "evidence", ago(day), "g1", {"done": "Nine closed."}) for day in range(5)],
        *[Entry(f"b{n}", "evidence", ago(1), "g1", {"done": f"Thing {n}"}) for n in range(9)],
        Entry("long", "evidence", ago(0), "g1", {"done": "word " * 400}),
    )
    block = report_words(Told(entries, (GOAL,), TODAY))["goals_this_week"].splitlines()
    assert len(block) <= 9
    assert "- Nine closed (5 times, from 26 February 2026 to 2 March 2026)" in block
    assert block[-1] == "- 8 more in my notes"
    assert max(map(len, block)) < 300


def test_a_report_of_an_earlier_week_knows_nothing_of_what_came_later() -> None:
    entries = kept(
        Entry("a", "evidence", ago(8), "g1", {"done": "In that week"}),
        Entry("b", "evidence", ago(0), "g1", {"done": "Later"}),
        Entry("c", "evidence", ago(20), "g1", {"done": "Before it"}),
    )
    until, monday = ago(1), ago(14)
    goal = replace(GOAL, readings=(Reading(ago(8), 6), Reading(TODAY, 8)), met=TODAY)
    words = report_words(Told(entries, (goal,), until, since=monday))
    assert "In that week" in words["goals_this_week"]
    assert "Now: 6 tickets a day" in words["goals_this_week"]
    assert "Met on" not in words["goals_this_week"]
    assert not [said for said in ("Later", "Before it") if said in words["goals_this_week"]]
    assert words["week"] == "16 February 2026"


def test_a_goal_that_is_met_is_told_in_one_line_and_its_own_next_step_comes_first() -> None:
    week = WeekStep(ago(0) + datetime.timedelta(days=7), "Write the list")
    done = WeekStep(ago(0), "Sorted the queue", done=True)
    met = replace(OTHER, met=ago(3), weeks=(week,))
    words = report_words(Told((), (met, replace(GOAL, weeks=(done, week))), TODAY))["goals_this_week"]
    first, second = words.split("\n\n")
    assert first == "Goal: Answer within a day\nMet on 27 February 2026."
    assert second.endswith("Done: Sorted the queue\nNext: Write the list")


def test_what_names_no_goal_is_about_the_only_one() -> None:
    entries = kept(Entry("a", "evidence", TODAY, "", {"done": "Three orders checked"}))
    assert "Three orders checked" in report_words(Told(entries, (GOAL,), TODAY))["goals_this_week"]
    assert "Three orders checked" not in report_words(Told(entries, (GOAL, OTHER), TODAY))["goals_this_week"]


@pytest.mark.parametrize(
    ("readings", "met", "view"),
    [
        (((ago(3), 7),), None, "on_course"),
        (((ago(3), 5),), None, "not_yet"),
        (((ago(3), 9),), None, "met"),
        ((), None, None),
        ((), TODAY, "met"),
    ],
)
def test_a_goal_stands_as_its_numbers_say(
    readings: tuple[tuple[datetime.date, float], ...], met: datetime.date | None, view: str | None
) -> None:
    goal = replace(GOAL, readings=tuple(Reading(day, value) for day, value in readings), met=met)
    assert standing(goal, TODAY) == view


def test_the_goal_in_the_answers_serves_where_none_was_written_down() -> None:
    answers = {"main_goal": "close tickets", "measure_target": 9, "measure_unit": "a day"}
    found = goals_from_answers({**answers, "measure_2_name": "answers", "measure_2_target": 20}, TODAY)
    assert [goal.title for goal in found] == ["close tickets", "answers"]
    assert "Target: 9 a day" in report_words(Told((), found, TODAY))["goals_this_week"]
    assert goals_from_answers({"country": "UK"}, TODAY) == ()


GOAL_IS_OVER = datetime.date(2026, 4, 20)
MOVED = replace(GOAL, target=12, earlier=(EarlierTarget(ago(4), 9, datetime.date(2026, 4, 19)),))
"""A goal whose target was changed on 26 February."""


def test_a_target_that_was_changed_is_told_as_it_was_and_when() -> None:
    words = report_words(Told((), (MOVED,), TODAY, goal=MOVED))
    before = "9 tickets a day by 19 April 2026, until it was changed on 26 February 2026"
    assert f"Target: 12 tickets a day, by 19 April 2026\nTarget before: {before}" in words["goals_so_far"]
    assert words["goal_before"] == f"Target before: {before}"
    assert words["time_lost"] == (
        "- Close nine tickets a day: the target was changed on 26 February 2026, from 9 tickets a day"
        " to 12 tickets a day"
    )


EARLIER = EarlierTarget(ago(4), 3, datetime.date(2026, 3, 31))
ERRORS = Goal("e", "Fewer errors", unit="%", target=2, by=datetime.date(2026, 3, 6), earlier=(EARLIER,))


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (
            ERRORS,
            "- Fewer errors: the target was changed on 26 February 2026, from 3% to 2%, and its last day from"
            " 31 March 2026 to 6 March 2026",
        ),
        (
            replace(ERRORS, target=3),
            "- Fewer errors: the last day was changed on 26 February 2026,"
            " from 31 March 2026 to 6 March 2026",
        ),
        (replace(ERRORS, target=3, by=None), ""),
    ],
)
def test_a_change_of_the_last_day_is_told_as_one(goal: Goal, words: str) -> None:
    assert report_words(Told((), (goal,), TODAY))["time_lost"] == words


def test_a_week_before_the_change_knows_only_the_target_of_then() -> None:
    told = report_words(Told((), (MOVED,), ago(8), since=ago(14)))["goals_this_week"]
    assert "Target: 9 tickets a day, by 19 April 2026" in told
    assert "before" not in told
    later = report_words(Told((), (MOVED,), TODAY + datetime.timedelta(days=20)))["goals_this_week"]
    assert "Target before" not in later


def test_where_the_numbers_can_be_seen_stands_where_nothing_else_proves_them() -> None:
    goal = replace(GOAL, proof="Queue report, page 1.")
    assert "Proof: Queue report, page 1" in report_words(Told((), (goal,), TODAY))["goals_this_week"]
    entries = kept(Entry("a", "evidence", ago(1), "g1", {"done": "Nine closed", "place": "page 4"}))
    assert "Queue report" not in report_words(Told(entries, (goal,), TODAY))["goals_this_week"]
    unread = replace(goal, readings=())
    assert "Queue report" not in report_words(Told((), (unread,), TODAY))["goals_this_week"]


def test_a_goal_that_the_person_called_met_stands_first_under_what_is_done() -> None:
    reached = replace(GOAL, readings=(Reading(ago(3), 9),))
    words = report_words(Told((), (replace(reached, met=ago(3)), replace(OTHER, met=ago(2))), TODAY))
    assert words["what_is_done"].splitlines() == [
        "- Close nine tickets a day: 9 tickets a day (27 February 2026), target 9 tickets a day",
        "- Answer within a day: met on 28 February 2026",
    ]
    for day in (TODAY, GOAL_IS_OVER):
        assert report_words(Told((), (GOAL, reached), day))["what_is_done"] == ""


def test_a_goal_in_words_only_has_no_place_for_a_number() -> None:
    words = report_words(Told((), (OTHER,), TODAY))
    assert "number" not in words["goals_this_week"] + words["goals_so_far"]
    named = report_words(Told((), (replace(OTHER, by=GOAL.by),), TODAY))["goals_this_week"]
    assert "To be met by 19 April 2026" in named
    counted = report_words(Told((), (replace(OTHER, counted="number", measure="replies"),), TODAY))
    assert "Target: [number or standard]" in counted["goals_this_week"]


@pytest.mark.parametrize("day", [TODAY, GOAL_IS_OVER])
@pytest.mark.parametrize(
    "goal",
    [
        replace(GOAL, readings=(Reading(ago(3), 9),)),
        replace(GOAL, now=95, target=90, way="up", by=None, readings=()),
    ],
)
def test_only_the_person_says_that_a_goal_is_met(goal: Goal, day: datetime.date) -> None:
    words = report_words(Told((), (goal,), day, goal=goal))
    assert "My view: at its target now" in words["goals_so_far"]
    assert "How I see it: at its target now" in words["goal_stands"]
    said = report_words(Told((), (replace(goal, met=TODAY),), day))
    assert "My view: met" in said["goals_so_far"]
    assert said["what_is_done"]


def test_a_result_in_writing_names_every_goal_though_nothing_proves_it_yet() -> None:
    lines = report_words(Told((), (GOAL, OTHER), TODAY))["proof_of_goals"].splitlines()
    assert lines[1] == "- Answer within a day: [where it stands, and one proof]"


A_DAY = datetime.timedelta(days=1)
BEHIND = replace(GOAL, readings=(Reading(ago(1), 5),))
PLAN = (datetime.date(2026, 2, 19), datetime.date(2026, 4, 19))


@pytest.mark.parametrize(
    ("goals", "day", "words"),
    [
        ((OTHER, BEHIND), TODAY, "put most of my hours into this goal: Close nine tickets a day. "),
        ((OTHER, GOAL), TODAY, "put most of my hours into this goal: [goal]. "),
        ((OTHER,), TODAY, "put most of my hours into this goal: [goal]. "),
        ((OTHER, BEHIND), datetime.date(2026, 4, 19), "I go on with this goal: [goal]. "),
        ((OTHER, GOAL), datetime.date(2026, 4, 20), "I go on with this goal: Close nine tickets a day. "),
        ((OTHER,), datetime.date(2026, 4, 20), "I go on with this goal: [goal]. "),
        ((replace(OTHER, met=TODAY),), TODAY, "I keep up what is reached. "),
        ((), TODAY, ""),
    ],
)
def test_only_a_goal_that_is_off_track_is_named_for_the_hours_that_are_left(
    goals: tuple[Goal, ...], day: datetime.date, words: str
) -> None:
    assert words in report_words(Told((), goals, day, plan=PLAN))["hours_go_to"]


def test_a_plan_that_is_over_is_spoken_of_as_such() -> None:
    during, after = (
        report_words(Told((), (GOAL,), day, plan=PLAN)) for day in (TODAY, datetime.date(2026, 4, 20))
    )
    assert (during["plan_until"], after["plan_until"]) == (
        "The plan ends on 19 April 2026.",
        "The plan ran until 19 April 2026.",
    )
    assert (during["end_question"], after["end_question"][:25]) == ("", "How do you see each goal:")


@pytest.mark.parametrize("day", [TODAY, PLAN[1] + A_DAY])
def test_where_every_goal_is_met_a_talk_does_not_end_with_whether_they_are(day: datetime.date) -> None:
    met = replace(GOAL, met=TODAY)
    asked = report_words(Told((), (met,), day, plan=PLAN))["end_question"]
    assert asked == "What would you like to see from me next?"
    before = report_words(Told((), (met,), ago(1), plan=PLAN))["end_question"]
    assert before == "", "on that day it was still open"


def test_more_time_is_asked_for_in_whole_sentences_and_for_no_goal_that_is_met() -> None:
    words = report_words(Told((), (GOAL,), TODAY, goal=GOAL))["goal_open"]
    assert words == (
        "Close nine tickets a day. It stands at 7 tickets a day now. The target is 9 tickets a day."
    )
    spoken = replace(OTHER, what="Each customer has a reply the same day")
    assert report_words(Told((), (spoken,), TODAY, goal=spoken))["goal_open"] == (
        "Answer within a day. The plan asks for this: Each customer has a reply the same day."
    )
    met = replace(GOAL, met=TODAY)
    assert report_words(Told((), (met,), TODAY, goal=met))["goal_open"] == ""
