"""The evaluator that needs nothing but Python: generated predicates behind an index of atoms.

An atom is one thing that is so on a sheet: an option chosen, a question answered, a fact's value, a finding
there. Each rule is filed under atoms of which at least one must be true for it to hold, so an inference
looks only at the rules that its sheet's own atoms lead to. What an atom does not settle by itself, a
predicate does: one lambda a rule, generated from the same tree that every evaluator reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine import conditions
from engine.conditions import Condition, Value, View
from engine.knowledge_base import KnowledgeBase

Predicate = Callable[[Mapping[str, Value], Mapping[str, Value], Mapping[str, int]], bool]
Atom = tuple[str, str, str | None]
"""Subject, name, and an option's code, or None for "answered" or "found"."""

_COSTS = {"question": 1, "finding": 2, "fact": 6}
_COST_OF_ANSWERED = 4
"""How readily an atom is true: facts nearly always are, so a rule is filed under them last."""


class CompiledEvaluator:
    """The rules of a knowledge base, compiled once. It keeps no state between sheets, so threads may share
    it.
    """

    name = "compiled"

    def __init__(self, knowledge: KnowledgeBase):
        self._programs = {stratum: Program(rules) for stratum, rules in strata(knowledge).items()}

    def fired(self, stratum: str, view: View) -> list[str]:
        """The ids of the rules that hold, sorted."""
        return self._programs[stratum].run(view)


def strata(knowledge: KnowledgeBase) -> dict[str, dict[str, conditions.HasWhen]]:
    """The rules by stratum, in the order in which the strata run."""
    return {
        "diagnosis": dict(knowledge.diagnosis),
        "advice": dict(knowledge.advice),
        "safety": dict(knowledge.safety),
    }


class Program:
    """The rules of one stratum, compiled. Rules are numbers here, in order of id."""

    def __init__(self, rules: Mapping[str, conditions.HasWhen]):
        self._names = sorted(rules)
        trees = [rules[name].when for name in self._names]
        self._predicates = _compiled(trees)
        self._unfiled: list[int] = []
        self._index: dict[str, dict[str, dict[str | None, list[int]]]] = {
            subject: {} for subject in ("question", "fact", "finding")
        }
        self._settled = bytearray(len(trees))
        for number, tree in enumerate(trees):
            atoms = _necessary(tree)
            if atoms is None:
                self._unfiled.append(number)
                continue
            self._settled[number] = _settles(tree)
            for subject, name, code in atoms:
                self._index[subject].setdefault(name, {}).setdefault(code, []).append(number)

    def run(self, view: View) -> list[str]:
        """The ids of the rules that hold on a sheet, sorted."""
        answers, facts, findings = view.answers, view.facts, view.findings
        found: set[int] = set(self._unfiled)
        _look_up(self._index["question"], answers, found)
        _look_up(self._index["fact"], facts, found)
        of_findings = self._index["finding"]
        if of_findings:
            for name in findings:
                if name in of_findings:
                    found.update(of_findings[name][None])
        settled, predicates, names = self._settled, self._predicates, self._names
        held = [number for number in found if settled[number] or predicates[number](answers, facts, findings)]
        held.sort()
        return [names[number] for number in held]


def _look_up(
    index: Mapping[str, Mapping[str | None, list[int]]], values: Mapping[str, Value], found: set[int]
) -> None:
    """Adds the rules filed under a sheet's atoms, from whichever side is the shorter."""
    for name in index if len(index) < len(values) else values:
        if name not in values or name not in index:
            continue
        value, filed = values[name], index[name]
        if None in filed:
            found.update(filed[None])
        if isinstance(value, tuple):
            for code in value:
                if code in filed:
                    found.update(filed[code])
        elif value in filed:
            found.update(filed[value])  # type: ignore[index]


def _necessary(condition: Condition) -> frozenset[Atom] | None:
    """Atoms of which one must be true for the condition to hold; None where there are no such atoms."""
    match condition:
        case conditions.Test(subject, name, "is" | "includes", wanted):
            return frozenset((subject, name, code) for code in wanted)
        case conditions.Test(subject, name, conditions.ANSWERED, wanted):
            return frozenset({(subject, name, None)}) if wanted else None
        case conditions.Test(subject, name):
            return frozenset({(subject, name, None)})
        case conditions.HasFinding(name):
            return frozenset({("finding", name, None)})
        case conditions.All(parts):
            known = [atoms for part in parts if (atoms := _necessary(part)) is not None]
            return min(known, key=_cost, default=None)
        case conditions.AnyOf(parts):
            union: frozenset[Atom] = frozenset()
            for part in parts:
                atoms = _necessary(part)
                if atoms is None:
                    return None
                union |= atoms
            return union
    return None


def _cost(atoms: Iterable[Atom]) -> tuple[int, list[str]]:
    """How often a sheet will lead here, roughly; then the names, so that the choice is the same
    everywhere.
    """
    return (
        sum(
            _COST_OF_ANSWERED if subject != "finding" and code is None else _COSTS[subject]
            for subject, _, code in atoms
        ),
        sorted(f"{subject} {name} {code}" for subject, name, code in atoms),
    )


def _settles(condition: Condition) -> bool:
    """Whether one true atom is all that the condition asks."""
    match condition:
        case conditions.Test(_, _, operator):
            return operator in ("is", "includes", conditions.ANSWERED)
        case conditions.HasFinding(_, at_least):
            return at_least == 1
        case conditions.AnyOf(parts):
            return all(_settles(part) for part in parts)
    return False


def _compiled(trees: list[Condition]) -> list[Predicate]:
    """A predicate for each tree. Names and codes enter the source as string literals only."""
    lines = "".join(f"lambda q, f, n: {source(tree)},\n" for tree in trees)
    names: dict[str, Any] = {"__builtins__": {}, "LEAST": float("-inf"), "MOST": float("inf")}
    made: list[Predicate] = eval(f"[\n{lines}]", names)  # noqa: S307 (our own trees, with every name quoted)
    return made


def source(condition: Condition) -> str:
    """A condition as a Python expression over `q` (answers), `f` (facts) and `n` (findings)."""
    match condition:
        case conditions.Always():
            return "True"
        case conditions.All(parts):
            return "(" + " and ".join(source(part) for part in parts) + ")"
        case conditions.AnyOf(parts):
            return "(" + " or ".join(source(part) for part in parts) + ")"
        case conditions.Not(part):
            return f"(not {source(part)})"
        case conditions.HasFinding(name, at_least):
            return f"(n.get({name!r}, 0) >= {at_least})"
        case conditions.NoFinding(name):
            return f"({name!r} not in n)"
        case conditions.Test(subject, name, operator, wanted):
            values = "q" if subject == "question" else "f"
            return "(" + _test(values, name, operator, wanted) + ")"
    raise ValueError(f"no source for {condition}")


def _test(values: str, name: str, operator: str, wanted: Any) -> str:
    if operator == conditions.ANSWERED:
        return f"{name!r} {'in' if wanted else 'not in'} {values}"
    if operator == "at_least":
        return f"{values}.get({name!r}, LEAST) >= {wanted!r}"
    if operator == "at_most":
        return f"{values}.get({name!r}, MOST) <= {wanted!r}"
    if operator == "is":
        return f"{values}.get({name!r}) in {{{', '.join(map(repr, wanted))}}}"
    return " or ".join(f"{code!r} in {values}.get({name!r}, ())" for code in wanted)
