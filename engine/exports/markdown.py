"""The plan as a Markdown task list (GitHub's `- [ ]`), which editors and task tools read.

No reasons and no answers stand in it beyond the person's own goal: it may lie open on a desk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.answers_text import day_in_words
from engine.knowledge_base import KnowledgeBase
from engine.model import PHASES, Plan, PlanItem
from engine.words import LATE, PHASE_TITLES, REPEATS, TRACK_TITLES

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it was typed."""
    plain = _SPECIAL.sub(r"\\\1", text)
    return _LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", plain)


def render(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str]) -> str:
    """The whole plan, phase by phase, each step a task."""
    lines = ["# My action plan", "", f"{day_in_words(plan.starts)} to {day_in_words(plan.ends)}", ""]
    pinned = [item for item in plan.items if item.pinned]
    groups = [("First of all", pinned)] if pinned else []
    for phase in PHASES:
        rest = [item for item in plan.items if item.phase == phase and not item.pinned]
        if rest:
            groups.append((PHASE_TITLES[phase], rest))
    for title, items in groups:
        lines += [f"## {title}", ""]
        for item in items:
            lines += _item(item, ticked)
    lines.append("Information to help you prepare, not legal, medical or immigration advice.")
    return "\n".join(lines) + "\n"


def _item(item: PlanItem, ticked: Mapping[str, str]) -> list[str]:
    when = f"{day_in_words(item.start)} to {day_in_words(item.due)}"
    if item.start == item.due:
        when = day_in_words(item.due)
    about = [when, TRACK_TITLES[item.track]]
    if item.repeats:
        about.insert(1, REPEATS[item.repeats])
    if item.late:
        about.append(LATE)
    lines = [f"### {escaped(item.title)}", "", f"{escaped(item.goal)}", "", f"*{'; '.join(about)}*", ""]
    for step in item.steps:
        mark = "x" if f"{item.id}/{step.id}" in ticked else " "
        lines.append(f"- [{mark}] {escaped(step.text)}")
        lines.append(f"  Done when: {escaped(step.done_when)}")
    return [*lines, ""]
