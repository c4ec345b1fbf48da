"""What a copy brings where something is kept already: only what is missing, and what is here stays."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from engine.goals.goal import MOST_GOALS
from engine.joining import Part, join

Documents = dict[str, dict[str, Any]]


def part(here: Documents, brought: Documents, name: str) -> Part:
    return next(one for one in join(here, brought).parts if one.name == name)


def change(name: str, item: str | None = "pause_first", **more: Any) -> dict[str, Any]:
    return {"id": name, "on": "2026-03-02", "kind": "note", "item": item, **more}


def test_an_answer_that_is_here_stays_and_a_missing_one_comes_in() -> None:
    here: Documents = {"answers": {"country": "UK", "tenure": "long"}}
    brought: Documents = {"answers": {"country": "US", "tenure": "long", "mood": "low"}}
    assert join(here, brought).documents["answers"] == {"country": "UK", "tenure": "long", "mood": "low"}
    assert part(here, brought, "answers") == Part("answers", here=2, brought=3, added=1, differ=1)


ROWS = [("skill_1", "skill_1_level"), ("skill_2", "skill_2_level")]


def test_no_row_is_put_together_from_two_things() -> None:
    here: Documents = {"answers": {"skill_1": "Excel"}}
    brought: Documents = {
        "answers": {"skill_1": "Python", "skill_1_level": 1, "skill_2": "SQL", "skill_2_level": 2}
    }
    joined = join(here, brought, ROWS)
    assert joined.documents["answers"] == {"skill_1": "Excel", "skill_2": "SQL", "skill_2_level": 2}
    assert joined.parts == (Part("answers", here=1, brought=3, added=2, differ=1),)


def test_a_row_of_the_same_name_is_filled_up() -> None:
    here: Documents = {"answers": {"skill_1": "Excel"}}
    brought: Documents = {"answers": {"skill_1": "Excel", "skill_1_level": 1}}
    assert join(here, brought, ROWS).documents["answers"] == {"skill_1": "Excel", "skill_1_level": 1}


def test_ticks_of_both_count() -> None:
    here: Documents = {"progress": {"a/b": "2026-03-02"}}
    brought: Documents = {"progress": {"a/b": "2026-03-01", "a/c": "2026-03-01"}}
    assert join(here, brought).documents["progress"] == {"a/b": "2026-03-02", "a/c": "2026-03-01"}


@pytest.mark.parametrize(
    ("name", "inside"), [("goals", "goals"), ("record", "entries"), ("reports", "reports")]
)
def test_entries_come_in_by_their_ids(name: str, inside: str) -> None:
    here: Documents = {name: {"form": 1, inside: [{"id": "x", "title": "here"}], "undo": ["kept"]}}
    brought: Documents = {name: {"form": 1, inside: [{"id": "x", "title": "there"}, {"id": "y"}]}}
    joined = join(here, brought)
    assert joined.documents[name][inside] == [{"id": "x", "title": "here"}, {"id": "y"}]
    assert joined.documents[name]["undo"] == ["kept"]
    assert joined.parts == (Part(name, here=1, brought=2, added=1, differ=1),)


def test_what_has_no_room_is_said_and_not_put_in() -> None:
    here: Documents = {"goals": {"form": 1, "goals": [{"id": f"g{n}"} for n in range(MOST_GOALS)]}}
    brought: Documents = {"goals": {"form": 1, "goals": [{"id": "one_more"}]}}
    assert len(join(here, brought).documents["goals"]["goals"]) == MOST_GOALS
    assert part(here, brought, "goals").no_room == 1


def test_an_item_changed_here_keeps_only_its_own_changes() -> None:
    here: Documents = {"changes": {"form": 1, "changes": [change("c1", text="mine")]}}
    brought: Documents = {
        "changes": {"form": 1, "changes": [change("c2", text="older"), change("c3", "show_it", text="new")]}
    }
    ids = [one["id"] for one in join(here, brought).documents["changes"]["changes"]]
    assert ids == ["c1", "c3"]
    assert part(here, brought, "changes").differ == 1


def test_a_change_that_was_taken_back_here_stays_away() -> None:
    here: Documents = {"changes": {"form": 1, "changes": [], "undone": {"c1": "2026-03-02"}}}
    brought: Documents = {"changes": {"form": 1, "changes": [change("c1")]}}
    assert join(here, brought).documents["changes"]["changes"] == []


def test_rounds_of_both_count_once_in_the_order_of_their_days() -> None:
    first, second, third = (
        {"id": f"r{day}", "on": f"2026-03-0{day}", "ticks": {"a/b": f"2026-03-0{day}"}} for day in (1, 2, 3)
    )
    here: Documents = {"changes": {"form": 1, "changes": [], "rounds": [first, third]}}
    brought: Documents = {"changes": {"form": 1, "changes": [], "rounds": [first, second]}}
    assert join(here, brought).documents["changes"]["rounds"] == [first, second, third]


def test_a_copy_of_what_is_here_adds_nothing() -> None:
    here: Documents = {
        "answers": {"country": "UK"},
        "progress": {"a/b": "2026-03-02"},
        "changes": {"form": 1, "changes": [change("c1")], "behind": [{"id": "old"}]},
        "goals": {"form": 1, "goals": [{"id": "g", "title": "t"}]},
        "record": {"form": 1, "count": 1, "entries": [{"id": "e", "rev": 3, "kind": "evidence"}]},
    }
    brought = copy.deepcopy(here)
    brought["record"]["entries"][0]["rev"] = 1  # a count of changes is no difference
    joined = join(here, brought)
    assert joined.added == 0
    assert not any(one.differ for one in joined.parts)
    assert {name: joined.documents[name] for name in here} == here
