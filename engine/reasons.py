"""What stands behind a rule that holds: its score, and the answers, facts and findings that it rests on.

`conditions.confidence` and `conditions.support` say what these are. Here they are prepared once for each
rule, since a plan asks them of every rule that fired.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import conditions
from engine.conditions import Condition, View
from engine.facts import FACTS
from engine.model import Because
from engine.schema import AdviceRule, DiagnosisRule, SafetyRule

CERTAIN = 100
_NO_FINDINGS: tuple[str, ...] = ()


class Reason:
    """A rule with what its condition reads worked out ahead. Ask only of a sheet on which the rule holds."""

    __slots__ = ("_always", "_answers", "_depends", "_facts", "_findings", "_rests_on", "_with_facts", "rule")

    def __init__(self, rule: DiagnosisRule | AdviceRule | SafetyRule):
        self.rule = rule
        self._rests_on = _rests_on(rule.when)
        self._depends = any(map(_may_be_untrue, _branches(rule.when)))
        """Some branch of an `any` can be false though what it reads is there: then the sheet decides."""
        read = tuple(conditions.walk(rule.when))
        tests = [part for part in read if isinstance(part, conditions.Test)]
        self._answers = tuple(dict.fromkeys(one.name for one in tests if one.subject == "question"))
        self._facts = tuple(dict.fromkeys(one.name for one in tests if one.subject == "fact"))
        below = [question for name in self._facts for question in FACTS[name].reads]
        self._with_facts = tuple(dict.fromkeys([*self._answers, *below]))
        """The questions read, then those that the facts read rest on."""
        self._findings = tuple(sorted({one.name for one in read if isinstance(one, conditions.HasFinding)}))
        one_way = not tests and not any(isinstance(part, conditions.AnyOf | conditions.Not) for part in read)
        self._always = Because(rule.id, rule.says, {}, {}, self._findings) if one_way else None
        """What stands behind a rule that can hold in one way only."""

    def score(self, weight: int, view: View) -> int:
        """What the rule brings: its weight by the confidence of its condition, 0-100."""
        if self._rests_on is None:
            return score(weight, self.rule.when, view)
        least, found = CERTAIN, view.findings
        for one_of in self._rests_on:
            sure = found[one_of[0]] if len(one_of) == 1 else max([found.get(name, 0) for name in one_of])
            least = min(least, sure)
        return weight * least // CERTAIN

    def because(self, view: View) -> Because:
        """The rule with the answers, facts and findings that make it true; a fact brings the answers it
        rests on.
        """
        if self._always is not None:
            return self._always
        values, known = view.answers, view.facts
        if self._depends:
            support = conditions.support(self.rule.when, view)
            answers, facts = dict(support.answers), dict(support.facts)
            findings = tuple(sorted(support.findings))
        else:
            findings, facts = _NO_FINDINGS, {}
            if self._findings:
                findings = tuple([name for name in self._findings if name in view.findings])
            if self._facts:
                facts = {name: known[name] for name in self._facts if name in known}
            if len(facts) == len(self._facts):
                answers = {name: values[name] for name in self._with_facts if name in values}
                return Because(self.rule.id, self.rule.says, answers, facts, findings)
            answers = {name: values[name] for name in self._answers if name in values}
        for fact in facts:
            for question in FACTS[fact].reads:
                if question in values:
                    answers.setdefault(question, values[question])
        return Because(self.rule.id, self.rule.says, answers, facts, findings)


def score(weight: int, condition: Condition, view: View) -> int:
    """A weight by the confidence of a condition, 0-100."""
    return weight * (conditions.confidence(condition, view) or 0) // CERTAIN


def _rests_on(condition: Condition) -> tuple[tuple[str, ...], ...] | None:
    """The findings that decide how sure a condition is: of each group the surest, and of these the least.

    None where it takes the sheet to know which branches are true.
    """
    match condition:
        case conditions.HasFinding(name):
            return ((name,),)
        case conditions.AnyOf(parts) if conditions.reads(condition, "finding"):
            names = [
                part.name for part in parts if isinstance(part, conditions.HasFinding) and part.at_least == 1
            ]
            return (tuple(names),) if len(names) == len(parts) else None
        case conditions.All(parts):
            groups = [_rests_on(part) for part in parts]
            known = [group for group in groups if group is not None]
            return tuple(one for group in known for one in group) if len(known) == len(groups) else None
    return ()


def _branches(condition: Condition) -> Iterator[Condition]:
    """Every branch of every `any` that is not under a `not`."""
    match condition:
        case conditions.AnyOf(parts):
            for part in parts:
                yield part
                yield from _branches(part)
        case conditions.All(parts):
            for part in parts:
                yield from _branches(part)


def _may_be_untrue(branch: Condition) -> bool:
    match branch:
        case conditions.HasFinding(_, at_least):
            return at_least > 1
        case conditions.Test(_, _, conditions.ANSWERED, wanted):
            return not wanted
        case conditions.AnyOf(parts):
            return any(map(_may_be_untrue, parts))
    return True
