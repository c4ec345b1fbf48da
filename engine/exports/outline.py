"""How a checklist is laid out, whatever kind of file it becomes: groups in order, and the words beside an
item.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from engine.knowledge_base import KnowledgeBase
from engine.language import full_day
from engine.language import gettext as _
from engine.model import PHASES, Plan, PlanItem
from engine.planning.prepared import resource_shown
from engine.standing import checked
from engine.words import FIRST_OF_ALL, LATE, REPEATS, phase_title, track_title


def groups(plan: Plan) -> Iterator[tuple[str, list[PlanItem]]]:
    """Headings with their items: what comes first of all, then phase by phase."""
    pinned = [item for item in plan.items if item.pinned]
    if pinned:
        yield _(FIRST_OF_ALL), pinned
    for phase in PHASES:
        items = [item for item in plan.items if item.phase == phase and not item.pinned]
        if items:
            yield _(phase_title(plan.facts, phase)), items


def about(item: PlanItem, facts: Mapping[str, object]) -> str:
    """When, how often and to what end: `2 March 2026 to 4 March 2026; every week; Meet the plan`.

    `facts` are the plan's: they tell what its two tracks are called.
    """
    parts = [
        full_day(item.due) if item.start == item.due else days(item.start, item.due),
        _("at %(time)s", time=f"{item.at:%H:%M}") if item.at else "",
        _(REPEATS[item.repeats]) if item.repeats else "",
        _(track_title(facts, item.track)),
        _(LATE) if item.late else "",
        _("the short form") if item.short else "",
    ]
    return "; ".join(part for part in parts if part)


def days(first: datetime.date, last: datetime.date) -> str:
    """`2 March 2026 to 4 March 2026`."""
    return _("%(first)s to %(last)s", first=full_day(first), last=full_day(last))


def by_hand(item: PlanItem) -> list[str]:
    """What a coach and the person did to this item, as lines. The person's note is there only if they ask."""
    lines = [_("Added by your coach.")] if item.by_coach else []
    lines += [_("Added by me.")] if item.by_person else []
    lines += [_("From your coach: %(note)s", note=item.note)] if item.note else []
    return [*lines, _("My note: %(note)s", note=" ".join(item.own_note.split()))] if item.own_note else lines


def places(
    knowledge: KnowledgeBase, item: PlanItem, today: datetime.date
) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Where to go: each resource, how far it was checked, and its numbers and time limit as lines.

    They are as the knowledge has them now, however old the plan is. The general route stands after what
    nobody has confirmed yet, and before what is overdue (SE3, SE8).
    """
    for given in item.resources:
        known = knowledge.resources.get(given["id"])
        if known is None or known.status == "retired":
            continue
        resource = resource_shown(known)
        lines = [
            _("%(label)s: %(number)s, %(how)s", **contact)
            if contact["number"]
            else _("%(label)s: %(how)s", **contact)
            for contact in resource["contacts"]
        ]
        if resource["clock"]:
            lines.append(resource["clock"])
        if not (resource["url"] or lines):
            continue
        outside = resource["url"] or resource["clock"] or any(one["number"] for one in resource["contacts"])
        found = checked(known, today)
        if found.route is not None:
            lines.insert(0 if found.overdue else len(lines), found.route)
        yield resource, found.short if outside or found.route else "", lines
