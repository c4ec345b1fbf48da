"""What is said to everybody never fills a plan, and neither track goes when it makes room."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.generated import TODAY, branching_sheets

BUSY: dict[str, Any] = {"pip_stage": "near_end", "hours_per_week": 1, "concerns": ["quality"]}


@given(data=st.data())
def test_at_most_a_third_of_any_plan_is_said_to_everybody(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    plan = make_plan(knowledge, data.draw(branching_sheets(knowledge)), TODAY, "compiled")
    general = [item for item in plan.items if item.id in knowledge.foundation and not item.pinned]
    tracks = [item.track for item in plan.items]
    last_of_its_track = [item for item in general if tracks.count(item.track) == 1]
    assert 3 * len(general) <= len(plan.items) or general == last_of_its_track


def test_what_makes_room_is_left_out_with_its_reason(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, BUSY, TODAY, "compiled")
    placed = {item.id for item in plan.items}
    told = {one.strategy: one.reason for one in plan.left_out}
    missing = knowledge.foundation - placed
    assert missing
    assert all(told[name] for name in missing)


@pytest.mark.parametrize("hours", [0, 1, 2, 4])
def test_the_second_track_stays_in_a_short_plan(knowledge: KnowledgeBase, hours: int) -> None:
    plan = make_plan(knowledge, {**BUSY, "hours_per_week": hours}, TODAY, "compiled")
    assert "prepare" in {item.track for item in plan.items}


def test_the_foundation_is_small(knowledge: KnowledgeBase) -> None:
    assert 1 <= len(knowledge.foundation) <= 10
