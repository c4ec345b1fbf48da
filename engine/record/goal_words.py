"""What the letters say of the goals: a block for each in a Friday report and a halfway note, and one goal on
a proof page.
"""

from __future__ import annotations

import datetime

from engine.goals.goal import Goal, amount
from engine.goals.pace import monday_of
from engine.language import full_day
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.goal_lines import (
    STANDINGS,
    as_it_was,
    course,
    now_words,
    result_words,
    standing,
    start_words,
    target_and_day,
    target_words,
    targets_before,
    title_words,
    where_seen,
)
from engine.record.proofs import bullets, one_line, proof_lines
from engine.record.told import Told, said_words

MOST_OF_A_WEEK, MOST_OF_ALL, MOST_SAID, MOST_NUMBERS = 3, 8, 3, 10
"""Lines for a goal: its proof in a Friday report and on a proof page, what others said, its numbers."""
PROOFS = ("early", "middle", "late")
A_WEEK = datetime.timedelta(days=7)
_LONG_AGO = datetime.date.min
_GOAL = (
    "goal_title",
    "goal_target",
    "goal_by",
    "goal_before",
    "goal_start",
    "goal_now",
    "goal_now_day",
    "goal_view",
    "goal_course",
    "goal_proofs",
    "goal_said",
)


def of_goals(told: Told) -> dict[str, str]:
    """All goals: this week, so far, and the newest proof of each."""
    goals = [as_it_was(goal, told.today) for goal in told.goals]
    week = [_week_of(told, goal) for goal in goals]
    so_far = [_so_far(told, goal) for goal in goals]
    proofs = [(goal, _result_and_proof(told, goal)) for goal in goals]
    met = [goal for goal in goals if standing(goal, told.today) == "met"]
    return {
        "goals_this_week": "\n\n".join(week),
        "goals_so_far": "\n\n".join(so_far),
        "proof_of_goals": bullets(
            _("%(goal)s: %(proof)s", goal=title_words(goal), proof=proof) for goal, proof in proofs if proof
        ),
        "what_is_done": bullets(
            _("%(goal)s: %(proof)s", goal=title_words(goal), proof=result_words(goal) or _("met"))
            for goal in met
        ),
    }


def _week_of(told: Told, goal: Goal) -> str:
    """One goal in a Friday report: target, now, proof, next."""
    seen = proof_lines(told.evidence(told.begins, goal), MOST_OF_A_WEEK)
    if goal.met:
        lines = [_met(goal)]
    else:
        now = now_words(goal)
        fresh = bool(goal.readings) and goal.readings[-1].on >= told.begins
        lines = [
            _("Target: %(target)s", target=target_and_day(goal) or _("[number or standard]")),
            *targets_before(goal, told.begins),
            _("Now: %(number)s", number=now) if now else "",
            "" if fresh or seen else _("This week: [a number or fact, and where it can be seen]"),
        ]
        if fresh and not seen and where_seen(goal):
            seen = [where_seen(goal)]
    lines += [_under(_("Proof:"), seen), _done_step(told, goal), _next_said(told, goal)]
    return "\n".join([_("Goal: %(goal)s", goal=title_words(goal)), *(line for line in lines if line)])


def _so_far(told: Told, goal: Goal) -> str:
    """One goal in a halfway note: start, now, target, proof, and how the person sees it."""
    view = standing(goal, told.today)
    now = _met(goal) if goal.met else ""
    started = start_words(goal) if not goal.readings else ""
    empty = "" if goal.met else _("[what was done, and where it can be seen]")
    proof = _newest(told, goal) or where_seen(goal) or empty
    lines = [
        _("Goal: %(goal)s", goal=title_words(goal)),
        _("Target: %(target)s", target=target_and_day(goal) or _("[number or standard]")) if not now else "",
        *targets_before(goal),
        _("At the start: %(number)s", number=started) if started else "",
        now or _("Now: %(number)s", number=now_words(goal) or _("[number or fact]")),
        _under(_("Proof:"), [proof] if proof else []),
        _("My view: %(view)s", view=_(STANDINGS[view]) if view else _("[met, on course, or not there yet]")),
    ]
    return "\n".join(line for line in lines if line)


def _met(goal: Goal) -> str:
    return _("Met on %(day)s.", day=full_day(goal.met)) if goal.met else ""


def _under(heading: str, lines: list[str]) -> str:
    """One line beside its heading, several under it."""
    if len(lines) < 2:
        return " ".join([heading, *lines]) if lines else ""
    return f"{heading}\n{bullets(lines)}"


def _newest(told: Told, goal: Goal) -> str:
    """The newest thing done for a goal, one that can be seen somewhere before the others."""
    own = told.evidence(_LONG_AGO, goal)
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


def of_one_goal(told: Told) -> dict[str, str]:
    """For the proof page: one goal, its proof from early to late, and what was said of it."""
    goal = told.goal or (told.goals[0] if told.goals else None)
    words = dict.fromkeys(_GOAL, "")
    for name in PROOFS:
        words |= {f"proof_{name}_day": "", f"proof_{name}": "", f"proof_{name}_place": ""}
    if goal is None:
        return words
    goal = as_it_was(goal, told.today)
    latest, view = goal.readings[-1] if goal.readings else None, standing(goal, told.today)
    done, day = _("done"), goal.met
    own = told.evidence(_LONG_AGO, goal)
    shown = [one for one in own if one.says("place")]
    words |= {
        "goal_title": goal.title.rstrip(". "),
        "goal_target": target_words(goal),
        "goal_by": full_day(goal.by) if goal.by else "",
        "goal_before": "\n".join(targets_before(goal)),
        "goal_start": start_words(goal),
        "goal_now": amount(latest.value, goal.unit) if latest else done if day else "",
        "goal_now_day": full_day(latest.on) if latest else full_day(day) if day else "",
        "goal_view": _(STANDINGS[view]) if view else "",
        "goal_course": bullets(_course(goal)),
        "goal_proofs": bullets(
            proof_lines(shown if len(shown) >= MOST_OF_ALL else own, MOST_OF_ALL, spread=True)
        ),
        "goal_said": bullets(_said_of(told, goal)),
    }
    for name, one in _three(shown if len(shown) >= len(PROOFS) else own).items():
        words[f"proof_{name}_day"] = full_day(one.on)
        words[f"proof_{name}"] = one_line(one.says("done"))
        words[f"proof_{name}_place"] = one.says("place")
    return words


def _course(goal: Goal) -> list[str]:
    """The numbers between the first and the newest, and where they can be seen."""
    numbers, where = course(goal, MOST_NUMBERS), where_seen(goal)
    return [*numbers, _("Where it can be seen: %(place)s", place=where)] if where else numbers


def _said_of(told: Told, goal: Goal) -> list[str]:
    """What others said, the earliest first and each thing once; a wish for a change is for the agenda."""
    said = [one for one in told.feedback(_LONG_AGO, goal) if one.says("sort") != "wish"]
    once = {one_line(one.says("said")): one for one in reversed(said)}
    return [said_words(one) for one in sorted(once.values(), key=lambda one: one.on)[-MOST_SAID:]]


def _three(evidence: list[Entry]) -> dict[str, Entry]:
    """The first, the middle and the last."""
    if len(evidence) < len(PROOFS):
        return dict(zip(PROOFS, evidence, strict=False))
    return {"early": evidence[0], "middle": evidence[len(evidence) // 2], "late": evidence[-1]}
