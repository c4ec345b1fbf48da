"""Stratum 0: facts derived from the answers (docs/requirements.md, derived facts).

One closed table, `FACTS`. Each row says what kind of value the fact has, which questions it rests on (so
that a reason can name them), and whether it is private in files that leave.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine import calendar as calendars
from engine import contradictions
from engine import fact_makers as make
from engine.conditions import Value
from engine.language import gettext as _
from engine.language import mark
from engine.model import PHASES, Assumption, Calendar, Facts, Sheet
from engine.sheet_values import Answers
from engine.signs import SIGN_QUESTIONS


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the table. `make` gives None where the fact can't be known."""

    name: str
    kind: str
    """number or choice."""
    wording: str
    reads: tuple[str, ...]
    make: Callable[[Answers, Calendar], Value | None]
    options: tuple[str, ...] = ()
    private: bool = False


_DATES = ("pip_stage", "plan_start", "plan_end", "plan_length")
_YES_NO = ("yes", "no")
_GAP = ("done_before", "gap_type", "blockers")
_LEVELS = tuple(f"skill_{number}_{end}" for number in (1, 2, 3) for end in ("level", "needed"))

FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("days_left", "number", mark("days left"), _DATES, make.days_left),
        Fact("plan_days", "number", mark("length of the plan in days"), _DATES, make.plan_days),
        Fact("days_in", "number", mark("days since the start"), _DATES, make.days_in),
        Fact("phase", "choice", mark("phase of the plan"), _DATES, make.phase, PHASES),
        Fact(
            "pip_state",
            "choice",
            mark("state of the plan"),
            _DATES,
            make.pip_state,
            ("no_plan", "none", "running", "waiting", "passed", "ended"),
        ),
        Fact(
            "env_share",
            "number",
            mark("share of causes around the work, in per cent"),
            ("blockers",),
            make.env_share,
        ),
        Fact(
            "gap_kind",
            "choice",
            mark("kind of gap"),
            _GAP,
            make.gap_kind,
            ("train", "practise", "feedback", "obstacle", "renegotiate"),
        ),
        Fact(
            "fair_signs",
            "number",
            mark("signs of a plan meant to work"),
            SIGN_QUESTIONS,
            make.fair_signs,
            private=True,
        ),
        Fact(
            "scripted_signs",
            "number",
            mark("signs of a plan with a fixed end"),
            SIGN_QUESTIONS,
            make.scripted_signs,
            private=True,
        ),
        Fact(
            "legal_flag",
            "choice",
            mark("something an adviser should hear of"),
            ("recent_events", "treated_differently", "harassment", "money_offer"),
            make.legal_flag,
            _YES_NO,
            private=True,
        ),
        Fact(
            "offer_open",
            "choice",
            mark("an offer is open"),
            ("money_offer",),
            make.offer_open,
            _YES_NO,
            private=True,
        ),
        Fact("unsafe", "choice", mark("not safe just now"), ("coping",), make.unsafe, _YES_NO, private=True),
        Fact(
            "improve_share",
            "number",
            mark("share of the hours for the plan itself, in per cent"),
            ("wanted_result", "pip_stage", "goal_feasibility", "money_and_search", *SIGN_QUESTIONS),
            make.improve_share,
            private=True,
        ),
        Fact(
            "scenario",
            "choice",
            mark("what the plan is mostly about"),
            ("concerns", "main_concern"),
            make.scenario,
            ("performance", "interpersonal", "technical", "attendance", "unknown"),
        ),
        Fact(
            "only_one_concern",
            "choice",
            mark("only one concern is named"),
            ("concerns",),
            make.only_one_concern,
            _YES_NO,
        ),
        Fact("skill_gap", "number", mark("largest gap between level and need, 0-4"), _LEVELS, make.skill_gap),
        Fact(
            "exam_before_end",
            "choice",
            mark("the exam is before the plan's end"),
            ("exam_date", *_DATES),
            make.exam_before_end,
            _YES_NO,
        ),
        Fact("short_plan", "choice", mark("a plan of under three weeks"), _DATES, make.short_plan, _YES_NO),
        Fact("weekly_hours", "number", mark("hours a week"), ("hours_per_week",), make.weekly_hours),
    )
}


def derive(sheet: Sheet, today: datetime.date, where: str = "sheet") -> Facts:
    """All facts that can be known of a sheet on a day, with the calendar; InputError for impossible dates."""
    calendar, assumed = calendars.lay(sheet.answers, today, where)
    values = {}
    for fact in FACTS.values():
        value = fact.make(sheet.answers, calendar)
        if value is not None:
            values[fact.name] = value
    others = (*_other_assumptions(sheet.answers, calendar), *contradictions.told(sheet.answers, calendar))
    return Facts(values, calendar, (*assumed, *others))


def _other_assumptions(answers: Answers, calendar: Calendar) -> tuple[Assumption, ...]:
    found = []
    if "hours_per_week" not in answers:
        says = _("You gave no hours, so the plan takes about %(n)s hours a week.", n=make.USUAL_HOURS)
        found.append(Assumption("hours_per_week", make.USUAL_HOURS, says))
    if "wanted_result" not in answers and not calendar.over and not calendar.quiet:
        says = _("You named no result, so most of the time goes to the plan and some to being ready.")
        found.append(Assumption("wanted_result", "unsure", says))
    return tuple(found)
