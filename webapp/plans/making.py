"""Where the plan on the page comes from: the store, as it was made; or, if nothing is kept, made now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.exports import plan_from_json, plan_to_json
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.tailoring import edits_from_json, tailor
from webapp import journey as journeys
from webapp import services
from webapp.journey import Journey
from webapp.questionnaire.pages import settle


@dataclass(frozen=True, slots=True)
class PlanAtHand:
    """A person's plan, their ticks (`item/step` -> day), and whether it still fits their answers."""

    plan: Plan
    progress: Mapping[str, str]
    answers_changed: bool
    advice_changed: bool
    """The knowledge has moved on since the plan was made."""


def make(journey: Journey) -> Journey:
    """Make the plan from the answers of now and store it; ticks stay. InputError if the answers can't be."""
    plan = fresh_plan(journey)
    if journey.file is None:
        return journey
    services().store.change(journey.file, "plan", lambda _: plan_to_json(plan))
    return journeys.move(journey, planned_from=fingerprint(journey.answers), at="check")


def fresh_plan(journey: Journey) -> Plan:
    """The plan that these answers give today."""
    serving = services()
    answers = settle(serving.kb, journey.answers).answers
    return make_plan(serving.kb, answers, serving.today(), serving.engine)


def at_hand(journey: Journey) -> PlanAtHand | None:
    """The plan to show; None where the answers are kept and no plan has been made yet."""
    if journey.file is None:
        return PlanAtHand(fresh_plan(journey), {}, answers_changed=False, advice_changed=False)
    store = services().store
    made = store.read(journey.file, "plan")
    if not made:
        return None
    edits = (store.read(journey.file, "edits") or {}).get("edits", ())
    plan = tailor(plan_from_json(made), edits_from_json(edits))
    return PlanAtHand(
        plan,
        store.read(journey.file, "progress") or {},
        answers_changed=journey.place.get("planned_from") != fingerprint(journey.answers),
        advice_changed=plan.knowledge_version != services().kb.version,
    )


def fingerprint(answers: Mapping[str, Any]) -> str:
    """A short name for exactly these answers."""
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def start_again(file: str, item: PlanItem) -> None:
    """Clear the ticks of one item, a habit whose next turn has come."""
    keys = {f"{item.id}/{step.id}" for step in item.steps}

    def change(ticked: dict[str, Any]) -> dict[str, Any]:
        return {key: day for key, day in ticked.items() if key not in keys}

    services().store.change(file, "progress", change)


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

    return services().store.change(file, "progress", change)
