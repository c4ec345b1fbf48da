"""Conditions: the one language of rules, `depends` and the questionnaire's JSON.

A condition is data. `parse` reads it into a small tree, `confidence` says whether it is true and how
sure, `in_words` says it to a person, and every evaluator compiles the same tree. The operators stand in
one table.
Missing answers make every test false but `answered`; `not` negates whatever is under it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.errors import Mistake, list_of, nearest

Value = str | int | float | tuple[str, ...] | datetime.date
"""An answer or a fact: an option's code, a number, the codes of a multi-choice question, a text or a date."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One row of the operator table. `test` takes the answer and the wanted value, both present."""

    name: str
    test: Callable[[Any, Any], bool]
    kinds: frozenset[str]
    words: str


OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in (
        Operator("is", lambda given, wanted: given in wanted, frozenset({"single", "choice"}), "is {}"),
        Operator(
            "at_least", lambda given, wanted: given >= wanted, frozenset({"number", "scale"}), "is {} or more"
        ),
        Operator(
            "at_most", lambda given, wanted: given <= wanted, frozenset({"number", "scale"}), "is {} or less"
        ),
        Operator(
            "includes",
            lambda given, wanted: any(one in given for one in wanted),
            frozenset({"multi"}),
            "includes {}",
        ),
    )
}
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Always:
    """True on every sheet: the foundation."""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one answer (`subject` "question") or of one derived fact (`subject` "fact").

    `wanted` is a tuple of codes for `is` and `includes`, a number for `at_least` and `at_most`,
    True or False for `answered`.
    """

    subject: str
    name: str
    operator: str
    wanted: Any


@dataclass(frozen=True, slots=True)
class HasFinding:
    """The finding is there with at least this confidence (1-100)."""

    name: str
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class NoFinding:
    name: str


Condition = Always | All | AnyOf | Not | Test | HasFinding | NoFinding


class HasWhen(Protocol):
    """Whatever holds under a condition: a rule of any stratum."""

    @property
    def when(self) -> Condition: ...


@dataclass(frozen=True, slots=True)
class View:
    """What a condition can see: known answers, derived facts, and findings with their confidence."""

    answers: Mapping[str, Value]
    facts: Mapping[str, Value] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)


class ConditionError(ValueError):
    """A condition that can't be read. `mistakes` are (path below the condition, `Mistake` without a
    place).
    """

    def __init__(self, mistakes: list[tuple[tuple[str | int, ...], Mistake]]):
        self.mistakes = mistakes
        super().__init__("; ".join(str(mistake) for _, mistake in mistakes))


SHAPES = "always, all, any, not, question, fact, finding, no_finding"


def parse(data: object) -> Condition:
    """A condition tree from plain data; raises ConditionError with every mistake and its path."""
    mistakes: list[tuple[tuple[str | int, ...], Mistake]] = []
    tree = _parse(data, (), mistakes)
    if mistakes:
        raise ConditionError(mistakes)
    return tree


_Path = tuple[str | int, ...]
_Mistakes = list[tuple[_Path, Mistake]]


def _parse(data: object, path: _Path, mistakes: _Mistakes) -> Condition:
    if data == "always":
        return Always()
    if not isinstance(data, Mapping) or not data:
        mistakes.append((path, Mistake("", f"{data!r} is not a condition", accepted=SHAPES)))
        return Always()
    for name, read in _READERS.items():
        if name in data:
            return read(data, path, mistakes)
    unknown = str(next(iter(data)))
    mistakes.append(
        (
            (*path, unknown),
            Mistake(
                "", f"'{unknown}' begins no condition", accepted=SHAPES, nearest=nearest(unknown, _READERS)
            ),
        )
    )
    return Always()


def _only(data: Mapping[str, Any], allowed: set[str], path: _Path, mistakes: _Mistakes) -> None:
    for key in data:
        if key not in allowed:
            mistake = Mistake(
                "",
                f"'{key}' has no place here",
                accepted=list_of(sorted(allowed)),
                nearest=nearest(str(key), allowed),
            )
            mistakes.append(((*path, str(key)), mistake))


def _parts(name: str, data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> tuple[Condition, ...]:
    _only(data, {name}, path, mistakes)
    parts = data[name]
    if not isinstance(parts, list | tuple) or not parts:
        mistakes.append(((*path, name), Mistake("", f"'{name}' needs a list of at least one condition")))
        return ()
    return tuple(_parse(part, (*path, name, index), mistakes) for index, part in enumerate(parts))


def _read_all(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    return All(_parts("all", data, path, mistakes))


def _read_any(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    return AnyOf(_parts("any", data, path, mistakes))


def _read_not(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    _only(data, {"not"}, path, mistakes)
    return Not(_parse(data["not"], (*path, "not"), mistakes))


def _name(data: Mapping[str, Any], key: str, path: _Path, mistakes: _Mistakes) -> str:
    name = data[key]
    if not isinstance(name, str) or not name:
        mistakes.append(((*path, key), Mistake("", f"{name!r} is not an id")))
        return ""
    return name


def _read_test(subject: str) -> Callable[[Mapping[str, Any], _Path, _Mistakes], Condition]:
    def read(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
        name = _name(data, subject, path, mistakes)
        operators = [key for key in data if key != subject]
        accepted = list_of([*OPERATORS, ANSWERED])
        if len(operators) != 1:
            mistakes.append(
                (path, Mistake("", f"a test of '{name}' needs exactly one operator", accepted=accepted))
            )
            return Always()
        operator = str(operators[0])
        wanted = data[operator]
        if operator == ANSWERED:
            if not isinstance(wanted, bool):
                mistakes.append(((*path, operator), Mistake("", f"{wanted!r} is not true or false")))
            return Test(subject, name, ANSWERED, wanted)
        if operator not in OPERATORS:
            near = nearest(operator, [*OPERATORS, ANSWERED])
            mistakes.append(
                (
                    (*path, operator),
                    Mistake("", f"'{operator}' is not an operator", accepted=accepted, nearest=near),
                )
            )
            return Always()
        if operator in ("at_least", "at_most"):
            if isinstance(wanted, bool) or not isinstance(wanted, int | float):
                mistakes.append(((*path, operator), Mistake("", f"{wanted!r} is not a number")))
            return Test(subject, name, operator, wanted)
        codes = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
        if not codes or not all(isinstance(code, str) for code in codes):
            mistakes.append(((*path, operator), Mistake("", f"{wanted!r} is not a code or a list of codes")))
            return Always()
        return Test(subject, name, operator, codes)

    return read


def _read_finding(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    _only(data, {"finding", "at_least"}, path, mistakes)
    least = data.get("at_least", 1)
    if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= 100:
        mistakes.append(((*path, "at_least"), Mistake("", f"{least!r} is not a whole number from 1 to 100")))
        least = 1
    return HasFinding(_name(data, "finding", path, mistakes), least)


def _read_no_finding(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    _only(data, {"no_finding"}, path, mistakes)
    return NoFinding(_name(data, "no_finding", path, mistakes))


_READERS: Mapping[str, Callable[[Mapping[str, Any], _Path, _Mistakes], Condition]] = {
    "all": _read_all,
    "any": _read_any,
    "not": _read_not,
    "question": _read_test("question"),
    "fact": _read_test("fact"),
    "finding": _read_finding,
    "no_finding": _read_no_finding,
}


def to_data(condition: Condition) -> Any:
    """The plain data that `parse` reads back into an equal tree: the shape of the questionnaire's JSON."""
    match condition:
        case Always():
            return "always"
        case All(parts):
            return {"all": [to_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_data(part) for part in parts]}
        case Not(part):
            return {"not": to_data(part)}
        case Test(subject, name, operator, wanted):
            plain = wanted
            if isinstance(wanted, tuple):
                plain = wanted[0] if len(wanted) == 1 else list(wanted)
            return {subject: name, operator: plain}
        case HasFinding(name, at_least):
            return {"finding": name} if at_least == 1 else {"finding": name, "at_least": at_least}
        case NoFinding(name):
            return {"no_finding": name}


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything under it, outermost first."""
    yield condition
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)


def reads(condition: Condition, subject: str) -> frozenset[str]:
    """The names of one subject ("question", "fact" or "finding") that the condition looks at."""
    names: set[str] = set()
    for part in walk(condition):
        match part:
            case Test(kind, name) if kind == subject:
                names.add(name)
            case HasFinding(name) | NoFinding(name) if subject == "finding":
                names.add(name)
    return frozenset(names)


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


def in_words(
    condition: Condition, names: Callable[[str, str], str], codes: Callable[[str, str, str], str]
) -> str:
    """The condition as a phrase: `names(subject, id)` gives a wording, `codes(subject, id, code)` a label."""

    def say(part: Condition) -> str:
        match part:
            case Always():
                return "for everyone"
            case All(parts):
                return " and ".join(_bracketed(inner) for inner in parts)
            case AnyOf(parts):
                return " or ".join(_bracketed(inner) for inner in parts)
            case Not(inner):
                return f"not ({say(inner)})"
            case Test(subject, name, operator, wanted) if operator == ANSWERED:
                return f"“{names(subject, name)}” {'was' if wanted else 'was not'} answered"
            case Test(subject, name, operator, wanted):
                value = (
                    " or ".join(f"“{codes(subject, name, code)}”" for code in wanted)
                    if isinstance(wanted, tuple)
                    else str(wanted)
                )
                return f"“{names(subject, name)}” {OPERATORS[operator].words.format(value)}"
            case HasFinding(name, at_least):
                sure = f" (at least {at_least} of 100 sure)" if at_least > 1 else ""
                return f"“{names('finding', name)}” was found{sure}"
            case NoFinding(name):
                return f"“{names('finding', name)}” was not found"

    def _bracketed(part: Condition) -> str:
        return f"({say(part)})" if isinstance(part, All | AnyOf) else say(part)

    return say(condition)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a condition, to stand under `$defs/condition`."""
    here = {"$ref": "#/$defs/condition"}
    code = {"type": "string"}
    codes = {"anyOf": [code, {"type": "array", "items": code, "minItems": 1}]}

    def shape(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {**required, **(optional or {})},
            "required": list(required),
            "additionalProperties": False,
        }

    tests = []
    for subject in ("question", "fact"):
        for operator in OPERATORS:
            wanted = {"type": "number"} if operator in ("at_least", "at_most") else codes
            tests.append(shape({subject: code, operator: wanted}))
        tests.append(shape({subject: code, ANSWERED: {"type": "boolean"}}))
    some = {"type": "array", "items": here, "minItems": 1}
    return {
        "anyOf": [
            {"const": "always"},
            shape({"all": some}),
            shape({"any": some}),
            shape({"not": here}),
            *tests,
            shape({"finding": code}, {"at_least": {"type": "integer", "minimum": 1, "maximum": 100}}),
            shape({"no_finding": code}),
        ]
    }
