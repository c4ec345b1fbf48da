"""Sheets as people may answer: seeded draws whose shares stand in people.yml for anyone to question.

Nobody has counted how people on a plan answer, so every share is our own proposal (docs/depth.md says so).
They keep what drawing at random loses: most people have no protected event behind them, dates fit the stage,
a target lies above the number of today, one person gets much further through the questions than another.
Questions that people.yml does not name are drawn evenly, so a new question counts from its first day.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine import conditions, yaml_files
from engine.answers import READERS, counts_as_unanswered
from engine.calendar import last_of
from engine.conditions import Value
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question
from engine.verify.prove.dates import TODAY
from engine.verify.prove.draws import any_value
from engine.verify.prove.search import Raw


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the questions: how many in a hundred take it, and what share of them it answers."""

    people: int
    quick: float
    others: float


WAYS = (Way(60, 0.95, 0.85), Way(25, 0.95, 0.05), Way(15, 0.4, 0.1))
"""All the way; the quick path; a few answers on a bad day."""
WHOLE_WAY = Way(100, 1.0, 1.0)
"""Everything that is asked is answered."""

SHARES = Path(__file__).with_name("people.yml")
OF_AN_OTHER = 8
"""The share of an option that people.yml does not name yet."""

HOURS = (0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 8, 10)
LENGTHS = (14, 30, 30, 30, 30, 45, 60, 60, 60, 60, 90, 90, 90)
GONE = {"just_received": (0, 7), "under_way": (8, 75), "near_end": (76, 97), "extended": (60, 95)}
"""Of a plan's days so many per cent are gone; for `just_received` so many days."""
MEASURES = (
    ("calls a week", "calls", 34, 40),
    ("tickets closed", "a week", 12, 18),
    ("reports on time", "of 20", 14, 19),
)
GOALS = ("send every report on the agreed day", "answer customers within a day", "reach the sales target")
SKILLS = ("spreadsheets", "the new case system", "test writing", "data queries", "talks to groups")


@cache
def _shares() -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Kind of question (single, multi) -> question -> option -> how many of a hundred choose it."""
    shares: dict[str, dict[str, dict[str, int]]] = yaml_files.parse(SHARES.read_text("utf-8"), SHARES.name)
    return shares


def as_people_answer(
    knowledge: KnowledgeBase, count: int, seed: int = 0, ways: Sequence[Way] = WAYS
) -> Iterator[Raw]:
    """So many valid sheets, the same ones for the same seed; another seed gives others."""
    chance = random.Random(seed)  # noqa: S311 (the same sheets each time, no secret)
    for _ in range(count):
        yield _Person(chance, ways).sheet(knowledge)


class _Person:
    """Whose answers fit one another: the way through the questions, the dates, the first measure."""

    def __init__(self, chance: random.Random, ways: Sequence[Way]) -> None:
        self.chance = chance
        self.way: Way = chance.choices(ways, [one.people for one in ways])[0]
        self.length = chance.choice(LENGTHS)
        self.measure = chance.choice(MEASURES)
        self.skills = chance.sample(SKILLS, 3)
        self.answers: dict[str, Value] = {}

    def sheet(self, knowledge: KnowledgeBase) -> Raw:
        raw: Raw = {}
        view = conditions.View(self.answers)
        for name, question in knowledge.questions.items():
            opened = question.depends is None or conditions.confidence(question.depends, view) is not None
            share = self.way.quick if question.quick else self.way.others
            if not opened or self.chance.random() > share:
                continue
            value = self._value(question)
            if value is None:
                continue
            raw[name] = value
            read = READERS[question.type](question, value)
            if not counts_as_unanswered(read):
                self.answers[name] = read
        return raw

    def _value(self, question: Question) -> str | list[str] | int | None:
        name, chance = question.id, self.chance
        if question.type == "date":
            return self._date(name)
        if name == "main_concern":
            concerns = self.answers.get("concerns", ())
            return chance.choice(concerns) if isinstance(concerns, tuple) and concerns else None
        shares = _shares().get(question.type, {}).get(name)
        if shares is not None:
            return self._choice(question, shares)
        return self._number_or_text(name, question)

    def _choice(self, question: Question, shares: Mapping[str, int]) -> str | list[str]:
        """One option of a single question, those that are ticked of a multi one."""
        chance = self.chance
        if question.type == "single":
            weights = [shares.get(one.value, OF_AN_OTHER) for one in question.options]
            return chance.choices([one.value for one in question.options], weights)[0]
        ticked = [
            one.value
            for one in question.options
            if not one.exclusive and chance.random() * 100 < shares.get(one.value, OF_AN_OTHER)
        ]
        alone = [one.value for one in question.options if one.exclusive and one.value != "prefer_not"]
        return ticked or alone[:1]

    def _number_or_text(self, name: str, question: Question) -> str | list[str] | int:
        chance, (measure, unit, now, target) = self.chance, self.measure
        words: Mapping[str, str | int] = {
            "hours_per_week": chance.choice(HOURS),
            "plan_length": self.length,
            "main_goal": chance.choice(GOALS),
            "measure_name": measure,
            "measure_unit": unit,
            "measure_now": now,
            "measure_target": target,
            "skill_1": self.skills[0],
            "skill_2": self.skills[1],
            "skill_3": self.skills[2],
        }
        if name in words:
            return words[name]
        if name.endswith("_level") and question.type == "scale":
            return chance.choice((0, 1, 1, 2, 2, 3))
        if name.endswith("_needed") and question.type == "scale":
            return chance.choice((2, 3, 3, 4))
        return any_value(question, chance)

    def _date(self, name: str) -> str | None:
        """A day that fits the stage, or None where nobody could give one yet."""
        stage, chance = self.answers.get("pip_stage"), self.chance
        if name in ("plan_start", "plan_end"):
            start = self.answers.get("plan_start")
            if not isinstance(start, datetime.date):
                start = TODAY - datetime.timedelta(self._gone(str(stage)))
            if stage == "warned":
                return None
            day = start if name == "plan_start" else last_of(start, self.length)
            return day.isoformat()
        return (TODAY + datetime.timedelta(chance.randint(1, 21))).isoformat()

    def _gone(self, stage: str) -> int:
        """Days of the plan that are over."""
        if stage in ("passed", "ended"):
            return self.length + self.chance.randint(0, 30)
        low, high = GONE.get(stage, (0, 90))
        drawn = self.chance.randint(low, high)
        return min(drawn, self.length - 1) if stage == "just_received" else self.length * drawn // 100
