"""The plan as files that leave: JSON for programs, and checklists for the tools people already use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.exports import checklist_csv, checklist_json, markdown, print_page
from engine.exports.plan_json import plan_from_json, plan_to_json, without_private
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan

__all__ = ["CHECKLISTS", "Checklist", "plan_from_json", "plan_to_json", "without_private"]

Ticked = Mapping[str, str]
"""`strategy/step` -> the day it was ticked, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A kind of file a plan can leave as."""

    name: str
    title: str
    suffix: str
    media_type: str
    render: Callable[[KnowledgeBase, Plan, Ticked], str]


CHECKLISTS: Mapping[str, Checklist] = {
    checklist.name: checklist
    for checklist in (
        Checklist("markdown", "Markdown task list", ".md", "text/markdown; charset=utf-8", markdown.render),
        Checklist("csv", "CSV table", ".csv", "text/csv; charset=utf-8", checklist_csv.render),
        Checklist("json", "JSON", ".json", "application/json", checklist_json.render),
        Checklist("print", "Page for paper", ".html", "text/html; charset=utf-8", print_page.render),
    )
}
