"""What a later version wrote survives every change of this one: in the goals, the record and the reports."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.goals import Goal, Reading, changes, goals_from_json
from engine.goals.goal import WeekStep
from engine.kept_list import (
    MOST_STEPS_BACK,
    UNDO,
    AnotherShape,
    place_of,
    steps_of,
    taken_back,
    things_of,
    with_step,
)
from engine.record import keeping, reports
from engine.record.entries import Entry, entries_of

DAY = datetime.date(2026, 3, 2)
GOAL: dict[str, Any] = {
    "id": "a",
    "title": "Nine a day",
    "counted": "share",
    "colour": "green",
    "target": {"low": 8, "high": 10},
    "readings": [
        {"on": "2026-02-27", "value": 7, "note": "", "source": "queue"},
        {"on": "2026-02-28", "value": {"low": 6, "high": 8}},
    ],
    "weeks": [{"monday": "2026-03-02", "text": "Ask Sam", "done": False, "hours": 2}],
}
STRANGE: list[Any] = [{"id": "z", "shape": "picture", "sign": [1, 2]}, "a line", {"title": "No id"}]
GOALS = {"form": 2, "goals": [STRANGE[0], GOAL, *STRANGE[1:]], "shelf": "left"}


def _do(made: dict[str, Any], what: str, token: str) -> dict[str, Any]:
    goal = goals_from_json(made)[0]
    if what == "write":
        return changes.put(made, replace(goal, title=f"{goal.title}!", what="Nine are closed"), token, DAY)
    if what == "read":
        return changes.note_reading(made, "a", Reading(DAY, 9), token)
    if what == "reread":
        return changes.note_reading(made, "a", Reading(datetime.date(2026, 2, 27), 8), token)
    if what == "week":
        return changes.plan_week(made, "a", WeekStep(DAY + datetime.timedelta(days=7), "Ask Kim"), token)
    if what == "steps":
        return changes.choose_steps(made, "a", [token], token)
    if what == "met":
        return changes.mark_met(made, Goal("a", "", met=None if goal.met else DAY), token)
    if what == "first":
        return changes.put_first(made, "a", token)
    return changes.put(made, Goal(token, "One more"), token, DAY)


@given(
    some.lists(
        some.sampled_from(["write", "read", "reread", "week", "steps", "met", "first", "add"]), max_size=8
    )
)
def test_goals_of_a_later_version_survive_every_change_and_its_undo(acts: list[str]) -> None:
    made: dict[str, Any] = GOALS
    for at, what in enumerate(acts):
        made = _do(made, what, f"t{at}")
        assert (made["form"], made["shelf"]) == (2, "left")
        assert all(one in made["goals"] for one in STRANGE)
        goal = next(one for one in made["goals"] if isinstance(one, dict) and one.get("id") == "a")
        assert (goal["counted"], goal["colour"], goal["target"]) == ("share", "green", GOAL["target"])
        assert GOAL["readings"][1] in goal["readings"]
        assert "reread" in acts[: at + 1] or GOAL["readings"][0] in goal["readings"]
        assert GOAL["weeks"][0] in goal["weeks"]
    for step in reversed(steps_of(made)):
        made = changes.undo(made, step["token"])
    assert made["goals"] == GOALS["goals"]


def test_a_goal_that_cant_be_read_is_no_one_s_to_change_here() -> None:
    for change in (
        lambda: changes.remove(GOALS, "z", "t"),
        lambda: changes.put_first(GOALS, "z", "t"),
        lambda: changes.put(GOALS, Goal("z", "Mine"), "t", DAY),
    ):
        with pytest.raises(changes.Gone):
            change()


def test_a_number_that_is_taken_out_is_gone_and_the_others_stay_as_they_were_written() -> None:
    made = changes.drop_reading(GOALS, "a", "2026-02-27", "t")
    assert made["goals"][1]["readings"] == [GOAL["readings"][1]]


def test_a_field_of_an_entry_that_is_new_here_survives_its_change() -> None:
    written = {
        "id": "e",
        "rev": 1,
        "kind": "evidence",
        "on": "2026-03-02",
        "goal": "",
        "done": "Nine",
        "place": "queue",
    }
    document = {"form": 2, "entries": [{**written, "sound": [1, 2], "seen": 7}]}
    (entry,) = entries_of(document)
    after = keeping.change(document, replace(entry, said={"done": "Ten"}), DAY)
    assert after["form"] == 2
    (one,) = after["entries"]
    assert (one["done"], one["sound"], one["seen"], one["rev"]) == ("Ten", [1, 2], 7, 2)
    assert "place" not in one
    assert keeping.undo(after, after["count"])["entries"] == document["entries"]


def test_a_field_of_a_report_that_is_new_here_survives_its_change() -> None:
    written = {
        "id": "r",
        "rev": 1,
        "kind": "friday",
        "on": "2026-03-02",
        "subject": "s",
        "text": "t",
        "made": "t",
    }
    document = {"form": 2, "reports": [{**written, "to": "manager"}, {"id": "q", "kind": "film"}]}
    after = reports.with_text(document, "r", 1, "s", "Mine")
    assert (after["form"], after["reports"][0]["to"], after["reports"][0]["text"]) == (2, "manager", "Mine")
    back = reports.with_brought_back(reports.without(after, "r", DAY), DAY)
    assert back["reports"] == after["reports"]


def test_what_was_moved_goes_back_to_its_place() -> None:
    before = {"list": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
    moved = with_step(before, "list", [{"id": "c"}, {"id": "a"}, {"id": "b"}], "c")
    assert place_of(things_of(moved, "list"), "c") == 0
    assert taken_back(moved, "list")["list"] == before["list"]


@pytest.mark.parametrize("odd", [None, "0", 1.5, [0]])
def test_a_change_without_a_place_to_go_back_to_is_none(odd: object) -> None:
    made = with_step({"list": []}, "list", [{"id": "a"}], "a")
    strange = {**made, UNDO: [*made[UNDO], {"id": "a", "before": {"id": "a"}, "at": odd}]}
    assert steps_of(strange) == made[UNDO]
    assert taken_back(strange, "list")["list"] == []


TWINS = [{"id": "a", "n": 1}, {"id": "a", "n": 2}, {"id": "b"}]


@pytest.mark.parametrize("after", [[{"id": "a", "n": 3}, *TWINS[1:]], TWINS[1:], [*TWINS, {"id": "c"}]])
def test_taking_a_change_back_leaves_another_thing_of_the_same_id(after: list[Any]) -> None:
    made = with_step({"list": TWINS}, "list", after, "c" if len(after) > len(TWINS) else "a")
    assert taken_back(made, "list")["list"] == TWINS


def test_a_report_that_is_taken_out_leaves_another_one_of_its_id() -> None:
    def of_day(day: str) -> dict[str, Any]:
        return {"id": "r", "rev": 1, "kind": "friday", "on": day, "subject": "s", "text": day, "made": "t"}

    document = {"reports": [of_day("2026-02-27"), of_day("2026-03-02")]}
    out = reports.without(document, "r", DAY)
    assert [one["text"] for one in out["reports"]] == ["2026-03-02"]
    assert reports.with_brought_back(out, DAY)["reports"] == document["reports"]
    typed = reports.with_text(document, "r", 1, "s", "Mine")
    assert [one["text"] for one in typed["reports"]] == ["Mine", "2026-03-02"]


def test_what_stands_in_another_shape_is_never_overwritten() -> None:
    document = {"form": 2, "goals": {"a": GOAL}, "entries": "packed", "reports": {"r": 1}}
    report = reports.Report("r", "friday", DAY, "s", "t", "t")
    for change in (
        lambda: changes.put(document, Goal("b", "Mine"), "t", DAY),
        lambda: keeping.add(document, Entry("e", "evidence", DAY, said={"done": "Nine"}), DAY),
        lambda: reports.with_new(document, report),
    ):
        with pytest.raises(AnotherShape):
            change()


def test_so_many_changes_can_be_taken_back_and_no_more() -> None:
    made: dict[str, Any] = {}
    for at in range(MOST_STEPS_BACK + 5):
        made = with_step(made, "list", [*things_of(made, "list"), {"id": str(at)}], str(at))
    while made[UNDO]:
        made = taken_back(made, "list")
    assert [one["id"] for one in made["list"]] == list("01234")
    assert taken_back(made, "list") == made
