"""Where the plan on the page comes from: the store, as it was made; or, if nothing is kept, made now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.answers import read_answers
from engine.errors import InputError
from engine.exports import plan_from_json, plan_to_json
from engine.language import ENGLISH, current, speaking
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.own_changes import OwnNote, PlanChange
from engine.planning.tailoring import edits_from_json, tailor
from engine.planning.working import NamedDays, named_days, ticked_items, work
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.goals.keeping import words_of_goals
from webapp.journey import Journey
from webapp.plans.retelling import retold
from webapp.questionnaire.pages import settle
from webapp.working import kept_changes


@dataclass(frozen=True, slots=True)
class PlanAtHand:
    """A person's plan, their ticks (`item/step` -> day), and whether it still fits their answers."""

    plan: Plan
    progress: Mapping[str, str]
    answers_changed: bool
    advice_changed: bool
    """The knowledge has moved on since the plan was made."""
    beneath: Plan
    """The plan before the person's own changes (`changes`) were laid over it."""
    changes: tuple[PlanChange, ...] = ()
    named: NamedDays = field(default_factory=dict)
    behind: tuple[Mapping[str, Any], ...] = ()
    """Items of earlier plans that had ticks, as `kept_changes.behind_of` gives them."""


def make(journey: Journey) -> Journey:
    """Make the plan from the answers of now and store it; ticks stay. InputError if the answers can't be.

    The store has it in English, whatever is spoken: `in_words_of_now` shows it in any language.
    """
    if journey.file is None:
        fresh_plan(journey)
        return journey
    try:
        with speaking(ENGLISH):
            plan = fresh_plan(journey)
    except InputError:
        fresh_plan(journey)  # to say what is wrong in the language that is spoken
        raise
    _store(journey, plan)
    return journeys.move(journey, planned_from=fingerprint(journey.answers), at="check")


def _store(journey: Journey, plan: Plan) -> None:
    """Put the plan in place of the one before. Items with ticks that it no longer has are kept behind it."""
    store, file = services().store, journey.file
    assert file is not None
    before = store.read(file, "plan")
    vanished: list[PlanItem] = []
    if before:
        with speaking(ENGLISH):
            worked = laid_over(journey, plan_from_json(before))[1]
            now = {item.id for item in laid_over(journey, plan)[1].items}
        progress = store.read(file, "progress") or {}
        vanished = [item for item in ticked_items(worked, progress) if item.id not in now]
    if not vanished:
        store.change(file, "plan", lambda _: plan_to_json(plan))
        return

    def both(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        changes = documents[kept_changes.DOCUMENT]
        return {
            "plan": plan_to_json(plan),
            kept_changes.DOCUMENT: kept_changes.with_behind(changes, vanished),
        }

    store.change_together(file, ("plan", kept_changes.DOCUMENT), both)


def fresh_plan(journey: Journey) -> Plan:
    """The plan that these answers give today."""
    serving = services()
    answers = settle(serving.kb, journey.answers).answers
    return make_plan(serving.kb, answers, serving.today(), serving.engine, words_of_goals(journey))


def at_hand(journey: Journey) -> PlanAtHand | None:
    """The plan to show; None where the answers are kept and no plan has been made yet."""
    if journey.file is None:
        plan = fresh_plan(journey)
        return PlanAtHand(plan, {}, answers_changed=False, advice_changed=False, beneath=plan)
    store, file = services().store, journey.file
    made = store.read(file, "plan")
    if not made:
        return None
    if services().authoring and made["knowledge_version"] != services().kb.version:
        journey = _made_anew(journey)
        made = store.read(file, "plan") or made
    beneath, plan, changes, named = laid_over(journey, plan_from_json(made))
    as_it_is = kept_as_it_is(journey)
    return PlanAtHand(
        plan,
        store.read(file, "progress") or {},
        answers_changed=not as_it_is and journey.place.get("planned_from") != fingerprint(journey.answers),
        advice_changed=not as_it_is and plan.knowledge_version != services().kb.version,
        beneath=beneath,
        changes=changes,
        named=named,
        behind=kept_changes.behind_of(store, file),
    )


def laid_over(journey: Journey, made: Plan) -> tuple[Plan, Plan, tuple[PlanChange, ...], NamedDays]:
    """A plan as it was made, in the language that is spoken: with the coach's edits, and with the person's
    own changes too; these changes, and the days that the papers name.

    A coach sees the plan as the person works it, but none of their notes.
    """
    store, file = services().store, journey.file
    assert file is not None
    edits = (store.read(file, "edits") or {}).get("edits", ())
    beneath = tailor(in_words_of_now(made, journey.answers, words_of_goals(journey)), edits_from_json(edits))
    changes = kept_changes.changes_of(store, file)
    if for_client():
        changes = tuple(one for one in changes if not isinstance(one.what, OwnNote))
    named = named_days(services().kb, settle(services().kb, journey.answers).answers, beneath)
    return beneath, work(beneath, changes, named), changes, named


def with_plan(found: PlanAtHand, plan: Plan, changes: tuple[PlanChange, ...]) -> PlanAtHand:
    """The same with other changes, and the plan that they give."""
    return replace(found, plan=plan, changes=changes)


def kept_as_it_is(journey: Journey) -> bool:
    """Whether the person saw what these answers and this knowledge would change, and kept their plan."""
    return journey.place.get("kept_plan") == _newest(journey)


def keep_as_it_is(journey: Journey) -> None:
    """The person keeps the plan that they have."""
    journeys.move(journey, kept_plan=_newest(journey))


def _newest(journey: Journey) -> str:
    return f"{fingerprint(journey.answers)} {services().kb.version}"


def in_words_of_now(plan: Plan, answers: Mapping[str, Any], words: Mapping[str, str] | None = None) -> Plan:
    """A kept plan, which is in English, in the language that is spoken."""
    if current().english:
        return plan
    knowledge = services().kb
    settled = settle(knowledge, answers).answers
    try:
        again = make_plan(knowledge, settled, plan.today, "compiled")
        return retold(plan, knowledge, read_answers(knowledge, settled).answers, again, words)
    except InputError:  # dates that don't fit together: the plan that was kept is shown all the same
        return retold(plan, knowledge, {})


def _made_anew(journey: Journey) -> Journey:
    """An author sees each edit at once: the plan is made again, or stays as it was where it can't be."""
    try:
        return make(journey)
    except InputError:
        return journey


def fingerprint(answers: Mapping[str, Any]) -> str:
    """A short name for exactly these answers."""
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def start_again(file: str, item: PlanItem) -> None:
    """Clear the ticks of one item, a habit whose next turn has come."""
    keys = {f"{item.id}/{step.id}" for step in item.steps}
    _set_ticks(file, lambda ticked: {key: day for key, day in ticked.items() if key not in keys})


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
    return kept_changes.set_ticks(services().store, file, change)
