"""What would have to change for a condition to become true, read off the condition itself.

A `Need` says how many answers must change at the very least, and names questions of which at least one
must be among them. Both are certain, never guesses, so a search that follows them misses nothing and can
give up early. It rests on one thing: as long as none of the answers that a test reads changes, the test
stays as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine import conditions
from engine.answers import read_answers
from engine.conditions import All, Always, AnyOf, Condition, HasFinding, NoFinding, Not, Test, Value
from engine.errors import InputError
from engine.explain.trials import IMPOSSIBLE_DATES, NOT_WANTED, Trial, pins, wanted
from engine.explain.values import Values
from engine.facts import FACTS, derive
from engine.knowledge_base import KnowledgeBase

NEVER = 1_000


@dataclass(frozen=True, slots=True)
class Need:
    """At least `changes` answers must change (NEVER: no change helps), one of them to `questions`.

    `within` holds every question whose answer can play a part in it.
    """

    changes: int
    questions: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()


MET = Need(0)
IMPOSSIBLE = Need(NEVER)


def one_of(questions: Iterable[str]) -> Need:
    """One of these answers must change."""
    names = frozenset(questions)
    return Need(1, names, names) if names else IMPOSSIBLE


def all_of(needs: Iterable[Need]) -> Need:
    """Every one of the needs. Those that share no question add up."""
    open_needs = [need for need in needs if need.changes]
    if not open_needs:
        return MET
    if any(need.changes >= NEVER for need in open_needs):
        return IMPOSSIBLE
    narrow = min(open_needs, key=lambda need: (len(need.questions), -need.changes, sorted(need.questions)))
    within = frozenset().union(*(need.within for need in open_needs))
    apart, taken = 0, frozenset[str]()
    for need in sorted(open_needs, key=lambda need: (len(need.within), sorted(need.within))):
        if not need.within & taken:
            apart += need.changes
            taken |= need.within
    return Need(max(apart, *(need.changes for need in open_needs)), narrow.questions, within)


def any_of(needs: Iterable[Need], at_most: int) -> Need:
    """One of the needs, whichever; those that take more than `at_most` changes are no way."""
    all_needs = list(needs)
    if any(not need.changes for need in all_needs):
        return MET
    least = min((need.changes for need in all_needs), default=NEVER)
    ways = [need for need in all_needs if need.changes <= at_most]
    if not ways:
        return Need(least)
    questions = frozenset().union(*(need.questions for need in ways))
    return Need(least, questions, frozenset().union(*(need.within for need in ways)))


class Needs:
    """The needs of one strategy in a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, strategy: str, today: datetime.date):
        self._knowledge, self._today = knowledge, today
        self._wanted = wanted(knowledge, strategy)
        self._pins = pins(knowledge, strategy)
        self._drawn_by: dict[str, list[Condition]] = {}
        for rule in knowledge.diagnosis.values():
            self._drawn_by.setdefault(rule.finding, []).append(rule.when)
        self._openers: dict[str, frozenset[str]] = {}
        for name, question in knowledge.questions.items():
            depends = question.depends
            earlier = conditions.reads(depends, "question") if depends is not None else frozenset()
            self._openers[name] = earlier.union(*(self._openers.get(one, frozenset()) for one in earlier))
        self._contest = [wanted(knowledge, rival) for rival in sorted(self._rivals(strategy))]
        self._turned_by: dict[object, frozenset[str]] = {}
        self.values = Values(knowledge, self._relevant(), today)
        self.dates = self._with_openers(FACTS["phase"].reads)
        self.own = self.reach(self._wanted)
        self._rivalry = frozenset().union(*(self.reach(one) for one in self._contest))

    def of(self, trial: Trial, fixed: frozenset[str], at_most: int) -> Need:
        """What it takes beyond a trial that did not bring the strategy, with the answers `fixed` given."""
        here = _Here(self, trial, fixed, at_most)
        if trial.code == NOT_WANTED:
            return here.toward(self._wanted, True)
        if trial.code == IMPOSSIBLE_DATES:
            return one_of(self.dates - fixed)
        if trial.code == "too_short":
            return one_of(self.dates - fixed)
        if trial.code == "phase_passed":
            pinned = here.toward(AnyOf(self._pins), True) if self._pins else IMPOSSIBLE
            return any_of([one_of(self.dates - fixed), pinned], at_most)
        if trial.code == "excluded":
            return one_of(self._rivalry - fixed)
        return one_of(self._knowledge.questions.keys() - fixed)

    def reach(self, condition: Condition) -> frozenset[str]:
        """Every question whose answer the condition can depend on, through facts, findings and `depends`."""
        found = set(conditions.reads(condition, "question"))
        for fact in conditions.reads(condition, "fact"):
            found.update(FACTS[fact].reads)
        for finding in conditions.reads(condition, "finding"):
            for when in self._drawn_by.get(finding, []):
                found.update(self.reach(when))
        return self._with_openers(found)

    def flips(self, test: Test, read: Mapping[str, Value], fixed: frozenset[str], at_most: int) -> Need:
        """What it takes to turn the test of a fact: one change where one of the answers that it rests on can
        do it alone, else two. Where only one change is left, only those answers count.
        """
        rests_on = self.reach(test) - fixed
        alone = self._alone(test, read, fixed)
        if alone:
            return Need(1, alone if at_most == 1 else rests_on, rests_on)
        return Need(2, rests_on, rests_on) if len(rests_on) > 1 else IMPOSSIBLE

    def _alone(self, test: Test, read: Mapping[str, Value], fixed: frozenset[str]) -> frozenset[str]:
        """The questions that turn the test of a fact by themselves, found by trying their values."""
        reach = self.reach(test)
        given = {name: read[name] for name in self._knowledge.questions if name in reach and name in read}
        key = (test, tuple(given.items()), reach & fixed)
        if key not in self._turned_by:
            true = self._holds(test, given)
            self._turned_by[key] = frozenset(
                name
                for name in reach - fixed
                if any(
                    self._holds(test, {**given, name: value}) is not true
                    for value in self.values.of(self._knowledge.questions[name], given.get(name), "wide")
                )
            )
        return self._turned_by[key]

    def _holds(self, test: Test, read: Mapping[str, Value | None]) -> bool:
        sheet = read_answers(self._knowledge, read)
        try:
            facts = derive(sheet, self._today)
        except InputError:
            return False
        return conditions.confidence(test, conditions.View(sheet.answers, facts.values)) is not None

    def depends(self, question: str) -> Condition:
        """What opens a question."""
        return self._knowledge.questions[question].depends or Always()

    def drawn_by(self, finding: str) -> list[Condition]:
        """The conditions of the rules that draw a finding."""
        return self._drawn_by.get(finding, [])

    def _relevant(self) -> Iterable[Condition]:
        """Every condition that has a say in whether the rules want the strategy, and its rivals."""
        seen: set[str] = set()
        waiting = list(self._contest)
        while waiting:
            condition = waiting.pop()
            yield condition
            for finding in sorted(conditions.reads(condition, "finding") - seen):
                seen.add(finding)
                waiting.extend(self._drawn_by.get(finding, []))
        for name in sorted(frozenset().union(*(self.reach(one) for one in self._contest))):
            yield self.depends(name)

    def _with_openers(self, questions: Iterable[str]) -> frozenset[str]:
        known = self._knowledge.questions.keys() & set(questions)
        return frozenset(known).union(*(self._openers[name] for name in known))

    def _rivals(self, strategy: str) -> set[str]:
        """The strategy and all that exclude each other with it, directly or through another."""
        strategies = self._knowledge.strategies
        found, waiting = {strategy}, [strategy]
        while waiting:
            one = waiting.pop()
            beside = {
                other
                for other in strategies
                if other in strategies[one].excludes or one in strategies[other].excludes
            }
            waiting.extend(beside - found)
            found |= beside
        return found


