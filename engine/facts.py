"""Stratum 0: facts derived from the answers (docs/requirements.md, derived facts).

One closed table, `FACTS`. Each row says what kind of value the fact has, which questions it rests on (so
that a reason can name them), and whether it is private in files that leave.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine import calendar as calendars
from engine.conditions import Value
from engine.model import PHASES, Assumption, Calendar, Facts, Sheet

Answers = Mapping[str, Value]

ENVIRONMENT_CAUSES = frozenset(
    [
        "unclear_standard",
        "little_feedback",
        "no_time_workload",
        "tools_access",
        "changing_priorities",
        "others_input",
    ]
)
PROTECTED_EVENTS = frozenset(
    [
        "raised_discrimination",
        "reported_wrongdoing_safety",
        "sick_or_family_leave",
        "pregnancy_parental",
        "told_about_health",
        "asked_adjustment",
        "injury_claim",
        "union_activity",
    ]
)
USUAL_HOURS = 4
SHORT_PLAN_DAYS = 21
MIDPOINT_DAYS = 3
"""Days before the middle of a plan in which it is prepared, and after it in which it is still the
midpoint.
"""
SCENARIOS = {
    **dict.fromkeys(("targets", "deadlines", "quality"), "performance"),
    **dict.fromkeys(("communication", "conflict", "customers", "leading_people"), "interpersonal"),
    "technical": "technical",
    **dict.fromkeys(("attendance", "policy_conduct"), "attendance"),
}


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


def _many(answers: Answers, question: str) -> frozenset[str]:
    value = answers.get(question, ())
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _number(answers: Answers, question: str) -> float | None:
    value = answers.get(question)
    return value if isinstance(value, int | float) else None


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _days_left(answers: Answers, calendar: Calendar) -> int:
    return (calendar.ends - calendar.today).days


def _plan_days(answers: Answers, calendar: Calendar) -> int:
    return (calendar.ends - calendar.starts).days


def _days_in(answers: Answers, calendar: Calendar) -> int:
    return max((calendar.today - calendar.starts).days, 0)


def _phase(answers: Answers, calendar: Calendar) -> str:
    return phase_on(calendar.today, calendar)


def phase_on(day: datetime.date, calendar: Calendar) -> str:
    """The phase a day falls in; days before the start count as the first 48 hours."""
    if calendar.over or day > calendar.ends:
        return "after"
    days_in, length = (day - calendar.starts).days, (calendar.ends - calendar.starts).days
    half = length // 2
    if days_in <= 2:
        return "first_48_hours"
    if (calendar.ends - day).days < final_days(length):
        return "final"
    if days_in <= 7 and length >= SHORT_PLAN_DAYS:
        return "week_1"
    return "midpoint" if abs(days_in - half) <= MIDPOINT_DAYS else "weekly"


def final_days(length: int) -> int:
    """Days in the final phase of a plan of `length` days: the last five, or the last 15 % where that is
    more.
    """
    return max(5, length * 15 // 100)


def _pip_state(answers: Answers, calendar: Calendar) -> str:
    """`waiting`: the last day has gone by, and nothing was said of how it ended."""
    stage = answers.get("pip_stage")
    if stage in ("passed", "ended"):
        return str(stage)
    if calendar.over:
        return "waiting"
    start = calendars.date_of(answers, "plan_start")
    begun = start is not None and start <= calendar.today
    return "none" if stage == "warned" and not begun else "running"


def _env_share(answers: Answers, calendar: Calendar) -> int | None:
    chosen = _many(answers, "blockers") - {"dont_know"}
    return len(chosen & ENVIRONMENT_CAUSES) * 100 // len(chosen) if chosen else None


def _gap_kind(answers: Answers, calendar: Calendar) -> str | None:
    """Mager and Pipe's question: could they do it before? Then train, practise, tell, clear the way or
    renegotiate.
    """
    before, gap, blockers = answers.get("done_before"), answers.get("gap_type"), _many(answers, "blockers")
    if before == "standard_changed":
        return "renegotiate"
    if before == "never" or (before is None and gap in ("never_learned", "new_tool")):
        return "train"
    if before == "long_ago" or (before is None and gap in ("rusty", "too_slow", "quality_rework")):
        return "practise"
    if before == "recently":
        if blockers & (ENVIRONMENT_CAUSES - {"unclear_standard", "little_feedback"}):
            return "obstacle"
        return "feedback"
    if gap == "judgement" or blockers & {"unclear_standard", "little_feedback"}:
        return "feedback"
    if "never_trained" in blockers:
        return "train"
    return "practise" if "out_of_practice" in blockers else None


def _given_days(answers: Answers, calendar: Calendar) -> int | None:
    """The plan's length where the person gave it, by dates or in days."""
    start, end = calendars.date_of(answers, "plan_start"), calendars.date_of(answers, "plan_end")
    length = _number(answers, "plan_length")
    if start and end:
        return (end - start).days
    return int(length) if length is not None else None


