"""The plan as JSON: to it, back from it, and without what rests on sensitive answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.answers import plain_value, to_plain
from engine.conditions import Value
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.model import Assumption, Because, FoundFinding, LeftOut, Plan, PlanItem, PlanStep

PRIVATE = mark("This rests on an answer you marked as private.")
HIDDEN = "private"
"""What stands for a rule in a reason that rests on private answers."""


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data; dates as YYYY-MM-DD. `plan_from_json` reads it back.

    What lies inside an item's `resources` and `evidence` is shared with other plans: don't change it.
    """
    before, after = frame_to_json(plan)
    findings = [
        {"id": one.id, "confidence": one.confidence, "because": _because_list(one.because)}
        for one in plan.findings
    ]
    return {**before, "findings": findings, "items": [item_to_json(item) for item in plan.items], **after}


def frame_to_json(plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands before the findings and items of a plan, and what after them."""
    before = {
        "knowledge_version": plan.knowledge_version,
        "engine": plan.engine,
        "today": plan.today.isoformat(),
        "starts": plan.starts.isoformat(),
        "ends": plan.ends.isoformat(),
        "facts": to_plain(plan.facts),
    }
    return before, {
        "left_out": [
            {"strategy": one.strategy, "code": one.code, "reason": one.reason} for one in plan.left_out
        ],
        "assumed": [
            {"question": one.question, "value": plain_value(one.value), "says": one.says}
            for one in plan.assumed
        ],
        "ignored": list(plan.ignored),
    }


def _because_list(reasons: tuple[Because, ...]) -> list[dict[str, Any]]:
    return [because_to_json(one) for one in reasons]


def because_to_json(one: Because) -> dict[str, Any]:
    """A rule that fired, with what made it true."""
    return {
        "rule": one.rule,
        "says": one.says,
        "answers": to_plain(one.answers),
        "facts": to_plain(one.facts),
        "findings": list(one.findings),
    }


def steps_to_json(steps: tuple[PlanStep, ...]) -> list[dict[str, Any]]:
    """An item's steps."""
    return [
        {"id": step.id, "text": step.text, "done_when": step.done_when, "letter": step.letter}
        for step in steps
    ]


def item_to_json(item: PlanItem) -> dict[str, Any]:
    """A plan item."""
    # only where it is so: in weeks with little room, and in plans that a coach or the person has worked on
    of_some = {
        "short": item.short,
        "note": item.note,
        "by_coach": item.by_coach,
        "by_person": item.by_person,
        "at": item.at.isoformat("minutes") if item.at else None,
    }
    return {
        "id": item.id,
        "strategy": item.id,
        "ref": item.ref,
        "title": item.title,
        "summary": item.summary,
        "why": item.why,
        "watch_out": item.watch_out,
        "track": item.track,
        "phase": item.phase,
        "start": item.start.isoformat(),
        "due": item.due.isoformat(),
        "repeats": item.repeats,
        "late": item.late,
        "score": item.score,
        "pinned": item.pinned,
        "goal": item.goal,
        "steps": steps_to_json(item.steps),
        "resources": [dict(resource) for resource in item.resources],
        "letters": list(item.letters),
        "guides": list(item.guides),
        "stories": list(item.stories),
        "effort_hours": item.effort_hours,
        "evidence": dict(item.evidence),
        "because": _because_list(item.because),
        **{name: value for name, value in of_some.items() if value},
    }


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _values(data: Mapping[str, Any]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _reasons(data: list[dict[str, Any]]) -> tuple[Because, ...]:
    return tuple(
        Because(
            one["rule"], one["says"], _values(one["answers"]), _values(one["facts"]), tuple(one["findings"])
        )
        for one in data
    )


def plan_from_json(data: Mapping[str, Any]) -> Plan:
    """The plan that `plan_to_json` wrote; KeyError or ValueError for anything else.

    Dates among answers and facts stay ISO strings: they are only shown again.
    """
    return Plan(
        knowledge_version=data["knowledge_version"],
        engine=data["engine"],
        today=_day(data["today"]),
        starts=_day(data["starts"]),
        ends=_day(data["ends"]),
        facts=_values(data["facts"]),
        findings=tuple(
            FoundFinding(one["id"], one["confidence"], _reasons(one["because"])) for one in data["findings"]
        ),
        items=tuple(_item_from(item) for item in data["items"]),
        left_out=tuple(LeftOut(one["strategy"], one["code"], one["reason"]) for one in data["left_out"]),
        assumed=tuple(
            Assumption(name, value, one["says"])
            for one in data["assumed"]
            for name, value in _values({one["question"]: one["value"]}).items()
        ),
        ignored=tuple(data["ignored"]),
    )


def _item_from(data: Mapping[str, Any]) -> PlanItem:
    return PlanItem(
        id=data["id"],
        ref=data["ref"],
        title=data["title"],
        summary=data["summary"],
        why=data["why"],
        watch_out=data["watch_out"],
        track=data["track"],
        phase=data["phase"],
        start=_day(data["start"]),
        due=_day(data["due"]),
        repeats=data["repeats"],
        late=data["late"],
        score=data["score"],
        pinned=data["pinned"],
        goal=data["goal"],
        steps=tuple(
            PlanStep(one["id"], one["text"], one["done_when"], one["letter"]) for one in data["steps"]
        ),
        resources=tuple(data["resources"]),
        letters=tuple(data["letters"]),
        guides=tuple(data["guides"]),
        stories=tuple(data["stories"]),
        effort_hours=data["effort_hours"],
        evidence=data["evidence"],
        because=_reasons(data["because"]),
        short=data.get("short", False),
        note=data.get("note"),
        by_coach=data.get("by_coach", False),
        by_person=data.get("by_person", False),
        at=datetime.time.fromisoformat(data["at"]) if data.get("at") else None,
    )


def without_private(knowledge: KnowledgeBase, data: Mapping[str, Any]) -> dict[str, Any]:
    """A plan's JSON without what rests on sensitive answers (SE17, SE18), for files that leave.

    Sensitive answers, private facts and the findings drawn from them go; the reasons of rules that read them
    say only that they are private.
    """
    private_questions = {name for name, question in knowledge.questions.items() if question.sensitive}
    private_codes = {
        (name, option.value)
        for name, question in knowledge.questions.items()
        for option in question.options
        if option.sensitive
    }

    def answers(values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: [code for code in value if (name, code) not in private_codes]
            if isinstance(value, list)
            else value
            for name, value in values.items()
            if name not in private_questions and (name, str(value)) not in private_codes
        }

    def reason(one: Mapping[str, Any]) -> dict[str, Any]:
        if one["rule"] in knowledge.private_rules or one["rule"] not in knowledge.rules:
            return {"rule": HIDDEN, "says": _(PRIVATE), "answers": {}, "facts": {}, "findings": []}
        return {**one, "answers": answers(one["answers"])}

    def reasons(thing: Mapping[str, Any]) -> dict[str, Any]:
        return {**thing, "because": [reason(one) for one in thing["because"]]}

    return {
        **data,
        "facts": {
            name: value for name, value in data["facts"].items() if name in FACTS and not FACTS[name].private
        },
        "findings": [reasons(one) for one in data["findings"] if one["id"] not in knowledge.private_findings],
        "items": [reasons(item) for item in data["items"]],
        "left_out": [one for one in data["left_out"] if _may_be_told(knowledge, one)],
        "assumed": [one for one in data["assumed"] if one["question"] not in private_questions],
        "ignored": [name for name in data["ignored"] if name not in private_questions],
    }


def _may_be_told(knowledge: KnowledgeBase, left_out: Mapping[str, str]) -> bool:
    """Whether the reason rests on no sensitive answer: it is made of public rules' words alone. What the
    person put aside is their own business.
    """
    if left_out["code"] != "ruled_out":
        return left_out["code"] not in ("suppressed", "declined")
    untold = left_out["reason"]
    for name, rule in knowledge.advice.items():
        if rule.rule_out == left_out["strategy"] and name not in knowledge.private_rules:
            untold = untold.replace(rule.says, "")
    return not untold.strip()
