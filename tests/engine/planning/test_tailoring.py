"""A coach's changes to a plan, without a web."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports import plan_from_json, plan_to_json
from engine.knowledge_base import KnowledgeBase, load
from engine.model import Plan
from engine.pipeline import make_plan
from engine.planning.tailoring import (
    ADDED,
    ALWAYS_STAY,
    HIDDEN,
    Add,
    Change,
    Edit,
    Hide,
    Move,
    Note,
    edits_from_json,
    edits_to_json,
    idle,
    in_phase,
    stays,
    tailor,
)

TODAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)
UNSAFE = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines", "communication"],
    "goal_clarity": "few",
}
OWN = Add(
    f"{ADDED}1", "Call Sam", "", ("Find the number.", "Call."), TODAY + 20 * DAY, TODAY + 27 * DAY, None, 1
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(load(), UNSAFE, TODAY, "compiled")


def edits(*changes: Change) -> tuple[Edit, ...]:
    return tuple(Edit(str(number), TODAY, change) for number, change in enumerate(changes))


def ids(plan: Plan) -> list[str]:
    return [item.id for item in plan.items]


def free(plan: Plan) -> list[str]:
    return [item.id for item in plan.items if not stays(item)]


def test_without_edits_it_is_the_same_plan(plan: Plan) -> None:
    assert tailor(plan, ()) == plan


def test_a_hidden_item_goes_to_what_is_left_out_and_the_others_stay_as_they_were(plan: Plan) -> None:
    gone = free(plan)[3]
    tailored = tailor(plan, edits(Hide(gone)))
    assert ids(tailored) == [one for one in ids(plan) if one != gone]
    assert [one.strategy for one in tailored.left_out if one.code == HIDDEN] == [gone]
    assert gone in ids(plan)  # the rules' plan is not touched


def test_what_keeps_a_person_safe_can_t_be_hidden(plan: Plan) -> None:
    kept = [item.id for item in plan.items if stays(item)]
    assert "get_safe_first" in kept
    assert tailor(plan, edits(*(Hide(one) for one in kept))) == plan


def test_help_and_advice_stay_even_where_no_rule_pins_them(plan: Plan) -> None:
    loose = tuple(item._replace(pinned=False) for item in plan.items)
    unpinned = dataclasses.replace(plan, items=loose)
    assert "get_safe_first" in ids(tailor(unpinned, edits(Hide("get_safe_first"))))


def test_the_strategies_that_always_stay_are_in_the_knowledge(knowledge: KnowledgeBase) -> None:
    assert knowledge.strategies.keys() >= ALWAYS_STAY
    assert {knowledge.strategies[name].ref for name in ALWAYS_STAY} == {"ST08", "ST09"}


def test_no_strategy_is_named_like_an_added_item(knowledge: KnowledgeBase) -> None:
    assert [name for name in knowledge.strategies if name.startswith(ADDED)] == []


def test_a_note_stands_beside_its_item_and_a_later_one_takes_its_place(plan: Plan) -> None:
    item = ids(plan)[0]
    tailored = tailor(plan, edits(Note(item, "first"), Note(item, "second")))
    assert [one.note for one in tailored.items if one.note] == ["second"]
    assert tailored.items[0].because == plan.items[0].because


def test_an_item_moves_before_another_of_its_phase_or_to_the_end(plan: Plan) -> None:
    phase = next(p for p in ("week_1", "weekly") if len([i for i in plan.items if i.phase == p]) > 2)
    row = [item for item in plan.items if item.phase == phase and not item.pinned]
    first, last = row[0].id, row[-1].id
    up = tailor(plan, edits(Move(last, first)))
    assert [one.id for one in in_phase(up.items, row[0])] == [last, *(one.id for one in row[:-1])]
    down = tailor(plan, edits(Move(first, None)))
    assert [one.id for one in in_phase(down.items, row[0])] == [*(one.id for one in row[1:]), first]
    assert sorted(ids(up)) == sorted(ids(down)) == sorted(ids(plan))


def test_an_item_does_not_move_into_another_phase_or_among_the_pinned(plan: Plan) -> None:
    weekly = next(item.id for item in plan.items if item.phase == "weekly")
    elsewhere = next(item.id for item in plan.items if item.phase != "weekly" and not item.pinned)
    pinned = next(item.id for item in plan.items if item.pinned)
    for before in (elsewhere, pinned, "nothing_like_it", weekly):
        assert tailor(plan, edits(Move(weekly, before))) == plan


def test_an_added_item_is_marked_as_the_coach_s_and_can_be_ticked(plan: Plan) -> None:
    tailored = tailor(plan, edits(OWN))
    item = next(one for one in tailored.items if one.id == OWN.item)
    assert item.by_coach
    assert "coach" in item.why
    assert item.because == ()
    assert [step.text for step in item.steps] == ["Find the number.", "Call."]
    assert item.phase == "weekly"
    rest = [one for one in tailored.items if not one.by_coach]
    assert tuple(rest) == plan.items
    assert ids(tailored).index(item.id) > max(
        place for place, one in enumerate(tailored.items) if one.pinned or one.phase == "week_1"
    )


def test_an_added_item_is_in_the_phase_of_its_days(plan: Plan) -> None:
    def phase(of: Plan, start: datetime.date, due: datetime.date) -> str:
        change = dataclasses.replace(OWN, start=start, due=due)
        return next(item.phase for item in tailor(of, edits(change)).items if item.by_coach)

    assert phase(plan, plan.starts, plan.starts + 6 * DAY) == "week_1"
    assert phase(plan, plan.starts, plan.ends) == "weekly"
    assert phase(plan, plan.ends + DAY, plan.ends + DAY) == "after"
    over = make_plan(load(), {"pip_stage": "ended"}, TODAY, "compiled")
    assert phase(over, over.starts, over.ends) == "after"


def test_an_added_item_can_be_annotated_moved_and_hidden_like_any_other(plan: Plan) -> None:
    other = next(item.id for item in plan.items if item.phase == "weekly" and not item.pinned)
    tailored = tailor(plan, edits(OWN, Move(OWN.item, other), Note(OWN.item, "by phone")))
    assert ids(tailored).index(OWN.item) == ids(tailored).index(other) - 1
    assert next(item.note for item in tailored.items if item.id == OWN.item) == "by phone"
    assert OWN.item not in ids(tailor(plan, edits(OWN, Hide(OWN.item))))


def test_edits_of_items_that_are_gone_change_nothing_and_are_named(plan: Plan) -> None:
    made = edits(Hide("no_such_item"), Note(ids(plan)[0], "here"), Move("no_such_item", None))
    assert idle(plan, made) == ("0", "2")


def test_a_tailored_plan_survives_json(plan: Plan) -> None:
    tailored = tailor(plan, edits(OWN, Note(ids(plan)[0], "a note"), Hide(free(plan)[1])))
    assert plan_to_json(plan_from_json(plan_to_json(tailored))) == plan_to_json(tailored)
    plain = plan_to_json(plan)["items"]
    assert all("note" not in item and "by_coach" not in item for item in plain)


def test_edits_survive_json() -> None:
    made = edits(OWN, Hide("a"), Note("b", "words"), Move("c", "d"), Move("c", None))
    assert edits_from_json(json.loads(json.dumps(edits_to_json(made)))) == made


_PLAN = make_plan(load(), UNSAFE, TODAY, "compiled")
_items = st.sampled_from([*ids(_PLAN), OWN.item, "no_such_item"])
_changes = st.one_of(
    st.builds(Hide, _items),
    st.builds(Note, _items, st.text(min_size=1, max_size=20)),
    st.builds(Move, _items, st.none() | _items),
    st.just(OWN),
)


@given(st.lists(_changes, max_size=12), st.data())
def test_whatever_a_coach_does_safety_reasons_and_every_item_remain(
    changes: list[Change], data: st.DataObject
) -> None:
    made = edits(*changes)
    tailored = tailor(_PLAN, made)
    assert {one.id for one in _PLAN.items if stays(one)} <= set(ids(tailored))
    assert len(ids(tailored)) == len(set(ids(tailored)))
    assert {*ids(tailored), *(one.strategy for one in tailored.left_out)} >= set(ids(_PLAN))
    by_id = {one.id: one for one in _PLAN.items}
    for item in tailored.items:
        if item.id in by_id:
            assert item._replace(note=None) == by_id[item.id]
    if made:  # taking one back is the same as never having made it
        gone = data.draw(st.integers(0, len(made) - 1))
        rest = (*made[:gone], *made[gone + 1 :])
        assert edits_from_json(edits_to_json(rest)) == rest
    assert tailor(_PLAN, ()) == _PLAN
