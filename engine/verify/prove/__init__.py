"""The proofs of `check --prove`: what holds on every sheet that the questionnaire lets a person give.

`prove` is the list of them. Why they are complete stands in docs/decisions/proofs.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.knowledge_base import KnowledgeBase
from engine.verify.prove import contradictions, mirror, presence, reach, redundancy, scenarios
from engine.verify.prove.fact_values import NoModel
from engine.verify.prove.prover import Prover
from engine.verify.prove.reports import Report, write

__all__ = ["NoModel", "Proof", "Report", "prove", "write"]

PROOFS: Mapping[str, Callable[[Prover], Iterable[Report]]] = {
    "no sheet is without a plan": presence.sheets_without_a_plan,
    "a safety route is pinned whenever its flag is up": presence.lost_safety_routes,
    "each scenario yields strategies of its own": scenarios.scenarios_without_strategies,
    "each concern brings something": scenarios.concerns_without_strategies,
    "each question can be asked": reach.unasked_questions,
    "each rule can hold": reach.unreachable_rules,
    "each step for some people can come to somebody": reach.steps_in_vain,
    "each finding can be found and changes a plan": reach.findings_in_vain,
    "each strategy can come into a plan": reach.strategies_in_vain,
    "nothing is pinned and suppressed at once": contradictions.pinned_and_suppressed,
    "no plan holds two strategies that exclude each other": contradictions.exclusive_pairs,
    "no recommendation is overruled wherever it is made": contradictions.always_overruled,
    "each rule-out takes something away": contradictions.overrules_nothing,
    "no rule repeats another": redundancy.repeated_rules,
    "each recommendation counts": redundancy.rules_without_effect,
    "circuits and engine agree on drawn sheets": mirror.differences,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. `searches` sheets were looked for, `trials` run on the engine."""

    reports: tuple[Report, ...]
    statements: Mapping[str, bool]
    """Each statement, and whether nothing stands against it."""
    seconds: float
    searches: int
    trials: int

    @property
    def to_mend(self) -> tuple[Report, ...]:
        """The reports that are more than notes."""
        return tuple(one for one in self.reports if not one.is_note)


def prove(knowledge: KnowledgeBase) -> Proof:
    """All proofs over one knowledge base; NoModel where it has facts or answers that they do not know."""
    began = time.perf_counter()
    prover = Prover(knowledge)
    reports: list[Report] = []
    statements: dict[str, bool] = {}
    for statement, find in PROOFS.items():
        found = list(find(prover))
        reports += found
        statements[statement] = all(one.is_note for one in found)
    seconds = time.perf_counter() - began
    return Proof(tuple(reports), statements, seconds, prover.search.asked, prover.trials.run)
