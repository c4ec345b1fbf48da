"""A plan is never empty and never a flood: what holds of every plan, on the real knowledge base."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase, load
from engine.model import PHASES, Plan
from engine.pipeline import make_plan
from tests.generated import TODAY, branching_sheets, hostile_sheets

ONE_DAY = datetime.timedelta(1)


def plan_for(knowledge: KnowledgeBase, raw: dict[str, Any], today: datetime.date = TODAY) -> Plan:
    return make_plan(knowledge, raw, today, "compiled")


def weeks_of(start: datetime.date, due: datetime.date) -> set[datetime.date]:
    """The Mondays of the calendar weeks that an item touches."""
    days = ((start + ONE_DAY * count) for count in range((due - start).days + 1))
    return {day - ONE_DAY * day.weekday() for day in days}


def weekly_hours(plan: Plan) -> dict[datetime.date, Fraction]:
    """Hours of unpinned items by week: of a repeating item in each, of another spread evenly."""
    hours: dict[datetime.date, Fraction] = defaultdict(Fraction)
    for item in plan.items:
        weeks = weeks_of(item.start, item.due)
        for week in weeks:
            if not item.pinned:
                hours[week] += Fraction(item.effort_hours) / (1 if item.repeats else len(weeks))
    return hours


OF_THE_FIRST_DAYS = {one.id for one in load().strategies.values() if one.phase == "first_48_hours"}
"""They begin today where the plan is still ahead."""
NAMED_DAYS = {
    "sign_for_receipt": "sign_by",
    "offer_on_the_table": "offer_deadline",
    "certificate_if_it_counts": "exam_date",
}


def assert_sound(plan: Plan, raw: dict[str, Any]) -> None:
    hours = raw.get("hours_per_week")
    most = max(4 if hours is None else hours, 2)
    assert all(load <= Fraction(most) for load in weekly_hours(plan).values())
    at_a_time = Counter(
        week for item in plan.items if not item.pinned for week in weeks_of(item.start, item.due)
    )
    assert max(at_a_time.values(), default=0) <= 9
    over = plan.facts["pip_state"] in ("passed", "ended", "waiting")
    assert plan.items
    assert over or any(item.track == "prepare" for item in plan.items)
    assert [item.id for item in plan.items] == [
        item.id
        for item in sorted(
            plan.items, key=lambda one: (not one.pinned, PHASES.index(one.phase), -one.score, one.id)
        )
    ]
    for item in plan.items:
        last = plan.ends + ONE_DAY * (90 if item.phase == "after" and not over else 0)
        assert plan.today <= item.start <= item.due, item.id
        assert item.due <= last or (last.weekday() >= 5 and item.due <= last + ONE_DAY * 2), item.id
        named = str(raw.get(NAMED_DAYS.get(item.id, ""), ""))
        on_the_named_day = named == item.due.isoformat()
        free = item.pinned or item.phase == "first_48_hours" or on_the_named_day
        assert item.due.weekday() < 5 or free, item.id
        answered = named and NAMED_DAYS[item.id] not in plan.ignored
        if answered and named >= plan.today.isoformat():
            assert item.due.isoformat() <= named, f"{item.id} is past the day that was named"
        early = item.pinned or item.id in NAMED_DAYS or item.id in OF_THE_FIRST_DAYS
        assert early or item.start >= min(plan.starts, plan.ends), item.id
        assert not over or (item.phase, item.late) == ("after", False), item.id
    chosen = [item.id for item in plan.items] + [one.strategy for one in plan.left_out]
    assert len(chosen) == len(set(chosen))
    assert all(one.reason for one in plan.left_out)


@given(st.data())
@settings(max_examples=100)
def test_every_plan_fits_the_person_s_weeks_and_dates(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw = data.draw(branching_sheets(knowledge))
    assert_sound(plan_for(knowledge, raw), raw)


@given(st.data())
@settings(max_examples=60)
def test_so_does_a_plan_from_answers_that_contradict_each_other(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(hostile_sheets(knowledge))
    assert_sound(plan_for(knowledge, raw), raw)


@given(
    st.integers(0, 6),
    st.integers(-100, 30),
    st.integers(0, 120),
    st.sampled_from([0, 0.5, 2, 3, 6, 20]),
    st.sampled_from(["targets", "conflict", "technical", "attendance"]),
)
@settings(max_examples=120)
def test_on_any_day_of_the_week_and_of_the_plan_it_fits_too(
    knowledge: KnowledgeBase, weekday: int, start: int, length: int, hours: float, concern: str
) -> None:
    today = TODAY + ONE_DAY * weekday
    begins = today + ONE_DAY * start
    raw = {
        "plan_start": begins.isoformat(),
        "plan_end": (begins + ONE_DAY * length).isoformat(),
        "hours_per_week": hours,
        "concerns": [concern],
        "goal_clarity": "none",
        "goal_feasibility": "unlikely",
        "blockers": ["unclear_standard", "no_time_workload", "never_trained", "know_but_freeze"],
    }
    assert_sound(plan_for(knowledge, raw, today), raw)


def test_someone_who_answers_nothing_gets_a_plan_of_60_days_that_says_what_it_assumed(
    knowledge: KnowledgeBase,
) -> None:
    plan = plan_for(knowledge, {})
    assert (plan.starts, (plan.ends - plan.starts).days + 1) == (TODAY, 60)
    assert {"plan_start", "plan_end", "hours_per_week"} <= {one.question for one in plan.assumed}
    assert len(plan.items) >= 8


@pytest.mark.parametrize("stage", ["warned", "passed", "ended"])
def test_before_and_after_a_pip_the_plan_covers_90_days_and_today_is_the_first(
    knowledge: KnowledgeBase, stage: str
) -> None:
    plan = plan_for(knowledge, {"pip_stage": stage})
    assert (plan.starts, (plan.ends - plan.starts).days + 1) == (TODAY, 90)
    assert plan.items


def test_an_end_before_the_start_is_refused(knowledge: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="is before the start"):
        plan_for(knowledge, {"plan_start": "2026-11-20", "plan_end": "2026-11-19"})


@pytest.mark.parametrize("today", [datetime.date(1999, 12, 31), datetime.date(2101, 1, 1)])
def test_a_day_far_from_ours_is_refused(knowledge: KnowledgeBase, today: datetime.date) -> None:
    with pytest.raises(InputError, match="out of range"):
        plan_for(knowledge, {}, today)


def test_two_weeks_have_no_first_week_of_their_own_and_no_long_course(knowledge: KnowledgeBase) -> None:
    for today in range(15):
        raw = {
            "plan_start": "2026-11-23",
            "plan_end": "2026-12-07",
            "concerns": ["technical"],
            "hours_per_week": 8,
        }
        plan = plan_for(knowledge, raw, TODAY + ONE_DAY * today)
        assert all(item.phase != "week_1" for item in plan.items)
        courses = [item for item in plan.items if knowledge.strategies[item.id].course]
        assert all(item.effort_hours * (2 if item.repeats else 1) <= 5 for item in courses)


def test_late_in_a_plan_what_has_passed_is_pulled_to_today_or_left_out_with_its_reason(
    knowledge: KnowledgeBase,
) -> None:
    raw = {"plan_start": "2026-10-10", "plan_end": "2026-12-20", "goal_clarity": "few", "hours_per_week": 20}
    plan = plan_for(knowledge, raw)
    late = [item for item in plan.items if item.late]
    assert late
    assert all(knowledge.strategies[item.id].late == "pull" or item.pinned for item in late)
    passed = {one.strategy: one.reason for one in plan.left_out if one.code == "phase_passed"}
    assert passed
    assert all(knowledge.strategies[name].late_reason == reason for name, reason in passed.items())


def test_with_no_hours_at_all_two_a_week_are_taken(knowledge: KnowledgeBase) -> None:
    plan = plan_for(knowledge, {"hours_per_week": 0, "concerns": ["targets"]})
    assert 0 < max(weekly_hours(plan).values()) <= 2


def test_the_smaller_track_leaves_places_to_the_other_however_many_hours_there_are(
    knowledge: KnowledgeBase,
) -> None:
    raw = {
        "pip_stage": "under_way",
        "plan_start": "2026-11-16",
        "plan_end": "2027-02-14",
        "concerns": ["communication", "deadlines"],
        "goal_clarity": "few",
        "blockers": ["wrong_role", "no_point"],
        "wanted_result": "leave_well",
        "hours_per_week": 20,
    }
    plan = plan_for(knowledge, raw)
    assert plan.facts["improve_share"] == 30
    assert "quiet_second_track" in {item.id for item in plan.items}


def test_what_does_not_fit_is_named_with_the_reason(knowledge: KnowledgeBase) -> None:
    little = plan_for(knowledge, {"hours_per_week": 0, "concerns": ["targets", "conflict", "technical"]})
    much = plan_for(knowledge, {"hours_per_week": 20, "concerns": ["targets", "conflict", "technical"]})
    no_room = {one.strategy for one in little.left_out if one.code == "no_room"}
    assert no_room
    assert no_room & {item.id for item in much.items}
