"""The rule libraries that evaluate expressions: zen-engine, rule-engine, business-rules.

Each raises ImportError where it is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from itertools import compress
from typing import Any

from engine import conditions
from engine.bench.peers import Findings, Strata
from engine.conditions import Condition, View


def keys_of(strata: Strata) -> dict[str, tuple[str, str]]:
    """A flat name for each question (q_), fact (f_) and finding (n_) that rules read, and what it is for."""
    found = {}
    for rules in strata.values():
        for condition in rules.values():
            for subject in ("question", "fact", "finding"):
                for name in conditions.reads(condition, subject):
                    found[key(subject, name)] = (subject, name)
    return found


def key(subject: str, name: str) -> str:
    """The flat name of a question, fact or finding."""
    return {"question": "q_", "fact": "f_", "finding": "n_"}[subject] + name


class _Flat:
    """A sheet as one dictionary: None where there is no answer, 0 for a finding that is not there."""

    def __init__(self, strata: Strata):
        self._keys = {flat: place for flat, place in keys_of(strata).items() if place[0] != "finding"}
        self._no_findings = {flat: 0 for flat, place in keys_of(strata).items() if place[0] == "finding"}

    def sheet(self, view: View) -> dict[str, Any]:
        sheet: dict[str, Any] = {}
        for flat, (subject, name) in self._keys.items():
            value = (view.answers if subject == "question" else view.facts).get(name)
            sheet[flat] = list(value) if isinstance(value, tuple) else value
            if value is not None and not isinstance(value, str | int | float | tuple):
                sheet[flat] = str(value)
        return sheet

    def _with(self, sheet: dict[str, Any], findings: Findings) -> dict[str, Any]:
        found = {key("finding", name): sure for name, sure in findings.items()}
        return {**sheet, **self._no_findings, **found}


def expression(condition: Condition, words: Mapping[str, str]) -> str:
    """A condition in an expression language: `words` has true, and, or, not and how to ask for a code."""
    match condition:
        case conditions.Always():
            return words["true"]
        case conditions.All(parts):
            return "(" + f" {words['and']} ".join(expression(part, words) for part in parts) + ")"
        case conditions.AnyOf(parts):
            return "(" + f" {words['or']} ".join(expression(part, words) for part in parts) + ")"
        case conditions.Not(part):
            return f"{words['not']}({expression(part, words)})"
        case conditions.HasFinding(name, at_least):
            return f"{key('finding', name)} >= {at_least}"
        case conditions.NoFinding(name):
            return f"{key('finding', name)} == 0"
        case conditions.Test(subject, name, test, wanted):
            flat = key(subject, name)
            if test == conditions.ANSWERED:
                return f"{flat} {'!=' if wanted else '=='} null"
            if test in ("at_least", "at_most"):
                sign = ">=" if test == "at_least" else "<="
                return f"({flat} != null {words['and']} {flat} {sign} {wanted})"
            if test == "is":
                codes = ", ".join(f"'{code}'" for code in wanted)
                return f"{flat} == {codes}" if len(wanted) == 1 else f"{flat} in [{codes}]"
            asked = f" {words['or']} ".join(words["code"].format(flat=flat, code=code) for code in wanted)
            return f"({flat} != null {words['and']} ({asked}))"


class Zen(_Flat):
    """GoRules ZEN: one compiled expression a stratum, a list with a true or false for each rule.

    Of its ways (a decision with an expression node, from a loader or not, an expression a rule, one list)
    this is the fastest by far.
    """

    name = "zen-engine"
    WORDS: Mapping[str, str] = {
        "true": "true",
        "and": "and",
        "or": "or",
        "not": "not ",
        "code": "contains({flat}, '{code}')",
    }

    def __init__(self, strata: Strata):
        super().__init__(strata)
        compile_expression = import_module("zen").compile_expression
        self._names = {stratum: list(rules) for stratum, rules in strata.items()}
        self._lists = {
            stratum: compile_expression(
                "[" + ", ".join(expression(condition, self.WORDS) for condition in rules.values()) + "]"
            )
            for stratum, rules in strata.items()
        }

    def fired(self, stratum: str, sheet: dict[str, Any], findings: Findings) -> list[str]:
        context = sheet if stratum == "diagnosis" else self._with(sheet, findings)
        return list(compress(self._names[stratum], self._lists[stratum].evaluate(context)))


class RuleEngine(_Flat):
    """rule-engine: a compiled Rule each, matched one by one."""

    name = "rule-engine"
    WORDS: Mapping[str, str] = {
        "true": "true",
        "and": "and",
        "or": "or",
        "not": "not ",
        "code": "'{code}' in {flat}",
    }

    def __init__(self, strata: Strata):
        super().__init__(strata)
        library = import_module("rule_engine")
        context = library.Context(default_value=None)
        self._rules = {
            stratum: [
                (name, library.Rule(expression(condition, self.WORDS), context=context))
                for name, condition in rules.items()
            ]
            for stratum, rules in strata.items()
        }

    def fired(self, stratum: str, sheet: dict[str, Any], findings: Findings) -> list[str]:
        thing = sheet if stratum == "diagnosis" else self._with(sheet, findings)
        return [name for name, rule in self._rules[stratum] if rule.matches(thing)]


class BusinessRules(_Flat):
    """business-rules: conditions as dictionaries, a variable for each question."""

    name = "business-rules"

    def __init__(self, strata: Strata):
        super().__init__(strata)
        self._library = import_module("business_rules")
        self._actions = _actions()
        self._variables = _variables(keys_of(strata))
        self._rules = {
            stratum: [
                {
                    "conditions": _dictionary(condition, negated=False),
                    "actions": [{"name": "hold", "params": {"rule": name}}],
                }
                for name, condition in rules.items()
            ]
            for stratum, rules in strata.items()
        }

    def fired(self, stratum: str, sheet: dict[str, Any], findings: Findings) -> list[str]:
        values = sheet if stratum == "diagnosis" else self._with(sheet, findings)
        actions = self._actions()
        self._library.run_all(self._rules[stratum], self._variables(values), actions)
        held: list[str] = actions.held
        return held


def _actions() -> Any:
    base = import_module("business_rules.actions")
    fields = import_module("business_rules.fields")

    class Actions(base.BaseActions):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            self.held: list[str] = []

        @base.rule_action(params={"rule": fields.FIELD_TEXT})  # type: ignore[untyped-decorator]
        def hold(self, rule: str) -> None:
            self.held.append(rule)

    return Actions


def _variables(keys: Mapping[str, tuple[str, str]]) -> Any:
    """A class with a text, a list, a number and a yes-or-no variable for each key, whichever rules ask."""
    module = import_module("business_rules.variables")

    class Variables(module.BaseVariables):  # type: ignore[misc,name-defined]
        def __init__(self, values: Mapping[str, Any]):
            self.values = values

    def add(flat: str) -> None:
        def text(self: Any) -> Any:
            return self.values[flat] or ""

        def several(self: Any) -> Any:
            value = self.values[flat]
            return value if isinstance(value, list) else [value]

        def number(self: Any) -> Any:
            value = self.values[flat]
            return value if isinstance(value, int | float) else 0

        def there(self: Any) -> bool:
            return self.values[flat] is not None

        setattr(Variables, flat, module.string_rule_variable()(text))
        setattr(Variables, flat + "_list", module.select_multiple_rule_variable()(several))
        setattr(Variables, flat + "_number", module.numeric_rule_variable()(number))
        setattr(Variables, flat + "_there", module.boolean_rule_variable()(there))

    Variables.always = module.boolean_rule_variable()(lambda self: True)
    for flat in keys:
        add(flat)
    return Variables


def _dictionary(condition: Condition, negated: bool) -> dict[str, Any]:
    """A condition as business-rules takes it: it has no negation, so that is pushed down to the tests."""
    match condition:
        case conditions.Always():
            return _asks("always", "is_false" if negated else "is_true", None)
        case conditions.Not(part):
            return _dictionary(part, not negated)
        case conditions.All(parts) | conditions.AnyOf(parts):
            joined = "all" if isinstance(condition, conditions.All) is not negated else "any"
            return {joined: [_dictionary(part, negated) for part in parts]}
        case conditions.HasFinding(name, at_least):
            test = "less_than" if negated else "greater_than_or_equal_to"
            return _asks(key("finding", name) + "_number", test, at_least)
        case conditions.NoFinding(name):
            return _dictionary(conditions.HasFinding(name), not negated)
        case conditions.Test(subject, name, test, wanted):
            flat = key(subject, name)
            if test == conditions.ANSWERED:
                return _asks(flat + "_there", "is_true" if wanted is not negated else "is_false", None)
            if test in ("at_least", "at_most"):
                tests = ["greater_than_or_equal_to", "less_than_or_equal_to", "less_than", "greater_than"]
                compared = _asks(flat + "_number", tests[(test == "at_most") + 2 * negated], wanted)
                there = _asks(flat + "_there", "is_false" if negated else "is_true", None)
                return {"any" if negated else "all": [there, compared]}
            if test == "is" and len(wanted) == 1 and not negated:
                return _asks(flat, "equal_to", wanted[0])
            shares = "shares_no_elements_with" if negated else "shares_at_least_one_element_with"
            return _asks(flat + "_list", shares, list(wanted))


def _asks(name: str, test: str, value: Any) -> dict[str, Any]:
    return {"name": name, "operator": test, "value": value}
