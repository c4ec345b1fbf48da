"""What someone takes along to a coach: only the parts that they chose, in an order that a talk follows.

It stands beside the checklists: no letters, sources or reasons, since a coach asks about those. How anyone
feels, what is marked as private and notes for oneself are never in it. A step that only private answers call
for would tell of them by its title, so such steps are a choice of their own (SE18).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.exports.markdown import escaped
from engine.exports.outline import days, groups
from engine.exports.plan_json import HIDDEN
from engine.goals.goal import Goal
from engine.goals.pace import told
from engine.goals.progress import Progress
from engine.goals.smart import letters
from engine.language import full_day, mark, number
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.record.entries import Entry
from engine.record.fields import FIELDS
from engine.record.proofs import one_line
from engine.words import NOTICE, phase_title

TRACKS = ("improve", "prepare")
TO_TELL = ("evidence", "feedback", "check_in")
"""Kinds of entries that may go along. How someone feels stays with them."""
UNTOLD = frozenset({"own", "seen", "private", "answer"})
"""Fields of an entry that stay: notes for oneself, and who saw or was answered."""
HEADINGS: Mapping[str, str] = {
    "evidence": mark("What was done"),
    "feedback": mark("What was said about the work"),
    "check_in": mark("Check-ins"),
}
POSSIBLE = "A"
"""The letter of SMART about a goal's chances: what someone thinks of those is theirs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes along. `plan` is one without what rests on private answers (`exports.without_private`)."""

    words: str = ""
    """The person's own, for the coach."""
    plan: Plan | None = None
    tracks: tuple[str, ...] = ()
    """Those of `TRACKS` whose steps go along."""
    private_steps: bool = False
    """Whether the steps that only private answers call for go along with them."""
    ticked: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None
    goals: tuple[Goal, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs and a list; `done` says of each point whether it is ticked, or is empty."""

    heading: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    done: tuple[bool, ...] = ()


def sections(chosen: Chosen, today: datetime.date) -> tuple[Section, ...]:
    """The parts that hold something."""
    found = (
        [Section(_("What I would like to talk about"), tuple(_lines(chosen.words)))] if chosen.words else []
    )
    found += _steps(chosen)
    found += _progress(chosen)
    found += [_goal(goal, today) for goal in chosen.goals]
    found += _record(chosen.entries)
    return tuple(found)


def as_markdown(found: Iterable[Section], today: datetime.date) -> str:
    """The file."""
    lines = [f"# {_('For a talk')}", "", full_day(today), ""]
    for one in found:
        lines += [f"## {escaped(one.heading)}", ""]
        for text in one.text:
            lines += [escaped(text), ""]
        boxes = [f"[{'x' if done else ' '}] " for done in one.done] or [""] * len(one.points)
        lines += [f"- {box}{escaped(point)}" for box, point in zip(boxes, one.points, strict=True)]
        lines += [""] if one.points else []
    return "\n".join([*lines, _(NOTICE)]) + "\n"


def may_tell(entry: Entry) -> bool:
    """Whether an entry can be chosen at all."""
    return entry.kind in TO_TELL and not entry.private


def tells_private(item: PlanItem) -> bool:
    """Whether nothing but private answers calls for an item of a plan without what rests on those."""
    return bool(item.because) and all(one.rule == HIDDEN for one in item.because)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _steps(chosen: Chosen) -> Iterator[Section]:
    plan = chosen.plan
    if plan is None or not chosen.tracks:
        return
    for heading, items in groups(plan):
        shown = [
            item
            for item in items
            if item.track in chosen.tracks and (chosen.private_steps or not tells_private(item))
        ]
        if not shown:
            continue
        points = [f"{item.title} ({days(item.start, item.due)})" for item in shown]
        done = [all(f"{item.id}/{step.id}" in chosen.ticked for step in item.steps) for item in shown]
        yield Section(heading, (), tuple(points), tuple(done))


def _progress(chosen: Chosen) -> Iterator[Section]:
    found, plan = chosen.progress, chosen.plan
    if found is None or plan is None:
        return
    points = [
        _(
            "%(phase)s: %(done)s of %(all)s steps done",
            phase=_(phase_title(plan.facts, one.phase)),
            done=number(one.done),
            all=number(one.steps),
        )
        for one in found.phases
    ]
    says = _("%(done)s of %(all)s steps done", done=number(found.done), all=number(found.steps))
    yield Section(_("How it goes"), (days(plan.starts, plan.ends), says), tuple(points))


def _goal(goal: Goal, today: datetime.date) -> Section:
    points = [f"{one.name}: {one.says}" for one in letters(goal, today) if one.sign != POSSIBLE]
    return Section(_("Goal: %(goal)s", goal=goal.title), tuple(told(goal, today)), tuple(points))


def _record(entries: Iterable[Entry]) -> Iterator[Section]:
    telling = [one for one in entries if may_tell(one)]
    for kind in TO_TELL:
        points = [line_of(one) for one in reversed(telling) if one.kind == kind]
        if points:
            yield Section(_(HEADINGS[kind]), (), tuple(points))


def line_of(entry: Entry) -> str:
    """An entry on one line: its day and what stands in it, without what stays with the person."""
    said: list[str] = []
    for one in FIELDS[entry.kind]:
        text, day = one_line(entry.says(one.name)), entry.day(one.name) if one.shape == "day" else None
        if not text or one.name in UNTOLD:
            continue
        shown = full_day(day) if day else _(one.choices[text]) if text in one.choices else text
        said.append(shown if not said and one.shape == "text" else f"{_(one.short or one.label)}: {shown}")
    return f"{full_day(entry.on)}. " + "; ".join(said)
