"""The plan as files that leave: JSON for programs, and checklists for the tools people already use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.exports import checklist_csv, checklist_json, markdown, print_page
from engine.exports.plan_json import plan_from_json, plan_to_json, without_private
from engine.exports.plan_text import plan_to_text
from engine.knowledge_base import KnowledgeBase
from engine.language import mark
from engine.model import Plan

__all__ = ["CHECKLISTS", "Checklist", "plan_from_json", "plan_to_json", "plan_to_text", "without_private"]

Ticked = Mapping[str, str]
"""`strategy/step` -> the day it was ticked, as YYYY-MM-DD."""


class Render(Protocol):
    """Plan to text. `today` is the day the file leaves (default: the day the plan was made)."""

    def __call__(
        self, knowledge: KnowledgeBase, plan: Plan, ticked: Ticked, today: datetime.date | None = None
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Checklist:
    """A kind of file a plan can leave as."""

    name: str
    title: str
    suffix: str
    media_type: str
    render: Render


CHECKLISTS: Mapping[str, Checklist] = {
    checklist.name: checklist
    for checklist in (
        Checklist(
            "markdown", mark("Markdown task list"), ".md", "text/markdown; charset=utf-8", markdown.render
        ),
        Checklist("csv", mark("CSV table"), ".csv", "text/csv; charset=utf-8", checklist_csv.render),
        Checklist("json", "JSON", ".json", "application/json", checklist_json.render),
        Checklist("print", mark("Page for paper"), ".html", "text/html; charset=utf-8", print_page.render),
    )
}
