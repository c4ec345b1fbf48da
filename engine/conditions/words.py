"""A condition as a phrase that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
from engine.language import gettext as _
from engine.language import mark

_OR = mark("%(one)s or %(other)s")


def _joined(pair: str, parts: Sequence[str]) -> str:
    """The parts strung together by a sentence of two, `%(one)s and %(other)s`."""
    joined = parts[0]
    for part in parts[1:]:
        joined = _(pair, one=joined, other=part)
    return joined


def in_words(
    condition: Condition, names: Callable[[str, str], str], codes: Callable[[str, str, str], str]
) -> str:
    """The condition as a phrase: `names(subject, id)` gives a wording, `codes(subject, id, code)` a label."""

    def say(part: Condition) -> str:
        match part:
            case Always():
                return _("for everyone")
            case All(parts):
                return _joined(mark("%(one)s and %(other)s"), [_bracketed(inner) for inner in parts])
            case AnyOf(parts):
                return _joined(_OR, [_bracketed(inner) for inner in parts])
            case Not(inner):
                return _("not (%(condition)s)", condition=say(inner))
            case Test(subject, name, operator, wanted) if operator == ANSWERED:
                if wanted:
                    return _("“%(name)s” was answered", name=names(subject, name))
                return _("“%(name)s” was not answered", name=names(subject, name))
            case Test(subject, name, operator, wanted):
                value = str(wanted)
                if isinstance(wanted, tuple):
                    value = _joined(
                        _OR, [_("“%(text)s”", text=codes(subject, name, code)) for code in wanted]
                    )
                return _(OPERATORS[operator].words, name=names(subject, name), value=value)
            case HasFinding(name, at_least):
                found = names("finding", name)
                if at_least > 1:
                    return _("“%(name)s” was found (at least %(n)s of 100 sure)", name=found, n=at_least)
                return _("“%(name)s” was found", name=found)
            case NoFinding(name):
                return _("“%(name)s” was not found", name=names("finding", name))

    def _bracketed(part: Condition) -> str:
        return f"({say(part)})" if isinstance(part, All | AnyOf) else say(part)

    return say(condition)
