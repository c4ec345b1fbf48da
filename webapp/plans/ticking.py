"""Ticking the steps of a plan, and starting a habit again."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model import Plan, PlanItem
from webapp import services
from webapp.addresses import for_client
from webapp.questionnaire.turns import Turn
from webapp.working import kept_ticks


def start_again(file: str, item: PlanItem) -> None:
    """Clear the ticks of one item, a habit whose next turn has come; they stay as a round."""
    now, steps = services(), {f"{item.id}/{step.id}" for step in item.steps}
    kept_ticks.start_again(now.store, file, steps, now.today(), can_be_undone=not for_client())


def tick(file: str, plan: Plan, done: Mapping[str, bool], turn: Turn | None = None) -> Mapping[str, str]:
    """Tick (True) or untick steps by `item/step`, but only those the plan has. Gives all ticks.

    `turn`: the number that the page gave to this. The person can take the last ticking back; a coach's is in
    the trail.
    """
    known = {f"{item.id}/{step.id}" for item in plan.items for step in item.steps}
    wanted = {key: is_done for key, is_done in done.items() if key in known}
    now = services()
    return kept_ticks.set_ticks(now.store, file, wanted, now.today(), turn, can_be_undone=not for_client())
