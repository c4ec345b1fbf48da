"""Combining what fired: confidence of findings, scores of strategies, and who beats whom.

Suppress beats pin beats rule-out beats recommend. Of two strategies that exclude each other the pinned one
stays, then the higher score, then the lower id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.conditions import View
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.model import Facts, FoundFinding, Inference, LeftOut, Recommendation, Sheet
from engine.reasons import CERTAIN, Reason, score
from engine.schema import AdviceRule, SafetyRule

if TYPE_CHECKING:
    from engine.inference import Evaluator

__all__ = ["CERTAIN", "combined", "infer", "score"]


def infer(knowledge: KnowledgeBase, sheet: Sheet, facts: Facts, evaluator: Evaluator) -> Inference:
    """Findings, recommendations (best first) and what the rules left out, with what is behind each."""
    view = View(sheet.answers, facts.values)
    findings = _findings(knowledge, view, evaluator.fired("diagnosis", view))
    view = view.with_findings({found.id: found.confidence for found in findings})
    advice = [knowledge.advice[name] for name in evaluator.fired("advice", view)]
    safety = [knowledge.safety[name] for name in evaluator.fired("safety", view)]
    recommended, left_out = _resolved(knowledge.reasons, advice, safety, view)
    kept, excluded = _without_excluded(knowledge, recommended)
    return Inference(findings, kept, tuple(sorted((*left_out, *excluded), key=lambda one: one.strategy)))


def combined(scores: Iterable[int]) -> int:
    """Several scores for one thing, in order: a + b - ab/100, at most 99 unless one of them is 100."""
    total = 0
    for one in scores:
        both = total + one - total * one // 100
        total = CERTAIN if CERTAIN in (total, one) else min(both, CERTAIN - 1)
    return total


def _findings(knowledge: KnowledgeBase, view: View, fired: list[str]) -> tuple[FoundFinding, ...]:
    by_finding: dict[str, list[str]] = {}
    for name in fired:
        by_finding.setdefault(knowledge.diagnosis[name].finding, []).append(name)
    found = []
    for finding in sorted(by_finding):
        reasons = [knowledge.reasons[name] for name in by_finding[finding]]
        weights = [knowledge.diagnosis[name].weight for name in by_finding[finding]]
        confidence = combined(
            [reason.score(weight, view) for reason, weight in zip(reasons, weights, strict=True)]
        )
        if confidence:
            because = tuple([reason.because(view) for reason in reasons])
            found.append(FoundFinding(finding, confidence, because))
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.id)))


def _resolved(
    reasons: Mapping[str, Reason], advice: list[AdviceRule], safety: list[SafetyRule], view: View
) -> tuple[list[Recommendation], list[LeftOut]]:
    wanted, ruled_out = _by_target(advice, "recommend", "rule_out")
    pinned, suppressed = _by_target(safety, "pin", "suppress")
    recommended, left_out = [], []
    for strategy in sorted({*wanted, *pinned}):
        against = suppressed.get(strategy) or ([] if strategy in pinned else ruled_out.get(strategy, []))
        if against:
            code = "suppressed" if strategy in suppressed else "ruled_out"
            left_out.append(LeftOut(strategy, code, " ".join(rule.says for rule in against)))
            continue
        rules = [*pinned.get(strategy, []), *wanted.get(strategy, [])]
        because = tuple([reasons[rule.id].because(view) for rule in rules])
        total = combined(
            [reasons[rule.id].score(rule.weight or 0, view) for rule in wanted.get(strategy, [])]
        )
        is_pinned = strategy in pinned
        if is_pinned:
            total = max(rule.weight or CERTAIN for rule in pinned[strategy])
        recommended.append(Recommendation(strategy, total, is_pinned, because))
    return recommended, left_out


ByTarget = dict[str, list[AdviceRule | SafetyRule]]


def _by_target(
    rules: Iterable[AdviceRule | SafetyRule], for_it: str, against_it: str
) -> tuple[ByTarget, ByTarget]:
    """The rules that speak for a strategy, and those against one, by strategy."""
    speak_for: ByTarget = {}
    speak_against: ByTarget = {}
    for rule in rules:
        strategy = getattr(rule, for_it)
        if strategy is not None:
            speak_for.setdefault(strategy, []).append(rule)
        else:
            speak_against.setdefault(getattr(rule, against_it), []).append(rule)
    return speak_for, speak_against


def _without_excluded(
    knowledge: KnowledgeBase, recommended: list[Recommendation]
) -> tuple[tuple[Recommendation, ...], list[LeftOut]]:
    kept: list[Recommendation] = []
    out: list[LeftOut] = []
    for one in sorted(recommended, key=lambda one: (not one.pinned, -one.score, one.strategy)):
        rivals = knowledge.rivals.get(one.strategy, ())
        rival = next((other.strategy for other in kept if other.strategy in rivals), None) if rivals else None
        if rival is None:
            kept.append(one)
        else:
            title = knowledge.strategies[rival].title
            says = _("It does not go with “%(title)s”, which fits better here.", title=title)
            out.append(LeftOut(one.strategy, "excluded", says))
    return tuple(kept), out
