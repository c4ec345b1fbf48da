"""Putting the plan together: slots, load, and each item in the person's own terms."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from engine.calendar import ONE_DAY, date_of
from engine.conditions import View
from engine.knowledge_base import KnowledgeBase
from engine.model import Calendar, Facts, Inference, LeftOut, Plan, PlanItem, PlanStep, Sheet
from engine.planning.foundation import fit_with_foundation
from engine.planning.hours import has_few_hours
from engine.planning.reserved import in_good_time
from engine.planning.weeks import Candidate
from engine.planning.windows import Slot, after_rest, place
from engine.templates import Words


def plan(
    knowledge: KnowledgeBase,
    sheet: Sheet,
    facts: Facts,
    inference: Inference,
    engine: str,
    said: Mapping[str, str] | None = None,
    finished: Collection[str] = (),
) -> Plan:
    """The dated plan of one person on one day. Same input, same plan, to the byte.

    `said` are further words for texts, by placeholder: they change no decision. What is `finished` takes no
    room, unless a safety rule pins it or the plan is over: then the steps are others.
    """
    calendar, unsafe = facts.calendar, facts.values.get("unsafe") == "yes"
    hours, share = facts.values["weekly_hours"], facts.values["improve_share"]
    assert isinstance(hours, int | float)
    assert isinstance(share, int)
    soonest = _first_named_day(knowledge, sheet, calendar)
    view, few = View(sheet.answers, facts.values), has_few_hours(hours, calendar)
    candidates, left_out = [], list(inference.left_out)
    for recommendation in inference.recommendations:
        if recommendation.strategy in finished and not recommendation.pinned and not calendar.over:
            continue
        prepared = knowledge.prepared[recommendation.strategy]
        strategy = prepared.strategy_for(view)
        short = None if recommendation.pinned else prepared.short_of(strategy)
        last_day = date_of(sheet.answers, strategy.due_by) if strategy.due_by else None
        slot = place(strategy, recommendation, calendar, last_day, soonest)
        if isinstance(slot, Slot) and not recommendation.pinned:
            slot = in_good_time(slot, short if short and few else strategy, hours, calendar)
            if unsafe:
                slot = after_rest(slot, strategy, calendar, last_day)
        if isinstance(slot, LeftOut):
            left_out.append(slot)
        else:
            candidates.append(Candidate(strategy, recommendation, slot, short, few and short is not None))
    placed, no_room = fit_with_foundation(candidates, hours, share, calendar, knowledge.foundation)
    words = Words(knowledge.questions, sheet.answers, plan_dates(calendar), said)
    return Plan(
        knowledge_version=knowledge.version,
        engine=engine,
        today=calendar.today,
        starts=calendar.starts,
        ends=calendar.ends,
        facts=facts.values,
        findings=inference.findings,
        items=tuple([_item(knowledge, sheet, words, view, candidate) for candidate in placed]),
        left_out=tuple(sorted((*left_out, *no_room), key=lambda one: one.strategy)),
        assumed=facts.assumed,
        ignored=sheet.ignored,
    )


def _first_named_day(knowledge: KnowledgeBase, sheet: Sheet, calendar: Calendar) -> datetime.date | None:
    """The first day still ahead that a paper names, such as the one to sign by; None where there is none."""
    days = [date_of(sheet.answers, question) for question in knowledge.named_by]
    return min((day for day in days if day is not None and day >= calendar.today), default=None)


def plan_dates(calendar: Calendar) -> dict[str, datetime.date]:
    """The dates that any text may name."""
    half = calendar.starts + ONE_DAY * ((calendar.ends - calendar.starts).days // 2)
    return {"today": calendar.today, "starts": calendar.starts, "ends": calendar.ends, "midpoint": half}


def _item(knowledge: KnowledgeBase, sheet: Sheet, words: Words, view: View, candidate: Candidate) -> PlanItem:
    strategy, slot, shortened = candidate.form, candidate.slot, candidate.shortened
    words.name_dates({"start": slot.start, "due": slot.due})
    fill = words.fill
    prepared = knowledge.prepared[strategy.id]
    steps = prepared.steps_for(view, shortened)
    if prepared.open_steps:
        steps = tuple(
            PlanStep(one.id, fill(one.text) or one.text, fill(one.done_when) or one.done_when, one.letter)
            if one.id in prepared.open_steps
            else one
            for one in steps
        )
    return PlanItem(
        id=strategy.id,
        ref=strategy.ref,
        title=strategy.title,
        summary=strategy.summary,
        why=strategy.why,
        watch_out=strategy.watch_out,
        track=strategy.track,
        phase=slot.phase,
        start=slot.start,
        due=slot.due,
        repeats=strategy.repeats,
        late=slot.late,
        score=candidate.recommendation.score,
        pinned=candidate.recommendation.pinned,
        goal=next(filled for text in strategy.goal if (filled := fill(text)) is not None),
        steps=steps,
        resources=prepared.resources_for(sheet.answers.get("country")),
        letters=strategy.letters,
        guides=strategy.guides,
        stories=strategy.stories,
        effort_hours=strategy.effort_hours,
        evidence=prepared.evidence,
        because=candidate.recommendation.because,
        short=shortened,
    )
