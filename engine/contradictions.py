"""Answers that pull against each other, and how the plan took them (stratum 0).

Nothing is refused for it: people answer in a hurry, and both answers may be partly right. The plan takes one
way, and says which, in a sentence among what it assumed. One closed table, `CONTRADICTIONS`; contradictions
between dates and the stage stand in `engine/calendar.py`.

A sentence stands under the question that is named in its row. Where a sensitive answer is part of it, that is
a sensitive question, so that the sentence stays out of files that leave (SE17, SE18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine import calendar as calendars
from engine.fact_makers import LEAST_HOURS, pip_state
from engine.language import gettext as _
from engine.language import mark
from engine.model import Assumption, Calendar
from engine.sheet_values import Answers, many, number


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One row: the question it is told under, when it is there, and how the plan took it."""

    question: str
    there: Callable[[Answers, Calendar], bool]
    says: str


def told(answers: Answers, calendar: Calendar) -> Iterator[Assumption]:
    """A sentence for each contradiction in the answers, in the order of the table."""
    for row in CONTRADICTIONS:
        value = answers.get(row.question)
        if value is not None and row.there(answers, calendar):
            yield Assumption(row.question, value, _(row.says))


def _gone_by(question: str) -> Callable[[Answers, Calendar], bool]:
    def there(answers: Answers, calendar: Calendar) -> bool:
        day = calendars.date_of(answers, question)
        return day is not None and day < calendar.today

    return there


def _more_than_needed(skill: str) -> Callable[[Answers, Calendar], bool]:
    def there(answers: Answers, calendar: Calendar) -> bool:
        level, needed = number(answers, f"{skill}_level"), number(answers, f"{skill}_needed")
        return level is not None and needed is not None and level > needed

    return there


def _both(question: str, codes: set[str]) -> Callable[[Answers, Calendar], bool]:
    return lambda answers, calendar: len(many(answers, question) & codes) > 1


def _hardly_any_hours(answers: Answers, calendar: Calendar) -> bool:
    hours = number(answers, "hours_per_week")
    return hours is not None and hours < LEAST_HOURS


def _main_is_not_named(answers: Answers, calendar: Calendar) -> bool:
    return answers.get("main_concern") not in many(answers, "concerns")


def _clear_and_unclear(answers: Answers, calendar: Calendar) -> bool:
    unclear = "unclear" in many(answers, "concerns") or "unclear_standard" in many(answers, "blockers")
    return answers.get("goal_clarity") == "all" and unclear


def _signed_without_a_plan(answers: Answers, calendar: Calendar) -> bool:
    asked = answers.get("asked_to_sign") in ("yes_by_date", "signed", "refused")
    return asked and pip_state(answers, calendar) == "none"


def _over_before_it_began(answers: Answers, calendar: Calendar) -> bool:
    start = calendars.date_of(answers, "plan_start")
    return calendar.over and start is not None and start > calendar.today


def _exam_after_the_end(answers: Answers, calendar: Calendar) -> bool:
    exam = calendars.date_of(answers, "exam_date")
    named = answers.get("certificate") == "named_in_plan" and not calendar.over
    return named and exam is not None and exam > calendar.ends


def _done_and_never_learned(answers: Answers, calendar: Calendar) -> bool:
    before, gap = answers.get("done_before"), answers.get("gap_type")
    known = before in ("recently", "long_ago") and gap == "never_learned"
    return known or (before == "never" and gap == "rusty")


def _same_number(answers: Answers, calendar: Calendar) -> bool:
    now, target = number(answers, "measure_now"), number(answers, "measure_target")
    return now is not None and now == target


def _meet_and_do_not_meet(answers: Answers, calendar: Calendar) -> bool:
    meeting = answers.get("meeting_rhythm") in ("weekly", "fortnightly")
    return meeting and "meetings_cancelled" in many(answers, "signs_seen")


def _health_or_not(answers: Answers, calendar: Calendar) -> bool:
    behind = many(answers, "attendance_cause") & {"sleep_health", "medicine"}
    return answers.get("health_affects") == "no" and bool(behind)


CONTRADICTIONS = (
    Contradiction(
        "plan_start",
        _over_before_it_began,
        mark("You said the plan is over, though its start is still ahead. These steps start from today."),
    ),
    Contradiction(
        "hours_per_week",
        _hardly_any_hours,
        mark("You have hardly any hours for this. So the plan takes at most 2 hours a week."),
    ),
    Contradiction(
        "main_concern",
        _main_is_not_named,
        mark("What you marked as most important is not among what the plan says. We went by the rest."),
    ),
    Contradiction(
        "goal_clarity",
        _clear_and_unclear,
        mark("You marked every goal as clear, and also that something is unclear. We took it as unclear."),
    ),
    Contradiction(
        "asked_to_sign",
        _signed_without_a_plan,
        mark(
            "You said no plan has begun, yet there is a paper to sign. Is it the plan? Then change the stage."
        ),
    ),
    Contradiction(
        "sign_by",
        _gone_by("sign_by"),
        mark("The day to sign by has gone by. We took it that the question is still open."),
    ),
    Contradiction(
        "offer_deadline",
        _gone_by("offer_deadline"),
        mark("The day to answer the offer has gone by. We took it that the offer may still be open."),
    ),
    Contradiction(
        "exam_date",
        _gone_by("exam_date"),
        mark("The day of the exam has gone by. If there is a new one, change the date."),
    ),
    Contradiction(
        "exam_date",
        _exam_after_the_end,
        mark(
            "The plan names a certificate, but its exam is after the plan ends. Ask in writing what counts."
        ),
    ),
    Contradiction(
        "done_before",
        _done_and_never_learned,
        mark("You gave two answers on whether you knew this work. We went by what you have done before."),
    ),
    Contradiction(
        "measure_target",
        _same_number,
        mark("You gave the same number for now and for the target. We took it as a number to keep."),
    ),
    *(
        Contradiction(
            f"{skill}_level",
            _more_than_needed(skill),
            mark("You marked a skill above the level that is needed. The plan counts no gap there."),
        )
        for skill in ("skill_1", "skill_2", "skill_3")
    ),
    Contradiction(
        "employment",
        _both("employment", {"permanent", "fixed_term", "contractor"}),
        mark("You marked two kinds of contract. Rules differ between them, so ask which one holds."),
    ),
    Contradiction(
        "signs_seen",
        _meet_and_do_not_meet,
        mark("You marked that meetings happen, and that some were called off. The plan counts both."),
    ),
    Contradiction(
        "health_affects",
        _health_or_not,
        mark("You gave two answers on health. We kept the way open to ask for a change at work."),
    ),
    Contradiction(
        "money_and_search",
        _both("money_and_search", {"under_1_month_money", "1_3_months", "over_3_months"}),
        mark("You marked more than one amount of money. We took the smaller one."),
    ),
)
