"""Reports say of check-ins what became of them; an agenda brings what is open."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.language import full_day
from engine.record.entries import Entry
from engine.record.fields import STATES
from engine.record.meeting import named_day, suggested
from engine.record.report_words import report_words
from engine.record.talk_words import to_be_told
from engine.record.told import Told, said_words
from tests.engine.record.a_record import GOAL, TODAY, ago, kept


def test_a_cancelled_check_in_is_told_as_a_bare_fact() -> None:
    entries = kept(
        Entry("a", "check_in", ago(9), said={"state": "cancelled", "by": "manager", "block": "no time"}),
        Entry("b", "check_in", ago(4), said={"state": "moved", "by": "me", "next_on": "2026-03-05"}),
        Entry("c", "check_in", ago(2), said={"state": "held"}),
    )
    assert report_words(Told(entries, (), TODAY))["check_ins_missed"].splitlines() == [
        "- The check-in of 21 February 2026 did not take place.",
        "- The check-in of 26 February 2026 was moved to 5 March 2026.",
    ]


def test_a_summary_has_what_was_said_line_by_line() -> None:
    talk = Entry(
        "t",
        "check_in",
        ago(1),
        said={
            "state": "held",
            "well": "The queue",
            "mine": "- old ones\n• report\n",
            "next_on": "2026-03-09",
        },
    )
    words = report_words(Told(kept(talk), (), TODAY, talk))
    assert words["talk_day"] == "1 March 2026"
    assert words["talk_well"] == "The queue"
    assert words["talk_mine"] == "- Old ones\n- Report"
    assert words["talk_next"] == "9 March 2026"


def test_an_agenda_begins_with_what_was_left_open_and_the_proof_since_then() -> None:
    entries = kept(
        Entry(
            "t", "check_in", ago(4), said={"state": "held", "open": "Does half count?", "block": "Two desks"}
        ),
        Entry("old", "evidence", ago(8), said={"done": "Too old"}),
        Entry("new", "evidence", ago(2), said={"done": "Since then"}),
        Entry("f", "feedback", ago(3), said={"said": "Clear.", "who": "team lead", "sort": "both"}),
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


def test_numbers_noted_since_the_last_check_in_are_proof_too() -> None:
    held = Entry("t", "check_in", ago(4), said={"state": "held"})
    line = "- Close nine tickets a day: 7 tickets a day (27 February 2026); at the start: 5 tickets a day"
    assert report_words(Told(kept(held), (GOAL,), TODAY))["proof_lately"] == line
    later = replace(held, on=ago(1))
    assert report_words(Told(kept(later), (GOAL,), TODAY))["proof_lately"] == ""


@pytest.mark.parametrize(
    ("sort", "asked"),
    [
        ("good", ""),
        ("", ""),
        ("wish", "“Faster” (2 March 2026)"),
        ("both", "“Faster” (2 March 2026)"),
    ],
)
def test_praise_is_no_open_question_and_what_is_asked_is_said_once(sort: str, asked: str) -> None:
    entries = kept(Entry("f", "feedback", TODAY, "", {"said": "Faster", "sort": sort}))
    planned = Entry("p", "check_in", TODAY, said={"state": "planned"})
    assert suggested(Told(entries, (), TODAY, planned), {}).get("questions", "") == asked
    bringing = replace(planned, said={"questions": asked})
    again = report_words(Told(entries, (), TODAY, bringing))["last_feedback"]
    assert again == ("" if asked else "- “Faster” (2 March 2026)")


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("“Right every time”", "“Right every time”"),
        ('"Right every time"', "“Right every time”"),
        ("Kiran said the update was “easy to follow”", "“Kiran said the update was ‘easy to follow’”"),
        ('The update was "easy to follow".', "“The update was ‘easy to follow’.”"),
        ("“Clear” and “short”", "“‘Clear’ and ‘short’”"),
        ("“She said “clear” twice”", "“She said ‘clear’ twice”"),
        ('A 14" screen, said "twice"', '“A 14" screen, said ‘twice’”'),
        ("“Right every time", "“Right every time”"),
        ("It’s clear", "“It’s clear”"),
    ],
)
def test_what_was_said_stands_in_one_pair_of_marks(said: str, quoted: str) -> None:
    assert said_words(Entry("f", "feedback", TODAY, said={"said": said})) == f"{quoted} (2 March 2026)"


def test_the_next_check_in_that_was_named_is_known_until_it_is_noted() -> None:
    named = Entry("t", "check_in", ago(4), said={"state": "held", "next_on": "2026-03-05"})
    assert named_day([named], TODAY) == datetime.date(2026, 3, 5)
    assert named_day([named], datetime.date(2026, 3, 6)) is None
    assert named_day([named, Entry("n", "check_in", datetime.date(2026, 3, 5))], TODAY) is None


PLANNED = Entry("p", "check_in", ago(4), said={"state": "planned"})
HELD = Entry("h", "check_in", ago(11), said={"state": "held"})


def test_a_check_in_whose_day_has_passed_waits_for_word_and_no_other_does() -> None:
    today = replace(PLANNED, id="t", on=TODAY)
    bare = replace(PLANNED, id="b", said={})
    off = replace(PLANNED, id="o", said={"state": "moved"})
    assert [one.id for one in to_be_told((today, PLANNED, bare, off, HELD), TODAY)] == ["p", "b"]


def test_a_report_never_says_that_a_check_in_took_place_which_was_only_planned() -> None:
    words = report_words(Told(kept(PLANNED, HELD), (), TODAY))
    assert words["talks_this_week"].splitlines() == [
        "Check-ins this week:",
        "- [26 February 2026 was planned: say whether it took place]",
    ]
    assert words["talks_so_far"].splitlines()[1:] == [
        "- Took place: 19 February 2026",
        "- [26 February 2026 was planned: say whether it took place]",
    ]
    assert words["check_ins_missed"] == words["talk_day"] == ""
    assert report_words(Told(kept(replace(PLANNED, on=TODAY)), (), TODAY))["talks_this_week"] == ""


@given(some.lists(some.tuples(some.integers(-20, 20), some.sampled_from(["", *STATES])), max_size=8))
def test_only_what_is_marked_as_held_is_told_as_held(drawn: list[tuple[int, str]]) -> None:
    talks = [
        Entry(str(n), "check_in", ago(days), said={"state": state} if state else {})
        for n, (days, state) in enumerate(drawn)
    ]
    said = report_words(Told(kept(*talks), (), TODAY))["talks_so_far"]
    told = next((line for line in said.splitlines() if line.startswith("- Took place")), "")
    held = {full_day(one.on) for one in talks if one.says("state") == "held" and one.on <= TODAY}
    others = {full_day(one.on) for one in talks} - held
    assert all(day in told for day in held)
    assert not [day for day in others if day in re.findall(r"\d+ \w+ \d{4}", told)]


@pytest.mark.parametrize(
    ("said", "days", "words"),
    [
        ({"state": "cancelled"}, 4, "Our check-in on 26 February 2026 could not take place. Could we find"),
        ({"state": "cancelled"}, -3, "Our check-in on 5 March 2026 cannot take place. Could we find"),
        ({"state": "moved"}, 4, "Our check-in on 26 February 2026 could not take place. Could we find"),
        (
            {"state": "moved", "next_on": "2026-03-05"},
            4,
            "Our check-in on 26 February 2026 was moved to 5 March 2026. I have noted that day.",
        ),
    ],
)
def test_words_for_a_new_day_ask_for_one_only_where_none_is_named(
    said: dict[str, str], days: int, words: str
) -> None:
    talk = Entry("t", "check_in", ago(days), said=said)
    assert report_words(Told(kept(talk), (), TODAY, talk))["talk_fell_out"].startswith(words)
