"""Where the plan on the page comes from: the store, as it was made; or, if nothing is kept, made now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import InputError
from engine.exports import plan_from_json, plan_to_json
from engine.language import ENGLISH, speaking
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.carried_on import carried_on
from engine.planning.own_changes import OwnNote, PlanChange
from engine.planning.tailoring import Edit, edits_from_json, tailor
from engine.planning.working import NamedDays, done_items, named_days, work
from engine.rounds import Round
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.goals.keeping import words_of_goals
from webapp.journey import Journey
from webapp.plans.earlier import DOCUMENT as EARLIER
from webapp.plans.earlier import FROM, Earlier, days_in, earlier_plans, fingerprint, with_earlier
from webapp.plans.spoken import in_words_of_now
from webapp.questionnaire.pages import Settled, settle
from webapp.working import kept_changes, kept_ticks


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file keeps of a plan: each document read once, and the answers as they can stand together.

    `plan` is the document; {} where none was made. `behind` are items of earlier plans that have ticks or a
    note, as `kept_changes.with_behind` has them. `words` is what the first goal puts into steps. `rounds` are
    those of habits that were started again since. `named` are the days that the papers named when the plan
    was made; None where that was not kept.
    """

    plan: Mapping[str, Any]
    progress: Mapping[str, str]
    edits: tuple[Edit, ...]
    changes: tuple[PlanChange, ...]
    behind: tuple[Mapping[str, Any], ...]
    words: Mapping[str, str]
    settled: Settled
    rounds: tuple[Round, ...]
    named: NamedDays | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A plan as it was made, in the language that is spoken: with the coach's edits (`beneath`), and with
    the person's own `changes` over these too (`plan`). `named`: the days that the papers name.
    """

    beneath: Plan
    plan: Plan
    changes: tuple[PlanChange, ...]
    named: NamedDays


@dataclass(frozen=True, slots=True)
class PlanAtHand:
    """A person's plan, their ticks (`item/step` -> day), and whether it still fits their answers."""

    plan: Plan
    progress: Mapping[str, str]
    settled: Settled
    """The answers of now."""
    answers_changed: bool
    goals_changed: bool
    """The first goal puts other words into steps than it did when the plan was made."""
    advice_changed: bool
    """The knowledge has moved on since the plan was made."""
    beneath: Plan
    """The plan before the person's own changes (`changes`) were laid over it."""
    changes: tuple[PlanChange, ...] = ()
    named: NamedDays = field(default_factory=dict)
    behind: tuple[Mapping[str, Any], ...] = ()
    """Items of earlier plans that have ticks or a note, as `Kept` has them."""
    rounds: tuple[Round, ...] = ()
    """Rounds of habits that were started again since."""


def kept_of(journey: Journey) -> Kept:
    """Everything that a kept plan is shown from. A coach sees the plan as it is worked, without the notes."""
    store, file = services().store, journey.file
    assert file is not None
    own = store.read(file, kept_changes.DOCUMENT) or {}
    changes = kept_changes.read(own)
    if for_client():
        changes = tuple(one for one in changes if not isinstance(one.what, OwnNote))
    return Kept(
        plan=store.read(file, "plan") or {},
        progress=store.read(file, "progress") or {},
        edits=edits_from_json((store.read(file, "edits") or {}).get("edits", ())),
        changes=changes,
        behind=kept_changes.behind_in(own),
        rounds=kept_ticks.rounds_in(own),
        named=days_in(journey.place),
        words=words_of_goals(journey),
        settled=settle(services().kb, journey.answers),
    )


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
    _store(journey, plan_to_json(plan))
    return journeys.move(journey, **made_from(journey, plan), at="check")


def made_from(journey: Journey, plan: Plan) -> dict[str, Any]:
    """What a plan was made from, for its place: so that a later change of it is seen, and moves nothing until
    the plan is made again.
    """
    knowledge, words = services().kb, words_of_goals(journey)
    days = named_days(knowledge, settle(knowledge, journey.answers).answers, plan)
    return {
        "planned_from": fingerprint(journey.answers),
        "planned_words": fingerprint(words),
        "planned_days": {item: day.isoformat() for item, day in days.items()},
    }


def earlier_of(journey: Journey) -> tuple[Earlier, ...]:
    """The plans before this one, the newest first."""
    assert journey.file is not None
    return earlier_plans(services().store.read(journey.file, EARLIER) or {})


def go_back(journey: Journey, name: str) -> bool:
    """Put an earlier plan in place again. False where it is not there, such as when it was done already."""
    found = next((one for one in earlier_of(journey) if one.id == name), None)
    if found is None:
        return False
    _store(journey, found.plan, name)
    journeys.move(journey, **{**dict.fromkeys(FROM), **found.made_from})
    return True


