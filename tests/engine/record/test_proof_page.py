"""A proof page shows one goal: where it stood and stands, what was done for it, and what others said."""

from __future__ import annotations

import datetime
from dataclasses import replace

from engine.goals.goal import Goal, Reading, WeekStep
from engine.record.entries import Entry
from engine.record.report_words import report_words
from engine.record.told import Told
from tests.engine.record.a_record import GOAL, OTHER, TODAY, ago, kept


def test_a_proof_page_quotes_no_wish_for_a_change_and_nothing_twice() -> None:
    said = [("Good work", "good"), ("Good work", "both"), ("Too slow", "wish")]
    entries = kept(
        *[Entry(str(n), "feedback", ago(n), "g1", {"said": w, "sort": s}) for n, (w, s) in enumerate(said)]
    )
    words = report_words(Told(entries, (GOAL,), TODAY, goal=GOAL))
    assert words["goal_said"] == "- “Good work” (2 March 2026)"


def test_a_goal_written_as_a_sentence_ends_no_sentence_twice() -> None:
    words = report_words(Told((), (replace(GOAL, title="Close nine tickets a day."),), TODAY))
    assert words["goal_title"] == "Close nine tickets a day"


def test_only_words_copied_from_the_paper_are_called_the_plans_own() -> None:
    copied = report_words(Told((), (GOAL,), TODAY))["goal_heading"]
    answered = report_words(Told((), (replace(GOAL, row=1),), TODAY))["goal_heading"]
    assert (copied, answered) == ("The goal, in the plan’s own words", "The goal")


def test_a_proof_page_has_the_numbers_on_the_way() -> None:
    readings = tuple(Reading(GOAL.since + datetime.timedelta(days=n), 5 + n / 4) for n in range(1, 15))
    goal = replace(GOAL, readings=readings, proof="Queue report")
    lines = report_words(Told((), (goal,), datetime.date(2026, 4, 1), goal=goal))["goal_course"].splitlines()
    assert lines[0] == "- 20 February 2026: 5.25 tickets a day"
    assert len(lines) == 10


def test_where_the_number_can_be_seen_stands_under_it_and_not_under_numbers_in_between() -> None:
    goal = replace(GOAL, proof="Queue report.")
    words = report_words(Told((), (goal,), TODAY, goal=goal))
    now = "Now: 7 tickets a day (27 February 2026)"
    assert f"{now}\nWhere it can be seen: Queue report\n" in words["goal_stands"]
    assert words["goal_course"] == ""


def test_a_proof_page_takes_an_early_a_middle_and_a_late_proof() -> None:
    entries = kept(
        *[
            Entry(f"e{day}", "evidence", ago(day), "g1", {"done": f"D{day}", "place": "p"})
            for day in range(5)
        ],
        Entry("bare", "evidence", ago(6), "g1", {"done": "No place"}),
        Entry("f", "feedback", ago(1), "g1", {"said": "Right every time", "who": "my manager"}),
        Entry("o", "feedback", ago(1), "g2", {"said": "Of another goal"}),
    )
    words = report_words(Told(entries, (GOAL, OTHER), TODAY, goal=GOAL))
    assert [words[f"proof_{name}"] for name in ("early", "middle", "late")] == ["D4", "D2", "D0"]
    assert words["goal_said"] == "- “Right every time” (my manager, 1 March 2026)"


def test_a_goal_in_words_only_has_a_proof_page_without_empty_places_for_numbers() -> None:
    goal = Goal(
        "g",
        "Hand over each day",
        what="A note is there at six",
        counted="done",
        proof="the book.",
        by=GOAL.by,
    )
    goal = replace(goal, weeks=(WeekStep(ago(7), "Five notes", done=True), WeekStep(TODAY, "Five more")))
    words = report_words(Told((), (goal,), TODAY, goal=goal))
    assert words["goal_stands"].splitlines() == [
        "Target: A note is there at six, by 19 April 2026",
        "Where it can be seen: the book",
        "How I see it: [met, nearly met or not met]",
    ]
    assert words["goal_proofs"] == "- Five notes (week of 23 February 2026)"
    bare = report_words(Told((), (OTHER,), TODAY, goal=OTHER))["goal_stands"]
    assert bare == "How I see it: [met, nearly met or not met]"
    met = report_words(Told((), (replace(OTHER, met=TODAY, by=GOAL.by),), TODAY))["goal_stands"]
    assert met == "Met on 2 March 2026."


def test_a_goal_with_a_number_says_what_is_known_of_it_and_asks_for_the_rest() -> None:
    assert report_words(Told((), (GOAL,), TODAY, goal=GOAL))["goal_stands"].splitlines() == [
        "Target: 9 tickets a day, by 19 April 2026",
        "At the start: 5 tickets a day",
        "Now: 7 tickets a day (27 February 2026)",
        "How I see it: on course",
    ]
    unread = replace(GOAL, readings=())
    assert "Now: [number or fact]" in report_words(Told((), (unread,), TODAY, goal=unread))["goal_stands"]
