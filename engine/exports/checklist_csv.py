"""The plan as a CSV table, a row a step, for spreadsheets and for Trello, Asana or Todoist imports.

RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. A cell that a spreadsheet would take
for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping

from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.model import Plan, PlanItem
from engine.words import REPEATS, phase_title, track_title

COLUMNS = (
    mark("Done"),
    mark("Title"),
    mark("Step"),
    mark("Done when"),
    mark("Goal"),
    mark("Phase"),
    mark("Track"),
    mark("Start"),
    mark("Due"),
    mark("Repeats"),
    mark("Id"),
    mark("Note"),
)
BYTE_ORDER_MARK = "\ufeff"


def cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula (OWASP, CSV injection), full-width signs among them."""
    start = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if start in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def render(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date | None = None
) -> str:
    """A header and a row for each step. No place to go stands in it, so `today` changes nothing."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([cell(_(column)) for column in COLUMNS])
    for item in plan.items:
        for step in item.steps:
            key = f"{item.id}/{step.id}"
            row = (
                _("yes") if key in ticked else _("no"),
                item.title,
                step.text,
                step.done_when,
                item.goal,
                _(phase_title(plan.facts, item.phase)),
                _(track_title(plan.facts, item.track)),
                item.start.isoformat(),
                item.due.isoformat(),
                _(REPEATS[item.repeats]) if item.repeats else "",
                key,
                "; ".join(_notes(item)),
            )
            table.writerow([cell(text) for text in row])
    return BYTE_ORDER_MARK + out.getvalue()


def _notes(item: PlanItem) -> Iterator[str]:
    """Who added it, its time of day, and what a coach and the person wrote beside it."""
    if item.by_person:
        yield _("Added by me.")
    if item.at:
        yield _("at %(time)s", time=f"{item.at:%H:%M}")
    yield from (note for note in (item.note, item.own_note) if note)
