"""What the letters say of all goals: a block for each in a Friday report and in a halfway note, and lists."""

from __future__ import annotations

import datetime

from engine.goals.goal import Goal
from engine.goals.pace import monday_of
from engine.language import gettext as _
from engine.record.agenda import goal_points, is_off_track, off_track_first
from engine.record.goal_lines import (
    asked_words,
    met_words,
    now_words,
    result_words,
    standing,
    start_words,
    targets_before,
    title_words,
    view_words,
    wants_number,
    where_seen,
)
from engine.record.proofs import bullets, one_line, proof_lines
from engine.record.told import LONG_AGO, Told

MOST_OF_A_WEEK = 3
"""Lines of proof for a goal in a Friday report."""
A_WEEK = datetime.timedelta(days=7)


def of_goals(told: Told) -> dict[str, str]:
    """All goals: this week, so far, and the newest proof of each."""
    goals = told.goals_then
    week = [_week_of(told, goal) for goal in goals]
    so_far = [_so_far(told, goal) for goal in goals]
    proofs = [(goal, _result_and_proof(told, goal)) for goal in goals]
    return {
        "open_goals": bullets(goal_points(goals, told.today, told.is_over)),
        "hours_go_to": _hours_go_to(told),
        "goals_this_week": "\n\n".join(week),
        "goals_so_far": "\n\n".join(so_far),
        "proof_of_goals": bullets(
            _(
                "%(goal)s: %(proof)s",
                goal=title_words(goal),
                proof=proof or _("[where it stands, and one proof]"),
            )
            for goal, proof in proofs
        ),
        "what_is_done": bullets(
            _("%(goal)s: %(proof)s", goal=title_words(goal), proof=result_words(goal))
            for goal in goals
            if goal.met
        ),
    }


def _week_of(told: Told, goal: Goal) -> str:
    """One goal in a Friday report: target, now, proof, next."""
    seen, done = proof_lines(told.evidence(told.begins, goal), MOST_OF_A_WEEK), _done_step(told, goal)
    if goal.met:
        lines = [met_words(goal)]
    else:
        now = now_words(goal)
        fresh = bool(goal.readings) and goal.readings[-1].on >= told.begins
        lines = [
            asked_words(goal, blank=True),
            *targets_before(goal, told.begins),
            _("Now: %(number)s", number=now) if now else "",
            "" if fresh or seen or done else _this_week(goal),
        ]
        if fresh and not seen and where_seen(goal):
            seen = [where_seen(goal)]
    lines += [_under(_("Proof:"), seen), done, _next_said(told, goal)]
    return "\n".join([_("Goal: %(goal)s", goal=title_words(goal)), *(line for line in lines if line)])


def _this_week(goal: Goal) -> str:
    """A place to fill where nothing was noted of the week."""
    if wants_number(goal):
        return _("This week: [a number or fact, and where it can be seen]")
    return _("This week: [what was done for it, and where it can be seen]")


def _so_far(told: Told, goal: Goal) -> str:
    """One goal in a halfway note: start, now, target, proof, and how the person sees it."""
    view = view_words(goal, told.today) or _("[met, on course, or not there yet]")
    empty = "" if goal.met else _("[what was done, and where it can be seen]")
    proof = _newest(told, goal) or where_seen(goal) or empty
    lines = [
        _("Goal: %(goal)s", goal=title_words(goal)),
        "" if goal.met else asked_words(goal, blank=True),
        *targets_before(goal),
        *([met_words(goal)] if goal.met else _now_lines(goal, now_words(goal))),
        _under(_("Proof:"), [proof] if proof else []),
        _("My view: %(view)s", view=view),
    ]
    return "\n".join(line for line in lines if line)


def _now_lines(goal: Goal, now: str) -> list[str]:
    """Where it stood where nothing newer is known, and where it stands; nothing for a goal in words only."""
    if not wants_number(goal) and not now:
        return []
    start = start_words(goal) if not goal.readings else ""
    return [
        _("At the start: %(number)s", number=start) if start else "",
        _("Now: %(number)s", number=now or _("[number or fact]")),
    ]


def _hours_go_to(told: Told) -> str:
    """Which goal the hours that are left go to: the one most off track, and a place to fill where none is.
    '' where there are no goals.
    """
    if not told.goals:
        return ""
    help_words = _("What would help: [one thing].")
    if all(standing(one, told.today) == "met" for one in told.goals_then):
        return f"{_('I keep up what is reached.')} {help_words}"
    last_day = told.plan is not None and told.today == told.plan[1]
    first = off_track_first(told.goals_then, told.today)[0]
    title = title_words(first) if is_off_track(first, told.today) and not last_day else _("[goal]")
    if told.is_over or last_day:
        return f"{_('I go on with this goal: %(goal)s.', goal=title)} {help_words}"
    most = _("In the time that is left I will put most of my hours into this goal: %(goal)s.", goal=title)
    return f"{most} {help_words}"


def _under(heading: str, lines: list[str]) -> str:
    """One line beside its heading, several under it."""
    if len(lines) < 2:
        return " ".join([heading, *lines]) if lines else ""
    return f"{heading}\n{bullets(lines)}"


def _newest(told: Told, goal: Goal) -> str:
    """The newest thing done for a goal, one that can be seen somewhere before the others."""
    own = told.evidence(LONG_AGO, goal)
    shown = [one for one in own if one.says("place")] or own
    return proof_lines(shown[-1:], 1)[0] if shown else ""


def _result_and_proof(told: Told, goal: Goal) -> str:
    return ". ".join(part for part in (result_words(goal), _newest(told, goal)) if part)


def _done_step(told: Told, goal: Goal) -> str:
    """What the person had planned for this week with this goal, where it is done."""
    step = next((one for one in goal.weeks if one.monday == monday_of(told.today) and one.done), None)
    return _("Done: %(what)s", what=one_line(step.text)) if step else ""


def _next_said(told: Told, goal: Goal) -> str:
    """The person's own step for the coming week, else what feedback of this week said comes next."""
    coming = monday_of(told.today) + A_WEEK
    step = next((one.text for one in goal.weeks if one.monday == coming and not one.done), "")
    said = (one.says("next") for one in told.feedback(told.begins, goal) if one.says("next"))
    words = one_line(step or next(said, ""))
    return _("Next: %(step)s", step=words) if words and not goal.met else ""
