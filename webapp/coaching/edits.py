"""A coach's edits in the client's file: read, added, taken back, all in the document "edits"."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from typing import Any

from engine.exports import plan_from_json
from engine.language import gettext as _
from engine.language import number
from engine.model import Plan, PlanItem
from engine.planning.tailoring import (
    Change,
    Edit,
    Hide,
    Move,
    Note,
    applies,
    edits_from_json,
    edits_to_json,
    in_phase,
    tailor,
)
from webapp.store import Store

DOCUMENT = "edits"
MOST = 200


class Refused(Exception):
    """An edit that can't be made; the message says why, to the coach."""


def rules_plan(store: Store, file_id: str) -> Plan | None:
    """The plan as the rules made it, in English, or None if there is none yet."""
    made = store.read(file_id, "plan")
    return plan_from_json(made) if made else None


def edits_of(store: Store, file_id: str) -> tuple[Edit, ...]:
    """The edits of a file, the oldest first."""
    return _read(store.read(file_id, DOCUMENT) or {})


def _read(document: dict[str, Any]) -> tuple[Edit, ...]:
    return edits_from_json(document.get(DOCUMENT, ()))


def add(store: Store, file_id: str, plan: Plan, change: Change, today: datetime.date) -> None:
    """Add an edit to those of the file; Refused where it can't be made to the plan as it stands by then."""

    def with_it(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        if len(edits) >= MOST:
            raise Refused(_("There are %(most)s changes already. Undo some first.", most=number(MOST)))
        if isinstance(change, Hide | Note | Move):
            _check(tailor(plan, edits), change)
        kept = tuple(one for one in edits if not _is_replaced(one.change, change))
        if isinstance(change, Note) and not change.text:
            return kept
        return (*kept, Edit(secrets.token_hex(6), today, change))

    _change(store, file_id, with_it)


def _is_replaced(old: Change, new: Change) -> bool:
    """A note takes the place of the one before it on the same item."""
    return isinstance(old, Note) and isinstance(new, Note) and old.item == new.item


def _check(plan: Plan, change: Hide | Note | Move) -> None:
    item = next((one for one in plan.items if one.id == change.item), None)
    if item is None:
        raise Refused(_("This step is not in the plan any more. Look at the plan as it is now."))
    if not applies(change, item):
        raise Refused(_("This step keeps the person safe, so it stays in the plan."))


def step_up(plan: Plan, item_id: str, down: bool) -> Move:
    """The move that takes an item one place up or down in its phase; Refused at the end of it."""
    item: PlanItem | None = next((one for one in plan.items if one.id == item_id), None)
    if item is None:
        raise Refused(_("This step is not in the plan any more. Look at the plan as it is now."))
    row = in_phase(plan.items, item)
    place = row.index(item) + (1 if down else -1)
    if not 0 <= place < len(row):
        if down:
            raise Refused(_("This step is the last of its part already."))
        raise Refused(_("This step is the first of its part already."))
    if not down:
        return Move(item_id, row[place].id)
    return Move(item_id, row[place + 1].id if place + 1 < len(row) else None)


def undo(store: Store, file_id: str, edit_id: str) -> None:
    """Take one edit back. One that is gone already is no error."""
    _change(store, file_id, lambda edits: tuple(one for one in edits if one.id != edit_id))


def restore(store: Store, file_id: str) -> None:
    """Back to the plan as the rules made it: every edit is taken back."""
    _change(store, file_id, lambda _: ())


def _change(store: Store, file_id: str, change: Callable[[tuple[Edit, ...]], tuple[Edit, ...]]) -> None:
    store.change(file_id, DOCUMENT, lambda stored: {**stored, DOCUMENT: edits_to_json(change(_read(stored)))})
