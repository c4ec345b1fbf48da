"""A person's changes to their own plan, without a web."""

from __future__ import annotations

import datetime
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exports import CHECKLISTS, plan_from_json, plan_to_json
from engine.knowledge_base import KnowledgeBase, load
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.lost_days import LOST
from engine.planning.own_changes import (
    OWN,
    REASONS,
    Decline,
    LostDays,
    OwnItem,
    OwnNote,
    OwnStep,
    PlanChange,
    PutOff,
    Reorder,
    Reschedule,
    What,
    behind_from_json,
    changes_from_json,
    changes_to_json,
)
from engine.planning.working import DECLINED, done_items, idle, last_day, named_days, work
from engine.planning.working_limits import keeps_safe, refusal, step_along

TODAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)
LATER = TODAY + 10 * DAY
ANSWERS = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines", "communication"],
    "goal_clarity": "few",
    "hours_per_week": 5,
}
OWN_STEP = OwnItem(
    f"{OWN}1",
    "Call Sam",
    (OwnStep("s1", "Find the number."), OwnStep("s2", "Call.")),
    TODAY + 20 * DAY,
    TODAY + 27 * DAY,
    None,
    "prepare",
    1,
    rewritten=False,
)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


@pytest.fixture(scope="module")
def plan(kb: KnowledgeBase) -> Plan:
    return make_plan(kb, ANSWERS, TODAY, "compiled")


def changes(*whats: What) -> tuple[PlanChange, ...]:
    return tuple(PlanChange(str(number), TODAY, what) for number, what in enumerate(whats))


def item_of(plan: Plan, item: str) -> PlanItem:
    return next(one for one in plan.items if one.id == item)


def single(plan: Plan) -> PlanItem:
    """A task of the weeks that is done once."""
    return next(
        one for one in plan.items if one.phase == "weekly" and one.repeats is None and not keeps_safe(one)
    )


def test_an_item_moves_to_the_days_that_were_chosen(plan: Plan) -> None:
    one = single(plan)
    now = item_of(work(plan, changes(Reschedule(one.id, LATER, LATER + 4 * DAY))), one.id)
    assert (now.start, now.due) == (LATER, LATER + 4 * DAY)


def test_a_last_day_on_a_weekend_goes_to_the_workday_before(plan: Plan) -> None:
    saturday = datetime.date(2026, 3, 14)
    one = single(plan)
    now = item_of(work(plan, changes(Reschedule(one.id, saturday - 3 * DAY, saturday))), one.id)
    assert now.due == saturday - DAY


def test_nothing_is_moved_past_the_end_of_the_plan(plan: Plan) -> None:
    one = single(plan)
    what = Reschedule(one.id, plan.ends, plan.ends + DAY)
    assert "The last day it can be is 19 April 2026" in (refusal(plan, what, TODAY, {}) or "")
    assert item_of(work(plan, changes(what)), one.id).due <= plan.ends


def test_what_comes_after_the_plan_may_end_after_it(plan: Plan) -> None:
    after = next(one for one in plan.items if one.phase == "after")
    what = Reschedule(after.id, plan.ends + 5 * DAY, plan.ends + 12 * DAY)
    assert refusal(plan, what, TODAY, {}) is None
    assert item_of(work(plan, changes(what)), after.id).start == plan.ends + 5 * DAY


def test_a_day_that_the_papers_name_can_not_be_passed(kb: KnowledgeBase) -> None:
    answers = {**ANSWERS, "asked_to_sign": "yes_by_date", "sign_by": "2026-03-09"}
    signing = make_plan(kb, answers, TODAY, "compiled")
    named = named_days(kb, answers, signing)
    day = named["sign_for_receipt"]
    assert day == datetime.date(2026, 3, 9)
    later = Reschedule("sign_for_receipt", day, day + DAY)
    assert "Your papers name 9 March 2026" in (refusal(signing, later, TODAY, named) or "")
    moved = work(signing, changes(later, LostDays(7, LATER, ())), named)
    assert item_of(moved, "sign_for_receipt").due <= day


def test_what_was_put_off_keeps_its_length(plan: Plan) -> None:
    one = single(plan)
    now = item_of(work(plan, changes(PutOff(one.id, LATER))), one.id)
    assert now.start == LATER
    assert now.due - now.start <= one.due - one.start


def test_what_keeps_the_person_safe_stays_first_until_it_is_put_aside(plan: Plan) -> None:
    safe = next(one for one in plan.items if one.pinned)
    assert work(plan, changes(PutOff(safe.id, LATER))) == plan
    assert "keeps you safe" in (refusal(plan, PutOff(safe.id, LATER), TODAY, {}) or "")
    aside = work(plan, changes(Decline(safe.id, "other", "")))
    assert safe.id not in {one.id for one in aside.items}
    assert keeps_safe(safe)


