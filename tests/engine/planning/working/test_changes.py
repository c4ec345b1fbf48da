"""A person's changes to their own plan, without a web."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exports import CHECKLISTS, plan_from_json, plan_to_json
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.planning.own_changes import (
    REASONS,
    Decline,
    LostDays,
    NotNeeded,
    OwnItem,
    OwnNote,
    OwnStep,
    PutOff,
    Reschedule,
    TakeOut,
    What,
    behind_from_json,
    changes_from_json,
    changes_to_json,
)
from engine.planning.working import DECLINED, done_items, idle, last_day, named_days, work
from engine.planning.working_limits import keeps_safe, refusal, step_along
from tests.engine.planning.working.changes import (
    ANSWERS,
    APPOINTMENT,
    DAY,
    LATER,
    OWN_STEP,
    TODAY,
    changes,
    item_of,
    sequences,
    single,
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


def test_an_own_item_with_a_time_and_a_goal_is_in_every_file_as_the_persons_own(
    plan: Plan, kb: KnowledgeBase
) -> None:
    mine = work(plan, changes(APPOINTMENT))
    assert item_of(mine, APPOINTMENT.item).at == datetime.time(14, 30)
    leaving = plan_from_json(json.loads(json.dumps(plan_to_json(mine))))
    assert item_of(leaving, APPOINTMENT.item) == item_of(mine, APPOINTMENT.item)
    for name, kind in CHECKLISTS.items():
        text = kind.render(kb, leaving, {}, TODAY)
        shown = json.loads(text)["items"] if name == "json" else text
        for words in ("See the doctor", "Feel well", "14:30"):
            assert words in str(shown), (name, words)
        assert "Added by me" in text or "by_person" in text, name


def test_an_own_item_is_taken_out_and_no_other_can_be(plan: Plan) -> None:
    out = TakeOut(OWN_STEP.item)
    assert work(plan, changes(OWN_STEP, out)) == plan
    other = TakeOut(single(plan).id)
    assert work(plan, changes(other)) == plan
    assert "not in the plan" in (refusal(plan, other, TODAY, {}) or "")


def test_a_part_that_is_not_needed_goes_alone_and_never_the_last_of_them(plan: Plan) -> None:
    one = next(item for item in plan.items if len(item.steps) > 1 and not keeps_safe(item))
    away = NotNeeded(one.id, one.steps[0].id)
    assert refusal(plan, away, TODAY, {}) is None
    after = work(plan, changes(away))
    assert item_of(after, one.id).steps == one.steps[1:]
    ticked = {f"{one.id}/{step.id}": "2026-03-02" for step in one.steps[1:]}
    assert (one.id in done_items(after, ticked)) == (one.repeats is None)
    rest = [NotNeeded(one.id, step.id) for step in one.steps]
    assert item_of(work(plan, changes(*rest)), one.id).steps == one.steps[-1:]
    alone = work(plan, changes(*rest[:-1]))
    assert "put all of it aside" in (refusal(alone, rest[-1], TODAY, {}) or "")
    assert "not in the plan" in (refusal(after, away, TODAY, {}) or "")


def test_no_part_of_what_keeps_a_person_safe_is_left_away(plan: Plan) -> None:
    safe = next(item for item in plan.items if keeps_safe(item) and len(item.steps) > 1)
    assert "keeps you safe" in (refusal(plan, NotNeeded(safe.id, safe.steps[0].id), TODAY, {}) or "")


def test_an_older_note_shows_again_once_the_newer_is_taken_back(plan: Plan) -> None:
    one = single(plan).id
    made = changes(OwnNote(one, "First"), OwnNote(one, "Second"), OwnNote(one, ""))
    assert item_of(work(plan, made), one).own_note is None
    assert item_of(work(plan, made[:2]), one).own_note == "Second"
    assert item_of(work(plan, made[:1]), one).own_note == "First"


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
        if not one.by_person:
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
