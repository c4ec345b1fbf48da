"""The plan as a Markdown task list (GitHub's `- [ ]`), which editors and task tools read.

No reasons and no answers stand in it beyond the person's own goal: it may lie open on a desk.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from engine.evidence import in_short, views
from engine.exports.outline import about, by_hand, days, groups, places
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.words import DONE_WHEN, NOTICE, PLAN_TITLE, WHERE_TO_GO

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it was typed."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", plain)


def render(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date | None = None
) -> str:
    """The whole plan, phase by phase, each step a task. `today`: the day it leaves (default: plan.today)."""
    day = today or plan.today
    lines = [f"# {_(PLAN_TITLE)}", "", days(plan.starts, plan.ends), ""]
    for title, items in groups(plan):
        lines += [f"## {title}", ""]
        for item in items:
            lines += _item(knowledge, plan, item, ticked, day)
    return "\n".join([*lines, _(NOTICE)]) + "\n"


def _item(
    knowledge: KnowledgeBase, plan: Plan, item: PlanItem, ticked: Mapping[str, str], today: datetime.date
) -> list[str]:
    when = about(item, plan.facts)
    lines = [f"### {escaped(item.title)}", "", escaped(item.goal), "", f"*{when}*", ""]
    for line in by_hand(item):
        lines += [escaped(line), ""]
    for step in item.steps:
        mark = "x" if f"{item.id}/{step.id}" in ticked else " "
        lines.append(f"- [{mark}] {escaped(step.text)}")
        lines.append(f"  {_(DONE_WHEN)}: {escaped(step.done_when)}")
    return [*lines, *_places(knowledge, item, today), *_evidence(item), ""]


def _evidence(item: PlanItem) -> list[str]:
    lines = ["", f"*{escaped(in_short(item.evidence))}*", ""]
    lines += [f"- {escaped(view)}" for view in views(item.evidence)]
    for source in item.evidence["sources"]:
        url = source["url"] or ""
        lines.append(f"- {escaped(source['title'])}{f': <{url}>' if url.startswith('http') else ''}")
    return lines


def _places(knowledge: KnowledgeBase, item: PlanItem, today: datetime.date) -> list[str]:
    found = list(places(knowledge, item, today))
    lines = ["", f"{_(WHERE_TO_GO)}:", ""] if found else []
    for resource, note, details in found:
        link = f": <{resource['url']}>" if resource["url"] else ""
        lines.append(f"- {escaped(resource['title'])}{link}{f' ({note})' if note else ''}")
        lines += [f"  - {escaped(detail)}" for detail in details]
    return lines
