"""Pairs of sheets that differ in one answer: the plan has to follow it.

The questions are those that change most of a plan (docs/requirements.md: C01, C03, C04, C05, C08, C10, X02,
R01, R03, W01, C14). Each is looked at in two ways: another answer drawn for the one that was given, to see
how much changes, and two chosen answers, of which it is known what the second must do.
"""

from __future__ import annotations

import datetime
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.verify.drawn_people import WHOLE_WAY, as_people_answer
from engine.verify.prove.search import Raw

DATES = ("plan_start", "plan_end", "plan_length")
NAMED = 3
"""How many of the strategies that come and go are named."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, two answers to it, and what the second must do to the plan that the first has."""

    ref: str
    id: str
    first: Any
    second: Any
    must: str
    follows: Callable[[Plan, Plan], bool]


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """What another answer to one question does. Shares are 0 to 1."""

    ref: str
    question: str
    pairs: int
    changed: float
    """Pairs whose plans differ in anything that a person reads: items, days, steps, places to go."""
    other_items: float
    """Pairs whose plans hold other strategies."""
    items_changed: float
    """Of a median pair: what comes and goes, as a share of all items that either plan has."""
    come_and_go: tuple[str, ...]
    """The strategies that most often come or go."""
    must: str
    asserted: int
    follows: float
    """Pairs of the two chosen answers in which the plan does what it must."""


def _ids(plan: Plan) -> set[str]:
    return {item.id for item in plan.items}


def _pinned(plan: Plan) -> set[str]:
    return {item.id for item in plan.items if item.pinned}


def _spoken_of(plan: Plan) -> set[str]:
    """What is in the plan, or was wanted and left out with a reason: no room, no time, a safety rule."""
    return _ids(plan) | {one.strategy for one in plan.left_out}


def _places(plan: Plan) -> set[str]:
    return {place["id"] for item in plan.items for place in item.resources}


def _found(plan: Plan) -> set[str]:
    return {one.id for one in plan.findings}


QUESTIONS = (
    Question(
        "C01",
        "pip_stage",
        "just_received",
        "near_end",
        "near the end it ends sooner, without a pause",
        lambda one, other: other.ends < one.ends and "pause_first" not in _ids(other),
    ),
    Question(
        "C03",
        "plan_length",
        30,
        90,
        "a plan of 90 days ends 60 days later than one of 30",
        lambda one, other: other.ends - one.ends == datetime.timedelta(60),
    ),
    Question(
        "C04",
        "concerns",
        ["quality"],
        ["conflict"],
        "quality brings its checks, conflict brings its own ways",
        lambda one, other: (
            "before_i_send_checklist" in _spoken_of(one)
            and "before_i_send_checklist" not in _ids(other)
            and "pick_a_way_to_disagree" in _spoken_of(other) - _spoken_of(one)
        ),
    ),
    Question(
        "C05",
        "goal_clarity",
        "all",
        "none",
        "goals that nobody can check are asked about",
        lambda one, other: "goals_unclear" in _found(other) and "clarify_vague_goals" in _spoken_of(other),
    ),
    Question(
        "C08",
        "blockers",
        ["little_feedback"],
        ["never_trained"],
        "little feedback and no training are told apart",
        lambda one, other: "feedback_missing" in _found(one) and "training_needed" in _found(other),
    ),
    Question(
        "C10",
        "wanted_result",
        "stay",
        "leave_well",
        "who wants to leave gets more hours for it, checks before",
        lambda one, other: other.facts["improve_share"] == 30 and "do_not_resign_yet" in _pinned(other),
    ),
    Question(
        "X02",
        "country",
        "US",
        "UK",
        "another country, other places to go",
        lambda one, other: _places(one) != _places(other) or not _places(one),
    ),
    Question(
        "R01",
        "recent_events",
        ["none"],
        ["raised_discrimination"],
        "a protected event brings advice first",
        lambda one, other: "get_advice_early" in _pinned(other),
    ),
    Question(
        "R03",
        "money_offer",
        "no",
        "yes_deadline",
        "an offer brings time and advice, and no signature",
        lambda one, other: (
            {"get_advice_early", "offer_on_the_table"} <= _pinned(other)
            and "sign_for_receipt" not in _ids(other)
        ),
    ),
    Question(
        "W01",
        "coping",
        "ok",
        "i_do_not_feel_safe",
        "who is not safe is helped before anything else",
        lambda one, other: other.items[0].id == "get_safe_first" and "get_safe_first" not in _ids(one),
    ),
    Question(
        "C14",
        "hours_per_week",
        2,
        8,
        "more hours, more to do in them, and no fewer items",
        lambda one, other: _hours(other) > _hours(one) and len(other.items) >= len(one.items),
    ),
)


