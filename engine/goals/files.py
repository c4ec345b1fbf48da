"""Goals as files that leave: the readings as CSV, and how it goes as Markdown.

What the person thinks of a goal's chances, and what rests on sensitive answers, stays out of both.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable

from engine.exports.checklist_csv import BYTE_ORDER_MARK, cell
from engine.exports.markdown import escaped
from engine.goals.goal import Goal, amount
from engine.goals.pace import asked_before, told
from engine.goals.progress import Progress
from engine.goals.smart import letters
from engine.goals.timeline import Stop
from engine.language import full_day, mark, number
from engine.language import gettext as _
from engine.model import Plan
from engine.words import NOTICE, phase_title

COLUMNS = (mark("Goal"), mark("What is counted"), mark("Day"), mark("Number"), mark("Unit"), mark("Note"))


def readings_csv(goals: Iterable[Goal]) -> str:
    """A header and a row for each reading; the number a goal began with comes first. Numbers stand bare."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([cell(_(column)) for column in COLUMNS])
    for goal in goals:
        rows = [(one.on, one.value, one.note) for one in goal.readings]
        if goal.now is not None and goal.since is not None:
            rows.insert(0, (goal.since, goal.now, _("where it began")))
        for on, value, note in rows:
            words = [cell(text) for text in (goal.title, goal.measure)]
            table.writerow([*words, on.isoformat(), repr(value), cell(goal.unit), cell(note)])
    return BYTE_ORDER_MARK + out.getvalue()


def progress_markdown(
    goals: tuple[Goal, ...],
    plan: Plan | None,
    found: Progress | None,
    stops: tuple[Stop, ...],
    today: datetime.date,
) -> str:
    """How it goes, for paper or an editor: each goal, the weeks, the phases, the days that matter."""
    lines = [f"# {_('How it goes')}", "", full_day(today), ""]
    for goal in goals:
        lines += _goal(goal, today)
    if plan is not None and found is not None:
        lines += [f"## {_('Week by week')}", "", *_weeks(found), "", f"## {_('Phase by phase')}", ""]
        for one in found.phases:
            lines.append(
                _(
                    "- %(phase)s: %(done)s of %(all)s steps done",
                    phase=_(phase_title(plan.facts, one.phase)),
                    done=number(one.done),
                    all=number(one.steps),
                )
            )
        lines.append("")
    if stops:
        lines += [f"## {_('The days that matter')}", ""]
        lines += [f"- {full_day(one.on)}: {escaped(one.words)}" for one in stops if not one.private]
        lines.append("")
    return "\n".join([*lines, _(NOTICE)]) + "\n"


def _goal(goal: Goal, today: datetime.date) -> list[str]:
    lines = [f"## {escaped(goal.title)}", ""]
    lines += [
        f"- {letter.name}: {escaped(letter.says)}" for letter in letters(goal, today) if letter.sign != "A"
    ]
    lines += ["", *(escaped(says) for says in told(goal, today)), ""]
    if goal.earlier:
        lines += [_("The target was changed. Before that, the plan asked for:"), ""]
        lines += [*(f"- {escaped(asked_before(one, goal.unit))}" for one in goal.earlier), ""]
    if goal.met is not None:
        lines += [_("Marked as met on %(day)s.", day=full_day(goal.met)), ""]
    if goal.first is not None and goal.by_number:
        lines += [f"| {_('Day')} | {_('Number')} | {_('Note')} |", "|---|---|---|"]
        rows = [(one.on, one.value, one.note) for one in goal.readings]
        if goal.now is not None and goal.since is not None:
            rows.insert(0, (goal.since, goal.now, _("where it began")))
        lines += [
            f"| {full_day(on)} | {amount(value, escaped(goal.unit))} | {escaped(note)} |"
            for on, value, note in rows
        ]
        lines.append("")
    for week in goal.weeks:
        lines.append(f"- [{'x' if week.done else ' '}] {full_day(week.monday)}: {escaped(week.text)}")
    return [*lines, ""] if goal.weeks else lines


def _weeks(found: Progress) -> list[str]:
    head = f"| {_('Week from')} | {_('Steps due')} | {_('Of those, done')} | {_('Ticked in this week')} |"
    rows = [
        f"| {full_day(week.monday)} | {number(week.due)} | {number(week.done)} | {number(week.ticked)} |"
        for week in found.weeks
    ]
    return [head, "|---|---|---|---|", *rows]