def test_what_was_put_aside_is_listed_with_the_reason_and_without_own_words(plan: Plan) -> None:
    one = single(plan)
    aside = work(plan, changes(Decline(one.id, "no_time", "Zebra is ill")))
    [left] = [left for left in aside.left_out if left.code == DECLINED]
    assert left.reason == REASONS["no_time"]
    assert "Zebra" not in json.dumps(plan_to_json(aside))


def test_an_own_item_stands_among_the_others_and_can_be_rewritten(plan: Plan) -> None:
    [*now] = [one for one in work(plan, changes(OWN_STEP)).items if one.by_person]
    assert [one.title for one in now] == ["Call Sam"]
    assert now[0].track == "prepare"
    assert [step.id for step in now[0].steps] == ["s1", "s2"]
    other = OwnItem(
        OWN_STEP.item, "Write to Sam", (OwnStep("s2", "Call."),), LATER, LATER, "weekly", "improve", 1, True
    )
    again = item_of(work(plan, changes(OWN_STEP, OwnNote(OWN_STEP.item, "Mornings"), other)), OWN_STEP.item)
    assert (again.title, again.repeats, again.own_note) == ("Write to Sam", "weekly", "Mornings")
    assert work(plan, changes(other)) == plan


def test_an_item_goes_up_and_down_in_its_phase(plan: Plan) -> None:
    row = [one for one in plan.items if one.phase == "weekly" and not one.pinned]
    up = step_along(plan, row[1], down=False)
    assert up is not None
    now = work(plan, changes(up))
    assert [one.id for one in now.items if one.phase == "weekly" and not one.pinned][:2] == [
        row[1].id,
        row[0].id,
    ]
    assert step_along(plan, row[0], down=False) is None
    assert step_along(plan, row[-1], down=True) is None


def test_own_notes_are_in_no_file_that_leaves(plan: Plan, kb: KnowledgeBase) -> None:
    noted = work(plan, changes(OwnNote(single(plan).id, "Hush hush")))
    assert item_of(noted, single(plan).id).own_note == "Hush hush"
    leaving = plan_from_json(plan_to_json(noted))
    for kind in CHECKLISTS.values():
        assert "Hush" not in kind.render(kb, leaving, {}, TODAY)


def lost(plan: Plan, days: int = 7, resume: datetime.date = LATER, done: tuple[str, ...] = ()) -> Plan:
    return work(plan, changes(LostDays(days, resume, done)))


def test_after_a_lost_week_what_is_not_done_lies_ahead(plan: Plan) -> None:
    now = lost(plan)
    for before in plan.items:
        after = next((one for one in now.items if one.id == before.id), None)
        if after is None:
            assert before.id in {one.strategy for one in now.left_out if one.code == LOST}
        elif before.pinned or before.repeats or _of_a_day_of_the_plan(before):
            assert after == before
        else:
            assert after.start >= max(before.start + 7 * DAY, LATER)
            assert after.due <= plan.ends


def _of_a_day_of_the_plan(item: PlanItem) -> bool:
    return item.phase in ("midpoint", "final", "after") and item.start >= LATER


def test_what_was_done_before_the_lost_week_stays_where_it_was(plan: Plan) -> None:
    one = single(plan)
    ticks = {f"{one.id}/{step.id}": "2026-03-02" for step in one.steps}
    done = done_items(plan, ticks)
    assert done == (one.id,)
    assert item_of(lost(plan, done=done), one.id) == one


def test_days_lost_before_the_plan_was_made_change_nothing(plan: Plan, kb: KnowledgeBase) -> None:
    assert lost(plan, resume=TODAY) == plan
    assert "It leaves out the days before" in (refusal(plan, LostDays(7, TODAY, ()), TODAY, {}) or "")
    newer = make_plan(kb, ANSWERS, LATER, "compiled")
    assert work(newer, changes(LostDays(7, LATER, ()))) == newer


def test_a_week_away_that_lies_ahead_still_counts_in_a_plan_that_was_made_since(kb: KnowledgeBase) -> None:
    newer = make_plan(kb, ANSWERS, LATER, "compiled")
    away = LostDays(7, LATER + 7 * DAY, ())
    now = work(newer, changes(away))
    back = LATER + 7 * DAY
    moving = [one for one in newer.items if one.start < back and not one.pinned and not one.repeats]
    ids = {one.id: one for one in now.items}
    assert moving
    assert all(ids[one.id].start >= LATER + 7 * DAY for one in moving if one.id in ids)