def _store(journey: Journey, made: Mapping[str, Any], again: str = "") -> None:
    """Put the plan in place of the one before, which can be put back. What it no longer has of items
    with ticks or a note is kept behind it. `again` is the name of an earlier plan that this is.
    """
    store, file = services().store, journey.file
    assert file is not None
    vanished: list[PlanItem] = []
    plan = plan_from_json(made)
    with speaking(ENGLISH):
        kept = kept_of(journey)
        if kept.plan:
            before, after = as_kept(kept), laid_over(kept, plan)
            now = {item.id: {step.id for step in item.steps} for item in after.beneath.items}
            touched = {key.partition("/")[0] for key in kept.progress}
            touched |= {one.what.item for one in kept.changes if isinstance(one.what, OwnNote)}
            vanished = [
                item
                for item in before.beneath.items
                if item.id in touched and not {step.id for step in item.steps} <= now.get(item.id, set())
            ]
    names = ["plan"]
    names += [kept_changes.DOCUMENT] if vanished else []
    names += [EARLIER] if kept.plan and _differ(kept.plan, made) else []

    def together(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        now = {**documents, "plan": dict(made)}
        if vanished:
            now[kept_changes.DOCUMENT] = kept_changes.with_behind(documents[kept_changes.DOCUMENT], vanished)
        if EARLIER in documents:
            before = documents[EARLIER]
            now[EARLIER] = with_earlier(before, documents["plan"], journey.place, services().today(), again)
        return now

    store.change_together(file, tuple(names), together)


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two plans say anything different to the person."""
    return any(one[name] != other[name] for name in ("starts", "ends", "items"))


def fresh_plan(journey: Journey) -> Plan:
    """The plan that these answers give today."""
    if journey.file is None:
        return plan_from(settle(services().kb, journey.answers), words_of_goals(journey))
    return made_again(kept_of(journey))


def made_again(kept: Kept) -> Plan:
    """The plan that the answers of now give today; what was done in the plan before it stays done."""
    if not kept.plan:
        return plan_from(kept.settled, kept.words)
    before, worked = plan_from_json(kept.plan), as_kept(kept).plan
    finished = done_items(worked, kept.progress)
    fresh = plan_from(kept.settled, kept.words, finished)
    ticked = {*kept.progress, *(key for one in kept.rounds for key in one.ticks)}
    return carried_on(before, worked, fresh, finished, ticked)


def plan_from(settled: Settled, words: Mapping[str, str], finished: Collection[str] = ()) -> Plan:
    """The plan that settled answers give today, with the words of a goal."""
    now = services()
    return make_plan(now.kb, settled.answers, now.today(), now.engine, words, finished)


def at_hand(journey: Journey) -> PlanAtHand | None:
    """The plan to show; None where the answers are kept and no plan has been made yet."""
    if journey.file is None:
        settled = settle(services().kb, journey.answers)
        plan = plan_from(settled, {})
        return PlanAtHand(plan, {}, settled, False, False, False, beneath=plan)
    kept = kept_of(journey)
    if not kept.plan:
        return None
    if services().authoring and kept.plan["knowledge_version"] != services().kb.version:
        journey = _made_anew(journey)
        kept = kept_of(journey)
    laid = as_kept(kept)
    as_it_is = kept_as_it_is(journey)
    return PlanAtHand(
        laid.plan,
        kept.progress,
        kept.settled,
        answers_changed=not as_it_is and journey.place.get("planned_from") != fingerprint(journey.answers),
        goals_changed=not as_it_is and _goals_changed(journey, kept),
        advice_changed=not as_it_is and laid.plan.knowledge_version != services().kb.version,
        beneath=laid.beneath,
        changes=laid.changes,
        named=laid.named,
        behind=kept.behind,
        rounds=kept.rounds,
    )


def if_any(journey: Journey) -> PlanAtHand | None:
    """The plan beside something else; None without one, and where the answers give none, as the questionnaire
    says.
    """
    try:
        return at_hand(journey)
    except InputError:
        return None


def as_kept(kept: Kept) -> Laid:
    """The plan that is kept, which there is, with what is laid over it."""
    return laid_over(kept, plan_from_json(kept.plan), kept.named)


def laid_over(kept: Kept, made: Plan, named: NamedDays | None = None) -> Laid:
    """What is kept of a plan, laid over a plan as it was made; `named` as its papers said, or say now."""
    beneath = tailor(in_words_of_now(made, kept.settled, kept.words), kept.edits)
    if named is None:
        named = named_days(services().kb, kept.settled.answers, beneath)
    return Laid(beneath, work(beneath, kept.changes, named), kept.changes, named)


def kept_as_it_is(journey: Journey) -> bool:
    """Whether the person saw what these answers and this knowledge would change, and kept their plan."""
    return journey.place.get("kept_plan") == _newest(journey)


def keep_as_it_is(journey: Journey) -> None:
    """The person keeps the plan that they have."""
    journeys.move(journey, kept_plan=_newest(journey))


def _newest(journey: Journey) -> str:
    return f"{fingerprint(journey.answers)} {fingerprint(words_of_goals(journey))} {services().kb.version}"


def _goals_changed(journey: Journey, kept: Kept) -> bool:
    """Whether the first goal says something else by now. A coach sees no goals, and nothing of this."""
    before = journey.place.get("planned_words")
    return before is not None and not for_client() and before != fingerprint(kept.words)


def _made_anew(journey: Journey) -> Journey:
    """An author sees each edit at once: the plan is made again, or stays as it was where it can't be."""
    try:
        return make(journey)
    except InputError:
        return journey
