"""The plan as one line of JSON, put together from pieces that are written once.

Most of a plan's JSON is the same whoever it is for: a strategy's sentences, evidence and places to go, a
rule's sentence. Those pieces are kept with the knowledge base (`KnowledgeBase.written`); what is the person's
own is written anew. `plan_json` says what stands where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic_core import to_json

from engine.answers import plain_value
from engine.conditions import Value
from engine.exports.plan_json import because_to_json, frame_to_json, item_to_json, steps_to_json
from engine.knowledge_base import KnowledgeBase
from engine.model import Because, Plan, PlanItem
from engine.planning.prepared import Prepared

OPENING = ("id", "strategy", "ref", "title", "summary", "why", "watch_out", "track")
CLOSING = ("letters", "guides", "stories")
"""What of an item is the same in every plan, with its evidence: before the person's own part, and after."""
TRUTH = {False: "false", True: "true"}
QUOTED = '","'
SHORT = ',"short":true'


class _Pieces(NamedTuple):
    """The text of what is the same of an item in every plan."""

    opening: str
    repeats: str
    steps: str
    """Where they hold no words of the person's own."""
    closing: str
    evidence: str


def plan_to_text(knowledge: KnowledgeBase, plan: Plan) -> str:
    """A plan of this knowledge base as one line of JSON, many times as fast as `json.dumps`, which writes the
    same bytes (`ensure_ascii=False, separators=(",", ":")`) but for numbers below 0.0001: 1e-05 is 0.00001.
    """
    writer = _Writer(knowledge)
    before, after = frame_to_json(plan)
    findings = ",".join(
        [
            f'{{"id":"{one.id}","confidence":{one.confidence},"because":[{writer.reasons(one.because)}]}}'
            for one in plan.findings
        ]
    )
    items = ",".join([writer.item(one) for one in plan.items])
    return f'{_text(before)[:-1]},"findings":[{findings}],"items":[{items}],{_text(after)[1:]}'


def _text(value: Any) -> str:
    return to_json(value).decode()


class _Writer:
    """Writes the parts of one plan. In it a question has one answer, and a fact one value."""

    def __init__(self, knowledge: KnowledgeBase):
        self._knowledge = knowledge
        self._rules: dict[str, str] = knowledge.written.setdefault("rules", {})
        self._items: dict[str, _Pieces] = knowledge.written.setdefault("items", {})
        self._places: dict[str, str] = knowledge.written.setdefault("resources", {})
        self._answers: dict[str, str] = {}
        self._facts: dict[str, str] = {}

    def reasons(self, reasons: tuple[Because, ...]) -> str:
        """The rules behind a finding or an item."""
        return ",".join([self._because(one) for one in reasons])

    def _because(self, one: Because) -> str:
        opening = self._rules.get(one.rule)
        if opening is None:
            rule = self._knowledge.rules.get(one.rule)
            if rule is None or rule.says != one.says:
                return _text(because_to_json(one))  # a coach's, or of other knowledge
            opening = _text({"rule": one.rule, "says": one.says})[:-1]
            self._rules[one.rule] = opening
        answers = _pairs(one.answers, self._answers) if one.answers else ""
        facts = _pairs(one.facts, self._facts) if one.facts else ""
        findings = f'"{QUOTED.join(one.findings)}"' if one.findings else ""
        return f'{opening},"answers":{{{answers}}},"facts":{{{facts}}},"findings":[{findings}]}}'

    def item(self, item: PlanItem) -> str:
        """One item."""
        prepared = self._knowledge.prepared.get(item.id)
        if prepared is None or item.evidence is not prepared.evidence or item.note or item.by_coach:
            return _text(item_to_json(item))  # a coach's, or of other knowledge
        pieces = self._items.get(item.id) or self._pieces(item, prepared)
        steps = pieces.steps if item.steps is prepared.steps else _text(steps_to_json(item.steps))
        places = ",".join([self._places[one["id"]] for one in item.resources]) if item.resources else ""
        return (
            f'{pieces.opening},"phase":"{item.phase}","start":"{item.start}","due":"{item.due}",'
            f'"repeats":{pieces.repeats},"late":{TRUTH[item.late]},"score":{item.score},'
            f'"pinned":{TRUTH[item.pinned]},"goal":{_text(item.goal)},"steps":{steps},'
            f'"resources":[{places}],{pieces.closing},"effort_hours":{_text(item.effort_hours)},'
            f'"evidence":{pieces.evidence},"because":[{self.reasons(item.because)}]'
            f"{SHORT if item.short else ''}}}"
        )

    def _pieces(self, item: PlanItem, prepared: Prepared) -> _Pieces:
        """What is the same of an item in every plan, written and kept."""
        whole = item_to_json(item)
        for _, place in prepared.resources:
            self._places[place["id"]] = _text(place)
        self._items[item.id] = pieces = _Pieces(
            opening=_text({key: whole[key] for key in OPENING})[:-1],
            repeats=_text(item.repeats),
            steps=_text(steps_to_json(prepared.steps)),
            closing=_text({key: whole[key] for key in CLOSING})[1:-1],
            evidence=_text(whole["evidence"]),
        )
        return pieces


def _pairs(values: Mapping[str, Value], known: dict[str, str]) -> str:
    """The inside of a JSON object; `known` holds the pairs that were written before."""
    for name in values:
        if name not in known:
            known[name] = f'"{name}":{_text(plain_value(values[name]))}'
    return ",".join([known[name] for name in values])
