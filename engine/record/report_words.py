"""What the letters say from the record and the goals: the words for each name of `templates.RECORD`.

Beside `engine/progress_words.py`, which does the same from the ticks. How someone feels is never read here,
nor what they keep to themselves, nor who saw a proof: a letter says what was done, where it can be seen and
what was agreed.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

from engine.language import full_day, number
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.goal_lines import belongs, changes_of_target, now_words, title_words
from engine.record.goal_words import of_goals
from engine.record.one_goal import of_one_goal
from engine.record.proofs import begun, bullets, lines_of, one_line, proof_lines
from engine.record.talk_words import asks_for_a_day, fell_out, talks_between
from engine.record.told import WEEK, Told, said_words
from engine.record.weeks import usual_week

LATELY = datetime.timedelta(days=13)
"""How far back "since last time" reaches where no check-in was held."""
MOST_LATELY = 5
MOST_ALSO = 3


def report_words(told: Told) -> dict[str, str]:
    """Each name of `templates.RECORD` -> its words, or '' where there is nothing to say yet."""
    return {**of_goals(told), **_of_days(told), **_of_check_ins(told), **of_one_goal(told)}


def last_talk(told: Told) -> Entry | None:
    """The check-in that was held last before this one, or before today."""
    until = told.talk.on if told.talk else told.today
    held = (one for one in told.check_ins() if one.says("state") == "held" and one.on <= until)
    return next((one for one in held if told.talk is None or one.id != told.talk.id), None)


def _of_days(told: Told) -> dict[str, str]:
    """Which week and which day it is, and what was done in the week for no goal that is listed."""
    of_none = [
        one
        for one in told.evidence(told.begins)
        if not any(belongs(one, goal, told.goals) for goal in told.goals)
    ]
    return {
        "week": full_day(told.since or usual_week(told.today, told.begins)),
        "plan_day": _plan_day(told),
        "plan_until": _plan_until(told),
        "end_question": _end_question(told),
        "also_done": bullets(proof_lines(of_none, MOST_ALSO)),
    }


def _plan_day(told: Told) -> str:
    """How far the plan has come, in a sentence; '' where its days are not known."""
    if told.plan is None:
        return ""
    begins, ends = told.plan
    if told.today < begins:
        return _("The plan begins on %(day)s.", day=full_day(begins))
    if told.is_over:
        return _("The plan ran until %(day)s.", day=full_day(ends))
    at, of = number((told.today - begins).days + 1), number((ends - begins).days + 1)
    last = full_day(ends)
    return _(
        "This is day %(day)s of %(days)s of the plan, which runs until %(last)s.", day=at, days=of, last=last
    )


def _plan_until(told: Told) -> str:
    """The plan's last day, in a sentence; '' where it is not known."""
    if told.plan is None:
        return ""
    last = full_day(told.plan[1])
    return (
        _("The plan ran until %(day)s.", day=last)
        if told.is_over
        else _("The plan ends on %(day)s.", day=last)
    )


def _end_question(told: Told) -> str:
    """What a talk ends with where every goal is met, or once the plan is over; '' before that."""
    if told.goals and all(one.met for one in told.goals_then):
        return _("What would you like to see from me next?")
    return _("How do you see each goal: met, nearly met or not met?") if told.is_over else ""


def _of_check_ins(told: Told) -> dict[str, str]:
    before, talk = last_talk(told), told.talk
    until = talk.on if talk else told.today
    # what was done on the day of the last talk may have come after it
    since = before.on if before else until - LATELY
    asked = lines_of(talk.says("questions")) if talk else []
    brought = lines_of(talk.says("proof")) if talk else []
    following = talk.day("next_on") if talk else None
    missed = fell_out(told)
    changed = [line for goal in told.goals_then for line in changes_of_target(goal)]
    return {
        "proof_lately": bullets(brought or _lately(told, since)),
        "open_questions": bullets(asked or (lines_of(before.says("open")) if before else [])),
        "last_feedback": bullets(_feedback(told, until, {begun(line) for line in asked})),
        "in_the_way": _in_the_way(told),
        "check_ins_missed": bullets(missed),
        "time_lost": bullets([*changed, *missed]),
        **{name: _as_said(talk, field) for name, field in _TALK.items()},
        "talks_this_week": talks_between(told, told.begins, _("Check-ins this week:")),
        "talks_so_far": talks_between(told, datetime.date.min, _("Check-ins so far:")),
        "talk_fell_out": asks_for_a_day(told),
        "talk_day": full_day(talk.on) if talk else "",
        "talk_next": full_day(following) if following else "",
    }


def _lately(told: Told, since: datetime.date) -> list[str]:
    """What was done from a day on, and the number of each goal that was noted from it on."""
    numbers = [
        _("%(goal)s: %(proof)s", goal=title_words(goal), proof=now_words(goal))
        for goal in told.goals_then
        if goal.readings and goal.readings[-1].on >= since
    ]
    return [*proof_lines(told.evidence(since), MOST_LATELY), *numbers]


_TALK: Mapping[str, str] = {
    "talk_well": "well",
    "talk_wished": "wished",
    "talk_mine": "mine",
    "talk_theirs": "theirs",
    "talk_open": "open",
    "talk_ask": "ask",
}
_LISTED = frozenset({"mine", "theirs", "open", "ask"})


def _as_said(talk: Entry | None, field: str) -> str:
    if talk is None:
        return ""
    return bullets(lines_of(talk.says(field))) if field in _LISTED else one_line(talk.says(field))


def _in_the_way(told: Told) -> str:
    """What the check-in has that the letter is about, or the newest one in or around the week."""
    talk, near = told.talk, (told.begins, told.today + WEEK)
    found = talk or next((one for one in told.check_ins() if near[0] <= one.on <= near[1]), None)
    return one_line(found.says("block")) if found else ""


def _feedback(told: Told, until: datetime.date, asked: Container[str]) -> list[str]:
    """The latest feedback up to a day, with who said it and what comes next; nothing of what is asked."""
    one = last_feedback(told, until)
    lines = [said_words(one), *lines_of(one.says("next"))] if one else []
    return [line for line in lines if begun(line) not in asked]


def last_feedback(told: Told, until: datetime.date) -> Entry | None:
    """The latest feedback up to a day that may be told."""
    return next((one for one in told.shown if one.kind == "feedback" and one.on <= until), None)
