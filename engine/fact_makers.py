"""How each derived fact is made from answers and dates. `engine/facts.py` holds the table of them."""

from __future__ import annotations

from engine import calendar as calendars
from engine.model import Calendar
from engine.phases import SHORT_PLAN_DAYS, phase_on
from engine.sheet_values import Answers, many, number, yes_or_no
from engine.signs import PROTECTED_EVENTS, signs

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
USUAL_HOURS = 4
LEAST_HOURS = 2
"""What the weeks of a plan hold at least, however few hours were given."""
SCENARIOS = {
    **dict.fromkeys(("targets", "deadlines", "quality"), "performance"),
    **dict.fromkeys(("communication", "conflict", "customers", "leading_people"), "interpersonal"),
    "technical": "technical",
    **dict.fromkeys(("attendance", "policy_conduct"), "attendance"),
}


def days_left(answers: Answers, calendar: Calendar) -> int:
    return (calendar.ends - calendar.today).days


def plan_days(answers: Answers, calendar: Calendar) -> int:
    return calendar.days


def days_in(answers: Answers, calendar: Calendar) -> int:
    return max((calendar.today - calendar.starts).days, 0)


def phase(answers: Answers, calendar: Calendar) -> str:
    return phase_on(calendar.today, calendar)


def pip_state(answers: Answers, calendar: Calendar) -> str:
    """`waiting`: the last day has gone by, and nothing was said of how it ended. `no_plan`: none, and none
    announced; `none`: one was announced.
    """
    stage = answers.get("pip_stage")
    if stage in ("passed", "ended", calendars.NO_PLAN):
        return str(stage)
    if calendar.over:
        return "waiting"
    start = calendars.date_of(answers, "plan_start")
    begun = start is not None and start <= calendar.today
    return "none" if stage == "warned" and not begun else "running"


def env_share(answers: Answers, calendar: Calendar) -> int | None:
    chosen = many(answers, "blockers") - {"dont_know"}
    return len(chosen & ENVIRONMENT_CAUSES) * 100 // len(chosen) if chosen else None


def gap_kind(answers: Answers, calendar: Calendar) -> str | None:
    """Mager and Pipe's question: could they do it before? Then train, practise, tell, clear the way or
    renegotiate.
    """
    before, gap, blockers = answers.get("done_before"), answers.get("gap_type"), many(answers, "blockers")
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


def legal_flag(answers: Answers, calendar: Calendar) -> str:
    return yes_or_no(
        bool(many(answers, "recent_events") & PROTECTED_EVENTS)
        or answers.get("treated_differently") in ("yes", "maybe")
        or answers.get("harassment") == "yes"
        or answers.get("money_offer") == "yes_deadline"
    )


def offer_open(answers: Answers, calendar: Calendar) -> str:
    return yes_or_no(answers.get("money_offer") in ("yes_deadline", "hinted"))


def unsafe(answers: Answers, calendar: Calendar) -> str:
    return yes_or_no(answers.get("coping") == "i_do_not_feel_safe")


def fair_signs(answers: Answers, calendar: Calendar) -> int:
    return len(signs(answers, calendar)[0])


def scripted_signs(answers: Answers, calendar: Calendar) -> int:
    return len(signs(answers, calendar)[1])


def improve_share(answers: Answers, calendar: Calendar) -> int:
    """Per cent of the hours for the plan itself; the rest is for being ready to leave. Never 0, never 100."""
    if answers.get("wanted_result") == "leave_well" or answers.get("pip_stage") == "ended":
        return 30
    feasible = answers.get("goal_feasibility")
    uncertain = feasible in ("unlikely", "dont_know") or (
        answers.get("pip_stage") == calendars.EXTENDED and feasible != "yes"
    )
    scripted = scripted_signs(answers, calendar) >= 4
    return 50 if uncertain or scripted or "visa_tied" in many(answers, "money_and_search") else 70


def scenario(answers: Answers, calendar: Calendar) -> str:
    """Of the concern that matters most, where it is one of those that the plan names; else of the first."""
    main, concerns = answers.get("main_concern"), answers.get("concerns", ())
    named = list(concerns) if isinstance(concerns, tuple) else []
    if main in named:
        named.insert(0, str(main))
    return next((SCENARIOS[code] for code in named if code in SCENARIOS), "unknown")


def only_one_concern(answers: Answers, calendar: Calendar) -> str:
    """Who names one concern need not say which of them matters most."""
    return yes_or_no(len(many(answers, "concerns")) == 1)


def skill_gap(answers: Answers, calendar: Calendar) -> float | None:
    gaps = []
    for skill in ("skill_1", "skill_2", "skill_3"):
        level, needed = number(answers, f"{skill}_level"), number(answers, f"{skill}_needed")
        if level is not None and needed is not None:
            gaps.append(max(needed - level, 0))
    return max(gaps, default=None)


def exam_before_end(answers: Answers, calendar: Calendar) -> str:
    exam = calendars.date_of(answers, "exam_date")
    return yes_or_no(exam is not None and exam < calendar.ends)


def short_plan(answers: Answers, calendar: Calendar) -> str:
    return yes_or_no(not calendar.over and calendar.days < SHORT_PLAN_DAYS)


def weekly_hours(answers: Answers, calendar: Calendar) -> float:
    hours = number(answers, "hours_per_week")
    return USUAL_HOURS if hours is None else hours