def minutes_a_week(plan: Plan, since: datetime.date, without: set[str]) -> tuple[Counter[int], Counter[int]]:
    """Minutes and items in each calendar week from a day on, pinned items and those named left out."""
    minutes: Counter[int] = Counter()
    items: Counter[int] = Counter()
    for one in plan.items:
        if one.pinned or one.id in without or one.due < since:
            continue
        first, last = (max(one.start, since).toordinal() - 1) // 7, (one.due.toordinal() - 1) // 7
        whole = round(one.effort_hours * 60)
        for week in range(first, last + 1):
            minutes[week] += whole if one.repeats else -(-whole // (last - first + 1))
            items[week] += 1
    return minutes, items


@given(
    resume=st.integers(1, 47).map(lambda days: TODAY + days * DAY),
    days=st.integers(1, 30),
    hours=st.sampled_from([2, 3, 5, 12]),
)
@settings(max_examples=30, deadline=None)
def test_no_week_overflows_after_lost_days(
    kb: KnowledgeBase, resume: datetime.date, days: int, hours: int
) -> None:
    plan = make_plan(kb, {**ANSWERS, "hours_per_week": hours}, TODAY, "compiled")
    now = lost(plan, days, resume)
    before, count_before = minutes_a_week(plan, resume, set())
    minutes, count = minutes_a_week(now, resume, set())
    for week, taken in minutes.items():
        alone = count[week] == 1
        assert alone or taken <= max(hours * 60, before[week]), (week, taken)
        assert count[week] <= max(9, count_before[week])
    kept = {one.id for one in now.items} | {one.strategy for one in now.left_out}
    assert {one.id for one in plan.items} <= kept  # nothing goes without a word


@st.composite
def sequences(draw: st.DrawFn) -> list[What]:
    made = make_plan(load(), ANSWERS, TODAY, "compiled")
    ids = [one.id for one in made.items] + [OWN_STEP.item, "gone"]
    item = st.sampled_from(ids)
    day = st.integers(-5, 140).map(lambda days: TODAY + days * DAY)
    one = st.one_of(
        st.builds(Reschedule, item, day, day),
        st.builds(PutOff, item, day),
        st.builds(LostDays, st.integers(-2, 70), day, st.lists(item, max_size=3).map(tuple)),
        st.builds(Decline, item, st.sampled_from([*REASONS, "unheard_of"]), st.text(max_size=5)),
        st.builds(Reorder, item, st.one_of(st.none(), item)),
        st.builds(OwnNote, item, st.text(max_size=5)),
        st.just(OWN_STEP),
    )
    return draw(st.lists(one, max_size=12))


@given(sequences(), st.randoms())
@settings(max_examples=120, deadline=None)
def test_any_changes_keep_the_plan_whole_and_undoing_all_gives_the_first_plan(
    kb: KnowledgeBase, plan: Plan, whats: list[What], chance: object
) -> None:
    made = list(changes(*whats))
    now = work(plan, made)
    ids = [one.id for one in now.items]
    assert len(set(ids)) == len(ids)
    assert {one.id for one in plan.items} <= {*ids, *(left.strategy for left in now.left_out)}
    for one in now.items:
        assert one.start <= one.due
        if one.id != OWN_STEP.item:
            assert one.due <= last_day(plan, one, {})
        assert one.steps
    assert changes_from_json(json.loads(json.dumps(changes_to_json(made)))) == tuple(made)
    unmoved = idle(plan, made)
    assert work(plan, [one for one in made if one.id not in unmoved]) == now
    while made:
        made.remove(chance.choice(made))  # type: ignore[attr-defined]
        work(plan, made)
    assert work(plan, made) == plan


def test_what_is_behind_is_read_back_and_nothing_else_is() -> None:
    kept = [{"id": "gone", "title": "A step", "steps": [{"id": "s1", "text": "Do it."}]}]
    assert behind_from_json(json.loads(json.dumps(kept))) == kept
    with pytest.raises(TypeError):
        behind_from_json([{**kept[0], "title": 7}])


@given(sequences())
@settings(max_examples=60, deadline=None)
def test_what_is_refused_is_said_and_what_is_not_refused_is_done(plan: Plan, whats: list[What]) -> None:
    now = plan
    for change in changes(*whats):
        what = change.what
        after = work(now, [change])
        said = refusal(now, what, TODAY, {})
        if said is None and isinstance(what, Reschedule):
            assert item_of(after, what.item).start == what.start
        if said is None and isinstance(what, PutOff):
            assert item_of(after, what.item).start == what.until
        if said is not None:
            assert said.endswith(".")
        else:
            now = after
