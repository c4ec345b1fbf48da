"""Answers as words: how a value reads in a sentence and in a list of answers."""

from __future__ import annotations

import datetime

from engine.conditions import Value
from engine.schema import Question

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_in_words(day: datetime.date) -> str:
    """`30 November 2026`, the same on every platform."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_in_words(value: float) -> str:
    """`3`, `2.5`, `12,000`: no trailing zeros, thousands parted."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def label(question: Question, code: str) -> str:
    """The label of an option, or the code itself where the option is gone."""
    option = question.option(code)
    return option.label if option else code


def in_words(question: Question | None, value: Value) -> str:
    """An answer as shown to the person: labels for codes, the label of a point for a scale."""
    if isinstance(value, datetime.date):
        return day_in_words(value)
    if isinstance(value, tuple):
        return ", ".join(label(question, code) if question else code for code in value)
    if isinstance(value, int | float):
        if question is not None and question.type == "scale":
            return question.labels[int(value - (question.min or 0))]
        number = number_in_words(value)
        return f"{number} {question.unit}" if question is not None and question.unit else number
    return label(question, value) if question is not None and question.type == "single" else value


def in_text(question: Question | None, value: Value) -> str:
    """An answer inside a sentence: labels begin in lower case, numbers stand bare."""
    if isinstance(value, int | float):
        return number_in_words(value)
    words = in_words(question, value)
    chosen = question is not None and question.type in ("single", "multi")
    return words[:1].lower() + words[1:] if chosen else words
