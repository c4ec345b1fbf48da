"""Trying answers out: what becomes of one strategy on a sheet, as cheaply as the answer can be had.

Whether the rules want the strategy is asked first, of the compiled evaluator. Only where they do is the
whole plan made, since room, phase and rivals are settled there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import conditions
from engine.answers import read_answers
from engine.conditions import All, AnyOf, Condition, Not, Value, View
from engine.errors import InputError
from engine.facts import derive
from engine.inference import evaluator_for, infer
from engine.inference.resolve import combined, score
from engine.knowledge_base import KnowledgeBase
from engine.model import Inference, Sheet
from engine.planning.planner import plan

Changes = Mapping[str, Value | None]
"""Question -> its new answer, or None for no answer."""

IN_PLAN = "in_plan"
NOT_WANTED = "not_recommended"
IMPOSSIBLE_DATES = "impossible_dates"


@dataclass(frozen=True, slots=True)
class Trial:
    """One sheet as it came out. `code` is in_plan, not_recommended, impossible_dates or one of the codes of
    what a plan leaves out.
    """

    code: str
    read: Mapping[str, Value]
    """Every answer of the sheet, those to questions that are not asked too."""
    view: View
    ignored: frozenset[str]


def wanted(knowledge: KnowledgeBase, strategy: str) -> Condition:
    """What must hold for the rules to want a strategy: suppress beats pin beats rule-out beats recommend."""
    recommends = [rule.when for rule in knowledge.advice.values() if rule.recommend == strategy]
    ruled_out = [Not(rule.when) for rule in knowledge.advice.values() if rule.rule_out == strategy]
    suppressed = [Not(rule.when) for rule in knowledge.safety.values() if rule.suppress == strategy]
    advised = All((AnyOf(tuple(recommends)), *ruled_out))
    return All((AnyOf((*pins(knowledge, strategy), advised)), *suppressed))


def pins(knowledge: KnowledgeBase, strategy: str) -> tuple[Condition, ...]:
    """The conditions of the safety rules that pin a strategy."""
    return tuple(rule.when for rule in knowledge.safety.values() if rule.pin == strategy)


@dataclass
class Trials:
    """Sheets near one person's, tried for one strategy. `sheets` and `plans` count the work done."""

    knowledge: KnowledgeBase
    read: Mapping[str, Value]
    today: datetime.date
    strategy: str
    sheets: int = 0
    plans: int = 0
    _plans: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._evaluator = evaluator_for(self.knowledge, "compiled")
        self._wanted = wanted(self.knowledge, self.strategy)
        self._days = [one.due_by for one in self.knowledge.strategies.values() if one.due_by]

    def make(self, changes: Changes) -> Trial:
        """What becomes of the strategy with these changes."""
        self.sheets += 1
        read = {**self.read, **{name: value for name, value in changes.items() if value is not None}}
        for name, value in changes.items():
            if value is None:
                read.pop(name, None)
        sheet = read_answers(self.knowledge, read)
        ignored = frozenset(sheet.ignored)
        try:
            facts = derive(sheet, self.today)
        except InputError:
            return Trial(IMPOSSIBLE_DATES, read, View(sheet.answers), ignored)
        view = self._with_findings(View(sheet.answers, facts.values))
        code = NOT_WANTED
        if conditions.confidence(self._wanted, view) is not None:
            inference = infer(self.knowledge, sheet, facts, self._evaluator)
            code = self._left_out(sheet, inference) or self._planned(sheet, inference)
        return Trial(code, read, view, ignored)

    def _with_findings(self, view: View) -> View:
        scores: dict[str, list[int]] = {}
        for name in self._evaluator.fired("diagnosis", view):
            rule = self.knowledge.diagnosis[name]
            scores.setdefault(rule.finding, []).append(score(rule.weight, rule.when, view))
        findings = {name: sure for name, some in scores.items() if (sure := combined(some))}
        return View(view.answers, view.facts, findings)

    def _left_out(self, sheet: Sheet, inference: Inference) -> str | None:
        return next((one.code for one in inference.left_out if one.strategy == self.strategy), None)

    def _planned(self, sheet: Sheet, inference: Inference) -> str:
        """The outcome in the plan, remembered by all that planning looks at: of scores only their order
        counts.
        """
        facts = derive(sheet, self.today)
        ranks: dict[int, int] = {}
        for one in sorted(inference.recommendations, key=lambda one: -one.score):
            ranks.setdefault(one.score, len(ranks))
        key = (
            tuple(sorted((ranks[one.score], one.strategy, one.pinned) for one in inference.recommendations)),
            facts.calendar,
            facts.values["weekly_hours"],
            facts.values["improve_share"],
            tuple(sheet.answers.get(day) for day in self._days),
        )
        if key not in self._plans:
            self.plans += 1
            made = plan(self.knowledge, sheet, facts, inference, "compiled")
            left_out = next((one.code for one in made.left_out if one.strategy == self.strategy), None)
            self._plans[key] = left_out or IN_PLAN
        return self._plans[key]
