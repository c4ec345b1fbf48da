"""Combining what fired: confidence of findings, scores of strategies, and who beats whom.

Suppress beats pin beats rule-out beats recommend. Of two strategies that exclude each other the pinned one
stays, then the
higher score, then the lower id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine import conditions
from engine.conditions import View
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase, Rule
from engine.model import Because, Facts, FoundFinding, Inference, LeftOut, Recommendation, Sheet
from engine.schema import AdviceRule, SafetyRule

if TYPE_CHECKING:
    from engine.inference import Evaluator

CERTAIN = 100


def infer(knowledge: KnowledgeBase, sheet: Sheet, facts: Facts, evaluator: Evaluator) -> Inference:
    """Findings, recommendations (best first) and what the rules left out, with what is behind each."""
    view = View(sheet.answers, facts.values)
    findings = _findings(knowledge, view, evaluator.fired("diagnosis", view))
    view = View(sheet.answers, facts.values, {found.id: found.confidence for found in findings})
    advice = [knowledge.advice[name] for name in evaluator.fired("advice", view)]
    safety = [knowledge.safety[name] for name in evaluator.fired("safety", view)]
    recommended, left_out = _resolved(advice, safety, view)
    kept, excluded = _without_excluded(knowledge, recommended)
    return Inference(findings, kept, tuple(sorted((*left_out, *excluded), key=lambda one: one.strategy)))


def combined(scores: Iterable[int]) -> int:
    """Several scores for one thing, in order: a + b - ab/100, at most 99 unless one of them is 100."""
    total = 0
    for score in scores:
        if CERTAIN in (total, score):
            total = CERTAIN
        else:
            total = min(total + score - total * score // 100, CERTAIN - 1)
    return total


def score(weight: int, condition: conditions.Condition, view: View) -> int:
    """What a rule that holds brings: its weight by the confidence of its condition, 0-100."""
    return weight * (conditions.confidence(condition, view) or 0) // 100


def because(rule: Rule, view: View) -> Because:
    """The rule with the answers, facts and findings that make it true; a fact brings the answers it rests
    on.
    """
    support = conditions.support(rule.when, view)
    answers = dict(support.answers)
    for fact in support.facts:
        for question in FACTS[fact].reads:
            if question in view.answers:
                answers.setdefault(question, view.answers[question])
    return Because(rule.id, rule.says, answers, dict(support.facts), tuple(sorted(support.findings)))


def _findings(knowledge: KnowledgeBase, view: View, fired: list[str]) -> tuple[FoundFinding, ...]:
    by_finding: dict[str, list[str]] = {}
    for name in fired:
        by_finding.setdefault(knowledge.diagnosis[name].finding, []).append(name)
    found = []
    for finding in sorted(by_finding):
        rules = [knowledge.diagnosis[name] for name in by_finding[finding]]
        confidence = combined(score(rule.weight, rule.when, view) for rule in rules)
        if confidence:
            found.append(FoundFinding(finding, confidence, tuple(because(rule, view) for rule in rules)))
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.id)))


def _resolved(
    advice: list[AdviceRule], safety: list[SafetyRule], view: View
) -> tuple[list[Recommendation], list[LeftOut]]:
    wanted = _by_target(advice, "recommend")
    ruled_out = _by_target(advice, "rule_out")
    pinned = _by_target(safety, "pin")
    suppressed = _by_target(safety, "suppress")
    recommended, left_out = [], []
    for strategy in sorted({*wanted, *pinned}):
        against = suppressed.get(strategy) or ([] if strategy in pinned else ruled_out.get(strategy, []))
        if against:
            code = "suppressed" if strategy in suppressed else "ruled_out"
            left_out.append(LeftOut(strategy, code, " ".join(rule.says for rule in against)))
            continue
        rules = [*pinned.get(strategy, []), *wanted.get(strategy, [])]
        reasons = tuple(because(rule, view) for rule in rules)
        total = combined(
            score(rule.weight or 0, rule.when, view)
            for rule in wanted.get(strategy, [])
            if isinstance(rule, AdviceRule)
        )
        is_pinned = strategy in pinned
        recommended.append(Recommendation(strategy, CERTAIN if is_pinned else total, is_pinned, reasons))
    return recommended, left_out


def _by_target(
    rules: Iterable[AdviceRule | SafetyRule], effect: str
) -> Mapping[str, list[AdviceRule | SafetyRule]]:
    found: dict[str, list[AdviceRule | SafetyRule]] = {}
    for rule in rules:
        target = getattr(rule, effect, None)
        if target is not None:
            found.setdefault(target, []).append(rule)
    return found


def _without_excluded(
    knowledge: KnowledgeBase, recommended: list[Recommendation]
) -> tuple[tuple[Recommendation, ...], list[LeftOut]]:
    kept: list[Recommendation] = []
    out: list[LeftOut] = []
    for one in sorted(recommended, key=lambda one: (not one.pinned, -one.score, one.strategy)):
        rivals = set(knowledge.strategies[one.strategy].excludes)
        rival = next(
            (
                other.strategy
                for other in kept
                if other.strategy in rivals or one.strategy in knowledge.strategies[other.strategy].excludes
            ),
            None,
        )
        if rival is None:
            kept.append(one)
        else:
            title = knowledge.strategies[rival].title
            out.append(
                LeftOut(one.strategy, "excluded", f"It does not go with “{title}”, which fits better here.")
            )
    return tuple(kept), out
