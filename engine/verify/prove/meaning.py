"""What rules and strategies mean on a sheet, as circuits over a space of sheets.

It follows `engine.inference.resolve`: which rules hold, which findings they bring and how sure, which
strategies are wanted, ruled out, pinned, suppressed, and which of two that exclude each other stays.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from functools import cache

from engine import conditions
from engine.conditions import OPERATORS, Condition, Test
from engine.inference.resolve import CERTAIN, combined
from engine.knowledge_base import KnowledgeBase
from engine.model import Calendar, LeftOut, Recommendation
from engine.planning.windows import place
from engine.schema import AdviceRule, DiagnosisRule, SafetyRule, Strategy
from engine.verify.prove import dates
from engine.verify.prove.circuit import FALSE, TRUE
from engine.verify.prove.dates import Probe, Seen
from engine.verify.prove.fact_values import models
from engine.verify.prove.space import Space

Scores = Mapping[int, int]
"""By score: the literal that it is exactly this. Where none is true, there is none."""


class Meaning:
    """The circuits of one knowledge base, each made when it is first asked for.

    `absent`, where a method takes it, is a finding that is taken away from every sheet: what would hold if it
    were never found.
    """

    def __init__(self, knowledge: KnowledgeBase):
        self.knowledge = knowledge
        self.space = Space(knowledge, _openings(knowledge))
        self.circuit = self.space.circuit
        self.facts = models(self.space)
        self._conditions: dict[tuple[Condition, str | None], int] = {}
        self._found: dict[str, Scores] = {}
        self._scores: dict[tuple[str, str | None], Scores] = {}
        self._rules: dict[tuple[str, str], list[AdviceRule | SafetyRule]] = {}
        deciding: list[AdviceRule | SafetyRule] = [*knowledge.advice.values(), *knowledge.safety.values()]
        for rule in deciding:
            for effect in ("recommend", "rule_out", "pin", "suppress"):
                target = getattr(rule, effect, None)
                if target is not None:
                    self._rules.setdefault((effect, target), []).append(rule)
        self._rivals: dict[str, set[str]] = {name: set() for name in knowledge.strategies}
        for name, strategy in knowledge.strategies.items():
            for other in strategy.excludes:
                self._rivals[name].add(other)
                self._rivals[other].add(name)

    def rules(self, effect: str, strategy: str) -> list[AdviceRule | SafetyRule]:
        """The rules with this effect (recommend, rule_out, pin, suppress) on the strategy, by id."""
        return self._rules.get((effect, strategy), [])

    def rivals(self, strategy: str) -> list[str]:
        """The strategies that never stand beside it, sorted."""
        return sorted(self._rivals[strategy] - {strategy})

    def holds(self, condition: Condition, absent: str | None = None) -> int:
        """The condition is true."""
        key = (condition, absent)
        if key not in self._conditions:
            self._conditions[key] = self._holds(condition, absent)
        return self._conditions[key]

    def _holds(self, condition: Condition, absent: str | None) -> int:
        match condition:
            case conditions.Always():
                return TRUE
            case conditions.All(parts):
                return self.circuit.all(self.holds(part, absent) for part in parts)
            case conditions.AnyOf(parts):
                return self.circuit.any(self.holds(part, absent) for part in parts)
            case conditions.Not(part):
                return -self.holds(part, absent)
            case conditions.HasFinding(name, at_least):
                return FALSE if name == absent else self.found(name, at_least)
            case conditions.NoFinding(name):
                return TRUE if name == absent else -self.found(name)
            case Test("question"):
                return self.space.test(condition)
            case Test("fact"):
                return self._fact(condition)
        raise ValueError(f"no circuit for {condition}")

    def _fact(self, test: Test) -> int:
        if test.name in dates.FACTS:
            return self.space.date(test)
        values = self.facts[test.name]
        if test.operator == conditions.ANSWERED:
            known = self.circuit.any(values.values())
            return known if test.wanted else -known
        met = OPERATORS[test.operator].test
        return self.circuit.any(literal for value, literal in values.items() if met(value, test.wanted))

    def found(self, finding: str, at_least: int = 1) -> int:
        """The finding is there, at least so sure."""
        scores = self.confidences(finding)
        return self.circuit.any(literal for sure, literal in scores.items() if sure >= at_least)

    def confidences(self, finding: str) -> Scores:
        """How sure the finding is. Diagnosis rules read no findings, so each brings its whole weight."""
        if finding not in self._found:
            rules = [one for one in self.knowledge.diagnosis.values() if one.finding == finding]
            self._found[finding] = self._combined([{one.weight: self.holds(one.when)} for one in rules])
        return self._found[finding]

    def _combined(self, brought: Iterable[Scores]) -> Scores:
        """The totals of what rules bring, in their order, as `resolve.combined` works them out."""
        totals: dict[int, int] = {}
        none_yet = TRUE
        for scores in brought:
            silent = -self.circuit.any(scores.values())
            ways: dict[int, list[int]] = {}
            for total, literal in totals.items():
                ways.setdefault(total, []).append(self.circuit.all([literal, silent]))
                for score, brings in scores.items():
                    ways.setdefault(combined((total, score)), []).append(self.circuit.all([literal, brings]))
            for score, brings in scores.items():
                ways.setdefault(combined((score,)), []).append(self.circuit.all([none_yet, brings]))
            none_yet = self.circuit.all([none_yet, silent])
            totals = {total: self.circuit.any(found) for total, found in ways.items()}
        return {total: literal for total, literal in totals.items() if literal != FALSE}

    def sure(self, condition: Condition, at_least: int, absent: str | None = None) -> int:
        """The condition is true, and at least so sure (`conditions.confidence`)."""
        match condition:
            case conditions.All(parts):
                return self.circuit.all(self.sure(part, at_least, absent) for part in parts)
            case conditions.AnyOf(parts):
                return self.circuit.any(self.sure(part, at_least, absent) for part in parts)
            case conditions.HasFinding(name, least):
                return FALSE if name == absent else self.found(name, max(least, at_least))
        return self.holds(condition, absent)

    def _brings(self, rule: AdviceRule, absent: str | None) -> Scores:
        """The scores that a rule brings: its weight by the confidence of its condition."""
        steps = {CERTAIN}
        for name in conditions.reads(rule.when, "finding"):
            steps |= set(self.confidences(name))
        found: dict[int, list[int]] = {}
        surer = FALSE
        for step in sorted(steps, reverse=True):
            here = self.sure(rule.when, step, absent)
            score = (rule.weight or 0) * step // 100
            found.setdefault(score, []).append(self.circuit.all([here, -surer]))
            surer = here
        return {score: self.circuit.any(ways) for score, ways in found.items()}

    def scores(self, strategy: str, without: str | None = None, absent: str | None = None) -> Scores:
        """The strategy's score from the rules that recommend it, `without` one of them."""
        key = (f"{strategy} {without}", absent)
        if key not in self._scores:
            rules = [one for one in self.rules("recommend", strategy) if one.id != without]
            self._scores[key] = self._combined(
                self._brings(one, absent) for one in rules if isinstance(one, AdviceRule)
            )
        return self._scores[key]

    def fires(self, rule: DiagnosisRule | AdviceRule | SafetyRule, absent: str | None = None) -> int:
        """The rule holds."""
        return self.holds(rule.when, absent)

    def some_rule(self, effect: str, strategy: str, absent: str | None = None) -> int:
        """A rule with this effect on the strategy holds."""
        return self.circuit.any(self.fires(one, absent) for one in self.rules(effect, strategy))

    def barred(self, strategy: str, absent: str | None = None) -> int:
        """What is wanted for the strategy goes for nothing: suppressed, or ruled out and not pinned."""
        pinned = self.some_rule("pin", strategy, absent)
        ruled_out = self.some_rule("rule_out", strategy, absent)
        suppressed = self.some_rule("suppress", strategy, absent)
        return self.circuit.any([suppressed, self.circuit.all([ruled_out, -pinned])])

    def stands(self, strategy: str, absent: str | None = None) -> int:
        """Wanted or pinned, and not barred: a recommendation, as long as no rival is preferred."""
        wanted = [self.some_rule(effect, strategy, absent) for effect in ("recommend", "pin")]
        return self.circuit.all([self.circuit.any(wanted), -self.barred(strategy, absent)])

    def kept(self, strategy: str, beaten: frozenset[str] = frozenset()) -> int:
        """A recommendation, also beside its rivals. `beaten`: those that are known to come later."""
        others = [one for one in self.rivals(strategy) if one not in beaten]
        later = beaten | {strategy}
        lost = [self.circuit.all([self.before(one, strategy), self.kept(one, later)]) for one in others]
        return self.circuit.all([self.stands(strategy), *(-one for one in lost)])

    def before(self, one: str, other: str) -> int:
        """Of two that stand, the first is preferred: pinned, else the higher score, else the lower id."""
        return self.circuit.any(
            self.circuit.all([literal, beside])
            for (pinned, score), literal in self.ranks(one).items()
            for (also_pinned, less), beside in self.ranks(other).items()
            if (not pinned, -score, one) < (not also_pinned, -less, other)
        )

    def ranks(self, strategy: str, absent: str | None = None) -> Mapping[tuple[bool, int], int]:
        """Whether the strategy is pinned and its score: a pinned one has the weight of its heaviest pin."""
        found: dict[tuple[bool, int], int] = {}
        heavier: list[int] = []
        pins = [one for one in self.rules("pin", strategy) if isinstance(one, SafetyRule)]
        for weight in sorted({one.weight for one in pins}, reverse=True):
            here = self.circuit.any(self.fires(one, absent) for one in pins if one.weight == weight)
            found[True, weight] = self.circuit.all([here, *(-one for one in heavier)])
            heavier.append(here)
        for score, literal in self.scores(strategy, None, absent).items():
            found[False, score] = self.circuit.all([literal, *(-one for one in heavier)])
        return found

    def open(self, strategy: str, pinned: bool) -> int:
        """The plan's dates leave time for the strategy."""
        return self.space.date(_opening(self.knowledge.strategies[strategy], pinned))

    def in_time(self, strategy: str, absent: str | None = None) -> int:
        """The plan's dates leave time for the strategy, pinned or not as it is."""
        pinned = self.some_rule("pin", strategy, absent)
        return self.circuit.any(
            [
                self.circuit.all([pinned, self.open(strategy, True)]),
                self.circuit.all([-pinned, self.open(strategy, False)]),
            ]
        )


def _opening(strategy: Strategy, pinned: bool) -> Hashable:
    """A name for the question whether there is time, the same for all strategies with the same answer."""
    course = (strategy.effort_hours, strategy.repeats is not None) if strategy.course else None
    return ("open", strategy.phase, strategy.late, strategy.min_days_left, course, pinned)


def _openings(knowledge: KnowledgeBase) -> dict[Hashable, Probe]:
    """Whether there is time for a strategy, asked of `engine.planning` under each set of dates."""
    found: dict[Hashable, Probe] = {}
    for strategy in knowledge.strategies.values():
        for pinned in (False, True):
            name = _opening(strategy, pinned)
            always = strategy.min_days_left is None and not strategy.course
            if always and (pinned or strategy.late == "pull"):
                found[name] = _always
            else:
                found.setdefault(name, _has_time(strategy, pinned))
    return found


def _always(seen: Seen) -> bool:
    return True


def _has_time(strategy: Strategy, pinned: bool) -> Probe:
    recommendation = Recommendation(strategy.id, math.ceil(CERTAIN / 2), pinned, ())

    @cache
    def has_time(calendar: Calendar) -> bool:
        return not isinstance(place(strategy, recommendation, calendar), LeftOut)

    return lambda seen: has_time(seen.calendar)
