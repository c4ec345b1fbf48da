"""The plan as a Markdown task list (GitHub's `- [ ]`), which editors and task tools read.

No reasons and no answers stand in it beyond the person's own goal: it may lie open on a desk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.answers_text import day_in_words
from engine.exports.outline import about, from_coach, groups, places
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, PlanItem
from engine.words import DONE_WHEN, NOTICE, PLAN_TITLE, WHERE_TO_GO

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it was typed."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", plain)


def render(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str]) -> str:
    """The whole plan, phase by phase, each step a task."""
    lines = [f"# {PLAN_TITLE}", "", f"{day_in_words(plan.starts)} to {day_in_words(plan.ends)}", ""]
    for title, items in groups(plan):
        lines += [f"## {title}", ""]
        for item in items:
            lines += _item(item, ticked)
    return "\n".join([*lines, NOTICE]) + "\n"


def _item(item: PlanItem, ticked: Mapping[str, str]) -> list[str]:
    lines = [f"### {escaped(item.title)}", "", escaped(item.goal), "", f"*{about(item)}*", ""]
    for line in from_coach(item):
        lines += [escaped(line), ""]
    for step in item.steps:
        mark = "x" if f"{item.id}/{step.id}" in ticked else " "
        lines.append(f"- [{mark}] {escaped(step.text)}")
        lines.append(f"  {DONE_WHEN}: {escaped(step.done_when)}")
    return [*lines, *_places(item), ""]


def _places(item: PlanItem) -> list[str]:
    lines = ["", f"{WHERE_TO_GO}:", ""] if item.resources else []
    for resource, note, details in places(item):
        link = f": <{resource['url']}>" if resource["url"] else ""
        lines.append(f"- {escaped(resource['title'])}{link}{f' ({note})' if note else ''}")
        lines += [f"  - {escaped(detail)}" for detail in details]
    return lines
