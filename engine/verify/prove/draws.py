"""Sheets drawn at random through the questionnaire's own branching, the same ones in every run."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from engine import conditions
from engine.answers import READERS, counts_as_unanswered
from engine.conditions import Value
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question
from engine.verify.prove.dates import TODAY
from engine.verify.prove.search import Raw
from engine.verify.prove.space import A_TEXT

SHARES = (0.1, 0.3, 0.6, 0.9, 1.0)
"""How many of the open questions are answered, by turns."""


def sheets(knowledge: KnowledgeBase, count: int, seed: int = 0) -> Iterator[Raw]:
    """So many valid sheets; another seed gives others."""
    chance = random.Random(seed)  # noqa: S311 (the same sheets each time, no secret)
    for number in range(count):
        yield _sheet(knowledge, chance, SHARES[number % len(SHARES)])


def _sheet(knowledge: KnowledgeBase, chance: random.Random, share: float) -> Raw:
    raw: Raw = {}
    answers: dict[str, Value] = {}
    view = conditions.View(answers)
    for name, question in knowledge.questions.items():
        opened = question.depends is None or conditions.confidence(question.depends, view) is not None
        if not opened or chance.random() > share:
            continue
        raw[name] = any_value(question, chance)
        read = READERS[question.type](question, raw[name])
        if not counts_as_unanswered(read):
            answers[name] = read
    if raw.get("plan_start", "") > raw.get("plan_end", "9"):
        raw["plan_start"], raw["plan_end"] = raw["plan_end"], raw["plan_start"]
    return raw


def any_value(question: Question, chance: random.Random) -> str | list[str] | int:
    """A value that the question takes, each as likely as another."""
    codes = [one.value for one in question.options]
    match question.type:
        case "single":
            return chance.choice(codes)
        case "multi":
            alone = [one.value for one in question.options if one.exclusive]
            if alone and chance.random() < 0.2:
                return [chance.choice(alone)]
            others = [code for code in codes if code not in alone]
            return chance.sample(others, min(len(others), chance.randint(0, 4)))
        case "scale" | "number":
            low, high = int(question.min or 0), int(question.max or 0)
            return chance.randint(low, min(high, low + chance.choice((3, 20, 100, 400))))
        case "date":
            return (TODAY + datetime.timedelta(chance.randint(-100, 100))).isoformat()
    return A_TEXT
