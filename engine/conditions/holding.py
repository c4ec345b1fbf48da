"""Whether a condition holds on a sheet, how sure that is, and what makes it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.conditions.tree import (
    ANSWERED,
    OPERATORS,
    All,
    Always,
    AnyOf,
    Condition,
    HasFinding,
    NoFinding,
    Not,
    Test,
    Value,
)


@dataclass(slots=True)
class View:
    """What a condition can see: known answers, derived facts, and findings with their confidence.

    Not to be changed once it is made. It is not frozen, since that would make it three times as slow to make.
    """

    answers: Mapping[str, Value]
    facts: Mapping[str, Value] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    seen: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What an evaluator has made of these answers and facts, kept for the strata that follow."""

    def with_findings(self, findings: Mapping[str, int]) -> View:
        """The same answers and facts, one stratum further."""
        return View(self.answers, self.facts, findings, self.seen)


def confidence(condition: Condition, view: View) -> int | None:
    """How sure the condition is, 1-100, or None where it is false.

    `all` takes the least, `any` the greatest of its true branches, a finding brings its own; all else is 100.
    """
    match condition:
        case Always():
            return 100
        case Test():
            return 100 if _true(condition, view) else None
        case HasFinding(name, at_least):
            found = view.findings.get(name, 0)
            return found if found >= at_least else None
        case NoFinding(name):
            return None if name in view.findings else 100
        case Not(part):
            return 100 if confidence(part, view) is None else None
        case All(parts):
            least = 100
            for part in parts:
                sure = confidence(part, view)
                if sure is None:
                    return None
                least = min(least, sure)
            return least
        case AnyOf(parts):
            return max((sure for part in parts if (sure := confidence(part, view)) is not None), default=None)


def _true(test: Test, view: View) -> bool:
    values = view.answers if test.subject == "question" else view.facts
    if test.operator == ANSWERED:
        return (test.name in values) is test.wanted
    if test.name not in values:
        return False
    return OPERATORS[test.operator].test(values[test.name], test.wanted)


def support(condition: Condition, view: View) -> View:
    """The answers, facts and findings that make a true condition true.

    Of an `any` its true branches count; under a `not`, whatever was answered, since that is what was not
    the case.
    """
    answers: dict[str, Value] = {}
    facts: dict[str, Value] = {}
    findings: dict[str, int] = {}

    def collect(part: Condition, negated: bool) -> None:
        match part:
            case Test(subject, name):
                values, into = (view.answers, answers) if subject == "question" else (view.facts, facts)
                if name in values:
                    into[name] = values[name]
            case HasFinding(name):
                if name in view.findings:
                    findings[name] = view.findings[name]
            case Not(inner):
                collect(inner, not negated)
            case All(parts) | AnyOf(parts):
                for inner in parts:
                    if negated or isinstance(part, All) or confidence(inner, view) is not None:
                        collect(inner, negated)

    collect(condition, negated=False)
    return View(answers, facts, findings)
