"""Answers as words: how a value reads in a sentence and in a list of answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from engine.conditions import Value
from engine.language import current, full_day, listed, number
from engine.language import gettext as _
from engine.schema import Question

PERCENT = "%"


def label(question: Question, code: str) -> str:
    """The label of an option, or the code itself where the option is gone."""
    option = question.option(code)
    return option.label if option else code


def in_words(question: Question | None, value: Value) -> str:
    """An answer as shown to the person: labels for codes, the label of a point for a scale."""
    if isinstance(value, datetime.date):
        return full_day(value)
    if isinstance(value, tuple):
        return listed(label(question, code) if question else code for code in value)
    if isinstance(value, int | float):
        if question is not None and question.type == "scale":
            return question.labels[int(value - (question.min or 0))]
        if question is not None and question.unit:
            return _("%(number)s %(unit)s", number=number(value), unit=question.unit)
        return number(value)
    return label(question, value) if question is not None and question.type == "single" else value


def in_text(question: Question | None, value: Value) -> str | None:
    """An answer inside a sentence, or None where it has no words there.

    Numbers stand bare. Of options their `in_sentence` stands, else the label; English labels begin in lower
    case, so one that begins with a name needs `in_sentence`.
    """
    if isinstance(value, int | float):
        return number(value)
    if question is None or question.type not in ("single", "multi") or isinstance(value, datetime.date):
        return in_words(question, value)
    codes = value if isinstance(value, tuple) else (value,)
    return listed(filter(None, (_inside(question, code) for code in codes)), in_sentence=True) or None


def with_percent(name: str, words: str, answers: Mapping[str, object]) -> str:
    """The words of a measure's number with the sign of percent, where that was answered as its unit: a number
    often stands without the unit, as in `from 70% to 95%`.
    """
    measure, _under, part = name.rpartition("_")
    percent = part in ("now", "target") and answers.get(f"{measure}_unit") == PERCENT
    return _("%(number)s%%", number=words) if percent else words


def _inside(question: Question, code: str) -> str:
    option = question.option(code)
    if option is not None and option.in_sentence is not None:
        return option.in_sentence
    words = label(question, code)
    first = words.partition(" ")[0]
    keeps_its_capital = first == "I" or any(letter.isupper() for letter in first[1:])  # as in HR
    return words if keeps_its_capital or not current().english else words[:1].lower() + words[1:]
