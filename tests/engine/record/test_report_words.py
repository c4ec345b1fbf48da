"""Reports say what the record and the goals have, in facts, and nothing of how anyone feels."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.goals.goal import Goal, Reading
from engine.record.entries import Entry, entries_of, entry_to_json
from engine.record.fields import FIELDS, MOODS, SURENESS
from engine.record.goal_lines import goals_from_answers, standing
from engine.record.meeting import suggested
from engine.record.report_words import Told, report_words
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
    assert {name for name, text in words.items() if text} == {"talk_day"}


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
        "At the start: 5 tickets a day",
        "Now: 7 tickets a day (27 February 2026)",
        "Proof: Nine closed before noon (27 February 2026): queue, page 4",
        "Next: Old ones first, by Friday",
        "Help I need: [one thing, or “none”]",
    ]
    assert "Goal: Answer within a day" in second
    assert "[where you can see it]" in second


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
    from dataclasses import replace

    goal = replace(GOAL, readings=tuple(Reading(day, value) for day, value in readings), met=met)
    assert standing(goal, TODAY) == view


def test_the_goal_in_the_answers_serves_where_none_was_written_down() -> None:
    answers = {"main_goal": "close tickets", "measure_target": 9, "measure_unit": "a day"}
    found = goals_from_answers({**answers, "measure_2_name": "answers", "measure_2_target": 20})
    assert [goal.title for goal in found] == ["close tickets", "answers"]
    assert "Target: 9 a day" in report_words(Told((), found, TODAY))["goals_this_week"]
    assert goals_from_answers({"country": "UK"}) == ()


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
