"""Why a strategy is in a plan: the chain from answers over findings to the strategy, with each rule's own
sentence.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.answers import to_plain
from engine.conditions import Value
from engine.explain.sentences import answered, fact, known_strategy, title
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.model import Because, Plan
from engine.pipeline import make_plan


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finding behind a reason, with what it was drawn from."""

    finding: str
    confidence: int
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that holds: its sentence, and the answers, facts and findings that make it hold."""

    rule: str
    says: str
    answers: Mapping[str, Value]
    facts: Mapping[str, Value]
    findings: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a strategy is in a plan. `because` is empty where it is not."""

    strategy: str
    in_plan: bool
    pinned: bool
    because: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """The chain as plain data."""
        return {
            "strategy": self.strategy,
            "in_plan": self.in_plan,
            "pinned": self.pinned,
            "because": [_reason_json(reason) for reason in self.because],
        }

    def lines(self, knowledge: KnowledgeBase) -> list[str]:
        """The chain in sentences, from the strategy back to the answers. Two spaces a level."""
        name = title(knowledge, self.strategy)
        if not self.in_plan:
            return [_("%(strategy)s is not in the plan.", strategy=name)]
        found = [_("%(strategy)s is in the plan.", strategy=name)]
        if self.pinned:
            found.append(_("It always stays, because safety comes first."))
        for reason in self.because:
            found.extend(_said(knowledge, reason, "  "))
        return found


def why(
    knowledge: KnowledgeBase,
    raw: Mapping[str, Any],
    strategy: str,
    today: datetime.date,
    engine: str | None = None,
) -> Why:
    """The chain behind a strategy; InputError for bad answers or an unknown strategy."""
    return why_in(knowledge, make_plan(knowledge, raw, today, engine), strategy)


def why_in(knowledge: KnowledgeBase, plan: Plan, strategy: str) -> Why:
    """The same for a plan that is made already."""
    known_strategy(knowledge, strategy)
    item = next((item for item in plan.items if item.id == strategy), None)
    if item is None:
        return Why(strategy, False, False, ())
    drawn = {
        found.id: Drawn(found.id, found.confidence, tuple(_reason(one, {}) for one in found.because))
        for found in plan.findings
    }
    return Why(strategy, True, item.pinned, tuple(_reason(one, drawn) for one in item.because))


def _reason(because: Because, drawn: Mapping[str, Drawn]) -> Reason:
    findings = tuple(drawn[name] for name in because.findings if name in drawn)
    return Reason(because.rule, because.says, because.answers, because.facts, findings)


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "says": reason.says,
        "answers": to_plain(reason.answers),
        "facts": to_plain(reason.facts),
        "findings": [
            {
                "finding": one.finding,
                "confidence": one.confidence,
                "because": [_reason_json(inner) for inner in one.because],
            }
            for one in reason.findings
        ],
    }


def _said(knowledge: KnowledgeBase, reason: Reason, indent: str) -> Iterator[str]:
    yield f"{indent}{reason.says}"
    inner = f"{indent}  "
    for question, value in reason.answers.items():
        yield f"{inner}{answered(knowledge, question, value)}"
    if not reason.answers:
        for name, value in reason.facts.items():
            yield f"{inner}{fact(name, value)}"
    for one in reason.findings:
        finding = knowledge.findings[one.finding].title.rstrip(".")
        yield inner + _("The plan found: “%(finding)s”.", finding=finding)
        for below in one.because:
            yield from _said(knowledge, below, f"{inner}  ")
    if not (reason.answers or reason.facts or reason.findings):
        yield inner + _("This holds for everyone.")
