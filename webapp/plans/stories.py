"""Which illustrative stories resemble a plan: about the same kind of work, with some of the same steps."""

from __future__ import annotations

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.schema import Story

LEAST_SHARED = 3
"""Steps that a story and a plan have in common."""


def like(kb: KnowledgeBase, plan: Plan) -> tuple[Story, ...]:
    """The stories to show beside a plan, most like it first; none for someone who is not safe today."""
    if plan.facts.get("unsafe") == "yes":
        return ()
    items = {item.id for item in plan.items}
    shared = {
        story.id: len(items.intersection(story.strategies))
        for story in kb.stories.values()
        if story.status != "retired" and story.scenario == plan.facts.get("scenario")
    }
    alike = [name for name, count in shared.items() if count >= LEAST_SHARED]
    return tuple(kb.stories[name] for name in sorted(alike, key=lambda name: (-shared[name], name)))
