"""Other ways to run the same rules, each as someone who knows it would write it: the measure for ours.

A peer is given conditions as data and makes of them what it runs. Those that need a library raise ImportError
where it is not installed. What a peer can prepare once, rules and the sheet in its own shape, it prepares
outside of what is timed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from engine import conditions
from engine.conditions import Condition, Value, View
from engine.inference import Evaluator

Strata = Mapping[str, Mapping[str, Condition]]
"""Stratum -> rule id -> its condition, in the order in which the strata run."""
Findings = Mapping[str, int]


class Peer(Protocol):
    """One way to run rules."""

    name: str

    def sheet(self, view: View) -> Any:
        """Answers and facts as this peer takes them; not timed."""

    def fired(self, stratum: str, sheet: Any, findings: Findings) -> list[str]:
        """The ids of the rules that hold, in any order; one may come twice."""


class OwnEvaluator:
    """One of Waymark's evaluators."""

    def __init__(self, evaluator: Evaluator):
        self.name = evaluator.name
        self._evaluator = evaluator
        self._view = View({})

    def sheet(self, view: View) -> View:
        return view

    def fired(self, stratum: str, sheet: View, findings: Findings) -> list[str]:
        if stratum == "diagnosis":
            self._view = View(sheet.answers, sheet.facts)  # as for a sheet that comes for the first time
        elif findings is not self._view.findings:
            self._view = self._view.with_findings(findings)
        return self._evaluator.fired(stratum, self._view)


Check = Callable[[Mapping[str, Value], Mapping[str, Value], Findings], bool]


class PlainLoop:
    """Straightforward Python: a closure for each condition, and a loop over the rules."""

    name = "plain loop"

    def __init__(self, strata: Strata):
        self._rules = {
            stratum: [(name, self._check(condition)) for name, condition in rules.items()]
            for stratum, rules in strata.items()
        }

    def sheet(self, view: View) -> View:
        return view

    def fired(self, stratum: str, sheet: View, findings: Findings) -> list[str]:
        answers, facts = sheet.answers, sheet.facts
        return [name for name, check in self._rules[stratum] if check(answers, facts, findings)]

    def _check(self, condition: Condition) -> Check:
        return closure(condition)


class Lambdas(PlainLoop):
    """The same loop over rules written out in Python, a lambda each: what a programmer would type."""

    name = "lambda a rule"

    def _check(self, condition: Condition) -> Check:
        names = {"__builtins__": {}, "LEAST": float("-inf"), "MOST": float("inf")}
        check: Check = eval(f"lambda q, f, n: {written_out(condition)}", names)  # noqa: S307 (our own trees)
        return check


def closure(condition: Condition) -> Check:
    """A condition as nested closures."""
    match condition:
        case conditions.Always():
            return lambda q, f, n: True
        case conditions.Not(part):
            inner = closure(part)
            return lambda q, f, n: not inner(q, f, n)
        case conditions.All(parts):
            return _joined([closure(part) for part in parts], stops_at=False)
        case conditions.AnyOf(parts):
            return _joined([closure(part) for part in parts], stops_at=True)
        case conditions.HasFinding(name, at_least):
            return lambda q, f, n: n.get(name, 0) >= at_least
        case conditions.NoFinding(name):
            return lambda q, f, n: name not in n
        case conditions.Test("question", name, test, wanted):
            ok = _value_check(test, wanted)
            return lambda q, f, n: ok(q.get(name))
        case conditions.Test(_, name, test, wanted):
            ok = _value_check(test, wanted)
            return lambda q, f, n: ok(f.get(name))


def _joined(checks: list[Check], stops_at: bool) -> Check:
    def check(q: Mapping[str, Value], f: Mapping[str, Value], n: Findings) -> bool:
        for one in checks:
            if one(q, f, n) is stops_at:
                return stops_at
        return not stops_at

    return check


def _value_check(test: str, wanted: Any) -> Callable[[Any], bool]:
    if test == conditions.ANSWERED:
        return lambda given: (given is not None) is wanted
    if test == "is":
        codes = frozenset(wanted)
        return lambda given: given in codes
    if test == "includes":
        codes = frozenset(wanted)
        return lambda given: given is not None and not codes.isdisjoint(given)
    compare = operator.ge if test == "at_least" else operator.le
    return lambda given: given is not None and compare(given, wanted)


def written_out(condition: Condition) -> str:
    """A condition as a Python expression over `q` (answers), `f` (facts) and `n` (findings)."""
    match condition:
        case conditions.Always():
            return "True"
        case conditions.All(parts):
            return "(" + " and ".join(map(written_out, parts)) + ")"
        case conditions.AnyOf(parts):
            return "(" + " or ".join(map(written_out, parts)) + ")"
        case conditions.Not(part):
            return f"(not {written_out(part)})"
        case conditions.HasFinding(name, at_least):
            return f"({name!r} in n)" if at_least == 1 else f"(n.get({name!r}, 0) >= {at_least})"
        case conditions.NoFinding(name):
            return f"({name!r} not in n)"
        case conditions.Test(subject, name, test, wanted):
            values = "q" if subject == "question" else "f"
            if test == conditions.ANSWERED:
                return f"({name!r} {'in' if wanted else 'not in'} {values})"
            if test == "at_least":
                return f"({values}.get({name!r}, LEAST) >= {wanted!r})"
            if test == "at_most":
                return f"({values}.get({name!r}, MOST) <= {wanted!r})"
            if test == "is":
                one = f"== {wanted[0]!r}" if len(wanted) == 1 else f"in {{{', '.join(map(repr, wanted))}}}"
                return f"({values}.get({name!r}) {one})"
            return "(" + " or ".join(f"{code!r} in {values}.get({name!r}, ())" for code in wanted) + ")"
