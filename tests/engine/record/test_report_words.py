"""Reports say what the record and the goals have, in facts, and nothing of how anyone feels."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.goals.goal import EarlierTarget, Goal, Reading, WeekStep
from engine.goals.offered import goals_from_answers
from engine.record.entries import Entry, entries_of, entry_to_json
from engine.record.fields import FIELDS, MOODS, SURENESS
from engine.record.goal_lines import standing
from engine.record.meeting import named_day, suggested
from engine.record.proofs import one_line
from engine.record.report_words import report_words
from engine.record.told import Told
from engine.templates import PROGRESS, RECORD

TODAY = datetime.date(2026, 3, 2)
GOAL = Goal(
    "g1",
    "Close nine tickets a day",
    counted="number",
    unit="tickets a day",
    now=5,
    since=datetime.date(2026, 2, 19),
    target=9,
    by=datetime.date(2026, 4, 19),
    readings=(Reading(datetime.date(2026, 2, 27), 7),),
)
OTHER = Goal("g2", "Answer within a day")


def _ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def _entries(*entries: Entry) -> tuple[Entry, ...]:
    return entries_of({"entries": [entry_to_json(one) for one in entries]})


def test_every_name_has_words_and_no_other_has() -> None:
    for told in (Told((), (), TODAY), Told((), (GOAL,), TODAY, Entry("t", "check_in", TODAY))):
        assert report_words(told).keys() == RECORD.keys()
    assert not PROGRESS.keys() & RECORD.keys()


def test_an_empty_record_says_nothing_but_the_day() -> None:
    words = report_words(Told((), (), TODAY))
    assert {name for name, text in words.items() if text} == {"talk_day", "week"}


def test_a_friday_report_has_a_block_for_each_goal_with_the_weeks_proof_only() -> None:
    entries = _entries(
        Entry("a", "evidence", _ago(3), "g1", {"done": "Nine closed before noon.", "place": "queue, page 4"}),
        Entry("b", "evidence", _ago(9), "g1", {"done": "An older thing"}),
        Entry("c", "feedback", _ago(1), "g1", {"said": "Good", "next": "Old ones first,\nby Friday"}),
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
    assert "This week: [a number or fact, and where it can be seen]" in second


def test_a_full_week_stays_short_and_says_each_thing_once() -> None:
    entries = _entries(
        *[Entry(f"a{day}", "evidence", _ago(day), "g1", {"done": "Nine closed."}) for day in range(5)],
        *[Entry(f"b{n}", "evidence", _ago(1), "g1", {"done": f"Thing {n}"}) for n in range(9)],
        Entry("long", "evidence", _ago(0), "g1", {"done": "word " * 400}),
    )
    block = report_words(Told(entries, (GOAL,), TODAY))["goals_this_week"].splitlines()
    assert len(block) <= 9
    assert "- Nine closed (5 times, from 26 February 2026 to 2 March 2026)" in block
    assert block[-1] == "- 8 more in my notes"
    assert max(map(len, block)) < 300


def test_a_report_of_an_earlier_week_knows_nothing_of_what_came_later() -> None:
    entries = _entries(
        Entry("a", "evidence", _ago(8), "g1", {"done": "In that week"}),
        Entry("b", "evidence", _ago(0), "g1", {"done": "Later"}),
        Entry("c", "evidence", _ago(20), "g1", {"done": "Before it"}),
    )
    until, monday = _ago(1), _ago(14)
    goal = replace(GOAL, readings=(Reading(_ago(8), 6), Reading(TODAY, 8)), met=TODAY)
    words = report_words(Told(entries, (goal,), until, since=monday))
    assert "In that week" in words["goals_this_week"]
    assert "Now: 6 tickets a day" in words["goals_this_week"]
    assert "Met on" not in words["goals_this_week"]
    assert not [said for said in ("Later", "Before it") if said in words["goals_this_week"]]
    assert words["week"] == "16 February 2026"


def test_what_belongs_to_no_listed_goal_is_told_too() -> None:
    entries = _entries(Entry("a", "evidence", TODAY, "", {"done": "Helped a colleague"}))
    assert (
        report_words(Told(entries, (GOAL, OTHER), TODAY))["also_done"]
        == "- Helped a colleague (2 March 2026)"
    )
    assert report_words(Told(entries, (), TODAY))["also_done"]
    assert report_words(Told(entries, (GOAL,), TODAY))["also_done"] == ""


def test_a_goal_that_is_met_is_told_in_one_line_and_its_own_next_step_comes_first() -> None:
    week = WeekStep(_ago(0) + datetime.timedelta(days=7), "Write the list")
    done = WeekStep(_ago(0), "Sorted the queue", done=True)
    met = replace(OTHER, met=_ago(3), weeks=(week,))
    words = report_words(Told((), (met, replace(GOAL, weeks=(done, week))), TODAY))["goals_this_week"]
    first, second = words.split("\n\n")
    assert first == "Goal: Answer within a day\nMet on 27 February 2026."
    assert second.endswith("Done: Sorted the queue\nNext: Write the list")


def test_the_day_of_the_plan_is_said_while_it_runs() -> None:
    plan = (datetime.date(2026, 2, 19), datetime.date(2026, 4, 19))
    words = "This is day 12 of 60 of the plan, which runs until 19 April 2026."
    assert report_words(Told((), (), TODAY, plan=plan))["plan_day"] == words
    over = report_words(Told((), (), datetime.date(2026, 5, 1), plan=plan))["plan_day"]
    assert over == "The plan ran until 19 April 2026."
    assert report_words(Told((), (), TODAY))["plan_day"] == ""


def test_what_is_kept_out_of_reports_is_told_nowhere() -> None:
    entries = _entries(
        Entry("a", "evidence", TODAY, "g1", {"done": MARKED, "place": MARKED, "private": "yes"}),
        Entry("b", "feedback", TODAY, "g1", {"said": MARKED, "next": MARKED, "private": "yes"}),
        Entry("t", "check_in", TODAY, "", {"own": MARKED, "block": "Two desks"}),
    )
    talk = next(one for one in entries if one.kind == "check_in")
    told = Told(entries, (GOAL,), TODAY, talk, GOAL)
    assert MARKED not in " ".join([*report_words(told).values(), *suggested(told, {}).values()])


def test_a_proof_page_quotes_no_wish_for_a_change_and_nothing_twice() -> None:
    said = [("Good work", "good"), ("Good work", "both"), ("Too slow", "wish")]
    entries = _entries(
        *[Entry(str(n), "feedback", _ago(n), "g1", {"said": w, "sort": s}) for n, (w, s) in enumerate(said)]
    )
    words = report_words(Told(entries, (GOAL,), TODAY, goal=GOAL))
    assert words["goal_said"] == "- “Good work” (2 March 2026)"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-12 % complaints", "-12 % complaints"), ("- 3 files sent\n-Notes filed", "3 files sent; Notes filed")],
)
def test_a_dash_before_a_line_goes_and_a_minus_stays(typed: str, said: str) -> None:
    assert one_line(typed) == said


def test_a_goal_written_as_a_sentence_ends_no_sentence_twice() -> None:
    words = report_words(Told((), (replace(GOAL, title="Close nine tickets a day."),), TODAY))
    assert words["goal_title"] == "Close nine tickets a day"


def test_what_names_no_goal_is_about_the_only_one() -> None:
    entries = _entries(Entry("a", "evidence", TODAY, "", {"done": "Three orders checked"}))
    assert "Three orders checked" in report_words(Told(entries, (GOAL,), TODAY))["goals_this_week"]
    assert "Three orders checked" not in report_words(Told(entries, (GOAL, OTHER), TODAY))["goals_this_week"]


@pytest.mark.parametrize(
    ("readings", "met", "view"),
    [
        (((_ago(3), 7),), None, "on_course"),
        (((_ago(3), 5),), None, "not_yet"),
        (((_ago(3), 9),), None, "met"),
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


def test_a_cancelled_check_in_is_told_as_a_bare_fact() -> None:
    entries = _entries(
        Entry("a", "check_in", _ago(9), said={"state": "cancelled", "by": "manager", "block": "no time"}),
        Entry("b", "check_in", _ago(4), said={"state": "moved", "by": "me", "next_on": "2026-03-05"}),
        Entry("c", "check_in", _ago(2), said={"state": "held"}),
    )
    assert report_words(Told(entries, (), TODAY))["check_ins_missed"].splitlines() == [
        "- The check-in of 21 February 2026 did not take place.",
        "- The check-in of 26 February 2026 was moved to 5 March 2026.",
    ]


def test_a_summary_has_what_was_said_line_by_line() -> None:
    talk = Entry(
        "t",
        "check_in",
        _ago(1),
        said={
            "state": "held",
            "well": "The queue",
            "mine": "- old ones\n• report\n",
            "next_on": "2026-03-09",
        },
    )
    words = report_words(Told(_entries(talk), (), TODAY, talk))
    assert words["talk_day"] == "1 March 2026"
    assert words["talk_well"] == "The queue"
    assert words["talk_mine"] == "- Old ones\n- Report"
    assert words["talk_next"] == "9 March 2026"


def test_an_agenda_begins_with_what_was_left_open_and_the_proof_since_then() -> None:
    entries = _entries(
        Entry(
            "t", "check_in", _ago(4), said={"state": "held", "open": "Does half count?", "block": "Two desks"}
        ),
        Entry("old", "evidence", _ago(8), said={"done": "Too old"}),
        Entry("new", "evidence", _ago(2), said={"done": "Since then"}),
        Entry("f", "feedback", _ago(3), said={"said": "Clear.", "who": "team lead"}),
    )
    planned = Entry("p", "check_in", TODAY + datetime.timedelta(days=3), said={"state": "planned"})
    found = suggested(Told(entries, (), TODAY, planned), {"next_steps": "- Report, by Friday"})
    assert found["questions"].splitlines() == ["Does half count?", "“Clear.” (team lead, 27 February 2026)"]
    assert found["proof"] == "Since then (28 February 2026)"
    assert found["block"] == "Two desks"
    assert found["ask"] == "Report, by Friday"


def test_what_someone_wrote_down_to_bring_is_left_alone() -> None:
    planned = Entry("p", "check_in", TODAY, said={"questions": "Mine"})
    assert suggested(Told((), (), TODAY, planned), {"next_steps": "- x"}) == {}


MOVED = replace(GOAL, target=12, earlier=(EarlierTarget(_ago(4), 9, datetime.date(2026, 4, 19)),))
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


def test_a_week_before_the_change_knows_only_the_target_of_then() -> None:
    told = report_words(Told((), (MOVED,), _ago(8), since=_ago(14)))["goals_this_week"]
    assert "Target: 9 tickets a day, by 19 April 2026" in told
    assert "before" not in told
    later = report_words(Told((), (MOVED,), TODAY + datetime.timedelta(days=20)))["goals_this_week"]
    assert "Target before" not in later


def test_where_the_numbers_can_be_seen_stands_where_nothing_else_proves_them() -> None:
    goal = replace(GOAL, proof="Queue report, page 1.")
    assert "Proof: Queue report, page 1" in report_words(Told((), (goal,), TODAY))["goals_this_week"]
    entries = _entries(Entry("a", "evidence", _ago(1), "g1", {"done": "Nine closed", "place": "page 4"}))
    assert "Queue report" not in report_words(Told(entries, (goal,), TODAY))["goals_this_week"]
    unread = replace(goal, readings=())
    assert "Queue report" not in report_words(Told((), (unread,), TODAY))["goals_this_week"]


def test_a_proof_page_has_the_numbers_on_the_way() -> None:
    readings = tuple(Reading(GOAL.since + datetime.timedelta(days=n), 5 + n / 4) for n in range(1, 15))
    goal = replace(GOAL, readings=readings, proof="Queue report")
    lines = report_words(Told((), (goal,), datetime.date(2026, 4, 1), goal=goal))["goal_course"].splitlines()
    assert lines[0] == "- 20 February 2026: 5.25 tickets a day"
    assert len(lines) == 11
    assert lines[-1] == "- Where it can be seen: Queue report"
    assert report_words(Told((), (GOAL,), TODAY, goal=GOAL))["goal_course"] == ""


def test_a_goal_that_is_met_stands_first_under_what_is_done() -> None:
    reached = replace(GOAL, readings=(Reading(_ago(3), 9),))
    words = report_words(Told((), (reached, replace(OTHER, met=_ago(2))), TODAY))
    assert words["what_is_done"].splitlines() == [
        "- Close nine tickets a day: 9 tickets a day (27 February 2026), target 9 tickets a day",
        "- Answer within a day: met on 28 February 2026",
    ]
    assert report_words(Told((), (GOAL,), TODAY))["what_is_done"] == ""


def test_numbers_noted_since_the_last_check_in_are_proof_too() -> None:
    held = Entry("t", "check_in", _ago(4), said={"state": "held"})
    line = "- Close nine tickets a day: 7 tickets a day (27 February 2026); at the start: 5 tickets a day"
    assert report_words(Told(_entries(held), (GOAL,), TODAY))["proof_lately"] == line
    later = replace(held, on=_ago(1))
    assert report_words(Told(_entries(later), (GOAL,), TODAY))["proof_lately"] == ""


@pytest.mark.parametrize(("sort", "asked"), [("good", ""), ("wish", "“Faster” (2 March 2026)")])
def test_praise_is_no_open_question_and_what_is_asked_is_said_once(sort: str, asked: str) -> None:
    entries = _entries(Entry("f", "feedback", TODAY, "", {"said": "Faster", "sort": sort}))
    planned = Entry("p", "check_in", TODAY, said={"state": "planned"})
    assert suggested(Told(entries, (), TODAY, planned), {}).get("questions", "") == asked
    bringing = replace(planned, said={"questions": asked})
    again = report_words(Told(entries, (), TODAY, bringing))["last_feedback"]
    assert again == ("" if asked else "- “Faster” (2 March 2026)")


def test_the_next_check_in_that_was_named_is_known_until_it_is_noted() -> None:
    named = Entry("t", "check_in", _ago(4), said={"state": "held", "next_on": "2026-03-05"})
    assert named_day([named], TODAY) == datetime.date(2026, 3, 5)
    assert named_day([named], datetime.date(2026, 3, 6)) is None
    assert named_day([named, Entry("n", "check_in", datetime.date(2026, 3, 5))], TODAY) is None


def test_a_proof_page_takes_an_early_a_middle_and_a_late_proof() -> None:
    entries = _entries(
        *[
            Entry(f"e{day}", "evidence", _ago(day), "g1", {"done": f"D{day}", "place": "p"})
            for day in range(5)
        ],
        Entry("bare", "evidence", _ago(6), "g1", {"done": "No place"}),
        Entry("f", "feedback", _ago(1), "g1", {"said": "Right every time", "who": "my manager"}),
        Entry("o", "feedback", _ago(1), "g2", {"said": "Of another goal"}),
    )
    words = report_words(Told(entries, (GOAL, OTHER), TODAY, goal=GOAL))
    assert [words[f"proof_{name}"] for name in ("early", "middle", "late")] == ["D4", "D2", "D0"]
    assert words["goal_said"] == "- “Right every time” (my manager, 1 March 2026)"


MARKED = "ψψ"
"""A sign that only moods have here."""


@given(
    some.lists(
        some.tuples(
            some.sampled_from(sorted(FIELDS)), some.integers(-20, 20), some.sampled_from(["", "g1", "g2"])
        ),
        max_size=15,
    )
)
def test_how_anyone_feels_never_enters_a_report(drawn: list[tuple[str, int, str]]) -> None:
    entries = []
    for number, (kind, days, goal) in enumerate(drawn):
        said = {one.name: "plain" for one in FIELDS[kind] if one.shape in ("line", "text")}
        if kind == "mood":
            said = {"mood": "very_hard", "sure": "not_yet", "note": MARKED}
        entries.append(Entry(str(number), kind, _ago(days), "" if kind == "mood" else goal, said))
    kept = _entries(*entries)
    talks = [one for one in kept if one.kind == "check_in"]
    told = Told(kept, (GOAL, OTHER), TODAY, talks[0] if talks else None)
    said_of_it = [*report_words(told).values(), *suggested(told, {}).values()]
    feelings = {MARKED, *(MOODS[code] for code in ("very_hard",)), SURENESS["not_yet"]}
    assert not [text for text in said_of_it for feeling in feelings if feeling in text]
