"""What a person types when they change their plan, read into changes, or what has to be put right."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from engine.language import full_day, mark, number
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.planning.own_changes import OWN, REASONS, Decline, OwnItem, OwnStep
from engine.typed_days import day_in
from engine.typed_numbers import hours_between
from webapp.coaching.words import lines, one_line

LONGEST_TITLE, LONGEST_STEP, MOST_STEPS, LONGEST_NOTE, LONGEST_REASON = 100, 300, 12, 1000, 300
LONGEST_GOAL = 200
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?")
LEAST_HOURS, MOST_HOURS, USUAL_HOURS = 0.1, 40.0, 0.5
AFTER_DAYS = 90
REPEATS: Mapping[str, str] = {
    "": mark("No, once"),
    "daily": mark("Every day"),
    "weekly": mark("Every week"),
    "fortnightly": mark("Every two weeks"),
    "monthly": mark("Every month"),
}
ONE_ROUND: Mapping[str, int] = {"weekly": 7, "fortnightly": 14, "monthly": 28}
"""Days from one time to the next. An item that comes back and is given fewer goes on until the plan ends."""
TRACKS = ("improve", "prepare")

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadOwn:
    """What was typed for an own item, and either the item or what has to be put right."""

    typed: Typed
    item: OwnItem | None
    errors: Mapping[str, str]


def read_own(typed: Typed, plan: Plan, today: datetime.date, there: PlanItem | None) -> ReadOwn:
    """The item a person typed; `there` is the one that it takes the place of."""
    errors: dict[str, str] = {}
    title, texts = one_line(typed.get("title")), lines(typed.get("steps"))
    if not title or len(title) > LONGEST_TITLE:
        errors["title"] = _("Write what it is, in at most %(most)s characters.", most=number(LONGEST_TITLE))
    if len(texts) > MOST_STEPS or any(len(text) > LONGEST_STEP for text in texts):
        errors["steps"] = _(
            "Write up to %(steps)s steps, one a line, each of at most %(most)s characters.",
            steps=number(MOST_STEPS),
            most=number(LONGEST_STEP),
        )
    first = min(plan.starts, today) if there is None else min(plan.starts, today, there.start)
    last = plan.ends + datetime.timedelta(days=AFTER_DAYS)
    start = day_in(typed, "start", today, errors, (first, last))
    due = day_in(typed, "due", today, errors, (start or first, last))
    if "start" not in errors and (start is None or not first <= start <= last):
        errors["start"] = _(
            "Write a day from %(first)s to %(last)s.", first=full_day(first), last=full_day(last)
        )
    if "due" not in errors and (due is None or due > last or (start is not None and due < start)):
        errors["due"] = _("Write a day from the first day to %(last)s.", last=full_day(last))
    hours = hours_between(typed.get("hours"), LEAST_HOURS, MOST_HOURS)
    if hours is None:
        errors["hours"] = _(
            "Write a number from %(least)s to %(most)s.", least=number(LEAST_HOURS), most=number(MOST_HOURS)
        )
    at = _time(typed.get("at"))
    if at is None and (typed.get("at") or "").strip():
        errors["at"] = _("Write a time such as %(example)s, or leave it empty.", example="14:30")
    goal = one_line(typed.get("goal"))[:LONGEST_GOAL]
    repeats, track = typed.get("repeats", ""), typed.get("track", TRACKS[0])
    if repeats not in REPEATS:
        errors["repeats"] = _("Choose one of these.")
    if track not in TRACKS:
        errors["track"] = _("Choose one of these.")
    if errors or start is None or due is None or hours is None:
        return ReadOwn(typed, None, errors)
    steps = _steps(texts or (title,), there)
    if there is None and due - start < datetime.timedelta(days=ONE_ROUND.get(repeats, 0)):
        due = max(due, plan.ends)
    item = there.id if there else OWN + secrets.token_hex(6)
    rewritten = there is not None
    own = OwnItem(item, title, steps, start, due, repeats or None, track, hours, rewritten, at, goal)
    return ReadOwn(typed, own, {})


def _time(text: str | None) -> datetime.time | None:
    """A time of day as people type it: `14:30`, `9.15`, `9:15 am`, `2 pm`."""
    found = _TIME.fullmatch((text or "").strip().lower())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found[2] is None:
        return None
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def _steps(texts: tuple[str, ...], there: PlanItem | None) -> tuple[OwnStep, ...]:
    """A line that was there keeps its id, and so its tick."""
    free = [(step.text, step.id) for step in there.steps] if there else []
    steps = []
    for text in texts:
        kept = next((one for one in free if one[0] == text), None)
        if kept is not None:
            free.remove(kept)
        steps.append(OwnStep(kept[1] if kept else "s" + secrets.token_hex(4), text))
    return tuple(steps)


def typed_of(item: PlanItem) -> Typed:
    """What stands in the boxes of an own item that is to be changed."""
    return {
        "title": item.title,
        "steps": "\n".join(step.text for step in item.steps),
        "start": item.start.isoformat(),
        "due": item.due.isoformat(),
        "at": f"{item.at:%H:%M}" if item.at else "",
        "goal": "" if item.goal == item.title else item.goal,
        "hours": number(item.effort_hours),
        "repeats": item.repeats or "",
        "track": item.track,
    }


def first_typed(plan: Plan, today: datetime.date) -> Typed:
    """What stands in the boxes of a new item before anything is typed."""
    start = min(max(plan.starts, today), plan.ends)
    due = min(start + datetime.timedelta(days=6), plan.ends)
    return {
        "start": start.isoformat(),
        "due": due.isoformat(),
        "hours": number(USUAL_HOURS),
        "repeats": "",
        "track": TRACKS[0],
    }


def read_decline(typed: Typed, item: PlanItem) -> Decline:
    """Why an item is put aside; what is not among the reasons is another one."""
    reason = typed.get("reason", "other")
    words = one_line(typed.get("words"))[:LONGEST_REASON]
    return Decline(item.id, reason if reason in REASONS else "other", words)


def note_of(text: str | None) -> str:
    """A note as it was typed, without spaces at its ends and lines."""
    return "\n".join(lines(text))
