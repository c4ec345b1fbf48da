"""What the letters say from the record and the goals: the words for each name of `templates.RECORD`.

Beside `engine/progress_words.py`, which does the same from the ticks. How someone feels is never read here,
nor who saw a proof: a letter says what was done, where it can be seen and what was agreed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.goals.goal import Goal, amount
from engine.language import full_day
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.goal_lines import (
    STANDINGS,
    belongs,
    bullets,
    now_words,
    proof_line,
    standing,
    start_words,
    target_and_day,
    target_words,
)

WEEK = datetime.timedelta(days=6)
LATELY = datetime.timedelta(days=13)
"""How far back "since last time" reaches where no check-in was held."""
MOST_LATELY = 5
PROOFS = ("early", "middle", "late")
_GOAL = ("goal_title", "goal_target", "goal_by", "goal_start", "goal_now", "goal_now_day", "goal_said")
OFF = frozenset({"cancelled", "moved"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the words are made from. `talk` is the check-in that a letter is about, `goal` the goal."""

    entries: Sequence[Entry]
    """The newest first, as `entries_of` gives them."""
    goals: tuple[Goal, ...]
    today: datetime.date
    talk: Entry | None = None
    goal: Goal | None = None


def report_words(told: Told) -> dict[str, str]:
    """Each name of `templates.RECORD` -> its words, or '' where there is nothing to say yet."""
    return {**_of_goals(told), **_of_check_ins(told), **_of_one_goal(told)}


def last_talk(told: Told) -> Entry | None:
    """The check-in that was held last before this one, or before today."""
    until = told.talk.on if told.talk else told.today
    return next(
        (
            one
            for one in told.entries
            if one.kind == "check_in"
            and one.says("state") == "held"
            and one.on <= until
            and (told.talk is None or one.id != told.talk.id)
        ),
        None,
    )


def _evidence(told: Told, since: datetime.date, until: datetime.date) -> list[Entry]:
    """What was done on these days, the earliest first."""
    found = [one for one in told.entries if one.kind == "evidence" and since <= one.on <= until]
    return found[::-1]


def _of_goals(told: Told) -> dict[str, str]:
    since = told.today - WEEK
    week, so_far, proofs = [], [], []
    for goal in told.goals:
        own = [one for one in told.entries if one.kind == "evidence" and belongs(one, goal, told.goals)]
        seen = [one for one in own if since <= one.on <= told.today][::-1]
        week.append(_week_of(told, goal, seen))
        so_far.append(_so_far(goal, told.today))
        shown = [one for one in own if one.says("place")] or own
        proofs += [_("%(goal)s: %(proof)s", goal=goal.title, proof=proof_line(one)) for one in shown[:1]]
    return {
        "goals_this_week": "\n\n".join(week),
        "goals_so_far": "\n\n".join(so_far),
        "proof_of_goals": bullets(proofs),
    }


def _week_of(told: Told, goal: Goal, seen: list[Entry]) -> str:
    """One goal in a Friday report: target, now, proof, next, help needed."""
    says = _next_said(told, goal)
    lines = [
        _("Goal: %(goal)s", goal=goal.title),
        _("Target: %(target)s", target=target_and_day(goal) or _("[number or standard]")),
        _("At the start: %(number)s", number=start_words(goal)) if start_words(goal) else "",
        _("Now: %(number)s", number=now_words(goal, told.today - WEEK) or _("[this week’s number or fact]")),
        _("Proof: %(proof)s", proof="; ".join(map(proof_line, seen)) or _("[where you can see it]")),
        _("Next: %(step)s", step=says or _("[one step, with its day]")),
        _("Help I need: %(what)s", what=_("[one thing, or “none”]")),
    ]
    return "\n".join(line for line in lines if line)


def _next_said(told: Told, goal: Goal) -> str:
    """What feedback of the last seven days said comes next for a goal."""
    since = told.today - WEEK
    for one in told.entries:
        if one.kind == "feedback" and one.on >= since and belongs(one, goal, told.goals) and one.says("next"):
            return " ".join(one.says("next").split())
    return ""


def _so_far(goal: Goal, today: datetime.date) -> str:
    """One goal in a midpoint note: start, now, target, and how the person sees it."""
    view = standing(goal, today)
    lines = [
        _("Goal: %(goal)s", goal=goal.title),
        _("At the start: %(number)s", number=start_words(goal)) if start_words(goal) else "",
        _("Now: %(number)s", number=now_words(goal) or _("[number or fact]")),
        _("Target: %(target)s", target=target_and_day(goal) or _("[number or standard]")),
        _("My view: %(view)s", view=_(STANDINGS[view]) if view else _("[met, on course, or not there yet]")),
    ]
    return "\n".join(line for line in lines if line)


