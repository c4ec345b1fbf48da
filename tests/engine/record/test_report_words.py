"""Reports say what the record has, in facts, and nothing of how anyone feels."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.record.entries import Entry
from engine.record.fields import FIELDS, MOODS, SURENESS
from engine.record.meeting import suggested
from engine.record.proofs import one_line
from engine.record.report_words import report_words
from engine.record.told import Told
from engine.templates import PROGRESS, RECORD
from tests.engine.record.a_record import GOAL, MARKED, OTHER, TODAY, ago, kept


def test_every_name_has_words_and_no_other_has() -> None:
    for told in (Told((), (), TODAY), Told((), (GOAL,), TODAY, Entry("t", "check_in", TODAY))):
        assert report_words(told).keys() == RECORD.keys()
    assert not PROGRESS.keys() & RECORD.keys()


def test_an_empty_record_says_nothing_but_the_week() -> None:
    words = report_words(Told((), (), TODAY))
    assert {name for name, text in words.items() if text} == {"week"}


def test_what_belongs_to_no_listed_goal_is_told_too() -> None:
    entries = kept(Entry("a", "evidence", TODAY, "", {"done": "Helped a colleague"}))
    assert (
        report_words(Told(entries, (GOAL, OTHER), TODAY))["also_done"]
        == "- Helped a colleague (2 March 2026)"
    )
    assert report_words(Told(entries, (), TODAY))["also_done"]
    assert report_words(Told(entries, (GOAL,), TODAY))["also_done"] == ""


def test_the_day_of_the_plan_is_said_while_it_runs() -> None:
    plan = (datetime.date(2026, 2, 19), datetime.date(2026, 4, 19))
    words = "This is day 12 of 60 of the plan, which runs until 19 April 2026."
    assert report_words(Told((), (), TODAY, plan=plan))["plan_day"] == words
    over = report_words(Told((), (), datetime.date(2026, 5, 1), plan=plan))["plan_day"]
    assert over == "The plan ran until 19 April 2026."
    assert report_words(Told((), (), TODAY))["plan_day"] == ""


def test_what_is_kept_out_of_reports_is_told_nowhere() -> None:
    entries = kept(
        Entry("a", "evidence", TODAY, "g1", {"done": MARKED, "place": MARKED, "private": "yes"}),
        Entry("b", "feedback", TODAY, "g1", {"said": MARKED, "next": MARKED, "private": "yes"}),
        Entry("t", "check_in", TODAY, "", {"own": MARKED, "block": "Two desks"}),
    )
    talk = next(one for one in entries if one.kind == "check_in")
    told = Told(entries, (GOAL,), TODAY, talk, GOAL)
    assert MARKED not in " ".join([*report_words(told).values(), *suggested(told, {}).values()])


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-12 % complaints", "-12 % complaints"), ("- 3 files sent\n-Notes filed", "3 files sent; Notes filed")],
)
def test_a_dash_before_a_line_goes_and_a_minus_stays(typed: str, said: str) -> None:
    assert one_line(typed) == said


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
        entries.append(Entry(str(number), kind, ago(days), "" if kind == "mood" else goal, said))
    found = kept(*entries)
    talks = [one for one in found if one.kind == "check_in"]
    told = Told(found, (GOAL, OTHER), TODAY, talks[0] if talks else None)
    said_of_it = [*report_words(told).values(), *suggested(told, {}).values()]
    feelings = {MARKED, *(MOODS[code] for code in ("very_hard",)), SURENESS["not_yet"]}
    assert not [text for text in said_of_it for feeling in feelings if feeling in text]
