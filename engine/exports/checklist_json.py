"""The plan as a JSON file to take along, with what has been ticked."""

from __future__ import annotations

import json
from collections.abc import Mapping

from engine.exports.plan_json import plan_to_json, without_private
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan


def render(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str]) -> str:
    """The plan's JSON without what rests on sensitive answers; each step says when it was done, or null."""
    data = without_private(knowledge, plan_to_json(plan))
    for item in data["items"]:
        for step in item["steps"]:
            step["done_on"] = ticked.get(f"{item['id']}/{step['id']}")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
