"""The plans before this one, so that making the plan again can be taken back.

They stand in a document of their own, "earlier_plans", the newest last:

    {"form": 1, "plans": [{"id", "until", "plan": {...}, "from": {...}}]}

`until` is the day on which another plan took its place; `from` is what the plan was made from, as the
document "place" has it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DOCUMENT = "earlier_plans"
MOST = 3
FROM = ("planned_from", "planned_words", "planned_days")

Document = dict[str, Any]


def fingerprint(answers: Mapping[str, Any]) -> str:
    """A short name for exactly these answers, or words of a goal: what a plan was made from."""
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def days_in(place: Mapping[str, Any]) -> dict[str, datetime.date] | None:
    """The days that the papers named when the plan was made, by item; None where that was not kept."""
    days = place.get("planned_days")
    return None if days is None else {item: datetime.date.fromisoformat(day) for item, day in days.items()}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A plan that was in place from the day it was `made` `until` another took its place."""

    id: str
    made: datetime.date
    until: datetime.date
    plan: Mapping[str, Any]
    made_from: Mapping[str, Any]


def earlier_plans(document: Mapping[str, Any]) -> tuple[Earlier, ...]:
    """The plans of a document, the newest first."""
    day = datetime.date.fromisoformat
    return tuple(
        Earlier(one["id"], day(one["plan"]["today"]), day(one["until"]), one["plan"], one["from"])
        for one in reversed(document.get("plans", ()))
    )


def with_earlier(
    document: Mapping[str, Any],
    plan: Mapping[str, Any],
    place: Mapping[str, Any],
    today: datetime.date,
    without: str = "",
) -> Document:
    """The document with one more plan, and without the one that takes its place again."""
    made_from = {name: place[name] for name in FROM if name in place}
    one = {"id": secrets.token_hex(6), "until": today.isoformat(), "plan": plan, "from": made_from}
    kept = [other for other in document.get("plans", ()) if other["id"] != without]
    return {**document, "form": 1, "plans": [*kept, one][-MOST:]}
