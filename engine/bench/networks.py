"""The engines that match by a Rete network: CLIPS, and durable_rules used plainly.

Each raises ImportError where it is not installed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from engine import conditions
from engine.bench.libraries import key, keys_of
from engine.bench.peers import Findings, Strata
from engine.conditions import Condition, View


class Clips:
    """CLIPS: the sheet is one fact of a template, with a slot for each question, or for each of several
    codes. Whatever stands on the agenda then holds.
    """

    name = "clipspy"

    def __init__(self, strata: Strata):
        self._clips = import_module("clips")
        self._yes = self._clips.Symbol("yes")
        self._slots = keys_of(strata).keys() | {
            f"{key(part.subject, part.name)}.{code}"
            for rules in strata.values()
            for condition in rules.values()
            for part in conditions.walk(condition)
            if isinstance(part, conditions.Test) and part.operator == "includes"
            for code in part.wanted
        }
        self._environments = {stratum: self._environment(rules) for stratum, rules in strata.items()}

    def _environment(self, rules: Mapping[str, Condition]) -> Any:
        environment = self._clips.Environment()
        slots = (
            f"(slot {name} (default {0 if name.startswith('n_') else 'nil'}))" for name in sorted(self._slots)
        )
        environment.build(f"(deftemplate sheet (slot on) {' '.join(slots)})")
        for name, condition in rules.items():
            patterns = [f"(sheet {pattern})" for pattern in _patterns(condition)]
            if patterns:
                left = patterns[0] if len(patterns) == 1 else f"(or {' '.join(patterns)})"
                environment.build(f"(defrule {name} {left} =>)")
        return environment, environment.find_template("sheet")

    def sheet(self, view: View) -> dict[str, Any]:
        slots: dict[str, Any] = {}
        for subject, values in (("question", view.answers), ("fact", view.facts)):
            for name, value in values.items():
                flat = key(subject, name)
                slots[flat] = value if isinstance(value, int | float) else self._yes
                if isinstance(value, tuple):
                    slots |= {f"{flat}.{code}": self._yes for code in value}
                elif isinstance(value, str) and value.isidentifier():
                    slots[flat] = self._clips.Symbol(value)
        return {name: value for name, value in slots.items() if name in self._slots}

    def fired(self, stratum: str, sheet: dict[str, Any], findings: Findings) -> list[str]:
        environment, template = self._environments[stratum]
        slots = sheet
        if findings:
            known = ((key("finding", name), sure) for name, sure in findings.items())
            slots = {**sheet, **{flat: sure for flat, sure in known if flat in self._slots}}
        fact = template.assert_fact(**slots)
        held = [activation.name for activation in environment.activations()]
        fact.retract()
        return held


def _patterns(condition: Condition) -> Iterator[str]:
    """A pattern for each alternative of a condition, with one constraint a slot."""
    for alternative in _alternatives(condition, negated=False):
        tests: dict[str, list[str]] = {}
        plain: dict[str, str] = {}
        for slot, test, wanted, negated in alternative:
            tests.setdefault(slot, []).append(_clips_test(test, wanted, negated))
            if test == "is":
                plain[slot] = "&".join(f"~{code}" for code in wanted) if negated else "|".join(wanted)
        slots = []
        for number, (slot, found) in enumerate(tests.items()):
            asked = _clips_joined("and", found).replace("?x", f"?x{number}")
            single = slot in plain and len(found) == 1
            slots.append(f"({slot} {plain[slot] if single else f'?x{number}&:{asked}'})")
        yield " ".join(slots)


_Literal = tuple[str, str, Any, bool]
"""Flat name, operator, what is wanted, whether it is negated."""


def _alternatives(condition: Condition, negated: bool) -> list[list[_Literal]]:
    match condition:
        case conditions.Always():
            return [] if negated else [[]]
        case conditions.Not(part):
            return _alternatives(part, not negated)
        case conditions.All(parts) | conditions.AnyOf(parts):
            found = [_alternatives(part, negated) for part in parts]
            if isinstance(condition, conditions.All) is negated:
                return [one for part in found for one in part]
            return [list(itertools.chain(*chosen)) for chosen in itertools.product(*found)]
        case conditions.HasFinding(name, at_least):
            return [[(key("finding", name), "at_least", at_least, negated)]]
        case conditions.NoFinding(name):
            return [[(key("finding", name), "at_least", 1, not negated)]]
        case conditions.Test(subject, name, test, wanted):
            if test != "includes":
                return [[(key(subject, name), test, wanted, negated)]]
            codes = [(f"{key(subject, name)}.{code}", "is", ("yes",), negated) for code in wanted]
            return [codes] if negated else [[one] for one in codes]


def _clips_test(test: str, wanted: Any, negated: bool) -> str:
    if test == conditions.ANSWERED:
        return "(neq ?x nil)" if wanted is not negated else "(eq ?x nil)"
    if test == "is":
        asked = _clips_joined("or", [f"(eq ?x {code})" for code in wanted])
    else:
        asked = f"(and (numberp ?x) ({'>=' if test == 'at_least' else '<='} ?x {wanted}))"
    return f"(not {asked})" if negated else asked


def _clips_joined(word: str, tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else f"({word} {' '.join(tests)})"


MOST_RULES = 100
_numbers = itertools.count(1)


class PlainDurable:
    """durable_rules by its own documentation: rulesets of at most 100 rules, one message each.

    At 200 rules its stack of 64 waiting tests overflows.
    """

    name = "durable_rules, plain"

    def __init__(self, strata: Strata):
        from engine.inference.durable import _QuietHost

        self._held: list[str] = []
        self._rulesets: dict[str, list[str]] = {stratum: [] for stratum in strata}
        definitions: dict[str, Any] = {}
        for stratum, rules in strata.items():
            for start in range(0, len(rules), MOST_RULES):
                label = f"plain-{stratum}-{next(_numbers)}"
                self._rulesets[stratum].append(label)
                some = itertools.islice(rules.items(), start, start + MOST_RULES)
                definitions[label] = {"always": self._rule({"on": 1}, lambda context: None, 0)}
                for name, condition in some:
                    expression = {"$and": [{"on": 1}, _message_test(condition, negated=False)]}
                    definitions[label][name] = self._rule(expression, self._action(name), 1)
        self._host = _QuietHost(definitions)

    def _rule(self, expression: dict[str, Any], run: Callable[[Any], None], priority: int) -> dict[str, Any]:
        return {"all": [{"m": expression}], "pri": priority, "run": run}

    def _action(self, name: str) -> Callable[[Any], None]:
        return lambda context: self._held.append(name)

    def sheet(self, view: View) -> dict[str, Any]:
        message: dict[str, Any] = {"on": 1}
        for subject, values in (("question", view.answers), ("fact", view.facts)):
            for name, value in values.items():
                flat = key(subject, name)
                if isinstance(value, tuple):
                    message |= {f"{flat}.{code}": 1 for code in value}
                    message[flat] = 1
                else:
                    message[flat] = value if isinstance(value, int | float) else str(value)
        return message

    def fired(self, stratum: str, sheet: dict[str, Any], findings: Findings) -> list[str]:
        self._held.clear()
        found = {key("finding", name): sure for name, sure in findings.items()}
        for label in self._rulesets[stratum]:
            session = str(next(_numbers))
            self._host.assert_fact(label, {**sheet, **found, "sid": session})
            self._host.delete_state(label, session)
        return list(self._held)


def _message_test(condition: Condition, negated: bool) -> dict[str, Any]:
    match condition:
        case conditions.Always():
            return {"on": 0 if negated else 1}
        case conditions.Not(part):
            return _message_test(part, not negated)
        case conditions.All(parts) | conditions.AnyOf(parts):
            joined = "$and" if isinstance(condition, conditions.All) is not negated else "$or"
            return _several(joined, [_message_test(part, negated) for part in parts])
        case conditions.HasFinding(name, at_least):
            return _number_test(key("finding", name), "$gte", "$lt", at_least, negated)
        case conditions.NoFinding(name):
            return {"$ex" if negated else "$nex": {key("finding", name): 1}}
        case conditions.Test(subject, name, test, wanted):
            flat = key(subject, name)
            if test == conditions.ANSWERED:
                return {"$ex" if wanted is not negated else "$nex": {flat: 1}}
            if test == "at_least":
                return _number_test(flat, "$gte", "$lt", wanted, negated)
            if test == "at_most":
                return _number_test(flat, "$lte", "$gt", wanted, negated)
            if test == "includes":
                sign = "$nex" if negated else "$ex"
                codes = [{sign: {f"{flat}.{code}": 1}} for code in wanted]
                return _several("$and" if negated else "$or", codes)
            if not negated:
                return _several("$or", [{flat: code} for code in wanted])
            others = _several("$and", [{"$neq": {flat: code}} for code in wanted])
            return {"$or": [{"$nex": {flat: 1}}, others]}


def _several(joined: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return parts[0] if len(parts) == 1 else {joined: parts}


def _number_test(flat: str, holds: str, fails: str, wanted: float, negated: bool) -> dict[str, Any]:
    return {"$or": [{"$nex": {flat: 1}}, {fails: {flat: wanted}}]} if negated else {holds: {flat: wanted}}