@dataclass(frozen=True)
class _Here:
    """Needs seen from one sheet, on which the answers `fixed` stay as they are."""

    needs: Needs
    trial: Trial
    fixed: frozenset[str]
    at_most: int

    def toward(self, condition: Condition, true: bool) -> Need:
        """What it takes for the condition to become true, or untrue."""
        match condition:
            case Always():
                return MET if true else IMPOSSIBLE
            case Not(part):
                return self.toward(part, not true)
            case NoFinding(name):
                return self.toward(HasFinding(name), not true)
            case All(parts) | AnyOf(parts):
                each = (self.toward(part, true) for part in parts)
                together = isinstance(condition, All) is true
                return all_of(each) if together else any_of(each, self.at_most)
            case HasFinding():
                return self._toward_finding(condition, true)
            case Test():
                if (conditions.confidence(condition, self.trial.view) is not None) is true:
                    return MET
                if condition.subject == "fact":
                    return self.needs.flips(condition, self.trial.read, self.fixed, self.at_most)
                return self._toward_answer(condition, true)
        raise ValueError(f"no way to {condition}")

    def _toward_finding(self, condition: HasFinding, true: bool) -> Need:
        sure = self.trial.view.findings.get(condition.name, 0)
        if (sure >= condition.at_least) is true:
            return MET
        rules = self.needs.drawn_by(condition.name)
        holding = any(conditions.confidence(rule, self.trial.view) is not None for rule in rules)
        if true and not holding:
            return any_of((self.toward(rule, True) for rule in rules), self.at_most)
        if not true and condition.at_least == 1:
            return all_of(self.toward(rule, False) for rule in rules)
        return one_of(self.needs.reach(condition) - self.fixed)

    def _toward_answer(self, test: Test, true: bool) -> Need:
        """For a test of an answer that is not yet as wanted."""
        name = test.name
        if test.operator == conditions.ANSWERED and not test.wanted:
            return self._toward_answer(Test("question", name, conditions.ANSWERED, True), not true)
        depends = self.needs.depends(name)
        if not true:  # another answer, or the question is not asked any more
            return any_of([self._change(name), self.toward(depends, False)], self.at_most)
        if conditions.confidence(depends, self.trial.view) is not None:
            return self._change(name)
        if self._would_hold(test):
            return self.toward(depends, True)
        return all_of([self._change(name), self.toward(depends, True)])

    def _would_hold(self, test: Test) -> bool:
        """Whether the answer that is there, but not asked for, is the one that the test wants."""
        view = conditions.View(self.trial.read)
        return test.name in self.trial.ignored and conditions.confidence(test, view) is not None

    def _change(self, name: str) -> Need:
        return IMPOSSIBLE if name in self.fixed else one_of([name])
