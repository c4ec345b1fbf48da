"""The plan as text is what `json` would write of it, however it is put together."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exports import plan_to_json, plan_to_text
from engine.knowledge_base import KnowledgeBase, load
from engine.model import Plan
from engine.pipeline import make_plan
from engine.planning.tailoring import ADDED, Add, Edit, Note, tailor
from tests.conftest import Builder
from tests.generated import HOSTILE_TEXTS, TODAY, branching_sheets, hostile_sheets


def as_json_writes_it(plan: Plan) -> str:
    return json.dumps(plan_to_json(plan), ensure_ascii=False, separators=(",", ":"))


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_was_answered(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw: dict[str, Any] = data.draw(branching_sheets(knowledge, share=80) | hostile_sheets(knowledge))
    plan = make_plan(knowledge, raw, TODAY, "compiled")
    assert plan_to_text(knowledge, plan) == as_json_writes_it(plan)


def test_texts_that_look_like_json_or_mark_up(knowledge: KnowledgeBase) -> None:
    for text in (*HOSTILE_TEXTS, '"],"items":[]', "\\", "\u2028"):
        plan = make_plan(knowledge, {"main_goal": text, "concerns": ["targets"]}, TODAY, "compiled")
        assert plan_to_text(knowledge, plan) == as_json_writes_it(plan)


def test_a_coach_s_own_items_and_notes(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, {"concerns": ["deadlines"], "hours_per_week": 6}, TODAY, "compiled")
    note = Note(plan.items[0].id, 'A note with "quotes" & <b>')
    own = Add(f"{ADDED}1", "Bring a list", "", ("Write it.",), TODAY, TODAY, None, 0.5)
    tailored = tailor(plan, [Edit("1", TODAY, note), Edit("2", TODAY, own)])
    assert any(item.by_coach for item in tailored.items)
    assert plan_to_text(knowledge, tailored) == as_json_writes_it(tailored)


def test_a_plan_of_other_knowledge_is_written_as_it_stands(
    knowledge: KnowledgeBase, small_knowledge: Builder
) -> None:
    plan = make_plan(knowledge, {"concerns": ["deadlines"]}, TODAY, "compiled")
    assert plan_to_text(load(small_knowledge()), plan) == as_json_writes_it(plan)
