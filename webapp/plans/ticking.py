"""Ticking the steps of a plan, and starting a habit again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.model import Plan, PlanItem
from webapp import services
from webapp.addresses import for_client
from webapp.working import kept_ticks


def start_again(file: str, item: PlanItem) -> None:
    """Clear the ticks of one item, a habit whose next turn has come; they stay as a round."""
    now, steps = services(), {f"{item.id}/{step.id}" for step in item.steps}
    kept_ticks.start_again(now.store, file, steps, now.today(), can_be_undone=not for_client())


def tick(file: str, plan: Plan, done: Mapping[str, bool]) -> Mapping[str, str]:
    """Tick (True) or untick steps by `item/step`, but only those the plan has. Gives all ticks."""
    known = {f"{item.id}/{step.id}" for item in plan.items for step in item.steps}
    today = services().today().isoformat()

    def change(ticked: dict[str, Any]) -> dict[str, Any]:
        for key in known & done.keys():
            if done[key]:
                ticked.setdefault(key, today)
            else:
                ticked.pop(key, None)
        return ticked

    return _set_ticks(file, change)


def _set_ticks(file: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Mapping[str, str]:
    """Change the ticks. The person can take the last ticking back; a coach's is in the trail."""
    if for_client():
        return services().store.change(file, "progress", change)
    return kept_ticks.set_ticks(services().store, file, change, services().today())
