"""SMART, letter by letter, in words: what a goal has of each, and how to add what is missing.

No score, and the machine judges nothing: it sees only whether something was said. Whether a goal can be done
in the time is for the person to say; they get the numbers for it (`pace.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.goals.goal import DONE, NO, UNSURE, Goal, amount, with_sign
from engine.language import full_day, mark
from engine.language import gettext as _

NAMES: Mapping[str, str] = {
    "S": mark("Specific"),
    "M": mark("Measurable"),
    "A": mark("Achievable"),
    "R": mark("Relevant"),
    "T": mark("Time-bound"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of SMART for one goal."""

    sign: str
    name: str
    there: bool
    """The person has said what this letter asks for."""
    says: str
    """What is there, or what is missing and how to add it."""
    field: str
    """The field of the goal that fills it, or would."""
    ask: str = ""
    """A question that brings what is missing, to put to a manager; '' where it is there."""
    letter: str = ""
    """The id of a letter that asks for it."""


def letters(goal: Goal, today: datetime.date) -> tuple[Letter, ...]:
    """The five letters of a goal, in their order."""
    found = []
    for sign, read in _LETTERS.items():
        there, says, field = read(goal, today)
        ask, letter = ("", "") if there else _ASKED[sign, field]
        found.append(Letter(sign, _(NAMES[sign]), there, says, field, _(ask) if ask else "", letter))
    return tuple(found)


def missing(goal: Goal, today: datetime.date) -> tuple[Letter, ...]:
    """The letters that are still open."""
    return tuple(one for one in letters(goal, today) if not one.there)


def exact_words(goal: Goal) -> str:
    """The goal as one that can be checked, from what was said of it: `Nine are closed each day. Measured by
    tickets closed: from 5 to 9 a day. By 17 April 2026.` '' where nothing makes it more exact than its title.
    """
    parts = [_sentence(goal.what)] if goal.what else []
    if goal.counted == DONE and goal.proof:
        parts.append(_("Proof: %(proof)s", proof=_sentence(goal.proof)))
    elif goal.measure and goal.target is not None and goal.now is not None:
        now, target = with_sign(goal.now, goal.unit), amount(goal.target, goal.unit)
        from_to = _("from %(now)s to %(target)s", now=now, target=target)
        parts.append(_("Measured by %(measure)s: %(numbers)s.", measure=goal.measure, numbers=from_to))
    elif goal.measure and goal.target is not None:
        target = amount(goal.target, goal.unit)
        parts.append(_("Measured by %(measure)s: %(numbers)s.", measure=goal.measure, numbers=target))
    if parts and goal.by is not None:
        parts.append(_("By %(day)s.", day=full_day(goal.by)))
    return " ".join(parts)


def _sentence(text: str) -> str:
    return text if text[-1] in ".?!…" else f"{text}."


Told = tuple[bool, str, str]


def _specific(goal: Goal, _today: datetime.date) -> Told:
    if goal.what:
        return True, goal.what, "what"
    return False, _("Say what someone else would see when it is met."), "what"


def _measurable(goal: Goal, _today: datetime.date) -> Told:
    if goal.counted == DONE:
        if goal.proof:
            return True, _("It is met when this is there: %(proof)s", proof=goal.proof), "proof"
        return False, _("Say what would prove that it is done."), "proof"
    if not goal.measure:
        return False, _("Say how you’d count it."), "measure"
    if goal.target is None:
        return (
            False,
            _("You count “%(measure)s”. Say which number is asked for.", measure=goal.measure),
            "target",
        )
    if goal.first is None:
        return False, _("Say where “%(measure)s” stands now.", measure=goal.measure), "now"
    return True, _("It counts “%(measure)s”.", measure=goal.measure), "measure"


def _achievable(goal: Goal, _today: datetime.date) -> Told:
    if goal.possible == NO:
        says = _("You think the time or the help is too little. Bring the numbers to your next talk.")
        return False, says, "possible"
    if goal.possible == UNSURE:
        return (
            False,
            _("You are not sure yet. Look at the pace, and ask for what you need."),
            "possible",
        )
    if goal.possible:
        says = _("You think it can be done if this holds: %(needed)s", needed=goal.needed)
        return True, says if goal.needed else _("You think it can be done in the time."), "possible"
    return False, _("Only you can say. Look at the pace, then say what you think."), "possible"


def _relevant(goal: Goal, _today: datetime.date) -> Told:
    if goal.why:
        return True, goal.why, "why"
    return False, _("Say why it belongs to your job, or who agreed it."), "why"


def _time_bound(goal: Goal, today: datetime.date) -> Told:
    if goal.by is None:
        return False, _("Give the day by which it has to be met."), "by"
    if goal.by < today:
        return True, _("The day was %(day)s.", day=full_day(goal.by)), "by"
    return True, _("By %(day)s.", day=full_day(goal.by)), "by"


_LETTERS: Mapping[str, Callable[[Goal, datetime.date], Told]] = {
    "S": _specific,
    "M": _measurable,
    "A": _achievable,
    "R": _relevant,
    "T": _time_bound,
}
_ASKED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("S", "what"): (mark("What would you see in my work when this goal is met?"), "clarify_goals"),
    ("M", "measure"): (mark("How will you measure this, and where can I see it?"), "measure_questions"),
    ("M", "target"): (
        mark("Which number is asked for, and is it for each week or on average?"),
        "clarify_goals",
    ),
    ("M", "now"): (mark("Which number do you see for me today, and from which report?"), "measure_questions"),
    ("M", "proof"): (mark("What would show you that this is done?"), "clarify_goals"),
    ("A", "possible"): (mark("What help or time can I have, so that this can be done?"), "support_request"),
    ("R", "why"): (mark("Which part of my job does this goal belong to?"), "clarify_goals"),
    ("T", "by"): (mark("By which day does this have to be met?"), "clarify_goals"),
}
"""Letter and the field that is missing -> a question to ask, and the letter that asks it in writing."""
