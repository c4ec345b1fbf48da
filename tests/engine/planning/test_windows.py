"""When each phase's turn comes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from engine.model import Calendar, LeftOut, Recommendation
from engine.planning.windows import REST_DAYS, Slot, after_rest, on_a_workday, place, windows
from engine.schema import Strategy
from tests.generated import TODAY

PHASES = ("first_48_hours", "week_1", "weekly", "midpoint", "final", "after")


def day(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(count)


def calendar(start: int, end: int, over: bool = False) -> Calendar:
    return Calendar(TODAY, day(start), day(end), over)


def in_days(found: Calendar) -> dict[str, tuple[int, int]]:
    return {
        phase: ((window.start - found.starts).days, (window.end - found.starts).days)
        for phase, window in windows(found).items()
    }


def strategy(phase: str, **more: Any) -> Strategy:
    return Strategy.model_validate(
        {
            "id": "one",
            "title": "One",
            "summary": "One.",
            "why": "It helps.",
            "phase": phase,
            "effort_hours": 1,
            "goal": ["By {due}."],
            "steps": [
                {"id": "a", "text": "A.", "done_when": "A."},
                {"id": "b", "text": "B.", "done_when": "B."},
            ],
            "evidence": {"grade": "C", "about": "People say so."},
            **more,
        }
    )


def slot(phase: str, dates: Calendar, pinned: bool = False, **more: Any) -> Slot:
    found = place(strategy(phase, **more), Recommendation("one", 50, pinned, ()), dates)
    assert isinstance(found, Slot), found
    return found


def left_out(phase: str, dates: Calendar, **more: Any) -> LeftOut:
    found = place(strategy(phase, **more), Recommendation("one", 50, False, ()), dates)
    assert isinstance(found, LeftOut), found
    return found


def test_the_phases_of_60_days() -> None:
    assert in_days(calendar(0, 59)) == {
        "first_48_hours": (0, 2),
        "week_1": (3, 7),
        "weekly": (7, 59),
        "midpoint": (26, 29),
        "final": (51, 59),
        "after": (60, 149),
    }


def test_fractions_of_days_are_rounded_down() -> None:
    found = in_days(calendar(0, 91))
    assert found["midpoint"][1] == 45
    assert found["final"] == (79, 91)


def test_a_plan_under_three_weeks_has_its_first_week_in_the_first_48_hours() -> None:
    found = in_days(calendar(0, 14))
    assert found["week_1"] == found["first_48_hours"] == (0, 2)
    assert found["weekly"] == (3, 14)
    assert found["final"] == (10, 14)
    assert slot("week_1", calendar(0, 14)).phase == "first_48_hours"
    assert slot("week_1", calendar(0, 19)).phase == "first_48_hours"
    assert slot("week_1", calendar(0, 20)).phase == "week_1"


@pytest.mark.parametrize("length", range(15))
def test_no_phase_of_the_plan_reaches_beyond_its_end_however_short_it_is(length: int) -> None:
    for phase, (first, last) in in_days(calendar(0, length)).items():
        assert 0 <= first <= last, phase
        assert last <= length or phase == "after", phase


def test_a_day_of_the_plan_is_the_same_whether_it_lies_ahead_or_has_begun() -> None:
    begun, ahead = in_days(calendar(-20, 40)), in_days(calendar(10, 70))
    assert begun.pop("first_48_hours") == (0, 2)
    assert ahead.pop("first_48_hours") == (-10, -8)
    assert begun == ahead


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_who_begins_on_the_third_day_still_has_two_days_for_what_is_first(gone: int) -> None:
    dates = calendar(-gone, 60)
    found = slot("first_48_hours", dates)
    assert (found.phase, found.start, found.due, found.late) == ("first_48_hours", TODAY, day(2), False)
    assert slot("first_48_hours", dates, within_days=1).due == day(1), "what can't wait so long doesn't"
    assert slot("first_48_hours", calendar(-gone, 1)).due == day(1), "never beyond the end"


def test_the_first_48_hours_of_a_plan_that_lies_ahead_are_those_from_today() -> None:
    dates = calendar(10, 70)
    assert slot("first_48_hours", dates)[:3] == ("first_48_hours", TODAY, day(2))
    assert slot("week_1", dates).start == day(13)
    assert in_days(calendar(1, 1))["first_48_hours"] == (-1, 0)
    short = calendar(10, 20)
    assert slot("first_48_hours", short).start == TODAY
    assert slot("week_1", short).start == short.starts


@pytest.mark.parametrize(
    ("due", "today", "moved"),
    [(4, 0, 4), (5, 0, 4), (6, 0, 4), (7, 0, 7), (5, 5, 7), (6, 5, 7), (6, 6, 7)],
)
def test_a_due_day_on_a_weekend_moves_to_friday_or_where_that_is_past_to_monday(
    due: int, today: int, moved: int
) -> None:
    dates = Calendar(day(today), day(0), day(60), False)
    assert on_a_workday(Slot("weekly", day(today), day(due), False), dates).due == day(moved)


def test_a_phase_that_has_passed_is_pulled_to_today_and_marked_late() -> None:
    found = slot("week_1", calendar(-20, 40))
    assert (found.start, found.late, found.phase) == (TODAY, True, "week_1")
    assert TODAY <= found.due <= day(7)


def test_or_left_out_with_the_strategy_s_own_reason() -> None:
    found = left_out("week_1", calendar(-20, 40), late="drop", late_reason="The week has gone.")
    assert (found.code, found.reason) == ("phase_passed", "The week has gone.")


def test_what_a_safety_rule_pins_is_never_dropped_as_late() -> None:
    found = slot("first_48_hours", calendar(-20, 40), pinned=True, late="drop", late_reason="Gone.")
    assert found.start == TODAY


def test_on_the_last_day_of_a_phase_its_items_are_not_late() -> None:
    assert slot("week_1", calendar(-7, 40)).late is False
    assert slot("week_1", calendar(-8, 40)).late is True


def test_on_the_last_day_of_week_1_there_is_time_for_others_to_answer() -> None:
    found = slot("week_1", calendar(-7, 53))
    assert (found.start, found.due, found.late) == (day(0), day(2), False)


def test_but_never_beyond_the_end() -> None:
    assert slot("week_1", calendar(-4, 1)).due == day(1)


def test_what_repeats_goes_on_to_the_end() -> None:
    assert slot("weekly", calendar(0, 60), repeats="weekly").due == day(60)
    assert slot("after", calendar(0, 60), repeats="monthly").due >= day(148)


def test_an_item_that_should_be_done_within_days_is_due_then() -> None:
    found = slot("midpoint", calendar(0, 60), within_days=1)
    assert (found.due - found.start).days <= 1


def test_a_day_that_the_person_named_is_not_passed() -> None:
    recommendation = Recommendation("one", 50, True, ())
    found = place(strategy("week_1"), recommendation, calendar(0, 60), last_day=day(4))
    assert isinstance(found, Slot)
    assert found.due == day(4)
    gone = place(strategy("week_1"), recommendation, calendar(0, 60), last_day=day(-4))
    assert isinstance(gone, Slot)
    assert gone.due >= gone.start


def test_what_needs_more_days_than_are_left_says_so() -> None:
    more = {"min_days_left": 14, "min_days_left_reason": "Learning takes longer."}
    assert left_out("weekly", calendar(-47, 13), **more).reason == "Learning takes longer."
    assert slot("weekly", calendar(-46, 14), **more).start == TODAY


def test_a_long_course_has_no_room_in_a_plan_under_three_weeks() -> None:
    assert left_out("weekly", calendar(0, 14), course=True, effort_hours=6).code == "too_short"
    assert slot("weekly", calendar(0, 14), course=True, effort_hours=5)
    assert slot("weekly", calendar(0, 20), course=True, effort_hours=6)
    assert (
        left_out("weekly", calendar(0, 19), course=True, effort_hours=3, repeats="weekly").code == "too_short"
    )


@pytest.mark.parametrize("phase", PHASES)
def test_once_a_plan_is_over_everything_is_what_comes_after(phase: str) -> None:
    found = slot(phase, calendar(0, 90, over=True))
    assert (found.phase, found.late) == ("after", False)
    assert TODAY <= found.start <= found.due <= day(90)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("length", [0, 1, 2, 6, 14, 20, 21, 30, 60, 61, 180])
def test_wherever_today_lies_an_item_begins_today_or_later_and_ends_with_the_plan(
    phase: str, pinned: bool, length: int
) -> None:
    for start in range(-length, 50):
        dates = calendar(start, start + length)
        found = slot(phase, dates, pinned=pinned)
        last = dates.ends + datetime.timedelta(90 if phase == "after" else 0)
        assert TODAY <= found.start <= found.due, start
        assert found.due <= last or (last.weekday() >= 5 and (found.due - last).days <= 2), start


def rested(phase: str, dates: Calendar, last_day: datetime.date | None = None, **more: Any) -> Slot:
    one = strategy(phase, **more)
    found = place(one, Recommendation("one", 50, False, ()), dates, last_day)
    assert isinstance(found, Slot)
    return after_rest(found, one, dates, last_day)


def test_for_someone_who_does_not_feel_safe_nothing_begins_in_the_first_days() -> None:
    dates = calendar(0, 60)
    assert rested("first_48_hours", dates).start == day(REST_DAYS)
    assert rested("week_1", dates, repeats="weekly").start == day(REST_DAYS)
    assert rested("midpoint", dates) == slot("midpoint", dates)


def test_what_has_a_named_day_is_put_off_no_further_than_that_day() -> None:
    dates = calendar(0, 60)
    found = rested("first_48_hours", dates, day(10))
    assert (found.start, found.named) == (day(REST_DAYS), True)
    assert found.due <= day(10)
    assert rested("first_48_hours", dates, day(4)).due == day(4)
    assert rested("first_48_hours", dates, day(2))[1:3] == (TODAY, day(2))


def test_what_is_first_is_done_before_a_paper_s_first_day() -> None:
    soon = place(
        strategy("first_48_hours"), Recommendation("one", 50, False, ()), calendar(-2, 60), soonest=day(1)
    )
    assert isinstance(soon, Slot)
    assert soon.due == day(1)


def test_two_days_that_end_on_a_weekend_end_on_the_monday() -> None:
    friday = TODAY + datetime.timedelta((4 - TODAY.weekday()) % 7)
    dates = Calendar(friday, friday - datetime.timedelta(2), friday + datetime.timedelta(60), False)
    assert slot("first_48_hours", dates).due == friday + datetime.timedelta(3)


def test_the_status_at_halfway_leaves_the_manager_two_days() -> None:
    assert slot("midpoint", calendar(-20, 20)).due >= day(2)


def test_what_helps_only_now_or_could_not_be_done_later_is_not_put_off() -> None:
    dates = calendar(0, 60)
    assert rested("first_48_hours", dates, late="drop", late_reason="It is over.").start == TODAY
    assert rested("final", calendar(-60, 2)).start <= day(2)
