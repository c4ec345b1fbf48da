"""What the engine itself makes of a sheet: the judge of everything that the proofs claim of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.answers import read_answers
from engine.conditions import View
from engine.facts import derive
from engine.inference import Evaluator, infer
from engine.inference.compiled import CompiledEvaluator
from engine.knowledge_base import KnowledgeBase
from engine.model import Facts, Inference, Plan, Sheet
from engine.planning.planner import plan
from engine.verify.prove.dates import TODAY


@dataclass(frozen=True)
class Trial:
    """One sheet, run through the whole engine on the day of the proofs."""

    knowledge: KnowledgeBase
    evaluator: Evaluator
    raw: dict[str, Any]
    sheet: Sheet
    facts: Facts

    @cached_property
    def inference(self) -> Inference:
        """Findings and recommendations."""
        return infer(self.knowledge, self.sheet, self.facts, self.evaluator)

    @cached_property
    def plan(self) -> Plan:
        """The dated plan."""
        return plan(self.knowledge, self.sheet, self.facts, self.inference, self.evaluator.name)

    @cached_property
    def view(self) -> View:
        """What the rules of advice and safety see."""
        found = {one.id: one.confidence for one in self.inference.findings}
        return View(self.sheet.answers, self.facts.values, found)

    @cached_property
    def fired(self) -> frozenset[str]:
        """The rules that hold."""
        names = self.evaluator.fired("diagnosis", View(self.sheet.answers, self.facts.values))
        return frozenset(names).union(*(self.evaluator.fired(one, self.view) for one in ("advice", "safety")))

    @cached_property
    def recommended(self) -> Mapping[str, bool]:
        """The strategies that the rules settle on, and whether each is pinned."""
        return {one.strategy: one.pinned for one in self.inference.recommendations}

    @cached_property
    def left_out(self) -> Mapping[str, str]:
        """Strategies left out of the plan, with the code of the reason."""
        return {one.strategy: one.code for one in self.plan.left_out}

    @cached_property
    def items(self) -> Mapping[str, tuple[Any, ...]]:
        """The plan's items: when, how sure and whether pinned."""
        return {one.id: (one.phase, one.start, one.due, one.score, one.pinned) for one in self.plan.items}


class Trials:
    """Runs sheets on one knowledge base, also with some of its rules taken away."""

    def __init__(self, knowledge: KnowledgeBase):
        self.knowledge = knowledge
        self._evaluator = CompiledEvaluator(knowledge)
        self.run = 0
        """How many sheets were run."""

    def __call__(self, raw: dict[str, Any], without: Iterable[str] = ()) -> Trial:
        """The trial of a sheet, without the rules of these ids; InputError where it can't be a sheet."""
        self.run += 1
        sheet = read_answers(self.knowledge, raw)
        silent = frozenset(without)
        evaluator = _Without(self._evaluator, silent) if silent else self._evaluator
        return Trial(self.knowledge, evaluator, raw, sheet, derive(sheet, TODAY))


class _Without:
    """An evaluator in which some rules never hold."""

    def __init__(self, evaluator: Evaluator, silent: frozenset[str]):
        self.name = evaluator.name
        self._evaluator = evaluator
        self._silent = silent

    def fired(self, stratum: str, view: View) -> list[str]:
        return [name for name in self._evaluator.fired(stratum, view) if name not in self._silent]
