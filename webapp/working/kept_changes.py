"""A person's own changes in their file, in the document "changes": read, added, taken back.

    {"form": 1, "changes": [...], "ticks": {...}, "behind": [...]}

`ticks` is the last ticking as it was before, so that it can be taken back; `behind` are items that a newer
plan no longer has, though they have ticks. Every change works on ids within one transaction: two pages that
are open at once never overwrite each other.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from engine.language import gettext as _
from engine.language import number
from engine.model import PlanItem
from engine.planning.own_changes import OwnNote, PlanChange, What, changes_from_json, changes_to_json
from webapp.store import Store

DOCUMENT = "changes"
FORM = 1
MOST = 300


class Refused(Exception):
    """A change that can't be made; the message says why, to the person."""


def changes_of(store: Store, file: str) -> tuple[PlanChange, ...]:
    """The changes of a file, the oldest first."""
    return read(store.read(file, DOCUMENT) or {})


def read(document: Mapping[str, Any]) -> tuple[PlanChange, ...]:
    """The changes of a document."""
    return changes_from_json(document.get(DOCUMENT, ()))


def add(
    store: Store,
    file: str,
    make: Callable[[tuple[PlanChange, ...]], What],
    today: datetime.date,
) -> str:
    """Add what `make` gives for the changes of now, and give its id; whatever `make` raises, nothing is kept.

    A note takes the place of the one before it beside the same item; an empty one only takes it away.
    """
    new = secrets.token_hex(6)

    def with_it(document: dict[str, Any]) -> dict[str, Any]:
        changes = read(document)
        if len(changes) >= MOST:
            raise Refused(_("There are %(most)s changes already. Undo some first.", most=number(MOST)))
        what = make(changes)
        kept = [one for one in changes if not _is_replaced(one.what, what)]
        if not (isinstance(what, OwnNote) and not what.text):
            kept.append(PlanChange(new, today, what))
        return _with(document, kept)

    store.change(file, DOCUMENT, with_it)
    return new


def _is_replaced(old: What, new: What) -> bool:
    return isinstance(old, OwnNote) and isinstance(new, OwnNote) and old.item == new.item


def _with(document: dict[str, Any], changes: Iterable[PlanChange]) -> dict[str, Any]:
    return {**document, "form": FORM, DOCUMENT: changes_to_json(changes)}


def undo(store: Store, file: str, change_id: str) -> None:
    """Take one change back. One that is gone already is no error."""

    def without(document: dict[str, Any]) -> dict[str, Any]:
        return _with(document, [one for one in read(document) if one.id != change_id])

    store.change(file, DOCUMENT, without)


def undo_all(store: Store, file: str) -> None:
    """Take every change back: the plan is again as it was made. Ticks stay."""
    store.change(file, DOCUMENT, lambda document: _with(document, ()))


def set_ticks(
    store: Store, file: str, change: Callable[[dict[str, Any]], Mapping[str, Any]]
) -> dict[str, Any]:
    """Change the ticks, and keep what they were before for one undo. Gives the ticks of now."""

    def both(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        before = documents["progress"]
        after = dict(change(dict(before)))
        touched = {
            key: before.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)
        }
        changes = documents[DOCUMENT]
        if touched:
            changes = {**changes, "form": FORM, "ticks": {"id": secrets.token_hex(6), "before": touched}}
        return {"progress": after, DOCUMENT: changes}

    return store.change_together(file, ("progress", DOCUMENT), both)["progress"]


def last_ticks(store: Store, file: str) -> tuple[str, Mapping[str, str | None]] | None:
    """The last ticking: its id, and what each step (`item/step`) that it changed was before."""
    found = (store.read(file, DOCUMENT) or {}).get("ticks")
    return (str(found["id"]), dict(found["before"])) if found else None


def undo_ticks(store: Store, file: str, ticks_id: str) -> bool:
    """Take the last ticking back, if it still is the last. Gives whether it was."""
    done = False

    def both(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        nonlocal done
        found = documents[DOCUMENT].get("ticks")
        if not found or found["id"] != ticks_id:
            return documents
        done = True
        progress = {**documents["progress"], **found["before"]}
        rest = {name: value for name, value in documents[DOCUMENT].items() if name != "ticks"}
        return {"progress": {key: day for key, day in progress.items() if day is not None}, DOCUMENT: rest}

    store.change_together(file, ("progress", DOCUMENT), both)
    return done


def behind_of(store: Store, file: str) -> tuple[Mapping[str, Any], ...]:
    """Items of earlier plans that had ticks: `{"id", "title", "steps": [{"id", "text"}]}`."""
    return tuple((store.read(file, DOCUMENT) or {}).get("behind", ()))


def with_behind(document: Mapping[str, Any], items: Collection[PlanItem]) -> dict[str, Any]:
    """The document with these items among those that are behind the person."""
    if not items:
        return dict(document)
    kept = {one["id"]: one for one in document.get("behind", ())}
    for item in items:
        steps = [{"id": step.id, "text": step.text} for step in item.steps]
        kept[item.id] = {"id": item.id, "title": item.title, "steps": steps}
    return {**document, "form": FORM, "behind": list(kept.values())}