def signs(answers: Answers, calendar: Calendar) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signs of a fair and of a scripted plan that were marked (docs/requirements.md, 1.4).

    Two lists of names, never one score and never odds.
    """
    seen, events = _many(answers, "signs_seen"), _many(answers, "recent_events")
    told, help_promised = answers.get("told_before"), _many(answers, "promised_help")
    rhythm, clarity, days = (
        answers.get("meeting_rhythm"),
        answers.get("goal_clarity"),
        _given_days(answers, calendar),
    )
    fair = {
        "earlier_feedback": told in ("only_spoken", "written_warning"),
        "goals_can_be_checked": clarity in ("all", "most"),
        "help_is_named": bool(help_promised - {"none"}),
        "meetings_happen": rhythm in ("weekly", "fortnightly"),
        "success_is_described": answers.get("success_consequence") == "yes_clear",
        "time_fits": days is not None and days >= 28,
    }
    scripted = {
        "came_as_a_surprise": told in ("nothing", "good_recent_review"),
        "goals_changed": bool(seen & {"goals_changed", "new_faults_added"}),
        "subjective_goals": "subjective_goals" in seen,
        "depends_on_others": "depends_on_others" in seen,
        "meetings_cancelled": "meetings_cancelled" in seen or rhythm == "planned_but_cancelled",
        "no_help": "none" in help_promised,
        "very_short": days is not None and days < SHORT_PLAN_DAYS,
        "work_taken_away": "work_taken_away" in seen,
        "replacement_hired": "replacement_hired" in seen,
        "followed_an_event": bool(events & (PROTECTED_EVENTS | {"new_manager"})),
    }
    return (
        tuple(name for name, marked in fair.items() if marked),
        tuple(name for name, marked in scripted.items() if marked),
    )


SIGN_QUESTIONS = (
    "told_before",
    "signs_seen",
    "meeting_rhythm",
    "promised_help",
    "success_consequence",
    "goal_clarity",
    "recent_events",
    "plan_start",
    "plan_end",
    "plan_length",
)


def _legal_flag(answers: Answers, calendar: Calendar) -> str:
    return _yes(
        bool(_many(answers, "recent_events") & PROTECTED_EVENTS)
        or answers.get("treated_differently") in ("yes", "maybe")
        or answers.get("harassment") == "yes"
        or answers.get("money_offer") == "yes_deadline"
    )


def _offer_open(answers: Answers, calendar: Calendar) -> str:
    return _yes(answers.get("money_offer") in ("yes_deadline", "hinted"))


def _unsafe(answers: Answers, calendar: Calendar) -> str:
    return _yes(answers.get("coping") == "i_do_not_feel_safe")


def _improve_share(answers: Answers, calendar: Calendar) -> int:
    """Per cent of the hours for the plan itself; the rest is for being ready to leave. Never 0, never 100."""
    if answers.get("wanted_result") == "leave_well" or answers.get("pip_stage") == "ended":
        return 30
    uncertain = answers.get("goal_feasibility") in ("unlikely", "dont_know")
    scripted = len(signs(answers, calendar)[1]) >= 4
    return 50 if uncertain or scripted or "visa_tied" in _many(answers, "money_and_search") else 70


def _scenario(answers: Answers, calendar: Calendar) -> str:
    main, concerns = answers.get("main_concern"), answers.get("concerns", ())
    named = [main] if isinstance(main, str) else list(concerns) if isinstance(concerns, tuple) else []
    return next((SCENARIOS[code] for code in named if code in SCENARIOS), "unknown")


def _skill_gap(answers: Answers, calendar: Calendar) -> float | None:
    gaps = []
    for number in (1, 2, 3):
        level, needed = _number(answers, f"skill_{number}_level"), _number(answers, f"skill_{number}_needed")
        if level is not None and needed is not None:
            gaps.append(max(needed - level, 0))
    return max(gaps, default=None)


def _exam_before_end(answers: Answers, calendar: Calendar) -> str:
    exam = calendars.date_of(answers, "exam_date")
    return _yes(exam is not None and exam < calendar.ends)


def _short_plan(answers: Answers, calendar: Calendar) -> str:
    return _yes(not calendar.over and (calendar.ends - calendar.starts).days < SHORT_PLAN_DAYS)


def _weekly_hours(answers: Answers, calendar: Calendar) -> float:
    hours = _number(answers, "hours_per_week")
    return USUAL_HOURS if hours is None else hours


_DATES = ("pip_stage", "plan_start", "plan_end", "plan_length")
_YES_NO = ("yes", "no")
_GAP = ("done_before", "gap_type", "blockers")
_LEVELS = tuple(f"skill_{number}_{end}" for number in (1, 2, 3) for end in ("level", "needed"))

FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("days_left", "number", "days left", _DATES, _days_left),
        Fact("plan_days", "number", "length of the plan in days", _DATES, _plan_days),
        Fact("days_in", "number", "days since the start", _DATES, _days_in),
        Fact("phase", "choice", "phase of the plan", _DATES, _phase, PHASES),
        Fact(
            "pip_state",
            "choice",
            "state of the plan",
            _DATES,
            _pip_state,
            ("none", "running", "waiting", "passed", "ended"),
        ),
        Fact(
            "env_share", "number", "share of causes around the work, in per cent", ("blockers",), _env_share
        ),
        Fact(
            "gap_kind",
            "choice",
            "kind of gap",
            _GAP,
            _gap_kind,
            ("train", "practise", "feedback", "obstacle", "renegotiate"),
        ),
        Fact(
            "fair_signs",
            "number",
            "signs of a plan meant to work",
            SIGN_QUESTIONS,
            lambda answers, calendar: len(signs(answers, calendar)[0]),
            private=True,
        ),
        Fact(
            "scripted_signs",
            "number",
            "signs of a plan with a fixed end",
            SIGN_QUESTIONS,
            lambda answers, calendar: len(signs(answers, calendar)[1]),
            private=True,
        ),
        Fact(
            "legal_flag",
            "choice",
            "something an adviser should hear of",
            ("recent_events", "treated_differently", "harassment", "money_offer"),
            _legal_flag,
            _YES_NO,
            private=True,
        ),
        Fact(
            "offer_open", "choice", "an offer is open", ("money_offer",), _offer_open, _YES_NO, private=True
        ),
        Fact("unsafe", "choice", "not safe just now", ("coping",), _unsafe, _YES_NO, private=True),
        Fact(
            "improve_share",
            "number",
            "share of the hours for the plan itself, in per cent",
            ("wanted_result", "pip_stage", "goal_feasibility", "money_and_search", *SIGN_QUESTIONS),
            _improve_share,
            private=True,
        ),
        Fact(
            "scenario",
            "choice",
            "what the plan is mostly about",
            ("concerns", "main_concern"),
            _scenario,
            ("performance", "interpersonal", "technical", "attendance", "unknown"),
        ),
        Fact("skill_gap", "number", "largest gap between level and need, 0-4", _LEVELS, _skill_gap),
        Fact(
            "exam_before_end",
            "choice",
            "the exam is before the plan's end",
            ("exam_date", *_DATES),
            _exam_before_end,
            _YES_NO,
        ),
        Fact("short_plan", "choice", "a plan of under three weeks", _DATES, _short_plan, _YES_NO),
        Fact("weekly_hours", "number", "hours a week", ("hours_per_week",), _weekly_hours),
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
    return Facts(values, calendar, (*assumed, *_other_assumptions(sheet.answers, calendar)))


def _other_assumptions(answers: Answers, calendar: Calendar) -> tuple[Assumption, ...]:
    found = []
    if "hours_per_week" not in answers:
        says = f"You gave no hours, so the plan takes about {USUAL_HOURS} hours a week."
        found.append(Assumption("hours_per_week", USUAL_HOURS, says))
    if "wanted_result" not in answers and not calendar.over:
        says = "You named no result, so most of the time goes to the plan and some to being ready."
        found.append(Assumption("wanted_result", "unsure", says))
    return tuple(found)
