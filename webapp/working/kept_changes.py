"""A person's own changes in their file, in the document "changes": read, added, taken back, kept after all.

    {"form": 1, "changes": [...], "undone": {id: day}, "tickings": [...], "rounds": [...], "behind": [...]}

`undone` names the changes that were taken back, and on which day: until the next day they can be kept after
all. `tickings` and `rounds` are in `kept_ticks.py`; `behind` are items that a newer plan no longer has,
though the person did something with them. Every change works on ids within one transaction: two pages that
are open at once never overwrite each other, and one that is sent twice is made once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from engine.language import gettext as _
from engine.language import number
from engine.model import PlanItem
from engine.planning.own_changes import (
    MOST_CHANGES,
    OwnNote,
    PlanChange,
    What,
    changes_from_json,
    changes_to_json,
)
from webapp.store import Store

DOCUMENT = "changes"
FORM = 1
UNDONE = "undone"

Document = dict[str, Any]


class Refused(Exception):
    """A change that can't be made; the message says why, to the person."""


def read(document: Mapping[str, Any]) -> tuple[PlanChange, ...]:
    """The changes of a document that hold, the oldest first."""
    undone = document.get(UNDONE, {})
    return tuple(one for one in _all(document) if one.id not in undone)


def taken_back(document: Mapping[str, Any], today: datetime.date) -> tuple[PlanChange, ...]:
    """The changes that were taken back today, the newest first."""
    undone = document.get(UNDONE, {})
    return tuple(one for one in reversed(_all(document)) if undone.get(one.id) == today.isoformat())


def _all(document: Mapping[str, Any]) -> tuple[PlanChange, ...]:
    return changes_from_json(document.get(DOCUMENT, ()))


def add(
    store: Store,
    file: str,
    make: Callable[[tuple[PlanChange, ...]], What],
    today: datetime.date,
    new: str,
) -> None:
    """Add what `make` gives for the changes of now, under the id `new`; whatever it raises, nothing is kept.

    Where there is a change of this id already, the page was sent twice: it is there once, and holds.
    """

    def with_it(document: Document) -> Document:
        changes = _all(document)
        if any(one.id == new for one in changes):
            return _with(document, changes, today, kept=(new,))
        what = make(read(document))
        if len(changes) >= MOST_CHANGES:
            changes = _needed(changes, document.get(UNDONE, {}))
        if len(changes) >= MOST_CHANGES:
            raise Refused(
                _("There are %(most)s changes already. Undo some first.", most=number(MOST_CHANGES))
            )
        return _with(document, (*changes, PlanChange(new, today, what)), today)

    store.change(file, DOCUMENT, with_it)


def _needed(changes: Sequence[PlanChange], undone: Mapping[str, str]) -> tuple[PlanChange, ...]:
    """The changes without those taken back, and without notes that another one took the place of."""
    last = {
        one.what.item: one.id for one in changes if isinstance(one.what, OwnNote) and one.id not in undone
    }
    return tuple(
        one
        for one in changes
        if one.id not in undone and (not isinstance(one.what, OwnNote) or last[one.what.item] == one.id)
    )


def _with(
    document: Document,
    changes: Sequence[PlanChange],
    today: datetime.date,
    undone: Collection[str] = (),
    kept: Collection[str] = (),
) -> Document:
    """The document with these changes, of which some were taken back now, and some are kept after all.

    What was taken back on an earlier day is gone for good.
    """
    day = today.isoformat()
    now = {name: on for name, on in document.get(UNDONE, {}).items() if name not in kept}
    now |= dict.fromkeys(undone, day)
    left = [one for one in changes if now.get(one.id, day) == day]
    return {
        **document,
        "form": FORM,
        DOCUMENT: changes_to_json(left),
        UNDONE: {one.id: day for one in left if one.id in now},
    }


def undo(store: Store, file: str, ids: Collection[str] | None, today: datetime.date) -> None:
    """Take changes back; None: every one of them. One that is gone, or taken back already, is no error."""

    def without(document: Document) -> Document:
        changes = read(document)
        back = [one.id for one in changes if ids is None or one.id in ids]
        return _with(document, _all(document), today, undone=back)

    store.change(file, DOCUMENT, without)


def keep_after_all(store: Store, file: str, ids: Collection[str], today: datetime.date) -> None:
    """Bring back changes that were taken back. One that is gone for good is no error."""
    store.change(file, DOCUMENT, lambda document: _with(document, _all(document), today, kept=ids))


def behind_in(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Items of earlier plans that have ticks or a note: `{"id", "title", "steps": [{"id", "text"}]}`."""
    return tuple(document.get("behind", ()))


def with_behind(document: Mapping[str, Any], items: Collection[PlanItem]) -> Document:
    """The document with these items among those that are behind the person."""
    if not items:
        return dict(document)
    kept = {one["id"]: one for one in document.get("behind", ())}
    for item in items:
        steps = {step["id"]: step for step in kept.get(item.id, {}).get("steps", ())}
        steps |= {step.id: {"id": step.id, "text": step.text} for step in item.steps}
        kept[item.id] = {"id": item.id, "title": item.title, "steps": list(steps.values())}
    return {**document, "form": FORM, "behind": list(kept.values())}
