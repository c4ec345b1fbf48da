"""The plan as a CSV table, a row a step, for spreadsheets and for Trello, Asana or Todoist imports.

RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. A cell that a spreadsheet would take
for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.words import PHASE_TITLES, REPEATS, TRACK_TITLES

COLUMNS = (
    "Done",
    "Title",
    "Step",
    "Done when",
    "Goal",
    "Phase",
    "Track",
    "Start",
    "Due",
    "Repeats",
    "Id",
    "Note",
)
BYTE_ORDER_MARK = "\ufeff"


def cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula (OWASP, CSV injection), full-width signs among them."""
    start = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if start in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def render(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str]) -> str:
    """A header and a row for each step."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in plan.items:
        for step in item.steps:
            key = f"{item.id}/{step.id}"
            row = (
                "yes" if key in ticked else "no",
                item.title,
                step.text,
                step.done_when,
                item.goal,
                PHASE_TITLES[item.phase],
                TRACK_TITLES[item.track],
                item.start.isoformat(),
                item.due.isoformat(),
                REPEATS[item.repeats] if item.repeats else "",
                key,
                item.note or "",
            )
            table.writerow([cell(text) for text in row])
    return BYTE_ORDER_MARK + out.getvalue()
