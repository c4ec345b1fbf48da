"""How a checklist is laid out, whatever kind of file it becomes: groups in order, and the words beside an
item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.answers_text import day_in_words
from engine.model import PHASES, Plan, PlanItem
from engine.words import FIRST_OF_ALL, LATE, NOT_CONFIRMED, PHASE_TITLES, REPEATS, TRACK_TITLES


def groups(plan: Plan) -> Iterator[tuple[str, list[PlanItem]]]:
    """Headings with their items: what comes first of all, then phase by phase."""
    pinned = [item for item in plan.items if item.pinned]
    if pinned:
        yield FIRST_OF_ALL, pinned
    for phase in PHASES:
        items = [item for item in plan.items if item.phase == phase and not item.pinned]
        if items:
            yield PHASE_TITLES[phase], items


def about(item: PlanItem) -> str:
    """When, how often and to what end: `2 March 2026 to 4 March 2026; every week; Meet the plan`."""
    when = day_in_words(item.due)
    if item.start != item.due:
        when = f"{day_in_words(item.start)} to {when}"
    parts = [
        when,
        REPEATS[item.repeats] if item.repeats else "",
        TRACK_TITLES[item.track],
        LATE if item.late else "",
    ]
    return "; ".join(part for part in parts if part)


def from_coach(item: PlanItem) -> list[str]:
    """What a coach did to this item, as lines."""
    lines = ["Added by your coach."] if item.by_coach else []
    return [*lines, f"From your coach: {item.note}"] if item.note else lines


def places(item: PlanItem) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Where to go: each resource, how far it was checked, and its numbers and time limit as lines."""
    for resource in item.resources:
        lines = [
            f"{contact['label']}: {contact['number']}, {contact['how']}"
            if contact["number"]
            else f"{contact['label']}: {contact['how']}"
            for contact in resource["contacts"]
        ]
        if resource["clock"]:
            lines.append(resource["clock"])
        if not (resource["url"] or lines):
            continue
        outside = resource["url"] or any(contact["number"] for contact in resource["contacts"])
        note = ""
        if outside:
            note = f"confirmed on {resource['verified_on']}" if resource["verified_on"] else NOT_CONFIRMED
        yield resource, note, lines
