"""A condition as a phrase that a person can read."""

from __future__ import annotations

from collections.abc import Callable

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
