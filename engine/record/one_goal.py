"""What the letters say of one goal: its proof page, and why more time is asked for it."""

from __future__ import annotations

import datetime

from engine.goals.goal import Goal, amount
from engine.language import full_day
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.goal_lines import (
    as_it_was,
    asked_words,
    course,
    met_words,
    newest_number,
    standing,
    start_words,
    target_words,
    targets_before,
    title_words,
    view_words,
    wants_number,
    where_seen,
    where_words,
)
from engine.record.proofs import bullets, one_line, proof_lines
from engine.record.told import LONG_AGO, Told, said_words

MOST_PROOFS, MOST_SAID, MOST_NUMBERS, MOST_WEEKS_DONE = 8, 3, 10, 4
"""Lines: what was done, what others said, the numbers on the way, weeks that brought what was planned."""
PROOFS = ("early", "middle", "late")
_GOAL = (
    "goal_heading",
    "goal_title",
    "goal_target",
    "goal_by",
    "goal_before",
    "goal_start",
    "goal_now",
    "goal_now_day",
    "goal_view",
    "goal_stands",
    "goal_open",
    "goal_course",
    "goal_proofs",
    "goal_said",
)


def of_one_goal(told: Told) -> dict[str, str]:
    """For the proof page: one goal, its proof from early to late, and what was said of it."""
    goal = told.goal or (told.goals[0] if told.goals else None)
    words = dict.fromkeys(_GOAL, "")
    for name in PROOFS:
        words |= {f"proof_{name}_day": "", f"proof_{name}": "", f"proof_{name}_place": ""}
    if goal is None:
        return words
    goal = as_it_was(goal, told.today)
    latest = goal.readings[-1] if goal.readings else None
    done, day = _("done"), goal.met
    own = told.evidence(LONG_AGO, goal)
    shown = [one for one in own if one.says("place")]
    words |= {
        "goal_heading": _("The goal, in the plan’s own words") if goal.is_quoted else _("The goal"),
        "goal_title": goal.title.rstrip(". "),
        "goal_target": target_words(goal),
        "goal_by": full_day(goal.by) if goal.by else "",
        "goal_before": "\n".join(targets_before(goal)),
        "goal_start": start_words(goal),
        "goal_now": amount(latest.value, goal.unit) if latest else done if day else "",
        "goal_now_day": full_day(latest.on) if latest else full_day(day) if day else "",
        "goal_view": view_words(goal, told.today),
        "goal_stands": "\n".join(line for line in _stands(goal, told.today) if line),
        "goal_open": "" if standing(goal, told.today) == "met" else _still_open(goal),
        "goal_course": bullets(course(goal, MOST_NUMBERS)),
        "goal_proofs": bullets(
            [
                *proof_lines(shown if len(shown) >= MOST_PROOFS else own, MOST_PROOFS, spread=True),
                *_weeks_done(told, goal),
            ]
        ),
        "goal_said": bullets(_said_of(told, goal)),
    }
    for name, one in _three(shown if len(shown) >= len(PROOFS) else own).items():
        words[f"proof_{name}_day"] = full_day(one.on)
        words[f"proof_{name}"] = one_line(one.says("done"))
        words[f"proof_{name}_place"] = one.says("place")
    return words


def _stands(goal: Goal, today: datetime.date) -> list[str]:
    """A goal on its proof page: what is asked for, where it stood and stands, and how the person sees it."""
    start, now = start_words(goal), newest_number(goal)
    number_now = now or ("" if goal.met or not wants_number(goal) else _("[number or fact]"))
    view = view_words(goal, today) or _("[met, nearly met or not met]")
    return [
        asked_words(goal, blank=not goal.met),
        *targets_before(goal),
        "" if goal.by_number or not goal.proof else where_words(goal),
        _("At the start: %(number)s", number=start) if start else "",
        _("Now: %(number)s", number=number_now) if number_now else "",
        where_words(goal) if where_seen(goal) else "",
        met_words(goal) or _("How I see it: %(view)s", view=view),
    ]


def _still_open(goal: Goal) -> str:
    """A goal that is not met, in sentences: what it is, where it stands, what is asked for."""
    latest = goal.readings[-1] if goal.readings else None
    said = [f"{title_words(goal)}."]
    if latest is not None or wants_number(goal):
        now = amount(latest.value, goal.unit) if latest is not None else _("[number or fact]")
        said.append(_("It stands at %(now)s now.", now=now))
    if goal.target is not None:
        said.append(_("The target is %(target)s.", target=target_words(goal)))
    elif goal.what:
        said.append(_("The plan asks for this: %(what)s.", what=target_words(goal)))
    return " ".join(said)


def _weeks_done(told: Told, goal: Goal) -> list[str]:
    """What the person had planned for a week with this goal, and did: the latest."""
    done = [one for one in goal.weeks if one.done and one.monday <= told.today][-MOST_WEEKS_DONE:]
    return [
        _("%(what)s (week of %(day)s)", what=one_line(one.text), day=full_day(one.monday)) for one in done
    ]


def _said_of(told: Told, goal: Goal) -> list[str]:
    """What others said, the earliest first and each thing once; a wish for a change is for the agenda."""
    said = [one for one in told.feedback(LONG_AGO, goal) if one.says("sort") != "wish"]
    once = {one_line(one.says("said")): one for one in reversed(said)}
    return [said_words(one) for one in sorted(once.values(), key=lambda one: one.on)[-MOST_SAID:]]


def _three(evidence: list[Entry]) -> dict[str, Entry]:
    """The first, the middle and the last."""
    if len(evidence) < len(PROOFS):
        return dict(zip(PROOFS, evidence, strict=False))
    return {"early": evidence[0], "middle": evidence[len(evidence) // 2], "late": evidence[-1]}
