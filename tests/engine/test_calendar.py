"""The dates a plan is laid over, whatever of them was said."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import calendar as calendars
from engine.conditions import Value
from engine.errors import InputError
from tests.generated import TODAY

STAGES = ["warned", "just_received", "under_way", "near_end", "passed", "extended", "ended"]


def day(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(count)


def lay(today: datetime.date = TODAY, **answers: Value) -> calendars.Calendar:
    return calendars.lay(answers, today, "sheet")[0]


def assumed(today: datetime.date = TODAY, **answers: Value) -> dict[str, Any]:
    return {one.question: one.value for one in calendars.lay(answers, today, "sheet")[1]}


def days(calendar: calendars.Calendar) -> tuple[int, int, bool]:
    """First and last day counted from today, and whether the PIP is over."""
    return (calendar.starts - TODAY).days, (calendar.ends - TODAY).days, calendar.over


def test_both_dates_given_are_the_plan_and_nothing_is_assumed() -> None:
    assert days(lay(plan_start=day(-10), plan_end=day(20), pip_stage="under_way")) == (-10, 20, False)
    assert assumed(plan_start=day(-10), plan_end=day(20), pip_stage="under_way") == {}


def test_a_start_and_a_length_are_as_good_as_two_dates() -> None:
    assert days(lay(plan_start=day(-5), plan_length=30)) == (-5, 24, False)
    assert assumed(plan_start=day(-5), plan_length=30) == {}


@pytest.mark.parametrize("length", [7, 30, 60, 365])
def test_a_plan_of_so_many_days_has_so_many_its_last_one_among_them(length: int) -> None:
    found = lay(plan_start=TODAY, plan_length=length)
    assert found.days == length
    assert days(found) == (0, length - 1, False)


def test_which_day_it_is_counts_from_one_as_on_the_plan_page() -> None:
    said: dict[str, Value] = {"pip_stage": "just_received", "plan_start": day(-11), "plan_length": 60}
    [note] = calendars.lay(said, TODAY, "sheet")[1]
    assert note.says == "By your dates this is day 12 with 48 days left. The plan follows the dates."


def test_without_a_plan_the_next_90_days_are_a_quarter_of_ones_own_whatever_dates_are_given() -> None:
    assert days(lay(pip_stage="no_plan")) == (0, 89, False)
    assert days(lay(pip_stage="no_plan", plan_start=day(-40), plan_end=day(-5))) == (0, 89, False)
    assert lay(pip_stage="no_plan").quiet
    assert assumed(pip_stage="no_plan") == {"plan_end": day(89)}


def test_a_plan_made_longer_without_dates_has_30_days_left_and_its_first_days_are_long_past() -> None:
    assert days(lay(pip_stage="extended")) == (-59, 30, False)
    assert assumed(pip_stage="extended") == {"plan_end": day(30)}


def test_a_plan_made_longer_with_only_an_end_did_not_begin_today() -> None:
    assert days(lay(pip_stage="extended", plan_end=day(80))) == (-30, 80, False)
    assert days(lay(pip_stage="extended", plan_end=day(20))) == (-39, 20, False)


@pytest.mark.parametrize("stage", [None, "just_received", "under_way"])
def test_without_dates_a_plan_starts_today_and_lasts_60_days_and_says_so(stage: str | None) -> None:
    said: dict[str, Value] = {"pip_stage": stage} if stage else {}
    assert days(lay(**said)) == (0, 59, False)
    assert assumed(**said) == {"plan_start": TODAY, "plan_end": day(59)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"plan_start": day(-30)}, (-30, 14)),
        ({"plan_start": TODAY}, (0, 14)),
        ({"plan_length": 30}, (-15, 14)),
        ({"plan_length": 7}, (0, 6)),
    ],
)
def test_an_end_that_is_said_to_be_near_is_not_pushed_away_by_a_guess(
    given: dict[str, Value], expected: tuple[int, int]
) -> None:
    assert days(lay(pip_stage="near_end", **given)) == (*expected, False)
    assert assumed(pip_stage="near_end", **given) == {"plan_end": day(expected[1])}


def test_a_start_ahead_or_a_length_beside_the_start_speaks_louder_than_near_the_end() -> None:
    for said, expected in (
        ({"plan_start": day(-10), "plan_length": 60}, (-10, 49, False)),
        ({"plan_start": day(5)}, (5, 64, False)),
    ):
        assert days(lay(pip_stage="near_end", **said)) == expected
        assert "pip_stage" in assumed(pip_stage="near_end", **said)


@pytest.mark.parametrize(("stage", "over"), [("warned", False), ("passed", True), ("ended", True)])
def test_before_and_after_a_pip_there_are_90_days_and_today_is_the_first(stage: str, over: bool) -> None:
    assert days(lay(pip_stage=stage)) == (0, 89, over)


@pytest.mark.parametrize("stage", ["passed", "ended"])
def test_an_outcome_beats_an_end_that_is_still_ahead_and_that_is_noted(stage: str) -> None:
    said = {"pip_stage": stage, "plan_start": day(-20), "plan_end": day(40)}
    assert days(lay(**said)) == (0, 89, True)
    assert assumed(**said) == {"plan_end": day(40)}


@pytest.mark.parametrize("stage", [None, "just_received", "under_way", "near_end", "extended", "warned"])
def test_an_end_that_has_gone_by_beats_the_stage_and_is_noted(stage: str | None) -> None:
    said: dict[str, Value] = {"plan_start": day(-60), "plan_end": day(-1)} | (
        {"pip_stage": stage} if stage else {}
    )
    assert days(lay(**said)) == (0, 89, True)
    assert "pip_stage" in assumed(**said)


def test_on_its_last_day_a_plan_still_runs() -> None:
    assert days(lay(plan_start=day(-30), plan_end=TODAY)) == (-30, 0, False)


@pytest.mark.parametrize(
    ("stage", "start", "end", "noted"),
    [
        ("warned", 0, 30, True),
        ("warned", 10, 30, False),
        ("just_received", -7, 30, False),
        ("just_received", -8, 30, True),
        ("under_way", 1, 30, True),
        ("under_way", 0, 30, False),
        ("near_end", -30, 15, True),
        ("near_end", -30, 14, False),
        ("extended", -30, 30, False),
    ],
)
def test_dates_that_tell_another_stage_are_followed_and_noted(
    stage: str, start: int, end: int, noted: bool
) -> None:
    said: dict[str, Value] = {"pip_stage": stage, "plan_start": day(start), "plan_end": day(end)}
    assert days(lay(**said)) == (start, end, False)
    assert ("pip_stage" in assumed(**said)) is noted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"plan_length": 14}, (0, 13, False)),
        ({"plan_start": day(-5)}, (-5, 54, False)),
        ({"plan_start": day(-70)}, (-70, 19, False)),
        ({"plan_start": day(3)}, (3, 62, False)),
        ({"plan_end": day(20)}, (-39, 20, False)),
        ({"plan_end": day(80)}, (0, 80, False)),
        ({"plan_end": day(20), "pip_stage": "just_received"}, (0, 20, False)),
        ({"pip_stage": "near_end"}, (-45, 14, False)),
    ],
)
def test_what_is_missing_of_the_dates_is_filled_in_and_noted(
    said: dict[str, Value], expected: tuple[int, int, bool]
) -> None:
    assert days(lay(**said)) == expected
    assert assumed(**said)


def test_an_end_before_the_start_is_refused_with_what_would_do() -> None:
    with pytest.raises(InputError) as caught:
        lay(plan_start=day(0), plan_end=day(-1))
    assert str(caught.value) == (
        "sheet: plan_end: the end, 2026-11-22, is before the start, 2026-11-23. "
        "Accepted: a date from 2026-11-23 on."
    )


def test_a_plan_of_one_day_is_a_plan() -> None:
    assert days(lay(plan_start=TODAY, plan_end=TODAY)) == (0, 0, False)


def test_a_plan_of_over_two_years_is_refused() -> None:
    assert days(lay(plan_start=day(0), plan_end=day(730))) == (0, 730, False)
    with pytest.raises(InputError, match="at most 730 days"):
        lay(plan_start=day(0), plan_end=day(731))


dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
maybe = st.none() | dates


@given(st.sampled_from([None, *STAGES]), maybe, maybe, st.none() | st.integers(7, 365), dates)
def test_whatever_was_said_a_plan_lies_around_today_or_ahead_of_it(
    stage: str | None,
    start: datetime.date | None,
    end: datetime.date | None,
    length: int | None,
    today: datetime.date,
) -> None:
    said = {"pip_stage": stage, "plan_start": start, "plan_end": end, "plan_length": length}
    known: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
    try:
        calendar, notes = calendars.lay(known, today, "sheet")
    except InputError:
        assert start is not None
        assert end is not None
        assert end < start or (end - start).days > 730
        return
    assert calendar.starts <= calendar.ends
    assert calendar.ends >= today
    assert not calendar.over or (calendar.starts, (calendar.ends - today).days) == (today, 89)
    assert all(note.says.endswith(".") and len(note.says) < 200 for note in notes)
