"""Putting the plan together: slots, load, and each item in the person's own terms."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine import templates
from engine.calendar import ONE_DAY, date_of
from engine.conditions import Value
from engine.knowledge_base import KnowledgeBase
from engine.model import Calendar, Facts, Inference, LeftOut, Plan, PlanItem, PlanStep, Sheet
from engine.planning.load import Candidate, fit
from engine.planning.windows import place
from engine.schema import Evidence, Resource, Strategy


def plan(knowledge: KnowledgeBase, sheet: Sheet, facts: Facts, inference: Inference, engine: str) -> Plan:
    """The dated plan of one person on one day. Same input, same plan, to the byte."""
    calendar = facts.calendar
    candidates, left_out = [], list(inference.left_out)
    for recommendation in inference.recommendations:
        strategy = knowledge.strategies[recommendation.strategy]
        last_day = date_of(sheet.answers, strategy.due_by) if strategy.due_by else None
        slot = place(strategy, recommendation, calendar, last_day)
        if isinstance(slot, LeftOut):
            left_out.append(slot)
        else:
            candidates.append(Candidate(strategy, recommendation, slot))
    hours, share = facts.values["weekly_hours"], facts.values["improve_share"]
    assert isinstance(hours, int | float)
    assert isinstance(share, int)
    placed, no_room = fit(candidates, hours, share, calendar)
    return Plan(
        knowledge_version=knowledge.version,
        engine=engine,
        today=calendar.today,
        starts=calendar.starts,
        ends=calendar.ends,
        facts=facts.values,
        findings=inference.findings,
        items=tuple(_item(knowledge, sheet, calendar, candidate) for candidate in placed),
        left_out=tuple(sorted((*left_out, *no_room), key=lambda one: one.strategy)),
        assumed=facts.assumed,
        ignored=sheet.ignored,
    )


def plan_dates(calendar: Calendar) -> dict[str, datetime.date]:
    """The dates that any text may name."""
    half = calendar.starts + ONE_DAY * ((calendar.ends - calendar.starts).days // 2)
    return {"today": calendar.today, "starts": calendar.starts, "ends": calendar.ends, "midpoint": half}


def _item(knowledge: KnowledgeBase, sheet: Sheet, calendar: Calendar, candidate: Candidate) -> PlanItem:
    strategy, slot = candidate.strategy, candidate.slot
    dates = {**plan_dates(calendar), "start": slot.start, "due": slot.due}

    def fill(text: str) -> str | None:
        return templates.fill(text, knowledge.questions, sheet.answers, dates)

    steps = tuple(
        PlanStep(step.id, fill(step.text) or step.text, fill(step.done_when) or step.done_when, step.letter)
        for step in strategy.steps
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
        resources=tuple(
            _resource(resource)
            for resource in _resources_for(knowledge, strategy, sheet.answers.get("country"))
        ),
        letters=strategy.letters,
        guides=strategy.guides,
        stories=strategy.stories,
        effort_hours=strategy.effort_hours,
        evidence=_evidence(knowledge, strategy.evidence),
        because=candidate.recommendation.because,
    )


def _resources_for(knowledge: KnowledgeBase, strategy: Strategy, country: Value | None) -> list[Resource]:
    """The strategy's resources for a country, the general ones beside them; only those where none is
    known.
    """
    resources = [knowledge.resources[name] for name in strategy.resources]
    return [one for one in resources if not one.countries or country in one.countries]


def _resource(resource: Resource) -> Mapping[str, Any]:
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "url": resource.url,
        "cost": resource.cost,
        "offline_text": resource.offline_text,
        "contacts": [{"label": one.label, "number": one.number, "how": one.how} for one in resource.contacts],
        "clock": resource.clock,
        "countries": list(resource.countries),
        "mark": resource.mark,
        "verified_on": resource.verified_on.isoformat() if resource.verified_on else None,
        "review_by": resource.review_by.isoformat() if resource.review_by else None,
    }


def _evidence(knowledge: KnowledgeBase, evidence: Evidence) -> Mapping[str, Any]:
    sources = [knowledge.sources[name] for name in evidence.sources]
    return {
        "grade": evidence.grade,
        "mixed": evidence.mixed,
        "about": evidence.about,
        "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in sources],
        "views": [{"holder": view.holder, "says": view.says} for view in evidence.views],
    }
