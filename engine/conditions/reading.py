"""Reading a condition from data: every mistake with its path, and the JSON Schema of what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.conditions.tree import (
    ANSWERED,
    OPERATORS,
    All,
    Always,
    AnyOf,
    Condition,
    HasFinding,
    NoFinding,
    Not,
    Test,
)
from engine.errors import Mistake, list_of, nearest
from engine.language import gettext as _


class ConditionError(ValueError):
    """A condition that can't be read. `mistakes` are (path below the condition, `Mistake` without a
    place).
    """

    def __init__(self, mistakes: list[tuple[tuple[str | int, ...], Mistake]]):
        self.mistakes = mistakes
        super().__init__("; ".join(str(mistake) for _, mistake in mistakes))


LARGEST_THRESHOLD = 10**12


def is_threshold(wanted: object) -> bool:
    """Whether every evaluator can compare with this number exactly: it is written out, with no exponent."""
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return False
    return abs(wanted) <= LARGEST_THRESHOLD and wanted == round(wanted, 3)


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
        mistakes.append(
            (path, Mistake("", _("%(given)s is not a condition", given=repr(data)), accepted=SHAPES))
        )
        return Always()
    for name, read in _READERS.items():
        if name in data:
            return read(data, path, mistakes)
    unknown = str(next(iter(data)))
    mistakes.append(
        (
            (*path, unknown),
            Mistake(
                "",
                _("'%(name)s' begins no condition", name=unknown),
                accepted=SHAPES,
                nearest=nearest(unknown, _READERS),
            ),
        )
    )
    return Always()


def _only(data: Mapping[str, Any], allowed: set[str], path: _Path, mistakes: _Mistakes) -> None:
    for key in data:
        if key not in allowed:
            mistake = Mistake(
                "",
                _("'%(name)s' has no place here", name=key),
                accepted=list_of(sorted(allowed)),
                nearest=nearest(str(key), allowed),
            )
            mistakes.append(((*path, str(key)), mistake))


def _parts(name: str, data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> tuple[Condition, ...]:
    _only(data, {name}, path, mistakes)
    parts = data[name]
    if not isinstance(parts, list | tuple) or not parts:
        mistakes.append(
            ((*path, name), Mistake("", _("'%(name)s' needs a list of at least one condition", name=name)))
        )
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
        mistakes.append(((*path, key), Mistake("", _("%(given)s is not an id", given=repr(name)))))
        return ""
    return name


def _read_test(subject: str) -> Callable[[Mapping[str, Any], _Path, _Mistakes], Condition]:
    def read(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
        name = _name(data, subject, path, mistakes)
        operators = [key for key in data if key != subject]
        accepted = list_of([*OPERATORS, ANSWERED])
        if len(operators) != 1:
            mistakes.append(
                (
                    path,
                    Mistake(
                        "", _("a test of '%(name)s' needs exactly one operator", name=name), accepted=accepted
                    ),
                )
            )
            return Always()
        operator = str(operators[0])
        wanted = data[operator]
        if operator == ANSWERED:
            if not isinstance(wanted, bool):
                mistakes.append(
                    ((*path, operator), Mistake("", _("%(given)s is not true or false", given=repr(wanted))))
                )
            return Test(subject, name, ANSWERED, wanted)
        if operator not in OPERATORS:
            near = nearest(operator, [*OPERATORS, ANSWERED])
            mistakes.append(
                (
                    (*path, operator),
                    Mistake(
                        "", _("'%(name)s' is not an operator", name=operator), accepted=accepted, nearest=near
                    ),
                )
            )
            return Always()
        if operator in ("at_least", "at_most"):
            if not is_threshold(wanted):
                accepted = _("a number with at most three decimals")
                mistakes.append(
                    (
                        (*path, operator),
                        Mistake("", _("%(given)s can't be compared with", given=repr(wanted)), "", accepted),
                    )
                )
            return Test(subject, name, operator, wanted)
        codes = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
        if not codes or not all(isinstance(code, str) for code in codes):
            mistakes.append(
                (
                    (*path, operator),
                    Mistake("", _("%(given)s is not a code or a list of codes", given=repr(wanted))),
                )
            )
            return Always()
        return Test(subject, name, operator, codes)

    return read


def _read_finding(data: Mapping[str, Any], path: _Path, mistakes: _Mistakes) -> Condition:
    _only(data, {"finding", "at_least"}, path, mistakes)
    least = data.get("at_least", 1)
    if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= 100:
        mistakes.append(
            (
                (*path, "at_least"),
                Mistake("", _("%(given)s is not a whole number from 1 to 100", given=repr(least))),
            )
        )
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
