"""The signs of a fair plan and of a scripted one (docs/requirements.md, 1.4): two lists, never one score."""

from __future__ import annotations

from engine import calendar as calendars
from engine.model import Calendar
from engine.phases import SHORT_PLAN_DAYS
from engine.sheet_values import Answers, many, number

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


def given_days(answers: Answers, calendar: Calendar) -> int | None:
    """The plan's length where the person gave it, by dates (both of them days of the plan) or in days."""
    start, end = calendars.date_of(answers, "plan_start"), calendars.date_of(answers, "plan_end")
    length = number(answers, "plan_length")
    if start and end:
        return (end - start).days + 1
    return int(length) if length is not None else None


def signs(answers: Answers, calendar: Calendar) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signs of a fair and of a scripted plan that were marked (docs/requirements.md, 1.4).

    Two lists of names, never one score and never odds.
    """
    seen, events = many(answers, "signs_seen"), many(answers, "recent_events")
    told, help_promised = answers.get("told_before"), many(answers, "promised_help")
    rhythm, clarity, days = (
        answers.get("meeting_rhythm"),
        answers.get("goal_clarity"),
        given_days(answers, calendar),
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
