"""Goals are changed by their ids, and every change can be taken back."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal, Reading, changes, goal_to_json, goals_from_json
from engine.goals.document import fingerprint
from engine.goals.goal import MOST_GOALS, EarlierTarget, WeekStep

DAY = datetime.date(2026, 3, 2)
NAMES = ("a", "b", "c")


def document(*names: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in names:
        made = changes.put(made, Goal(name, f"Goal {name}"), f"add-{name}", DAY)
    return made


def titles(made: dict[str, Any]) -> list[str]:
    return [goal.title for goal in goals_from_json(made)]


def test_a_removed_goal_comes_back_to_its_place_with_its_numbers() -> None:
    before = changes.note_reading(document("a", "b", "c"), "b", Reading(DAY, 7, "first"), "read")
    after = changes.undo(changes.remove(before, "b", "out"), "out")
    assert after["goals"] == before["goals"]


def test_goals_that_came_together_are_taken_back_together() -> None:
    before = document("a")
    made = changes.put_all(before, [Goal("b", "Goal b"), Goal("c", "Goal c")], "both", DAY)
    assert [step["title"] for step in changes.newest(made)] == ["Goal b", "Goal c"]
    assert titles(changes.undo(made, "both")) == ["Goal a"]


def test_a_form_of_before_a_change_is_refused_with_what_is_stored() -> None:
    made = document("a")
    seen = fingerprint(goals_from_json(made)[0])
    made = changes.put(made, Goal("a", "In another window"), "first", DAY, seen)
    with pytest.raises(changes.Stale) as refused:
        changes.put(made, Goal("a", "In this window"), "second", DAY, seen)
    assert refused.value.stored.title == "In another window"
    assert titles(made) == ["In another window"]


def test_a_number_noted_meanwhile_makes_no_form_stale_and_stays() -> None:
    made = document("a")
    seen = fingerprint(goals_from_json(made)[0])
    made = changes.note_reading(made, "a", Reading(DAY, 3), "read")
    made = changes.put(made, Goal("a", "Anew"), "put", DAY, seen)
    assert goals_from_json(made)[0].readings == (Reading(DAY, 3),)


def test_a_days_second_number_takes_the_place_of_its_first_and_undo_brings_that_back() -> None:
    made = changes.note_reading(document("a"), "a", Reading(DAY, 3), "one")
    made = changes.note_reading(made, "a", Reading(DAY, 4), "two")
    assert [one.value for one in goals_from_json(made)[0].readings] == [4]
    assert [one.value for one in goals_from_json(changes.undo(made, "two"))[0].readings] == [3]


def test_a_days_second_number_is_told_as_another_one() -> None:
    made = changes.note_reading(document("a"), "a", Reading(DAY, 3), "one")
    made = changes.note_reading(made, "a", Reading(DAY, 4), "two")
    (found,) = changes.newest(made)
    assert found["did"] == "reread"


WEEK = datetime.timedelta(days=7)
AIMED = Goal("a", "Nine a day", unit="a day", now=5, since=DAY, target=9, by=DAY + 6 * WEEK)


def aimed(*later: tuple[datetime.date, dict[str, Any]]) -> Goal:
    """The goal, with what was changed on later days."""
    made = changes.put({}, AIMED, "add", DAY)
    for day, change in later:
        stored = goals_from_json(made)[0]
        made = changes.put(made, replace(stored, **change), str(change), day)
    return goals_from_json(made)[0]


def test_a_target_that_the_plan_changes_later_leaves_the_one_before_it() -> None:
    goal = aimed((DAY + WEEK, {"target": 7}))
    assert goal.target == 7
    assert goal.earlier == (EarlierTarget(DAY + WEEK, 9, AIMED.by),)


def test_a_last_day_that_is_moved_leaves_the_one_before_it() -> None:
    goal = aimed((DAY + WEEK, {"by": DAY + 8 * WEEK}))
    assert goal.earlier == (EarlierTarget(DAY + WEEK, 9, AIMED.by),)


@pytest.mark.parametrize(
    "later",
    [
        ((DAY, {"target": 90}),),
        ((DAY + WEEK, {"title": "Other words"}),),
        ((DAY + WEEK, {"target": 90, "unit": "a week"}),),
        ((DAY + WEEK, {"target": 90}), (DAY + WEEK, {"target": 9})),
    ],
)
def test_what_is_put_right_is_no_change_of_target(
    later: tuple[tuple[datetime.date, dict[str, Any]], ...],
) -> None:
    assert aimed(*later).earlier == ()


def test_targets_in_another_unit_do_not_stay_with_the_goal_and_a_unit_named_later_changes_none() -> None:
    moved, later = (DAY + WEEK, {"target": 7}), DAY + 2 * WEEK
    assert aimed(moved, (later, {"unit": "%"})).earlier == ()
    assert aimed(moved, (later, {"target": 95, "unit": "%"})).earlier == ()
    unnamed = (DAY, {"unit": ""})
    assert aimed(unnamed, moved, (later, {"unit": "a day"})).earlier == aimed(moved).earlier
    assert aimed(unnamed, moved, (later, {"target": 95, "unit": "%"})).earlier == ()


def test_a_mistyped_target_is_taken_out_of_those_before_and_comes_back_with_undo() -> None:
    made = changes.put({}, AIMED, "add", DAY)
    made = changes.put(made, replace(AIMED, target=7), "seven", DAY + WEEK)
    out = changes.drop_earlier_target(made, "a", (DAY + WEEK).isoformat(), "out")
    assert goals_from_json(out)[0].earlier == ()
    assert changes.undo(out, "out")["goals"] == made["goals"]
    with pytest.raises(changes.Gone):
        changes.drop_earlier_target(out, "a", (DAY + WEEK).isoformat(), "again")


def test_only_the_newest_change_can_be_taken_back() -> None:
    made = document("a", "b")
    with pytest.raises(changes.Gone):
        changes.undo(made, "add-a")


def test_there_is_room_for_a_dozen_goals_and_no_more() -> None:
    made = document(*(f"g{place}" for place in range(MOST_GOALS)))
    with pytest.raises(changes.TooMany):
        changes.put(made, Goal("more", "One more"), "more", DAY)


def test_what_is_gone_can_not_be_changed() -> None:
    made = changes.remove(document("a"), "a", "out")
    for change in (
        lambda: changes.remove(made, "a", "x"),
        lambda: changes.put_first(made, "a", "x"),
        lambda: changes.note_reading(made, "a", Reading(DAY, 1), "x"),
        lambda: changes.put(made, Goal("a", "A"), "x", DAY, "seen"),
    ):
        with pytest.raises(changes.Gone):
            change()


numbers = st.integers(0, 3)
acts = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES), st.text("xyz", min_size=1, max_size=3)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("first"), st.sampled_from(NAMES)),
    st.tuples(st.just("read"), st.sampled_from(NAMES), numbers),
    st.tuples(st.just("unread"), st.sampled_from(NAMES), numbers),
    st.tuples(st.just("week"), st.sampled_from(NAMES), numbers, st.text("xy", max_size=2)),
    st.tuples(st.just("steps"), st.sampled_from(NAMES), st.lists(st.sampled_from("xyz"))),
    st.tuples(st.just("met"), st.sampled_from(NAMES), st.booleans()),
)


def act(made: dict[str, Any], what: tuple[Any, ...], token: str) -> dict[str, Any]:
    kind, name, *values = what
    day = DAY + datetime.timedelta(days=7 * values[0]) if values and isinstance(values[0], int) else DAY
    if kind == "put":
        return changes.put(made, Goal(name, values[0]), token, day)
    if kind == "remove":
        return changes.remove(made, name, token)
    if kind == "first":
        return changes.put_first(made, name, token)
    if kind == "read":
        return changes.note_reading(made, name, Reading(day, values[0]), token)
    if kind == "unread":
        return changes.drop_reading(made, name, day.isoformat(), token)
    if kind == "steps":
        return changes.choose_steps(made, name, values[0], token)
    if kind == "week":
        return changes.plan_week(made, name, WeekStep(day, values[1]), token)
    return changes.mark_met(made, Goal(name, "", met=DAY if values[0] else None), token)


@given(st.lists(acts, max_size=15))
def test_any_changes_and_then_all_their_undos_give_the_goals_as_they_were(did: list[tuple[Any, ...]]) -> None:
    made = start = {**document("a", "b"), "undo": []}
    for place, what in enumerate(did):
        try:
            made = act(made, what, f"t{place}")
        except changes.Gone:
            continue
        ids = [goal.id for goal in goals_from_json(made)]
        assert len(ids) == len(set(ids))
        assert json.loads(json.dumps(made)) == made
    while newest := changes.newest(made):
        made = changes.undo(made, newest[-1]["token"])
    assert made["goals"] == start["goals"]


def test_a_document_survives_being_written_and_read() -> None:
    goal = Goal(
        "a",
        "A",
        now=1.5,
        since=DAY,
        readings=(Reading(DAY, 2, "w"),),
        weeks=(WeekStep(DAY, "t", True),),
        target_since=DAY,
        earlier=(EarlierTarget(DAY, 3, DAY),),
        steps=("one", "two"),
        row=2,
    )
    assert goals_from_json({"goals": [goal_to_json(goal)]}) == (goal,)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"goals": 5},
        {"goals": [5, {}, {"id": "a"}, {"title": "b"}]},
        {"goals": [{"id": 3, "title": "x"}]},
    ],
)
def test_a_document_that_makes_no_sense_holds_no_goals(wrong: dict[str, Any] | None) -> None:
    assert goals_from_json(wrong) == ()


def test_what_can_not_be_read_of_a_goal_is_left_out() -> None:
    (goal,) = goals_from_json(
        {
            "goals": [
                {
                    "id": "a",
                    "title": " A ",
                    "now": float("nan"),
                    "target": True,
                    "by": "soon",
                    "possible": "perhaps",
                    "readings": [{"on": "2026-03-02", "value": "3"}, {"on": "2026-03-03", "value": 4}, 7],
                }
            ]
        }
    )
    assert goal == replace(Goal("a", "A"), readings=(Reading(datetime.date(2026, 3, 3), 4),))


def test_a_document_from_elsewhere_can_not_bring_more_than_pages_can_hold() -> None:
    hostile = {
        "id": "a",
        "title": "x" * 10_000,
        "now": 1e308,
        "target": 10**400,
        "by": "9999-12-31",
        "since": "0001-01-01",
    }
    many = [{**hostile, "id": f"g{place}"} for place in range(50)]
    found = goals_from_json({"goals": [hostile, hostile, {**hostile, "id": "../x"}, *many]})
    assert len(found) == MOST_GOALS
    assert len({goal.id for goal in found}) == MOST_GOALS
    assert all(len(goal.title) == 300 and goal.now is goal.target is goal.by is None for goal in found)
