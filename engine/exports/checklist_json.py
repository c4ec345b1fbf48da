"""The plan as a JSON file to take along, with what has been ticked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.exports.plan_json import plan_to_json, without_private
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.planning.prepared import resource_shown
from engine.standing import checked


def render(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date | None = None
) -> str:
    """The plan's JSON without what rests on sensitive answers; each step says when it was done, or null.

    Each place to go is as the knowledge has it now, with how far it was `checked` on the day that the file
    leaves (default: plan.today) and the `general_route` to take where that is not enough.
    """
    day = today or plan.today
    data = without_private(knowledge, plan_to_json(plan))
    for item in data["items"]:
        item["resources"] = list(_places(knowledge, item["resources"], day))
        for step in item["steps"]:
            step["done_on"] = ticked.get(f"{item['id']}/{step['id']}")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _places(
    knowledge: KnowledgeBase, given: list[dict[str, Any]], today: datetime.date
) -> Iterator[dict[str, Any]]:
    for one in given:
        resource = knowledge.resources.get(one["id"])
        if resource is not None and resource.status != "retired":
            found = checked(resource, today)
            said = {"standing": found.standing, "checked": found.says, "general_route": found.route}
            yield {**resource_shown(resource), **said}
