"""Looking into answers of one kind, without asking each time whether they are there."""

from __future__ import annotations

from collections.abc import Mapping

from engine.conditions import Value

Answers = Mapping[str, Value]


def many(answers: Answers, question: str) -> frozenset[str]:
    value = answers.get(question, ())
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def number(answers: Answers, question: str) -> float | None:
    value = answers.get(question)
    return value if isinstance(value, int | float) else None


def yes_or_no(true: bool) -> str:
    return "yes" if true else "no"
