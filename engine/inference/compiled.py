"""The evaluator that needs nothing but Python: a plain interpreter of the condition trees."""

from __future__ import annotations

from engine import conditions
from engine.conditions import View
from engine.knowledge_base import KnowledgeBase


class CompiledEvaluator:
    """Asks each rule of a stratum in turn whether its condition holds."""

    name = "compiled"

    def __init__(self, knowledge: KnowledgeBase):
        self._strata = {
            stratum: [(name, rules[name].when) for name in sorted(rules)]
            for stratum, rules in strata(knowledge).items()
        }

    def fired(self, stratum: str, view: View) -> list[str]:
        """The ids of the rules that hold, sorted."""
        return [name for name, when in self._strata[stratum] if conditions.confidence(when, view) is not None]


def strata(knowledge: KnowledgeBase) -> dict[str, dict[str, conditions.HasWhen]]:
    """The rules by stratum, in the order in which the strata run."""
    return {
        "diagnosis": dict(knowledge.diagnosis),
        "advice": dict(knowledge.advice),
        "safety": dict(knowledge.safety),
    }
