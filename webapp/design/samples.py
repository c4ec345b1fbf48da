"""What the components are shown with: questions and a plan of the served knowledge, a goal of no one's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.goals.charts import line_chart, week_chart
from engine.goals.goal import NUMBER, Goal, Reading, WeekStep
from engine.goals.progress import progress as progress_of
from engine.goals.week_cells import GoalWeek, goal_cells
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.schema import Contact, Question, Resource
from webapp.journey import Journey
from webapp.plans.first_view import first_view
from webapp.plans.layout import Layout, lay_out
from webapp.plans.profile import profile
from webapp.questionnaire.fields import FIELDS
from webapp.questionnaire.forms import PageForm

WRONG = [
    ("single", "no such answer"),
    ("multi", "no such answer"),
    ("scale", "99"),
    ("number", "about ten"),
    ("date", "soon"),
    ("text", "word " * 2000),
]


def questions(kb: KnowledgeBase) -> dict[str, Question]:
    """Type -> a question of it, the one with the fewest options."""
    found: dict[str, Question] = {}
    for kind in FIELDS:
        ones = [one for one in kb.questions.values() if one.type == kind and one.status != "retired"]
        if ones:
            found[kind] = min(ones, key=lambda one: (len(one.options) or 9, one.id))
    return found


def answers(kb: KnowledgeBase) -> dict[str, Any]:
    """Type -> an answer that its question takes."""
    return {kind: _answer(one) for kind, one in questions(kb).items()}


def _answer(question: Question) -> Any:
    if question.type in ("single", "multi"):
        value = question.options[0].value
        return [value] if question.type == "multi" else value
    return {
        "scale": int(question.min or 0),
        "number": int(question.min or 0),
        "date": "2026-03-02",
        "text": "Two deliveries a week",
    }[question.type]


def fields(
    kb: KnowledgeBase,
    state: str,
    answers: Mapping[str, Any] | None = None,
    posted: Sequence[tuple[str, str]] | None = None,
) -> PageForm:
    """A form with a field of each type: empty, answered, or as it comes back when it can't be read.

    The fields are called `state_type`, so that several of them can stand on one page.
    """
    asked = {f"{state}_{kind}": one for kind, one in questions(kb).items()}
    form = PageForm({name: FIELDS[one.type](one.wording) for name, one in asked.items()})
    for field in form:
        field.question = asked[field.name]
    sent = None if posted is None else MultiDict((f"{state}_{kind}", value) for kind, value in posted)
    form.process(sent, data={f"{state}_{kind}": value for kind, value in (answers or {}).items()})
    if posted is not None:
        form.validate()
    return form


def resource(kb: KnowledgeBase) -> Resource:
    """A place to go with a number to call."""
    return next(one for one in kb.resources.values() if _number(one) and one.status != "retired")


def contact(kb: KnowledgeBase) -> Contact:
    """A number to call."""
    found = _number(resource(kb))
    assert found is not None
    return found


def _number(resource: Resource) -> Contact | None:
    return next((one for one in resource.contacts if one.number), None)


def plan_parts(kb: KnowledgeBase, today: datetime.date) -> dict[str, Any]:
    """What the parts of the plan page are drawn from: a plan of eleven days, one step of it ticked."""
    day = datetime.timedelta(days=1)
    dates = {"plan_start": (today - 11 * day).isoformat(), "plan_end": (today + 48 * day).isoformat()}
    answers = {"pip_stage": "under_way", "concerns": ["deadlines", "communication"], **dates}
    plan = make_plan(kb, answers, today, "compiled")
    first = lay_out(plan, {}, today).today.cards[0].item
    progress = {f"{first.id}/{first.steps[0].id}": today.isoformat()}
    layout: Layout = lay_out(plan, progress, today)
    return {
        "journey": Journey("sample", {}, {}),
        "kb": kb,
        "plan": plan,
        "today": today,
        "layout": layout,
        "first": first_view(layout),
        "profile": profile(plan, today),
        "weeks": week_chart(progress_of(plan, progress, today).weeks),
    }


def goal_parts(today: datetime.date) -> dict[str, Any]:
    """A goal with numbers, a target and weeks: its chart, and its weeks as cells."""
    week = datetime.timedelta(days=7)
    monday = today - datetime.timedelta(days=today.weekday())
    goal = Goal(
        id="sample",
        title="Reports on time",
        counted=NUMBER,
        measure="Reports on time",
        now=4,
        since=today - 4 * week,
        target=9,
        by=today + 4 * week,
        readings=tuple(Reading(today - back * week, value) for back, value in ((3, 5), (2, 5), (1, 7))),
        weeks=(WeekStep(monday - week, "Send two", done=True), WeekStep(monday, "Send three")),
    )
    weeks = [GoalWeek(one.monday, one, 2 if one.done else 0) for one in goal.weeks]
    return {"goal": goal, "chart": line_chart(goal, today), "cells": goal_cells(goal, weeks, today)}