def _of_check_ins(told: Told) -> dict[str, str]:
    before, talk = last_talk(told), told.talk
    until = talk.on if talk else told.today
    # what was done on the day of the last talk may have come after it
    since = before.on if before else until - LATELY
    lately = [proof_line(one) for one in _evidence(told, since, max(until, told.today))][-MOST_LATELY:]
    latest = talk or next((one for one in told.entries if one.kind == "check_in"), None)
    missed = [
        one
        for one in told.entries
        if one.kind == "check_in" and one.says("state") in OFF and one.on <= told.today
    ]
    given = {
        "proof_lately": bullets(lately),
        "open_questions": bullets(_lines(before.says("open"))) if before else "",
        "last_feedback": _feedback(told, until),
        "in_the_way": _one_line(latest.says("block")) if latest and _is_near(latest, told) else "",
        "check_ins_missed": bullets(map(_missed, missed[::-1])),
    }
    if talk is None:
        return {**given, **dict.fromkeys(_TALK, ""), "talk_day": full_day(told.today), "talk_next": ""}
    asked = {"open_questions": bullets(_lines(talk.says("questions")))} if talk.says("questions") else {}
    proof = {"proof_lately": bullets(_lines(talk.says("proof")))} if talk.says("proof") else {}
    following = talk.day("next_on")
    return {
        **given,
        **asked,
        **proof,
        **{name: _as_said(talk, field) for name, field in _TALK.items()},
        "talk_day": full_day(talk.on),
        "talk_next": full_day(following) if following else "",
    }


_TALK: Mapping[str, str] = {
    "talk_well": "well",
    "talk_wished": "wished",
    "talk_mine": "mine",
    "talk_theirs": "theirs",
    "talk_open": "open",
    "talk_ask": "ask",
}
_LISTED = frozenset({"mine", "theirs", "open"})


def _as_said(talk: Entry, field: str) -> str:
    lines = _lines(talk.says(field))
    return bullets(lines) if field in _LISTED else " ".join(lines)


def _is_near(entry: Entry, told: Told) -> bool:
    return entry is told.talk or entry.on >= told.today - WEEK


def _missed(entry: Entry) -> str:
    """A check-in that did not take place, as a bare fact."""
    on, following = full_day(entry.on), entry.day("next_on")
    if entry.says("state") == "moved" and following:
        return _("The check-in of %(day)s was moved to %(next)s.", day=on, next=full_day(following))
    if entry.says("state") == "moved":
        return _("The check-in of %(day)s was moved.", day=on)
    return _("The check-in of %(day)s did not take place.", day=on)


def _feedback(told: Told, until: datetime.date) -> str:
    """The latest feedback before a day, with who said it and what comes next."""
    one = next((one for one in told.entries if one.kind == "feedback" and one.on <= until), None)
    if one is None:
        return ""
    return bullets([_said(one), *_lines(one.says("next"))])


def _of_one_goal(told: Told) -> dict[str, str]:
    """For the proof page: one goal, three proofs from early to late, and what was said of it."""
    goal = told.goal or (told.goals[0] if told.goals else None)
    words = dict.fromkeys(_GOAL, "")
    for name in PROOFS:
        words |= {f"proof_{name}_day": "", f"proof_{name}": "", f"proof_{name}_place": ""}
    if goal is None:
        return words
    latest = goal.readings[-1] if goal.readings else None
    words |= {
        "goal_title": goal.title,
        "goal_target": target_words(goal),
        "goal_by": full_day(goal.by) if goal.by else "",
        "goal_start": start_words(goal),
        "goal_now": amount(latest.value, goal.unit) if latest else "",
        "goal_now_day": full_day(latest.on) if latest else "",
    }
    own = [one for one in told.entries[::-1] if belongs(one, goal, told.goals)]
    for name, one in _three([one for one in own if one.kind == "evidence"]).items():
        words[f"proof_{name}_day"] = full_day(one.on)
        words[f"proof_{name}"] = _one_line(one.says("done"))
        words[f"proof_{name}_place"] = one.says("place")
    said = [one for one in own if one.kind == "feedback"]
    words["goal_said"] = bullets(_said(one) for one in said[-3:])
    return words


def _said(entry: Entry) -> str:
    said, day = _one_line(entry.says("said")).strip('“”"'), full_day(entry.on)
    if entry.says("who"):
        return _("“%(said)s” (%(who)s, %(day)s)", said=said, who=entry.says("who"), day=day)
    return _("“%(said)s” (%(day)s)", said=said, day=day)


def _three(evidence: list[Entry]) -> dict[str, Entry]:
    """The first, the middle and the last; those with a place where they can be seen before the others."""
    shown = [one for one in evidence if one.says("place")]
    chosen = shown if len(shown) >= len(PROOFS) else evidence
    if len(chosen) < len(PROOFS):
        return dict(zip(PROOFS, chosen, strict=False))
    return {"early": chosen[0], "middle": chosen[len(chosen) // 2], "late": chosen[-1]}


def _lines(text: str) -> list[str]:
    return [line.strip().lstrip("-•* ").strip() for line in text.splitlines() if line.strip().lstrip("-•* ")]


def _one_line(text: str) -> str:
    return " ".join(text.split())
