"""The evaluator that needs nothing but Python: every rule a bit of one whole number.

For each question and fact that a rule reads there is a column: for each value, the rules which that value
leaves possible, as bits. An inference takes the columns of a sheet together with `&`, and the bits that
are left are the rules that hold. So it costs one look-up a question whatever the number of rules, and
beyond that only the rules that hold cost anything. A rule with alternatives has a bit for each
(docs/decisions/compiled-evaluator.md has what else was measured).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product, repeat
from operator import and_, getitem, or_

from engine import conditions
from engine.conditions import Condition, Value, View
from engine.knowledge_base import KnowledgeBase

Clauses = tuple[Condition, ...]
"""Conditions that must all be true. Each reads one question, one fact, or findings only."""

MOST_ALTERNATIVES = 64
"""A rule that falls into more of them is read as it stands instead, whenever it is asked for."""
MOST_VALUES = 1000
"""Values that a column keeps; any more are worked out each time."""


class CompiledEvaluator:
    """The rules of a knowledge base, compiled once. Threads may share it: what it keeps of a sheet is kept in
    the sheet's own view.
    """

    name = "compiled"

    def __init__(self, knowledge: KnowledgeBase):
        self._strata: dict[str, _Stratum] = {}
        rows = 0
        for stratum, rules in strata(knowledge).items():
            self._strata[stratum] = _Stratum(rules, first_bit=rows)
            rows += self._strata[stratum].size
        self._every_rule = (1 << rows) - 1
        clauses = [pair for stratum in self._strata.values() for pair in stratum.clauses]
        self._questions = _Table("question", clauses, self._every_rule)
        self._facts = _Table("fact", clauses, self._every_rule)

    def fired(self, stratum: str, view: View) -> list[str]:
        """The ids of the rules that hold, sorted."""
        possible = view.seen.get(self)
        if possible is None:
            possible = self._questions.left_by(view.answers, self._every_rule)
            possible = self._facts.left_by(view.facts, possible)
            view.seen[self] = possible
        return self._strata[stratum].held(possible, view)


def strata(knowledge: KnowledgeBase) -> dict[str, dict[str, conditions.HasWhen]]:
    """The rules by stratum, in the order in which the strata run."""
    return {
        "diagnosis": dict(knowledge.diagnosis),
        "advice": dict(knowledge.advice),
        "safety": dict(knowledge.safety),
    }


class _Column(dict[Value | None, int]):
    """The bits that each value of one question or fact leaves, None for no value; filled as values turn
    up.
    """

    def __init__(self, subject: str, name: str, clauses: Mapping[Condition, int], every_rule: int):
        super().__init__()
        self._subject, self._name, self._clauses, self._every_rule = subject, name, clauses, every_rule

    def __missing__(self, value: Value | None) -> int:
        values = {} if value is None else {self._name: value}
        view = View(values) if self._subject == "question" else View({}, values)
        left = self._every_rule
        for clause, bits in self._clauses.items():
            if conditions.confidence(clause, view) is None:
                left &= ~bits
        if len(self) < MOST_VALUES:
            self[value] = left
        return left


class _Table:
    """The columns of all questions, or of all facts."""

    def __init__(self, subject: str, clauses: Iterable[tuple[Condition, int]], every_rule: int):
        by_name: dict[str, dict[Condition, int]] = {}
        for clause, bit in clauses:
            for name in conditions.reads(clause, subject):
                of_name = by_name.setdefault(name, {})
                of_name[clause] = of_name.get(clause, 0) | bit
        columns = {name: _Column(subject, name, found, every_rule) for name, found in sorted(by_name.items())}
        # What a person typed, and dates, are only ever asked for being there: no column keeps them.
        free = {name for name, found in by_name.items() if all(map(_only_asks_if_answered, found))}
        self._present = [(name, columns[name][""], columns[name][None]) for name in sorted(free)]
        self._names = [name for name in columns if name not in free]
        self._columns = [columns[name] for name in self._names]

    def left_by(self, values: Mapping[str, Value], possible: int) -> int:
        """Of the possible bits those that these values leave."""
        left = possible
        if self._columns:
            left = reduce(and_, map(getitem, self._columns, map(values.get, self._names)), left)
        for name, with_it, without_it in self._present:
            left &= with_it if name in values else without_it
        return left


class _Stratum:
    """The rules of one stratum: where their bits are, and what they ask of findings."""

    def __init__(self, rules: Mapping[str, conditions.HasWhen], first_bit: int):
        alternatives: list[tuple[str, Clauses]] = []
        self._unsplit: dict[str, Condition] = {}
        for name in sorted(rules):
            split = _alternatives(rules[name].when)
            if split is None:
                self._unsplit[name] = rules[name].when
                split = [()]
            alternatives += ((name, clauses) for clauses in split)
        self.size = len(alternatives)
        self._first_bit = first_bit
        self._all = (1 << self.size) - 1
        self._name_of = ["", *(name for name, _ in reversed(alternatives))]
        """By the length of a number whose highest bit it is: the first rule has the highest."""
        self._after = _masks_after(self._name_of)
        """What is left once that rule is taken: the bits below all of its own."""
        self.clauses: list[tuple[Condition, int]] = []
        """What answers and facts must be, with the bits in the number of all strata."""
        self._wanted: list[tuple[dict[str, int], int]] = []
        """Finding -> the bits that ask for it, and the bits that ask for none: for the first finding that an
        alternative asks for, for the second, and so on.
        """
        self._unwanted: dict[str, int] = {}
        self._graded: dict[Condition, int] = {}
        """What else is asked of a finding, such as how sure it is."""
        for place, (_, clauses) in enumerate(alternatives):
            self._file(clauses, 1 << (self.size - 1 - place))
        self._reads_findings = bool(self._wanted or self._unwanted or self._graded)

    def _file(self, clauses: Clauses, bit: int) -> None:
        wanted = 0
        for clause in clauses:
            names = conditions.reads(clause, "finding")
            if not names:
                self.clauses.append((clause, bit << self._first_bit))
            elif _asks_for_one_of(clause):
                by_finding, free = self._wanted[wanted] if wanted < len(self._wanted) else ({}, self._all)
                self._wanted[wanted : wanted + 1] = [(by_finding, free & ~bit)]
                for name in names:
                    by_finding[name] = by_finding.get(name, 0) | bit
                wanted += 1
            elif _asks_for_none(clause):
                for name in names:
                    self._unwanted[name] = self._unwanted.get(name, 0) | bit
            else:
                self._graded[clause] = self._graded.get(clause, 0) | bit

    def held(self, possible: int, view: View) -> list[str]:
        """The ids of the rules that hold, sorted, of those that answers and facts leave possible."""
        left = possible >> self._first_bit & self._all
        if self._reads_findings:
            left = self._left_by_findings(left, view)
        name_of, after = self._name_of, self._after
        held: list[str] = []
        while left:
            length = left.bit_length()
            held.append(name_of[length])
            left &= after[length]
        if self._unsplit:
            held = [name for name in held if name not in self._unsplit or self._holds(name, view)]
        return held

    def _left_by_findings(self, left: int, view: View) -> int:
        findings = view.findings
        for by_finding, free in self._wanted:
            left &= reduce(or_, map(by_finding.get, findings, repeat(0)), free)
        if self._unwanted:
            left &= ~reduce(or_, map(self._unwanted.get, findings, repeat(0)), 0)
        for clause, bits in self._graded.items():
            if left & bits and conditions.confidence(clause, view) is None:
                left &= ~bits
        return left

    def _holds(self, name: str, view: View) -> bool:
        return conditions.confidence(self._unsplit[name], view) is not None


def _masks_after(name_of: Sequence[str]) -> list[int]:
    """By the length of a number: the bits below all alternatives of the rule that its highest bit stands
    for. The alternatives of a rule stand side by side.
    """
    masks = [0]
    for length in range(1, len(name_of)):
        same = name_of[length] == name_of[length - 1]
        masks.append(masks[-1] if same else (1 << (length - 1)) - 1)
    return masks


def _alternatives(condition: Condition) -> list[Clauses] | None:
    """The condition as alternatives of clauses; None where there would be too many."""
    names = [
        (kind, name) for kind in ("question", "fact", "finding") for name in conditions.reads(condition, kind)
    ]
    if not names:
        return [()] if conditions.confidence(condition, View({})) is not None else []
    if len(names) == 1 or _asks_for_one_of(condition):
        return [(condition,)]
    match condition:
        case conditions.All(parts):
            return _all_of([_alternatives(part) for part in parts])
        case conditions.AnyOf(parts):
            return _any_of([_alternatives(part) for part in parts])
        case conditions.Not(conditions.Not(part)):
            return _alternatives(part)
        case conditions.Not(conditions.All(parts)):
            return _any_of([_alternatives(conditions.Not(part)) for part in parts])
        case conditions.Not(conditions.AnyOf(parts)):
            return _all_of([_alternatives(conditions.Not(part)) for part in parts])
    raise ValueError(f"no alternatives for {condition}")


def _any_of(parts: list[list[Clauses] | None]) -> list[Clauses] | None:
    found: list[Clauses] = []
    for part in parts:
        if part is None:
            return None
        found += part
    return found if len(found) <= MOST_ALTERNATIVES else None


def _all_of(parts: list[list[Clauses] | None]) -> list[Clauses] | None:
    found: list[Clauses] = [()]
    for part in parts:
        if part is None or len(found) * len(part) > MOST_ALTERNATIVES:
            return None
        found = [(*some, *others) for some, others in product(found, part)]
    return found


def _only_asks_if_answered(clause: Condition) -> bool:
    return all(
        part.operator == conditions.ANSWERED
        for part in conditions.walk(clause)
        if isinstance(part, conditions.Test)
    )


def _asks_for_one_of(clause: Condition) -> bool:
    """Whether it asks for a finding, however sure, or for any of several."""
    match clause:
        case conditions.HasFinding(_, at_least):
            return at_least == 1
        case conditions.AnyOf(parts):
            return all(_asks_for_one_of(part) for part in parts)
        case conditions.Not(part):
            return _asks_for_none(part)
    return False


def _asks_for_none(clause: Condition) -> bool:
    """Whether it asks that a finding be absent."""
    match clause:
        case conditions.NoFinding():
            return True
        case conditions.Not(part):
            return _asks_for_one_of(part)
    return False