def one_answer_figures(
    knowledge: KnowledgeBase, count: int, seed: int, today: datetime.date
) -> tuple[OneAnswer, ...]:
    """The figures of every discriminating question, over so many sheets that answer all they are asked."""
    return tuple(
        _figures(knowledge, one, list(as_people_answer(knowledge, count, seed, (WHOLE_WAY,))), today)
        for one in QUESTIONS
    )


def _figures(
    knowledge: KnowledgeBase, question: Question, sheets: list[Raw], today: datetime.date
) -> OneAnswer:
    chance = random.Random(question.id)  # noqa: S311 (the same pairs each time, no secret)
    changed = other_items = 0
    parts: list[float] = []
    moving: Counter[str] = Counter()
    for one, other in _drawn_pairs(knowledge, question, sheets, chance, today):
        difference = _ids(one) ^ _ids(other)
        changed += _read(one) != _read(other)
        other_items += bool(difference)
        parts.append(len(difference) / len(_ids(one) | _ids(other)))
        moving.update(difference)
    followed = [
        question.follows(one, other) for one, other in _chosen_pairs(knowledge, question, sheets, today)
    ]
    return OneAnswer(
        ref=question.ref,
        question=question.id,
        pairs=len(parts),
        changed=changed / max(len(parts), 1),
        other_items=other_items / max(len(parts), 1),
        items_changed=statistics.median(parts) if parts else 0.0,
        come_and_go=tuple(name for name, _ in moving.most_common(NAMED)),
        must=question.must,
        asserted=len(followed),
        follows=sum(followed) / max(len(followed), 1),
    )


def _hours(plan: Plan) -> float:
    """The hours that its items name: in all, or each week."""
    return sum(item.effort_hours for item in plan.items)


def _drawn_pairs(
    knowledge: KnowledgeBase,
    question: Question,
    sheets: list[Raw],
    chance: random.Random,
    today: datetime.date,
) -> Iterator[tuple[Plan, Plan]]:
    """Plans of sheets that answer the question, and of the same sheets with another sheet's answer to it."""
    answers = [raw[question.id] for raw in sheets if question.id in raw]
    for raw in sheets:
        others = [answer for answer in answers if answer != raw.get(question.id)]
        if question.id in raw and others:
            yield from _pair(knowledge, raw, {**raw, question.id: chance.choice(others)}, today)


def _chosen_pairs(
    knowledge: KnowledgeBase, question: Question, sheets: list[Raw], today: datetime.date
) -> Iterator[tuple[Plan, Plan]]:
    """Plans of a running PIP, and what they become with the second of the two chosen answers."""
    for raw in sheets:
        running: Raw = {name: value for name, value in raw.items() if name not in DATES}
        running["pip_stage"] = "just_received"
        if question.id == "concerns":
            running.pop("main_concern", None)
        first, second = ({**running, question.id: answer} for answer in (question.first, question.second))
        yield from _pair(knowledge, first, second, today)


def _pair(
    knowledge: KnowledgeBase, first: Raw, second: Raw, today: datetime.date
) -> Iterator[tuple[Plan, Plan]]:
    try:
        yield (
            make_plan(knowledge, first, today, "compiled"),
            make_plan(knowledge, second, today, "compiled"),
        )
    except InputError:  # dates that can't be
        return


def _read(plan: Plan) -> tuple[Mapping[str, Any] | Any, ...]:
    """What a person reads of a plan."""
    return tuple(
        (
            item.id,
            item.phase,
            item.start,
            item.due,
            item.goal,
            item.steps,
            [one["id"] for one in item.resources],
        )
        for item in plan.items
    )
