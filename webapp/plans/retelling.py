"""A kept plan in the language that is spoken now. Pure: no Flask, no store.

The store keeps every plan in English. What was decided stays as it was kept: which steps, their order and
their days. The words are looked up anew, by the ids of strategies, steps, rules and places, and filled from
the answers. So ticks, a coach's changes and the plan itself are the same in every language, and a
translation that was mended since shows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine import templates
from engine.conditions import Value
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.model import Because, Calendar, LeftOut, Plan, PlanItem, PlanStep
from engine.planning.planner import plan_dates

GENERAL: Mapping[str, str] = {
    "suppressed": mark("It is left out for your safety."),
    "ruled_out": mark("It does not fit the answers."),
    "excluded": mark("Another step does this better."),
    "phase_passed": mark("Its time has passed."),
    "too_short": mark("There is not enough time left."),
    "no_room": mark("It would have been too much at once."),
}
"""Why a step was left out, by code, where the answers have changed since and can't tell it in full."""
SOMETHING_ASSUMED = mark("The plan took something for granted here. Make it again to see what.")


def retold(
    plan: Plan,
    knowledge: KnowledgeBase,
    answers: Mapping[str, Value],
    again: Plan | None = None,
    words: Mapping[str, str] | None = None,
) -> Plan:
    """The plan in the words of `knowledge`. What this knowledge no longer has stays as it was kept.

    `answers` are those to fill in, as `read_answers` gives them. `again` is the plan that they give in this
    language on the plan's own day: it tells what was assumed and left out. None where they give none.
    `words` stand where no answer does, as in `make_plan`.
    """
    assumed = {(one.question, str(one.value)): one.says for one in again.assumed} if again else {}
    reasons = {(one.strategy, one.code): one.reason for one in again.left_out} if again else {}

    def why(kept: LeftOut) -> str:
        told = reasons.get((kept.strategy, kept.code))
        return told or (_(GENERAL[kept.code]) if kept.code in GENERAL else kept.reason)

    return replace(
        plan,
        findings=tuple(replace(one, because=_because(knowledge, one.because)) for one in plan.findings),
        items=tuple(_item(plan, one, knowledge, answers, words or {}) for one in plan.items),
        left_out=tuple(replace(one, reason=why(one)) for one in plan.left_out),
        assumed=tuple(
            replace(one, says=assumed.get((one.question, str(one.value))) or _(SOMETHING_ASSUMED))
            for one in plan.assumed
        ),
    )


def _because(knowledge: KnowledgeBase, reasons: Iterable[Because]) -> tuple[Because, ...]:
    rules = knowledge.rules
    return tuple(one._replace(says=rules[one.rule].says) if one.rule in rules else one for one in reasons)


def _item(
    plan: Plan,
    item: PlanItem,
    knowledge: KnowledgeBase,
    answers: Mapping[str, Value],
    words: Mapping[str, str],
) -> PlanItem:
    strategy = knowledge.strategies.get(item.id)
    if strategy is None:
        return item
    dates = {
        **plan_dates(Calendar(plan.today, plan.starts, plan.ends, over=False)),
        "start": item.start,
        "due": item.due,
    }

    def fill(text: str, kept: str) -> str:
        filled = templates.fill(text, knowledge.questions, answers, dates, words)
        return kept if filled is None else filled

    prepared = knowledge.prepared[item.id]
    steps = {one.id: one for one in prepared.steps}
    places = {shown["id"]: shown for _countries, shown in prepared.resources}

    def step(kept: PlanStep) -> PlanStep:
        now = steps.get(kept.id)
        if now is None:
            return kept
        return kept._replace(text=fill(now.text, kept.text), done_when=fill(now.done_when, kept.done_when))

    form = prepared.short if item.short and prepared.short else strategy
    goals = (templates.fill(text, knowledge.questions, answers, dates, words) for text in form.goal)
    return item._replace(
        title=strategy.title,
        summary=strategy.summary,
        why=strategy.why,
        watch_out=strategy.watch_out,
        goal=next((goal for goal in goals if goal is not None), item.goal),
        steps=tuple(step(one) for one in item.steps),
        resources=tuple(places.get(one["id"], one) for one in item.resources),
        evidence=prepared.evidence,
        because=_because(knowledge, item.because),
    )
