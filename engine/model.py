"""What travels between the stages: frozen dataclasses from the answer sheet to the dated plan.

answers -> facts -> findings -> recommendations -> plan

What a plan holds dozens of is a NamedTuple: as unchangeable as a frozen dataclass and made in a quarter of
the time.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.conditions import Value

PHASES = ("first_48_hours", "week_1", "weekly", "midpoint", "final", "after")
"""The phases of a plan in their order in time (docs/requirements.md, phase arithmetic)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's answers, valid and branched.

    `answers` holds what counts as answered: codes, numbers, texts, tuples of codes, dates. `given` adds the
    answers that count as unanswered ("prefer not to say", an empty list). `ignored` lists answered questions
    that the questionnaire would not have asked.
    """

    answers: Mapping[str, Value]
    given: Mapping[str, Value]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the person did not say and the plan had to take for granted, or read differently."""

    question: str
    value: Value
    says: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates a plan is laid over. `starts` to `ends` is the plan itself, both days included."""

    today: datetime.date
    starts: datetime.date
    ends: datetime.date
    over: bool
    """The PIP has ended: the plan is what comes after, from today on."""
    quiet: bool = False
    """There is no PIP and none was announced: a quarter of the person's own, with no first shock in it."""

    @property
    def days(self) -> int:
        """How many days the plan has, the first and the last among them."""
        return (self.ends - self.starts).days + 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Stratum 0: derived facts by name, the calendar they rest on and what was assumed."""

    values: Mapping[str, Value]
    calendar: Calendar
    assumed: tuple[Assumption, ...]


class Because(NamedTuple):
    """One rule that fired, with what made it true."""

    rule: str
    says: str
    answers: Mapping[str, Value]
    facts: Mapping[str, Value]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding of this sheet, 1-100 sure."""

    id: str
    confidence: int
    because: tuple[Because, ...]


class Recommendation(NamedTuple):
    """A strategy the rules want, with its score (0-100) and whether a safety rule pins it."""

    strategy: str
    score: int
    pinned: bool
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A strategy that is not in the plan though a rule spoke of it, and why.

    `code` is suppressed, ruled_out, excluded, phase_passed, too_short (of time) or no_room; of a plan that
    was changed also hidden_by_coach, declined or lost_days.
    """

    strategy: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inference:
    """What the rules made of a sheet."""

    findings: tuple[FoundFinding, ...]
    recommendations: tuple[Recommendation, ...]
    left_out: tuple[LeftOut, ...]


class PlanStep(NamedTuple):
    id: str
    text: str
    done_when: str
    letter: str | None = None


class PlanItem(NamedTuple):
    """A strategy with its dates, in the person's own terms. Days are whole days, both included."""

    id: str
    ref: str | None
    title: str
    summary: str
    why: str
    watch_out: str | None
    track: str
    phase: str
    start: datetime.date
    due: datetime.date
    repeats: str | None
    late: bool
    """Its own phase has passed: late but worth it."""
    score: int
    pinned: bool
    goal: str
    steps: tuple[PlanStep, ...]
    resources: tuple[Mapping[str, Any], ...]
    letters: tuple[str, ...]
    guides: tuple[str, ...]
    stories: tuple[str, ...]
    effort_hours: float
    evidence: Mapping[str, Any]
    because: tuple[Because, ...]
    short: bool = False
    """It stands here in its short form, as the weeks have no room for all of it."""
    note: str | None = None
    """What a coach wrote beside it (`planning/tailoring.py`)."""
    by_coach: bool = False
    """A coach added it; no rule did."""
    own_note: str | None = None
    """What the person wrote beside it (`planning/working.py`). It is in no plan as JSON, so in no file that
    leaves."""
    by_person: bool = False
    """The person added it; no rule did."""
    at: datetime.time | None = None
    """The time of day at which it begins, of an item that the person added: an appointment, which stays."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The dated plan. `private_rules` are the rules that rest on sensitive answers."""

    knowledge_version: str
    engine: str
    today: datetime.date
    starts: datetime.date
    ends: datetime.date
    facts: Mapping[str, Value]
    findings: tuple[FoundFinding, ...]
    items: tuple[PlanItem, ...]
    left_out: tuple[LeftOut, ...]
    assumed: tuple[Assumption, ...]
    ignored: tuple[str, ...]
