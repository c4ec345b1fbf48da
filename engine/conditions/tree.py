"""The tree that a condition is read into, its operators, and the plain data it came from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.language import mark

Value = str | int | float | tuple[str, ...] | datetime.date
"""An answer or a fact: an option's code, a number, the codes of a multi-choice question, a text or a date."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One row of the operator table. `test` takes the answer and the wanted value, both present."""

    name: str
    test: Callable[[Any, Any], bool]
    kinds: frozenset[str]
    words: str
    """A sentence of `name` and `value`."""


OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in (
        Operator(
            "is",
            lambda given, wanted: given in wanted,
            frozenset({"single", "choice"}),
            mark("“%(name)s” is %(value)s"),
        ),
        Operator(
            "at_least",
            lambda given, wanted: given >= wanted,
            frozenset({"number", "scale"}),
            mark("“%(name)s” is %(value)s or more"),
        ),
        Operator(
            "at_most",
            lambda given, wanted: given <= wanted,
            frozenset({"number", "scale"}),
            mark("“%(name)s” is %(value)s or less"),
        ),
        Operator(
            "includes",
            lambda given, wanted: any(one in given for one in wanted),
            frozenset({"multi"}),
            mark("“%(name)s” includes %(value)s"),
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
